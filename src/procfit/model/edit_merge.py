"""Two neighbors as one step that takes and gives what both did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from procfit.model.edit_basis import (
    TIMES,
    VIEWS,
    Time,
    change_messages,
    checked,
    in_both_views,
    known_step,
    listing,
    targets_of,
    time_of,
    ways_on,
    without_time,
    written_times,
)
from procfit.model.errors import EditError
from procfit.model.process import NO_TIME, SPLITS, Adds, Disposition, Need, ProcessMap, Step, StepKind
from procfit.model.quantities import LONGEST_MINUTES, Duration
from procfit.model.text import item_key
from procfit.model.views import apply_to_be

__all__ = ["merge_steps"]

MOST_EFFORT = 5


def merge_steps(process: ProcessMap, first: str, second: str, name: str = "") -> ProcessMap:
    """Return the map with two neighbors in sequence as one step.

    Work, waiting, cost and effort add up, lists are united in order, the value is the higher one, texts are
    joined. The id is the first's; so is the name unless one is given. Messages of the second are the
    first's.

    Raises
    ------
    EditError
        When they are not neighbors in sequence, have different lanes, kinds that do not go into one,
        facts of which a step holds one only, or a time that is known for one of them only.
    """
    one, two = known_step(process, first), known_step(process, second)
    _refuse_apart(process, one, two)
    now = _united(process, one, two)
    later = _united(process, apply_to_be(one), apply_to_be(two))
    merged = in_both_views(process, now, later, written_times(one))
    merged = replace(merged, name=name or one.name, disposition=_one_disposition(one, two))
    if name:
        merged = replace(merged, to_be={k: v for k, v in merged.to_be.items() if k != "name"})
    messages = change_messages(process.messages, {f"{process.id}#{second}": f"{process.id}#{first}"})
    steps = tuple(merged if step.id == first else step for step in process.steps if step.id != second)
    return checked(process, replace(process, steps=steps, messages=messages))


def _refuse_apart(process: ProcessMap, one: Step, two: Step) -> None:
    for view in VIEWS:
        ways = targets_of(ways_on(one, view))
        if ways != [two.id] or len(ways_on(one, view)) > 1 or one.id == two.id:
            raise EditError(
                f'"{one.id}" leads to {listing(ways) or "nothing"}, not to "{two.id}" alone ({view})',
                "merge a step with the one that always follows it",
            )
        others = [
            step.id
            for step in process.steps
            if step.id != one.id and two.id in targets_of(ways_on(step, view))
        ]
        if others:
            raise EditError(
                f'{listing(others)} leads to "{two.id}" too ({view})',
                "merge a step with one that nothing else leads to",
            )


def _united(process: ProcessMap, one: Step, two: Step) -> Step:
    """Return two steps as one in a single view, its times written out."""
    kind = _one_kind(one, two)
    united = replace(one, kind=kind, next=two.next, to_be={})
    fields: dict[str, Any] = {name: _added(process, one, two, united, name) for name in TIMES}
    fields |= {name: _only(one, two, name) for name in _SINGLE}
    fields |= {name: unite(getattr(one, name), getattr(two, name)) for name, unite in _UNITED.items()}
    return replace(united, **fields)


def _one_kind(one: Step, two: Step) -> StepKind:
    """Return the kind of two steps in one: at most one of them does more than work or wait."""
    early, late = {"task", "wait", "start", "join"}, {"task", "wait", "end", *SPLITS}
    special = [step.kind for step in (one, two) if step.kind not in ("task", "wait")]
    if one.kind not in early or two.kind not in late or len(special) > 1:
        raise EditError(
            f'a {one.kind} and a {two.kind} do not go into one step ("{one.id}", "{two.id}")',
            "merge tasks, or a task with the start, join, decision or end beside it",
        )
    if special:
        return special[0]
    return "wait" if one.kind == two.kind == "wait" else "task"


def _added(process: ProcessMap, one: Step, two: Step, united: Step, name: Time) -> Duration | None:
    """Return the work or waiting of two steps together; None = not assessed."""
    times = [time_of(process, step, name) for step in (one, two)]
    known = [time for time in times if time is not None]
    if len(known) == len(times):
        total = Duration(
            sum(time.least for time in known),
            sum(time.usual for time in known),
            sum(time.most for time in known),
        )
        if total.most > LONGEST_MINUTES:
            raise EditError(f'the {name} of "{one.id}" and "{two.id}" is longer than 20 years')
        return total
    silent = time_of(process, without_time(united, name), name) is None
    if not silent or any(time != NO_TIME for time in known):
        unknown = one if times[0] is None else two
        raise EditError(
            f'the {name} of "{unknown.id}" is not assessed, so that of both is not known',
            f"give it a {name}, or take it from the other",
        )
    return None


def _joined(separator: str) -> Callable[[str, str], str]:
    return lambda one, two: separator.join(dict.fromkeys(text for text in (one, two) if text))


def _sum(one: float | None, two: float | None) -> float | None:
    return (one or 0) + (two or 0) if one is not None or two is not None else None


def _effort(one: int | None, two: int | None) -> int | None:
    return min((one or 0) + (two or 0), MOST_EFFORT) if one is not None or two is not None else None


def _highest(one: int | None, two: int | None) -> int | None:
    return max((part for part in (one, two) if part is not None), default=None)


def _adds(one: Adds | None, two: Adds | None) -> Adds | None:
    order: tuple[Adds, ...] = ("customer", "business", "nothing")
    return next((word for word in order if word in (one, two)), None)


def _items(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    united: dict[str, str] = {}
    for item in (*one, *two):
        united.setdefault(item_key(item), item)
    return tuple(united.values())


def _needs(one: tuple[Need, ...], two: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return the needs of both; shares of two different values do not hold for the one value."""
    if not one or not two:
        return one or two
    return tuple(map(Need, dict.fromkeys(need.capability for need in (*one, *two))))


_SINGLE = ("lane", "control", "rival", "without")
"""What a step holds one of."""

_UNITED: Mapping[str, Callable[[Any, Any], Any]] = {
    "description": _joined("; "),
    "channel": _joined(", "),
    "value": _highest,
    "benefit": _joined("; "),
    "expected": _highest,
    "adds": _adds,
    "reason": _joined("; "),
    "source": _joined("; "),
    "cost": _sum,
    "effort": _effort,
    "asks": _items,
    "reads": _items,
    "writes": _items,
    "delivers": _items,
    "system": _joined(", "),
    "needs": _needs,
    "tags": _items,
    "approves": _joined(", "),
}
"""How what two steps say becomes one; what is absent does not speak against what is known."""


def _only(one: Step, two: Step, name: str) -> Any:
    """Return what one of them says, or both alike."""
    said = [part for part in (getattr(one, name), getattr(two, name)) if part]
    if len(said) == 2 and said[0] != said[1]:
        raise EditError(
            f'"{one.id}" and "{two.id}" each have their own {name}', f"make the {name} the same first"
        )
    return said[0] if said else getattr(one, name)


def _one_disposition(one: Step, two: Step) -> Disposition | None:
    pair = {one.disposition, two.disposition}
    if len(pair) > 1 and pair & {"add", "discard"}:
        said = [step.disposition or "not reviewed" for step in (one, two)]
        raise EditError(
            f'"{one.id}" is {said[0]} and "{two.id}" is {said[1]}, so one view shows only one of them',
            "give both the same disposition first",
        )
    order: tuple[Disposition, ...] = ("add", "discard", "modify", "keep")
    return next((word for word in order if word in pair), None)
