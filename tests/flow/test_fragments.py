from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_flow import trees, written
from helpers_maps import process
from helpers_random_maps import valid_maps
from helpers_rules import step
from procfit.flow.dominance import order_of
from procfit.flow.fragments import MERGE, CodedRun, coded, runs_of
from procfit.model.process import Flow, ProcessMap, Step


def names(found: ProcessMap) -> list[list[str]]:
    """Return the runs by step id, ``*`` where branches have merged."""
    return [
        ["*" if number == MERGE else found.steps[number].id for number in run.steps]
        for run in runs_of(found)
    ]


def by_name(each: Step) -> str:
    return each.name


def codes(found: ProcessMap) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return sorted((run.labels, run.letters) for run in coded(found, by_name))


def test_a_chain_is_one_run_without_start_and_end() -> None:
    text = step("s", "a", kind="start") + step("a", "b") + step("b", "e") + step("e", kind="end")
    assert names(process(text)) == [["a", "b"]]


def test_a_decision_with_its_branches_is_a_gap_of_the_run_around_it() -> None:
    text = step("a", "d") + step("d", "x:50% y:50%", kind="decision")
    text += step("x", "z") + step("y", "z") + step("z")
    found = process(text)
    assert names(found) == [["a", "d", "*", "z"], ["x"], ["y"]]
    (gap,) = [gap for gap in runs_of(found)[0].gaps if gap.flows]
    assert [found.steps[number].id for number in gap.inner] == ["x", "y"]


def test_a_join_ends_the_gap_by_itself() -> None:
    text = step("a", "p") + step("p", "x y", kind="parallel")
    text += step("x", "j") + step("y", "j") + step("j", "z", kind="join") + step("z")
    assert names(process(text))[0] == ["a", "p", "j", "z"]


def test_a_loop_is_a_gap_and_its_body_a_run() -> None:
    text = step("a", "b") + step("b", "c") + step("c", "d:90% b:10%", kind="decision") + step("d")
    assert names(process(text)) == [["a", "*", "d"], ["b", "c"]]


def test_branches_that_end_apart_are_runs_of_their_own() -> None:
    text = step("a", "d") + step("d", "x:50% y:50%", kind="decision") + step("x", "x2") + step("x2")
    assert sorted(names(process(text + step("y")))) == [["a", "d"], ["x", "x2"], ["y"]]


def test_steps_that_no_case_comes_to_are_in_no_run() -> None:
    text = step("s", "a", kind="start") + step("a") + step("lost", "a")
    assert names(process(text)) == [["a"]]


def test_a_map_without_steps_and_one_without_a_way_out_have_runs_all_the_same() -> None:
    assert runs_of(ProcessMap("m", "M")) == ()
    caught = (Step("a", "A", next=(Flow("b"),)), Step("b", "B", next=(Flow("a"),)))
    assert names(ProcessMap("m", "M", steps=caught))


def test_a_label_of_none_is_like_no_other() -> None:
    text = step("a", "b") + step("b")
    first, second = (coded(process(text), lambda _: None)[0] for _ in range(2))
    assert not set(first.labels) & set(second.labels)


def test_branches_in_another_order_have_the_same_code() -> None:
    ends = step("x", "z") + step("y", "z") + step("z")
    one = process(step("d", "x:50% y:50%", kind="decision") + ends)
    other = process(step("d", "y:50% x:50%", kind="decision") + ends)
    assert codes(one) == codes(other)


def test_what_leads_to_a_branch_is_part_of_the_code() -> None:
    ends = step("x", "z") + step("y", "z") + step("z")
    texts = [
        '[[step]]\nid = "d"\nname = "D"\nkind = "decision"\n'
        f'next = [{{ to = "x", when = "{one}" }}, {{ to = "y", when = "{other}" }}]\n' + ends
        for one, other in (("yes", "no"), ("no", "yes"))
    ]
    assert codes(process(texts[0])) != codes(process(texts[1]))


def test_different_wiring_of_the_same_steps_has_another_code() -> None:
    start = step("d", "x:50% y:50%", kind="decision")
    beside = process(start + step("x", "z") + step("y", "z") + step("z"))
    behind = process(start + step("x", "y") + step("y", "z") + step("z"))
    assert codes(beside) != codes(behind)


def relabeled(found: ProcessMap, seed: int) -> ProcessMap:
    """Return the map with other ids, its steps and branches in another order."""
    dice = random.Random(seed)
    new = {each.id: f"n{number}" for number, each in enumerate(found.steps)}
    steps = [
        replace(
            each,
            id=new[each.id],
            next=tuple(dice.sample([replace(way, to=new[way.to]) for way in each.next], len(each.next))),
        )
        for each in found.steps
    ]
    dice.shuffle(steps)
    return replace(found, steps=tuple(steps), begins=tuple(new[start.id] for start in found.starts))


@given(valid_maps(), st.integers(0, 1000))
@settings(deadline=None)
def test_codes_depend_neither_on_ids_nor_on_the_order_of_steps(found: ProcessMap, seed: int) -> None:
    assert codes(found) == codes(relabeled(found, seed))


@given(valid_maps())
@settings(deadline=None)
def test_every_reached_step_stands_in_one_run_and_each_comes_after_those_before_it(
    found: ProcessMap,
) -> None:
    order = order_of(found)
    seen: list[int] = []
    for run in runs_of(found):
        seen += [number for number in run.steps if number != MERGE]
    work = [
        number for number in order.structure.reached if found.steps[number].kind not in ("start", "end")
    ]
    assert sorted(seen) == sorted(work)


def has_one_way_in_and_out(found: ProcessMap, run: CodedRun, first: int, last: int) -> bool:
    structure = order_of(found).structure
    inside = set(run.run.within(first, last))
    begins = {start for start, _ in structure.starts} & inside
    into = {
        target
        for source in structure.reached
        for target in structure.after[source]
        if source not in inside and target in inside
    } | begins
    out = {target for source in inside for target in structure.after[source] if target not in inside}
    return into == {run.run.steps[first]} and len(out) <= 1


@given(valid_maps())
@settings(deadline=None)
def test_any_stretch_of_a_run_has_one_way_in_and_one_way_out(found: ProcessMap) -> None:
    for run in coded(found, by_name):
        steps = run.run.steps
        for first in range(len(steps)):
            for last in range(first, len(steps)):
                splits = steps[last] != MERGE and len(found.steps[steps[last]].next) > 1
                if steps[first] != MERGE and not splits:
                    assert has_one_way_in_and_out(found, run, first, last)


@given(trees)
@settings(deadline=None)
def test_a_copy_inside_another_map_has_the_same_letters(tree: object) -> None:
    inner, _ = written(tree)  # type: ignore[arg-type]
    around = replace(
        inner,
        steps=(
            Step("new-start", "New", kind="start", next=(Flow("extra"),)),
            Step("extra", "Extra", next=(Flow(inner.steps[0].id),)),
            *(replace(each, kind="task") if each.kind == "start" else each for each in inner.steps),
        ),
    )
    mine = {letter for run in coded(inner, by_name) for letter in run.letters[1:]}
    theirs = {letter for run in coded(around, by_name) for letter in run.letters[1:]}
    assert mine <= theirs
