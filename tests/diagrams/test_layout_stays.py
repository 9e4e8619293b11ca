"""Small edits leave the rest of a map where it was."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from helpers_diagrams import branching
from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.diagrams.layout import layout
from procfit.model.process import Flow, ProcessMap, Step


def renamed(process: ProcessMap, step: Step) -> ProcessMap:
    steps = (replace(other, name="Another name") if other is step else other for other in process.steps)
    return replace(process, steps=tuple(steps))


def with_one_more(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with one more step on the first way out of a step."""
    added = Step("one-more", "One more", lane=step.lane, next=step.next[:1])
    changed = replace(step, next=(Flow(added.id), *step.next[1:]))
    steps = (changed if other is step else other for other in process.steps)
    return replace(process, steps=(*steps, added))


def without(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map without a step that has one way on."""
    steps = [
        replace(
            other,
            next=tuple(
                replace(flow, to=step.next[0].to) if flow.to == step.id else flow for flow in other.next
            ),
        )
        for other in process.steps
        if other is not step
    ]
    return replace(process, steps=tuple(steps))


def columns_before(process: ProcessMap, column: int) -> dict[str, tuple[int, int]]:
    """Return column and lane of the steps left of a column."""
    grid = layout(process)
    return {box.step: (box.column, box.lane) for box in grid.boxes if box.column < column}


def test_a_new_name_moves_nothing() -> None:
    process = branching(60)
    old = layout(process)
    assert layout(renamed(process, process.steps[30])) == old


@pytest.mark.parametrize("edit", [with_one_more, without])
def test_an_edit_moves_no_step_left_of_it_in_a_long_map(edit: object) -> None:
    process = branching(60)
    dice = random.Random(4)
    plain = [step for step in process.steps[2:-2] if step.kind == "task" and len(step.next) == 1]
    for step in dice.sample(plain, 8):
        edited = edit(process, step)  # type: ignore[operator]
        column = layout(process).box_of[step.id].column
        before, after = columns_before(process, column), columns_before(edited, column)
        assert before.items() <= after.items()


def test_the_example_keeps_its_order_when_a_step_is_put_in() -> None:
    moved = total = 0
    for process in open_workspace(EXAMPLE).maps.values():
        view = process.as_is
        old = layout(view)
        for step in view.steps[1::5]:
            if len(step.next) != 1:
                continue
            new = layout(with_one_more(view, step))
            left = [box for box in old.boxes if box.column <= old.box_of[step.id].column]
            total += len(left)
            moved += sum(new.box_of[box.step].column != box.column for box in left)
    assert total > 300
    assert moved <= 0.05 * total
