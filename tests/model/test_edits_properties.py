"""What holds of every edit, on random maps."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_flow import Tree, map_of, trees
from helpers_random_maps import errors_of, valid_maps
from procfit.flow.figures import figures_of
from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model import edits
from procfit.model.edits import EditError
from procfit.model.portfolio import Portfolio
from procfit.model.process import Lane, ProcessMap, Step, StepKind
from procfit.model.quantities import Duration

Dice = random.Random
Edit = Callable[[Dice, ProcessMap], ProcessMap]


def any_step(dice: Dice, process: ProcessMap) -> str:
    return dice.choice(process.steps).id


def any_flow(dice: Dice, process: ProcessMap) -> tuple[str, str]:
    pairs = [(step.id, flow.to) for step in process.steps for flow in step.next]
    pairs += [(step.id, flow.to) for step in process.steps for flow in step.to_be.get("next", ())]
    return dice.choice(pairs or [("s0", "s0")])


def new_step(dice: Dice) -> Step:
    kinds: list[StepKind] = ["task", "task", "wait", "decision", "parallel", "end", "join"]
    disposition = dice.choice([None, None, "add"])
    return Step("new", "New", kind=dice.choice(kinds), work=Duration.fixed(3), disposition=disposition)


def any_lane(dice: Dice, process: ProcessMap) -> str:
    return dice.choice([*(lane.id for lane in process.lanes), "nowhere"])


def region(dice: Dice, process: ProcessMap) -> set[str]:
    """Return some steps that hang together: what follows a step, and what follows that …"""
    names = {any_step(dice, process)}
    for _ in range(dice.randint(0, 6)):
        names |= {flow.to for name in names for flow in process.step(name).next if dice.random() < 0.8}
    return {name for name in names if process.step(name).kind not in ("start", "end")}


def set_some_shares(dice: Dice, process: ProcessMap) -> ProcessMap:
    split = any_step(dice, process)
    count = len(process.step(split).next)
    shares = dice.choice([[None] * count, [1 / count] * count if count else [], [0.4] * count])
    return edits.set_shares(process, split, shares, view=dice.choice(["as-is", "to-be"]))


def delete_somehow(dice: Dice, process: ProcessMap) -> ProcessMap:
    step = any_step(dice, process)
    targets = [flow.to for flow in process.step(step).next]
    follow = dice.choice([None, *targets]) if len(targets) > 1 else None
    return edits.delete_step(process, step, follow)


def in_line_again(dice: Dice, process: ProcessMap) -> ProcessMap:
    calling, called = edits.extract_call(process, region(dice, process), "part", "Part")
    return edits.inline_call(calling, "part", called)


def second_half(dice: Dice) -> Step:
    return Step("half", "Half", kind=dice.choice(["task", "wait"]))


EDITS: dict[str, Edit] = {
    "add_step alone": lambda dice, p: edits.add_step(p, new_step(dice)),
    "add_step after": lambda dice, p: edits.add_step(p, new_step(dice), after=any_step(dice, p)),
    "add_step before": lambda dice, p: edits.add_step(p, new_step(dice), before=any_step(dice, p)),
    "insert_between": lambda dice, p: edits.insert_between(p, *any_flow(dice, p), new_step(dice)),
    "delete_step": delete_somehow,
    "split_step": lambda dice, p: edits.split_step(
        p, any_step(dice, p), second_half(dice), dice.random(), dice.sample(edits.MOVABLE, 3)
    ),
    "merge_steps": lambda dice, p: edits.merge_steps(p, *any_flow(dice, p)),
    "move_to_lane": lambda dice, p: edits.move_to_lane(p, any_step(dice, p), any_lane(dice, p)),
    "add_lane": lambda dice, p: edits.add_lane(p, Lane("new", parent=any_lane(dice, p))),
    "remove_lane": lambda dice, p: edits.remove_lane(p, any_lane(dice, p)),
    "rename_lane": lambda dice, p: edits.rename_lane(p, any_lane(dice, p), "renamed"),
    "connect": lambda dice, p: edits.connect(
        p, any_step(dice, p), any_step(dice, p), dice.choice([None, 0.2]), "if so", dice.choice(VIEWS)
    ),
    "disconnect": lambda dice, p: edits.disconnect(p, *any_flow(dice, p), view=dice.choice(VIEWS)),
    "reconnect": lambda dice, p: edits.reconnect(
        p, *any_flow(dice, p), any_step(dice, p), view=dice.choice(VIEWS)
    ),
    "branch": lambda dice, p: edits.branch(
        p, any_step(dice, p), Step("new", "New?"), any_step(dice, p), dice.choice([None, 0.2])
    ),
    "set_shares": set_some_shares,
    "rename_step": lambda dice, p: edits.rename_step(p, any_step(dice, p), "renamed"),
    "reorder": lambda dice, p: edits.reorder(
        p, any_step(dice, p), dice.choice([None, any_step(dice, p)])
    ),
    "duplicate_step": lambda dice, p: edits.duplicate_step(p, any_step(dice, p), "copy"),
    "extract_call": lambda dice, p: edits.extract_call(p, region(dice, p), "part", "Part")[0],
    "the extracted map": lambda dice, p: edits.extract_call(p, region(dice, p), "part", "Part")[1],
    "inline_call": in_line_again,
}
VIEWS = ("as-is", "to-be")
seeds = st.integers(0, 2**32).map(random.Random)


def edited(edit: Edit, dice: Dice, process: ProcessMap) -> ProcessMap | None:
    """Return the edited map, or None where the edit is refused."""
    try:
        return edit(dice, process)
    except EditError:
        return None


@pytest.mark.parametrize("name", EDITS)
@settings(deadline=None, max_examples=30)
@given(process=valid_maps(), dice=seeds)
def test_an_edit_is_refused_or_gives_a_sound_map_that_its_file_can_hold(
    name: str, process: ProcessMap, dice: random.Random
) -> None:
    before = deepcopy(process)
    after = edited(EDITS[name], dice, process)
    assert process == before
    if after is None:
        return
    assert errors_of(after) == set()
    if after.id == process.id:
        written = updated_text(process_text(process), process, after)
        assert read_process_text(written, after.id)[0] == after
    else:
        assert read_process_text(process_text(after), after.id)[0] == after


@settings(deadline=None, max_examples=60)
@given(process=valid_maps(), dice=seeds)
def test_deleting_what_was_inserted_restores_the_map(process: ProcessMap, dice: random.Random) -> None:
    step = replace(new_step(dice), disposition=None)
    flow = any_flow(dice, process)
    after = edited(lambda _, p: edits.insert_between(p, *flow, step), dice, process)
    assert after is None or edits.delete_step(after, step.id) == process


def assert_same_times(new: ProcessMap, old: ProcessMap, step: str) -> None:
    for read in (ProcessMap.work_of, ProcessMap.wait_of):
        after, before = read(new, new.step(step)), read(old, old.step(step))
        assert (after is None) == (before is None)
        if after and before:
            assert astuple(after) == pytest.approx(astuple(before))


@settings(deadline=None, max_examples=60)
@given(process=valid_maps(), dice=seeds)
def test_merging_what_was_split_restores_the_step(process: ProcessMap, dice: random.Random) -> None:
    whole = process.step(any_step(dice, process))
    moving = dice.sample(edits.MOVABLE, dice.randint(0, 8))
    second = Step("half", "Half", kind="wait") if whole.kind == "wait" else second_half(dice)
    share = dice.random()
    halves = edited(lambda _, p: edits.split_step(p, whole.id, second, share, moving), dice, process)
    if halves is None:
        return
    merged = edits.merge_steps(halves, whole.id, "half")
    for view in VIEWS:
        new, old = merged.view(view), process.view(view)
        assert (whole.id in new) == (whole.id in old)
        if whole.id in old:
            assert new.step(whole.id).kind == old.step(whole.id).kind
            assert_same_times(new, old, whole.id)
            for name in (*edits.MOVABLE, "name", "next", "disposition"):
                if name != "wait":
                    assert getattr(new.step(whole.id), name) == getattr(old.step(whole.id), name)
    rest = [step for step in merged.steps if step.id != whole.id]
    assert rest == [step for step in process.steps if step.id != whole.id]


@settings(deadline=None, max_examples=60)
@given(process=valid_maps(), dice=seeds)
def test_renaming_there_and_back_changes_nothing(process: ProcessMap, dice: random.Random) -> None:
    step = any_step(dice, process)
    assert edits.rename_step(edits.rename_step(process, step, "new"), "new", step) == process
    for lane in process.lanes:
        renamed = edits.rename_lane(process, lane.id, "new")
        assert edits.rename_lane(renamed, "new", lane.id) == process


@settings(deadline=None, max_examples=60)
@given(process=valid_maps(), dice=seeds)
def test_what_was_taken_out_and_put_back_is_the_same_map(
    process: ProcessMap, dice: random.Random
) -> None:
    names = region(dice, process)
    try:
        calling, called = edits.extract_call(process, names, "part", "Part")
    except EditError:
        return
    assert {step.id for step in called.steps if step.kind not in ("start", "end")} == names
    back = edits.inline_call(calling, "part", called)
    assert {step.id: step for step in back.steps} == {step.id: step for step in process.steps}
    assert replace(back, steps=()) == replace(process, steps=())


def minutes_of(*maps: ProcessMap) -> tuple[float, float]:
    """Return the expected lead time and touch time of the first of some maps, as far as known."""
    figures = figures_of(maps[0], Portfolio({process.id: process for process in maps}))
    return figures.lead.mean, sum(figures.touch.values())


@settings(deadline=None, max_examples=30)
@given(tree=trees, dice=seeds)
def test_a_split_step_takes_the_time_it_took(tree: Tree, dice: random.Random) -> None:
    process, _, _ = map_of(tree)
    step, share = any_step(dice, process), dice.random()
    halves = edited(lambda _, p: edits.split_step(p, step, second_half(dice), share), dice, process)
    assert halves is None or minutes_of(halves) == pytest.approx(minutes_of(process))


@settings(deadline=None, max_examples=30)
@given(tree=trees, dice=seeds)
def test_a_part_taken_out_takes_the_time_it_took(tree: Tree, dice: random.Random) -> None:
    process, _, _ = map_of(tree)
    try:
        maps = edits.extract_call(process, region(dice, process), "part", "Part")
    except EditError:
        return
    assert minutes_of(*maps) == pytest.approx(minutes_of(process))
