"""The five questions to every step: what a map knows of them, as sheets for teams show it.

What stands in a cell when a sheet is written is known again by its mark, so that a changed answer is told
from one that is as it was, and a map that was changed meanwhile from one that was not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from procfit.model import sayings
from procfit.model.process import ProcessMap, Rival, Step

__all__ = [
    "ADDS_NOTHING",
    "CELLS",
    "JOIN",
    "NOT_THE_SAME",
    "RIVAL_TIME",
    "SAME",
    "UNKNOWN",
    "cells_of",
    "fingerprint",
    "known_answers",
    "said_of",
]

UNKNOWN = "not assessed"
ADDS_NOTHING = "adds nothing"
SAME, NOT_THE_SAME = "same benefit", "not the same benefit"
JOIN = " | "
RIVAL_TIME = "rival_time"
"""The cell that holds a competitor's time; beside `rival` it tells how that was written."""

CELLS: Mapping[str, tuple[str, ...]] = {
    "value": ("value",),
    "benefit": ("benefit",),
    "expected": ("expected",),
    "source": ("source",),
    "work": ("work",),
    "wait": ("wait",),
    "rival": ("rival_who", "rival_time", "rival_same", "rival_source"),
    "without": ("without_how", "without_capability"),
}
"""The cells of an answer sheet by the field of the step that they make."""


def fingerprint(text: str) -> str:
    """Return a mark by which a text is known again, whatever a spreadsheet did to its blanks.

    Examples
    --------
    >>> fingerprint("a  b ") == fingerprint("a b"), fingerprint("a") == fingerprint("b")
    (True, False)
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def known_answers(process: ProcessMap, step: Step) -> dict[str, str]:
    """Return what is known of the five questions, a text for each."""
    return {
        "benefit": _benefit(step),
        "slows": _times(process, step),
        "expected": _yes_no(step.expected) or UNKNOWN,
        "rival": said_of(process, step, "rival") or UNKNOWN,
        "without": said_of(process, step, "without") or UNKNOWN,
    }


def cells_of(process: ProcessMap, step: Step) -> dict[str, str]:
    """Return what is known of a step, field by field; empty where it is not assessed."""
    rival, without = step.rival, step.without
    fields = ("value", "benefit", "expected", "source", "work", "wait")
    same = rival.same_benefit if rival else None
    return {
        **{field: said_of(process, step, field) for field in fields},
        "rival_who": rival.who if rival else "",
        "rival_time": sayings.duration(rival.time) if rival and rival.time else "",
        "rival_same": _yes_no(same),
        "rival_source": rival.source if rival else "",
        "without_how": without.how if without else "",
        "without_capability": without.capability if without else "",
    }


def said_of(process: ProcessMap, step: Step, field: str) -> str:
    """Return what a field of a step says; empty where it is not assessed."""
    if field in ("work", "wait"):
        time = process.work_of(step) if field == "work" else process.wait_of(step)
        return sayings.duration(time) if time is not None else ""
    if field == "value":
        return "" if step.value is None else str(step.value)
    if field == "expected":
        return _yes_no(step.expected)
    if field == "adds":
        return ADDS_NOTHING if step.adds == "nothing" else ""
    if field == "rival":
        return _rival(step.rival) if step.rival else ""
    if field == "without":
        return _without(step)
    return str(getattr(step, field))


def _yes_no(said: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[said]


def _benefit(step: Step) -> str:
    said = [step.benefit] if step.benefit else []
    if step.value is not None:
        said.append(f"value {step.value} of 5")
    if step.adds == "nothing":
        said.append(ADDS_NOTHING)
    return "\n".join(said) or UNKNOWN


def _times(process: ProcessMap, step: Step) -> str:
    known = {name: said_of(process, step, name) for name in ("work", "wait")}
    return "\n".join(f"{time} {name}" for name, time in known.items() if time) or UNKNOWN


def _rival(rival: Rival) -> str:
    same = {True: SAME, False: NOT_THE_SAME, None: ""}[rival.same_benefit]
    time = sayings.duration(rival.time) if rival.time else ""
    said = ", ".join(part for part in (time, same) if part)
    source = f" ({rival.source})" if rival.source else ""
    return f"{rival.who}: {said}{source}" if said else f"{rival.who}{source}"


def _without(step: Step) -> str:
    if step.without is None:
        return ""
    capability = f" ({step.without.capability})" if step.without.capability else ""
    return step.without.how + capability
