"""Small edits of maps, and how many steps stand elsewhere after them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from procfit.diagrams.layout import layout
from procfit.model.process import Flow, ProcessMap, Step

__all__ = ["EDITS", "behind", "share_moved"]

Edit = Callable[[ProcessMap, Step], ProcessMap]


def rename(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with another name for a step."""
    return _with(process, step, replace(step, name=f"{step.name} anew and better than before"))


def insert_after(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with one more step on the first way out of a step."""
    added = Step("added-step", "Added", lane=step.lane, next=step.next[:1])
    steps = []
    for other in process.steps:
        if other.id == step.id:
            other = replace(other, next=(Flow(added.id), *other.next[1:]))
            steps += [other, added]
        else:
            steps.append(other)
    return replace(process, steps=tuple(steps))


def remove(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map without a step; what led to it leads to where it led first."""
    after = [flow.to for flow in step.next[:1] if flow.to != step.id]
    steps = []
    for other in process.steps:
        if other.id != step.id:
            flows = [
                replace(flow, to=after[0]) if flow.to == step.id and after else flow
                for flow in other.next
                if flow.to != step.id or after
            ]
            steps.append(replace(other, next=tuple(flows)))
    return replace(process, steps=tuple(steps))


def branch_off(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with one more end behind a step."""
    added = Step("added-step", "Added", lane=step.lane, kind="end")
    changed = replace(step, next=(*step.next, Flow(added.id, share=0.01)))
    edited = _with(process, step, changed)
    return replace(edited, steps=(*edited.steps, added))


EDITS: dict[str, Edit] = {
    "rename a step": rename,
    "insert a step": insert_after,
    "remove a step": remove,
    "add a branch": branch_off,
}


def share_moved(maps: list[ProcessMap], edit: str, dice: random.Random) -> tuple[float, float]:
    """Return which share of all steps moves in one edit per map, and of those not at or behind it."""
    moved = total = moved_far = far = 0
    for process in maps:
        step = dice.choice(process.steps)
        edited = EDITS[edit](process, step)
        near = behind(process, step.id)
        places, others = _places(process), _places(edited)
        for name in places.keys() & others.keys():
            has_moved = places[name] != others[name]
            moved, total = moved + has_moved, total + 1
            if name not in near:
                moved_far, far = moved_far + has_moved, far + 1
    return moved / max(total, 1), moved_far / max(far, 1)


def behind(process: ProcessMap, step: str) -> set[str]:
    """Return the steps that an edit of a step touches: itself, its neighbors, and all that follow."""
    near = {step, *(before.id for before in process.before(step))}
    waiting = [step]
    while waiting:
        for flow in process.step(waiting.pop()).next:
            if flow.to not in near:
                near.add(flow.to)
                waiting.append(flow.to)
    return near


def _places(process: ProcessMap) -> dict[str, tuple[int, int, int]]:
    """Return the column of each step, its lane, and its row there."""
    grid = layout(process)
    first = {band.lane: band.first_row for band in grid.leaves}
    lanes = [band.lane for band in grid.leaves]
    return {
        box.step: (box.column, box.lane, box.row - first[process.step(box.step).lane])
        for box in grid.boxes
        if process.step(box.step).lane in lanes
    }


def _with(process: ProcessMap, step: Step, changed: Step) -> ProcessMap:
    steps = tuple(changed if other.id == step.id else other for other in process.steps)
    return replace(process, steps=steps)
