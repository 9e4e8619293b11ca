"""Changing the lanes of a map, and who does a step."""

from __future__ import annotations

from dataclasses import replace

from procfit.model.edit_basis import checked, known_step, listing, refuse_id, with_step
from procfit.model.errors import EditError
from procfit.model.process import Lane, ProcessMap, Step
from procfit.model.text import visible
from procfit.model.validate import did_you_mean

__all__ = ["add_lane", "move_to_lane", "remove_lane", "rename_lane", "reorder_lane"]


def move_to_lane(process: ProcessMap, step: str, lane: str) -> ProcessMap:
    """Return the map with a step in another lane, or in none where `lane` is empty."""
    if lane:
        _known_lane(process, lane)
    return with_step(process, replace(known_step(process, step), lane=lane))


def add_lane(process: ProcessMap, lane: Lane, before: str | None = None) -> ProcessMap:
    """Return the map with a new lane in front of another, or behind all.

    Raises
    ------
    EditError
        When its id is taken, or its parent is unknown.
    """
    refuse_id(lane.id, [known.id for known in process.lanes], "lane")
    at = len(process.lanes) if before is None else process.lanes.index(_known_lane(process, before))
    lanes = (*process.lanes[:at], lane, *process.lanes[at:])
    return checked(process, replace(process, lanes=lanes))


def remove_lane(process: ProcessMap, lane: str) -> ProcessMap:
    """Return the map without a lane.

    Raises
    ------
    EditError
        While steps or other lanes are in it, as-is or to-be.
    """
    _known_lane(process, lane)
    inside = [step.id for step in process.steps if lane in (step.lane, step.to_be.get("lane"))]
    inside += [inner.id for inner in process.lanes if inner.parent == lane]
    if inside:
        raise EditError(
            f'lane "{lane}" still holds {listing(inside)}',
            "move them to another lane first",
        )
    return replace(process, lanes=tuple(known for known in process.lanes if known.id != lane))


def rename_lane(process: ProcessMap, old: str, new: str) -> ProcessMap:
    """Return the map with another id for a lane; its steps and inner lanes follow, as-is and to-be."""
    _known_lane(process, old)
    if old == new:
        return process
    refuse_id(new, [known.id for known in process.lanes], "lane")
    return replace(
        process,
        lanes=tuple(
            replace(
                lane,
                id=new if lane.id == old else lane.id,
                parent=new if lane.parent == old else lane.parent,
            )
            for lane in process.lanes
        ),
        steps=tuple(_in_lane(step, old, new) for step in process.steps),
    )


def reorder_lane(process: ProcessMap, lane: str, place: int) -> ProcessMap:
    """Return the map with a lane at another place among the lanes; 1 is the top.

    Raises
    ------
    EditError
        When there is no such place.
    """
    known = _known_lane(process, lane)
    last = len(process.lanes)
    if not 1 <= place <= last:
        raise EditError("there is no such place", f"give a number from 1 to {last}")
    others = [other for other in process.lanes if other.id != lane]
    return replace(process, lanes=(*others[: place - 1], known, *others[place - 1 :]))


def _in_lane(step: Step, old: str, new: str) -> Step:
    if step.to_be.get("lane") == old:
        step = replace(step, to_be={**step.to_be, "lane": new})
    return replace(step, lane=new) if step.lane == old else step


def _known_lane(process: ProcessMap, lane: str) -> Lane:
    for known in process.lanes:
        if known.id == lane:
            return known
    names = [known.id for known in process.lanes]
    hint = did_you_mean(lane, names) or "add the lane first"
    raise EditError(f'{process.id} has no lane "{visible(lane)}"', hint)
