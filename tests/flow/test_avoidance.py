"""Which steps can be passed without some others, against every short execution of random maps."""

import random

from hypothesis import given
from hypothesis import strategies as st

from helpers_flow import Tree, executions, random_tree, trees, without, written
from helpers_maps import process
from helpers_rules import step
from procfit.flow.avoidance import before_first, passed_without
from procfit.flow.structure import structure_of


def compare(tree: Tree, dice: random.Random) -> None:
    made, _ = written(tree)
    structure = structure_of(made)
    barred = set(dice.sample(structure.ids, min(3, len(structure.ids))))
    runs = list(executions(made))
    numbers = passed_without(structure, {structure.number[name] for name in barred})
    met = [{name for name, _ in run} for run in runs]
    seen: set[str] = set().union(*(visits for visits in met if not visits & barred))
    found = {structure.ids[number] for number in numbers}
    assert seen <= found
    assert found == seen or len(runs) >= 400


@given(trees, st.randoms(use_true_random=False))
def test_a_step_can_be_passed_without_others_when_some_execution_does(
    tree: Tree, dice: random.Random
) -> None:
    compare(without(tree, "loop"), dice)


def test_so_it_is_in_loops() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        compare(random_tree(dice, 2), dice)


def test_parallel_branches_cannot_be_avoided_and_unstarted_ones_can() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j")
        + step("b", "j")
        + step("j", "i", kind="join")
        + step("i", "c:30% d:100%", kind="inclusive")
        + step("c", "k")
        + step("d", "k")
        + step("k", kind="join")
    )
    structure = structure_of(process(text))
    number = structure.number
    assert passed_without(structure, {number["b"]}) == set()
    assert number["c"] not in passed_without(structure, {number["d"]})
    assert number["d"] in passed_without(structure, {number["c"]})


def test_loose_work_is_read_by_its_single_paths() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "x")
        + step("b", "x")
        + step("x", "y")
        + step("y", kind="end")
    )
    structure = structure_of(process(text))
    assert structure.loose
    number = structure.number
    assert number["b"] in passed_without(structure, {number["a"]})
    assert passed_without(structure, {number["x"]}) == set()


def test_before_the_first_visit_a_join_around_a_step_is_closed_unless_its_branch_may_pass_without_it() -> (
    None
):
    text = (
        step("s", "p")
        + step("p", "a b", kind="parallel")
        + step("a", "j")
        + step("b", "j")
        + step("j", "d", kind="join")
        + step("d", "p:20% end:80%", kind="decision")
        + step("end", kind="end")
    )
    for kind, more in (("parallel", set[str]()), ("inclusive", {"b", "j", "d"})):
        changed = text.replace('"parallel"', f'"{kind}"')
        if kind == "inclusive":
            changed = changed.replace('["a", "b"]', '{ a = "40%", b = "40%" }')
        structure = structure_of(process(changed))
        found = {structure.ids[each] for each in before_first(structure, structure.number["a"])}
        assert found == {"s", "p"} | more
