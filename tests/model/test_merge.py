from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import chain, process
from procfit.model.merge import merge_maps, resolve
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration

BASE = process(chain("a", "b", "c", a='work = "5m"\nto_be = { work = "1m" }'))


def edited(step: str, **changes: Any) -> ProcessMap:
    steps = tuple(replace(found, **changes) if found.id == step else found for found in BASE.steps)
    return replace(BASE, steps=steps)


def names(found: ProcessMap) -> list[str]:
    return [step.id for step in found.steps]


def test_edits_of_different_steps_and_fields_come_together() -> None:
    ours = edited("a", name="Ask")
    theirs = replace(edited("a", value=3), owner="Petra")
    merged = merge_maps(BASE, ours, theirs)
    assert merged.conflicts == ()
    step = merged.map.step("a")
    assert (step.name, step.value, merged.map.owner) == ("Ask", 3, "Petra")


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    assert merge_maps(BASE, edited("a", value=3), edited("a", value=3)).conflicts == ()


def test_one_field_changed_two_ways_is_a_conflict_that_a_person_decides() -> None:
    ours, theirs = edited("a", work=Duration.fixed(1)), edited("a", work=Duration.fixed(9))
    (conflict,) = merge_maps(BASE, ours, theirs).conflicts
    assert (conflict.subject, conflict.base, conflict.ours, conflict.theirs) == (
        "work of step a",
        Duration.fixed(5),
        Duration.fixed(1),
        Duration.fixed(9),
    )
    decided = resolve(BASE, ours, theirs, {"work of step a": "theirs"})
    assert decided.conflicts == ()
    assert decided.map.step("a").work == Duration.fixed(9)


def test_a_step_deleted_here_and_changed_there_is_a_conflict() -> None:
    ours = replace(BASE, steps=tuple(step for step in BASE.steps if step.id != "c"))
    (conflict,) = merge_maps(BASE, ours, edited("c", value=2)).conflicts
    assert (conflict.subject, conflict.ours) == ("step c", None)
    assert names(merge_maps(BASE, ours, BASE).map) == ["a", "b"]


def test_steps_added_on_both_sides_stand_behind_their_neighbors() -> None:
    first, *rest = BASE.steps
    ours = replace(BASE, steps=(first, Step("x", "X"), *rest))
    theirs = replace(BASE, steps=(*BASE.steps, Step("y", "Y")))
    assert names(merge_maps(BASE, ours, theirs).map) == ["a", "x", "b", "c", "y"]
    assert names(merge_maps(BASE, theirs, ours).map) == ["a", "x", "b", "c", "y"]


def test_a_new_order_is_kept() -> None:
    ours = replace(BASE, steps=tuple(reversed(BASE.steps)))
    assert names(merge_maps(BASE, ours, edited("a", value=1)).map) == ["c", "b", "a"]
    assert names(merge_maps(BASE, edited("a", value=1), ours).map) == ["c", "b", "a"]


def test_planned_changes_are_merged_one_by_one() -> None:
    ours = edited("a", to_be={"work": Duration.fixed(1), "system": "CRM"})
    theirs = edited("a", to_be={"work": Duration.fixed(2)})
    merged = merge_maps(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert merged.map.step("a").to_be == {"work": Duration.fixed(2), "system": "CRM"}


EDITS = st.sampled_from(
    [
        BASE,
        edited("a", value=1),
        edited("a", value=2),
        edited("b", next=(Flow("a"),)),
        replace(BASE, name="Other"),
        replace(BASE, steps=BASE.steps[:2]),
        replace(BASE, steps=(*BASE.steps, Step("x", "X"))),
    ]
)


@given(EDITS, EDITS)
def test_nothing_that_one_side_changed_alone_is_lost(ours: ProcessMap, theirs: ProcessMap) -> None:
    assert merge_maps(BASE, ours, BASE).map == ours
    assert merge_maps(BASE, BASE, theirs).map == theirs
    there, back = merge_maps(BASE, ours, theirs), merge_maps(BASE, theirs, ours)
    assert {found.subject for found in there.conflicts} == {found.subject for found in back.conflicts}
    if not there.conflicts:
        assert {step.id: step for step in there.map.steps} == {step.id: step for step in back.map.steps}
