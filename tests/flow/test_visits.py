import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_flow import Tree, executions, map_of, random_tree, trees
from helpers_maps import process
from procfit.flow.board import board_of
from procfit.flow.draws import fixed_draws
from procfit.flow.play import play
from procfit.flow.structure import structure_of
from procfit.flow.visits import routing_of
from procfit.model.process import Flow, ProcessMap, Step


@settings(deadline=None)
@given(trees)
def test_nested_maps_have_the_visits_and_reach_of_the_textbook(tree: Tree) -> None:
    made, visits, reach = map_of(tree)
    routing = routing_of(made)
    assert routing.method == "exact"
    assert {task: routing.visits[task] for task in visits} == pytest.approx(visits)
    assert {task: routing.reach[task] for task in reach} == pytest.approx(reach)


@settings(deadline=None, max_examples=40)
@given(trees)
def test_a_step_alone_is_reached_as_often_as_the_set_of_it(tree: Tree) -> None:
    made, visits, reach = map_of(tree)
    routing = routing_of(made)
    for task in visits:
        assert routing.reach_any([task]) == pytest.approx(reach[task])
        until = routing.visits_until([task])
        assert until[task] == pytest.approx(reach[task])
    assert routing.visits_until([]) == pytest.approx(routing.visits)


@settings(deadline=None, max_examples=40)
@given(trees)
def test_names_and_order_of_the_steps_change_nothing(tree: Tree) -> None:
    made, _, _ = map_of(tree)
    renamed = {step.id: f"x{number * 7919 % 10007}" for number, step in enumerate(made.steps)}
    steps = [
        replace(
            step, id=renamed[step.id], next=tuple(replace(f, to=renamed[f.to]) for f in step.next[::-1])
        )
        for step in made.steps
    ]
    random.Random(3).shuffle(steps)
    one, other = routing_of(made), routing_of(ProcessMap("n", "N", steps=tuple(steps)))
    for step in made.steps:
        assert other.visits[renamed[step.id]] == pytest.approx(one.visits[step.id])
        assert other.reach[renamed[step.id]] == pytest.approx(one.reach[step.id])


@pytest.mark.parametrize("seed", range(25))
def test_played_cases_agree_with_the_exact_figures(seed: int) -> None:
    made, visits, reach = map_of(random_tree(random.Random(seed)))
    structure, cases = structure_of(made), 2000
    nothing = fixed_draws([0.0] * len(structure.ids))
    history = play(board_of(structure), nothing, cases, recorded=True).history
    assert history is not None
    counts = np.zeros((cases, len(structure.ids)))
    real = history.step >= 0
    np.add.at(counts, (history.case[real], history.step[real]), 1)
    for task in visits:
        mine = counts[:, structure.number[task]]
        assert abs(mine.mean() - visits[task]) <= 4 * mine.std() / cases**0.5 + 1e-9
        share = (mine > 0).mean()
        assert abs(share - reach[task]) <= 4 * (reach[task] * (1 - reach[task]) / cases) ** 0.5 + 1e-9
    assert history.visits(len(structure.ids)).tolist() == pytest.approx(counts.mean(axis=0).tolist())
    assert history.reach(len(structure.ids)).tolist() == pytest.approx(
        (counts > 0).mean(axis=0).tolist()
    )


def test_visits_until_agrees_with_every_execution_of_a_choice() -> None:
    made = process("""
        [[step]]
        id = "d"
        name = "D"
        kind = "decision"
        next = { a = "70%", b = "30%" }
        [[step]]
        id = "a"
        name = "A"
        next = ["c"]
        [[step]]
        id = "b"
        name = "B"
        next = ["c"]
        [[step]]
        id = "c"
        name = "C"
    """)
    routing = routing_of(made)
    assert routing.visits_until(["a"]) == pytest.approx({"d": 1, "a": 0.7, "b": 0.3, "c": 0.3})
    assert routing.reach_any(["a", "b"]) == pytest.approx(1)
    assert routing.next_stops(["a"], ["a", "c"]) == pytest.approx({"a": 0, "c": 0.7})


def test_starts_are_weighed_by_their_share_and_bare_ones_share_the_rest() -> None:
    steps = (
        Step("a", "A", kind="start", share=0.5, next=(Flow("end"),)),
        Step("b", "B", kind="start", next=(Flow("end"),)),
        Step("c", "C", kind="start", next=(Flow("end"),)),
        Step("end", "End", kind="end"),
    )
    routing = routing_of(ProcessMap("m", "M", steps=steps))
    assert routing.visits == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25, "end": 1})
    assert routing.assumed == ("b", "c")


def test_absent_shares_count_as_equal_and_are_named() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("a"), Flow("b"), Flow("c"))),
        *(Step(name, name) for name in "abc"),
    )
    routing = routing_of(ProcessMap("m", "M", steps=steps))
    assert routing.visits["b"] == pytest.approx(1 / 3)
    assert routing.assumed == ("d",)


def test_a_merge_after_parallel_work_sums_and_a_join_does_not() -> None:
    def both(kind: str) -> float:
        steps = (
            Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
            Step("a", "A", next=(Flow("m"),)),
            Step("b", "B", next=(Flow("m"),)),
            Step("m", "M", kind=kind),  # type: ignore[arg-type]
        )
        return routing_of(ProcessMap("m", "M", steps=steps)).visits["m"]

    assert both("join") == 1
    assert both("task") == 2


def test_branches_may_run_to_ends_of_their_own() -> None:
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A", next=(Flow("x"),)),
        Step("b", "B"),
        Step("x", "X", kind="end"),
    )
    routing = routing_of(ProcessMap("m", "M", steps=steps))
    assert routing.method == "exact"
    assert routing.visits == {"p": 1, "a": 1, "b": 1, "x": 1}


def leaving_block() -> ProcessMap:
    """A branch of parallel work in which 40 % of the cases end before the join."""
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("d"), Flow("b"))),
        Step("d", "D", kind="decision", next=(Flow("j", 0.6), Flow("out", 0.4))),
        Step("b", "B", next=(Flow("j"),)),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        Step("z", "Z"),
        Step("out", "Out", kind="end"),
    )
    return ProcessMap("m", "M", steps=steps)


def test_a_branch_that_leaves_its_block_is_played_and_says_so() -> None:
    routing = routing_of(leaving_block())
    assert routing.method == "simulated"
    assert 'a branch of "P" ends before its join' in routing.note
    assert routing.visits["z"] == 1
    assert routing.visits["out"] == pytest.approx(0.4, abs=0.05)
    assert routing.visits == routing_of(replace(leaving_block())).visits


def test_work_that_multiplies_without_end_is_not_assessed() -> None:
    steps = (
        Step("a", "A", next=(Flow("p"),)),
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("a"))),
    )
    routing = routing_of(ProcessMap("m", "M", steps=steps))
    assert not routing.known
    assert "without end" in routing.note


def test_visits_match_every_execution_weighed_by_its_chance() -> None:
    """A decision inside a branch, a loop around nothing parallel: each execution counted by hand."""
    made, visits, _ = map_of(
        Tree("and", (Tree("task"), Tree("xor", (Tree("task"), Tree("task")), (0.5, 0.5))))
    )
    seen = list(executions(made))
    for task in visits:
        assert visits[task] == pytest.approx(
            sum(name == task for run in seen for name, _ in run) / len(seen)
        )


@settings(deadline=None, max_examples=60)
@given(trees, st.data())
def test_visits_before_another_stop_are_those_until_the_other_stops(
    tree: Tree, data: st.DataObject
) -> None:
    made, visits, _ = map_of(tree)
    routing = routing_of(made)
    stops = data.draw(st.sets(st.sampled_from(sorted(visits)), min_size=1))
    for step in stops:
        expected = routing.visits_until(stops - {step})[step]
        assert routing.visits_until_other(step, stops) == pytest.approx(expected)
