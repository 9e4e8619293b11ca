"""One step as two that take and give together what it did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any

from procfit.model.edit_basis import (
    checked,
    in_both_views,
    known_step,
    listing,
    refuse_id,
    written_times,
)
from procfit.model.errors import EditError
from procfit.model.process import SPLITS, Flow, ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.views import apply_to_be

__all__ = ["MOVABLE", "split_step"]

_DEFAULTS = {field.name: getattr(Step("x", "X"), field.name) for field in fields(Step)}
_FIXED = ("id", "name", "lane", "kind", "work", "call", "share", "disposition", "to_be", "next")
MOVABLE: tuple[str, ...] = tuple(name for name in _DEFAULTS if name not in _FIXED)
"""The fields that can move to the second half of a split step."""


def split_step(
    process: ProcessMap,
    step: str,
    second: Step,
    work_share: float = 0.5,
    moving: Collection[str] = (),
) -> ProcessMap:
    """Return the map with a step as two in sequence that work and wait as long together as it did.

    The first keeps the id, the flows in and whatever does not move. The second takes the ways on; of a split
    or an end it takes the kind too, and the first becomes a task.

    Parameters
    ----------
    process
        The map.
    step
        The step to split.
    second
        The new step: its id, its name, and what else is known of it. Its work is what it takes over; its
        lane is the first's unless it gives one.
    work_share
        The share of the work that stays with the first, 0 to 1, as-is and to-be.
    moving
        The names of fields that move to the second, of `MOVABLE`.

    Raises
    ------
    EditError
        When the step is a call, a field cannot move, or the id is taken.
    """
    whole = known_step(process, step)
    refuse_id(second.id, [known.id for known in process.steps], "step")
    if not 0 <= work_share <= 1:
        raise EditError(f"{work_share:g} is not a share", "give a number from 0 to 1")
    unmovable = [name for name in moving if name not in MOVABLE]
    if unmovable:
        raise EditError(f"{listing(unmovable)} cannot move", "work is divided by its share")
    second = replace(second, disposition=None, to_be={})
    now = _halves(process, whole, second, work_share, moving)
    later = _halves(process, apply_to_be(whole), second, work_share, moving)
    first = in_both_views(process, now[0], later[0], written_times(whole))
    rest = in_both_views(process, now[1], later[1])
    inherited = whole.disposition if whole.disposition != "modify" else None
    rest = replace(rest, disposition=inherited or ("modify" if rest.to_be else None))
    at = process.steps.index(whole)
    steps = (*process.steps[:at], first, rest, *process.steps[at + 1 :])
    return checked(process, replace(process, steps=steps))


def _halves(
    process: ProcessMap, whole: Step, second: Step, work_share: float, moving: Collection[str]
) -> tuple[Step, Step]:
    """Return both halves of a step in one view, their times written out."""
    if whole.kind == "call":
        raise EditError(f'"{whole.id}" runs another map', "split the steps of that map")
    late = whole.kind in SPLITS or whole.kind == "end"
    if not late and second.kind not in ("task", "wait"):
        raise EditError(f"the second half cannot be a {second.kind}", "make it a task or a wait")
    works = _divided(process.work_of(whole), work_share)
    waits = _divided(process.wait_of(whole), 0.0 if "wait" in moving else 1.0)
    stays: dict[str, Any] = {name: _DEFAULTS[name] for name in moving}
    stays |= {"work": works[0], "wait": waits[0], "next": (Flow(second.id),), "to_be": {}}
    moves: dict[str, Any] = {name: getattr(whole, name) for name in moving}
    moves |= {"work": works[1], "wait": waits[1], "next": whole.next}
    first = replace(whole, **stays, kind="task" if late else whole.kind)
    kind = whole.kind if late else second.kind
    return first, replace(second, **moves, kind=kind, lane=second.lane or whole.lane)


def _divided(time: Duration | None, share: float) -> tuple[Duration | None, Duration | None]:
    """Return a time as two that add up to it; whole seconds stay whole."""
    if time is None:
        return None, None
    seconds = [part * 60 for part in (time.least, time.usual, time.most)]
    firsts = [part * share for part in seconds]
    if all(part == round(part) for part in seconds):
        firsts = [float(round(first)) for first in firsts]
    # Rounding could put the rests out of order by a last digit, and a file refuses that.
    rests = sorted(part - first for part, first in zip(seconds, firsts, strict=True))
    return Duration(*(first / 60 for first in firsts)), Duration(*(rest / 60 for rest in rests))
