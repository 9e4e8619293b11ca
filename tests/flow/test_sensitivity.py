import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from helpers_flow import Tree, random_tree
from helpers_measures import RATED, choice, mapped, timed, told_map
from procfit.flow.figures import figures_of
from procfit.flow.measure import measure
from procfit.flow.sensitivity import Sensitivity, sensitivities
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration

STEP = 1e-5
"""How far a share is moved to measure a slope."""


def levers(process: ProcessMap) -> dict[tuple[str, str, str], Sensitivity]:
    figures = figures_of(process, RATED)
    found = sensitivities(figures, figures.lead.passes)
    return {(each.lever, each.step, each.target): each for each in found}


def totals(process: ProcessMap) -> tuple[float, float]:
    """Return the expected minutes and money of a map."""
    figures = figures_of(process, RATED)
    return figures.lead.mean, figures.total_cost or 0.0


def slope(process: ProcessMap, changed: Callable[[float], Step], high: float, low: float) -> list[float]:
    """Return how minutes and money change with one entry of a step, between two values of it."""
    ends = [totals(_with(process, changed(value))) for value in (high, low)]
    return [(one - other) / (high - low) for one, other in zip(*ends, strict=True)]


def _with(process: ProcessMap, changed: Step) -> ProcessMap:
    return replace(process, steps=tuple(changed if s.id == changed.id else s for s in process.steps))


def moved(step: Step, target: str, share: float) -> Step:
    """Return a split with another share of one branch, those of a decision taken in proportion."""
    before = next(flow.share for flow in step.next if flow.to == target)
    assert before is not None
    rest = 1.0 if step.kind == "inclusive" else (1 - share) / (1 - before)
    return replace(
        step,
        next=tuple(
            replace(flow, share=share if flow.to == target else (flow.share or 0.0) * rest)
            for flow in step.next
        ),
    )


def branches(process: ProcessMap) -> list[tuple[Step, str, float]]:
    return [
        (step, flow.to, flow.share)
        for step in process.steps
        if len(step.next) > 1
        for flow in step.next
        if flow.share is not None
    ]


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_a_minute_more_of_a_step_adds_what_measuring_it_again_says(seed: int) -> None:
    made = told_map(random_tree(random.Random(seed)), random.Random(seed))
    found = levers(made)
    for step in made.steps:
        for lever in ("work", "wait") if step.kind == "task" else ():
            # So little that no other branch becomes the slowest.
            now = getattr(step, lever).mean
            minutes, money = slope(
                made,
                lambda m, step=step, lever=lever: replace(step, **{lever: Duration.fixed(m)}),
                now + 1e-4,
                now - 1e-4,
            )
            told = found.get((lever, step.id, ""), Sensitivity("work", "", "", 0, 0, 0, 0))
            assert (told.lead_time, told.cost) == (close(minutes), close(money))
            assert told.lead_time_tenth == pytest.approx(told.lead_time * now / 10)
            assert told.cost_tenth == pytest.approx(told.cost * now / 10)


@pytest.mark.parametrize("seed", range(60))
def test_a_share_moved_to_a_branch_adds_what_measuring_it_again_says(seed: int) -> None:
    """Decisions, loops and inclusive splits, in sequence and inside each other."""
    made = told_map(random_tree(random.Random(seed)), random.Random(seed))
    found = levers(made)
    for step, target, share in branches(made):
        minutes, money = slope(
            made,
            lambda value, step=step, target=target: moved(step, target, value),
            min(share + STEP, 1.0),
            share - STEP,
        )
        told = next(
            (
                found[key]
                for key in (("share", step.id, target), ("loop", step.id, target))
                if key in found
            ),
            Sensitivity("share", "", "", 0, 0, 0, 0),
        )
        assert (100 * told.lead_time, 100 * told.cost) == (close(minutes), close(money))
        assert told.lead_time_tenth == pytest.approx(told.lead_time * 100 * share / 10)
        assert told.cost_tenth == pytest.approx(told.cost * 100 * share / 10)


def loop_in_branches() -> ProcessMap:
    """Rework inside a branch that is sometimes started, inside a loop around the whole block."""
    task = Tree("task")
    inner = Tree("seq", (Tree("loop", (task,), (0.25,)), task))
    block = Tree("or", (inner, Tree("xor", (task, task), (0.3, 0.7))), (0.6, 0.9))
    return told_map(
        Tree("loop", (Tree("and", (block, Tree("seq", (task, task)))),), (0.4,)), random.Random(5)
    )


def test_rework_is_told_from_other_shares() -> None:
    made = loop_in_branches()
    back = {(step.id, to) for step, to, share in branches(made) if share in (0.25, 0.4)}
    assert {key[1:] for key in levers(made) if key[0] == "loop"} == back


def test_loops_inside_inclusive_branches_inside_a_loop() -> None:
    made = loop_in_branches()
    found = levers(made)
    told = {key[1:]: each for key, each in found.items() if key[0] in ("share", "loop")}
    assert len(told) >= 8
    for step, target, share in branches(made):
        minutes, money = slope(
            made,
            lambda value, step=step, target=target: moved(step, target, value),
            share + STEP,
            share - STEP,
        )
        each = told[step.id, target]
        assert (100 * each.lead_time, 100 * each.cost) == (close(minutes), close(money))


def started(share: float) -> ProcessMap:
    rest = 1 - share
    return mapped(
        Step("web", "Web", kind="start", share=share, next=(Flow("a"),)),
        Step("phone", "Phone", kind="start", share=rest * 0.25, next=(Flow("b"),)),
        Step("mail", "Mail", kind="start", share=rest * 0.75, next=(Flow("c"),)),
        timed("a", 10, 3, after="d"),
        timed("b", 25, 8, after="d"),
        timed("c", 70, 1, after="d"),
        choice("d", a=0.2, e=0.8),
        timed("e", 5),
    )


def test_a_share_moved_to_a_start_comes_from_the_others_in_proportion() -> None:
    ends = [totals(started(0.4 + change)) for change in (STEP, -STEP)]
    told = levers(started(0.4))["share", "web", ""]
    minutes, money = ((one - other) / (2 * STEP) for one, other in zip(*ends, strict=True))
    assert (100 * told.lead_time, 100 * told.cost) == (close(minutes), close(money))


def test_the_only_share_that_is_taken_gives_to_the_others_alike() -> None:
    made = mapped(choice("d", a=1.0, b=0.0, c=0.0), timed("a", 30), timed("b", 10), timed("c", 40))
    assert levers(made)["share", "d", "a"].lead_time == pytest.approx((30 - (10 + 40) / 2) / 100)


def test_a_branch_that_no_case_takes_tells_what_its_first_cases_would_add() -> None:
    made = mapped(choice("d", a=1.0, b=0.0), timed("a", 30), timed("b", 10))
    told = levers(made)["share", "d", "b"]
    assert (told.lead_time, told.lead_time_tenth) == (pytest.approx(-0.2), 0)


def test_the_strongest_lever_comes_first_and_idle_ones_are_left_out() -> None:
    found = measure(
        mapped(
            Step("p", "P", kind="parallel", next=(Flow("long"), Flow("short"))),
            timed("long", 10, 90, after="j"),
            timed("short", 5, 20, after="j"),
            Step("j", "J", kind="join"),
        ),
        RATED,
    ).sensitivity
    assert [(each.lever, each.step) for each in found] == [
        ("wait", "long"),
        ("work", "long"),
        ("work", "short"),
    ]
    assert [each.lead_time_tenth for each in found] == [9, 1, 0]
    assert [each.cost for each in found] == [0, 0.5, 0.5]


def test_work_without_a_rate_moves_time_alone() -> None:
    found = levers(mapped(timed("a", 10)))
    assert found["work", "a", ""].cost == 0.5
    figures = figures_of(mapped(timed("a", 10)), replace(RATED, settings=type(RATED.settings)()))
    assert [each.cost for each in sensitivities(figures, figures.lead.passes)] == [None]


def test_simulated_slowest_branches_count_as_often_as_they_hold_up_the_end() -> None:
    """Two alike branches that vary: a minute more of one holds up the end in half of the cases."""
    varies = Duration(0, 30, 90)
    made = mapped(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        replace(timed("a", after="j"), work=varies),
        replace(timed("b", after="j"), work=varies),
        Step("j", "J", kind="join"),
    )
    found = {each.step: each.lead_time for each in measure(made, RATED).sensitivity}
    assert found["a"] + found["b"] == pytest.approx(1)
    assert found["a"] == pytest.approx(0.5, abs=4 * 0.5 / 2000**0.5)
