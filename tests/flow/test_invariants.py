import random
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers_flow import Tree, holds, map_of, minutes_of, random_tree, tasks, trees
from helpers_measures import RATED, told_map
from helpers_random_maps import valid_maps
from procfit.flow.figures import figures_of
from procfit.flow.measure import Measures, measure
from procfit.flow.simulation import drawn_cases, simulated
from procfit.flow.structure import structure_of
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration

SUMMED = (
    *("touch_time", "theoretical_lead_time", "flow_efficiency", "cost", "value", "value_adding_ratio"),
    *("contacts", "faces", "hand_offs", "department_crossings", "systems", "channel_switches"),
    *("items_asked", "repeat_asks", "effort"),
)
DICE = st.integers(0, 2**32).map(random.Random)
FIXED_AND_NESTED = st.recursive(
    tasks,
    lambda parts: st.builds(
        Tree, st.sampled_from(["seq", "and"]), st.lists(parts, min_size=2, max_size=4).map(tuple)
    ),
    max_leaves=20,
)


def exactly(value: object) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def renamed(process: ProcessMap, dice: random.Random) -> tuple[ProcessMap, dict[str, str]]:
    """Return the map with other ids, its steps and the branches of each in another order."""
    numbers = dice.sample(range(10 * len(process.steps)), len(process.steps))
    names = {step.id: f"x{number}" for step, number in zip(process.steps, numbers, strict=True)}

    def led(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        return tuple(replace(flow, to=names[flow.to]) for flow in dice.sample(flows, len(flows)))

    steps = []
    for step in dice.sample(process.steps, len(process.steps)):
        later = {**step.to_be, "next": led(step.to_be["next"])} if "next" in step.to_be else step.to_be
        steps.append(replace(step, id=names[step.id], next=led(step.next), to_be=later))
    return replace(process, id="other", steps=tuple(steps)), names


def check_same(one: Measures, other: Measures, names: dict[str, str]) -> None:
    assert other.lead_time.mean == exactly(one.lead_time.mean)
    for figure in SUMMED:
        assert getattr(other, figure) == exactly(getattr(one, figure)), figure
    for step, figures in one.steps.items():
        assert other.steps[names[step]].visits == exactly(figures.visits)
        assert other.steps[names[step]].reach == exactly(figures.reach)
        assert other.steps[names[step]].cost == exactly(figures.cost)


@settings(max_examples=60)
@given(trees, DICE)
def test_ids_and_order_of_steps_change_no_figure(tree: Tree, dice: random.Random) -> None:
    made = told_map(tree, dice)
    one = measure(made, RATED)
    assume(one.lead_time.method == "exact")
    changed, names = renamed(made, dice)
    check_same(one, measure(changed, RATED), names)


@settings(max_examples=60)
@given(valid_maps(), DICE)
def test_ids_and_order_of_steps_change_no_figure_of_any_nested_map(
    made: ProcessMap, dice: random.Random
) -> None:
    # Where no step is a start and every step has one before it, cases begin at the first one.
    assume(any(step.kind == "start" or not made.before(step.id) for step in made.steps))
    one = measure(made, RATED)
    assume(one.figures.routing.method == one.lead_time.method == "exact")
    changed, names = renamed(made, dice)
    check_same(one, measure(changed, RATED), names)


@settings(max_examples=60)
@given(trees, DICE)
def test_a_step_in_two_halves_takes_and_costs_the_same(tree: Tree, dice: random.Random) -> None:
    made = told_map(tree, dice)
    one = measure(made, RATED)
    assume(one.lead_time.method == "exact")
    name = dice.choice([step.id for step in made.steps if step.kind == "task"])
    halves = measure(_halved(made, name), RATED)
    for figure in ("touch_time", "theoretical_lead_time", "cost", "value"):
        assert getattr(halves, figure) == exactly(getattr(one, figure)), figure
    assert halves.lead_time.mean == exactly(one.lead_time.mean)


def _halved(process: ProcessMap, name: str) -> ProcessMap:
    """Return the map with half of a step's work and wait in a second step, all else in the first."""
    whole = process.step(name)
    first = replace(whole, work=_half(whole.work), wait=_half(whole.wait), next=(Flow("second"),))
    second = Step("second", "Second", lane=whole.lane, work=first.work, wait=first.wait, next=whole.next)
    steps = [first if step.id == name else step for step in process.steps]
    return replace(process, steps=(*steps, second))


def _half(time: Duration | None) -> Duration:
    assert time is not None
    return Duration(time.least / 2, time.usual / 2, time.most / 2)


@settings(max_examples=60)
@given(st.one_of(valid_maps(), trees.map(lambda tree: map_of(tree)[0])))
def test_what_comes_into_a_step_goes_through_it(made: ProcessMap) -> None:
    shown = made.as_is
    routing, structure = routing_of(shown), structure_of(shown)
    assume(routing.method == "exact")
    coming = dict.fromkeys(structure.ids, 0.0)
    for start, share in structure.starts:
        coming[structure.ids[start]] += share
    for step, ways in zip(structure.ids, structure.ways, strict=True):
        for target, share in ways:
            coming[structure.ids[target]] += routing.visits[step] * share
    for block in structure.blocks.values():
        if block.join is not None:
            coming[structure.ids[block.join]] = routing.visits[structure.ids[block.split]]
    assert routing.visits == exactly(coming)


@settings(max_examples=60)
@given(valid_maps())
def test_every_case_ends_once_where_no_work_is_parallel(made: ProcessMap) -> None:
    shown = made.as_is
    assume(shown.steps)  # a map of nothing but planned steps is empty today
    alone = replace(shown, steps=tuple(map(_one_way, shown.steps)))
    visits = routing_of(alone).visits
    assert sum(visits[step.id] for step in alone.steps if not step.next) == exactly(1)


def _one_way(step: Step) -> Step:
    """Return the step with a decision in the place of a split, and a merge in that of a join."""
    if step.kind in ("parallel", "inclusive"):
        return replace(step, kind="decision", next=tuple(Flow(flow.to) for flow in step.next))
    return replace(step, kind="task") if step.kind == "join" else step


@settings(max_examples=60)
@given(valid_maps())
def test_no_step_is_reached_more_often_than_visited(made: ProcessMap) -> None:
    routing = routing_of(made.as_is)
    assume(routing.known)
    for step, reach in routing.reach.items():
        assert 0 <= reach <= min(1, routing.visits[step]) + 1e-12
        assert (reach > 0) == (routing.visits[step] > 0)


def sequential(seed: int) -> Tree:
    """Return a random tree without parallel work."""
    dice = random.Random(seed)
    return next(tree for tree in iter(lambda: random_tree(dice), None) if not holds(tree, {"and", "or"}))


@pytest.mark.parametrize("seed", range(25))
def test_simulated_cases_agree_with_exact_means_when_times_vary(seed: int) -> None:
    made = told_map(sequential(seed), random.Random(seed), varies=True)
    figures = figures_of(made, Portfolio())
    assert figures.exact
    for waits, mean in ((True, figures.lead.mean), (False, figures.theoretical.mean)):
        drawn = simulated(figures, waits)
        assert drawn is not None
        assert abs(drawn.mean - mean) <= 4 * drawn.standard_error


@pytest.mark.parametrize("seed", range(15))
def test_simulated_cases_agree_with_exact_means_when_maps_are_called(seed: int) -> None:
    dice = random.Random(seed)
    called = replace(told_map(sequential(seed + 100), dice, varies=True), id="called")
    made = told_map(sequential(seed), dice, varies=True)
    tasks = [step.id for step in made.steps if step.kind == "task"]
    calling = set(dice.sample(tasks, min(2, len(tasks))))
    steps = tuple(
        replace(step, kind="call", call="called") if step.id in calling else step for step in made.steps
    )
    figures = figures_of(replace(made, steps=steps), Portfolio({"called": called}))
    drawn = simulated(figures)
    assert figures.exact
    assert drawn is not None
    assert abs(drawn.mean - figures.lead.mean) <= 4 * drawn.standard_error


@settings(max_examples=60)
@given(FIXED_AND_NESTED)
def test_nested_parallel_work_of_fixed_times_is_simulated_to_the_minute(tree: Tree) -> None:
    made, _, _ = map_of(tree)
    figures = figures_of(made, Portfolio())
    drawn, cases = simulated(figures), drawn_cases(figures)
    assert drawn is not None
    assert cases is not None
    assert drawn.minutes.tolist() == exactly([minutes_of(tree)] * len(drawn.minutes))
    assert cases.critical_minutes(len(made.steps)).sum() == exactly(figures.lead.mean)


@settings(max_examples=60)
@given(trees, DICE, st.booleans())
def test_the_critical_path_adds_up_to_the_lead_time_and_its_shares_to_one(
    tree: Tree, dice: random.Random, varies: bool
) -> None:
    found = measure(told_map(tree, dice, varies=varies), RATED)
    path = found.critical_path
    assert sum(step.minutes for step in path) == exactly(found.lead_time.mean)
    assert sum(step.share for step in path) == exactly(1)


@settings(max_examples=30)
@given(valid_maps())
def test_the_critical_path_of_any_map_adds_up_to_its_lead_time(made: ProcessMap) -> None:
    found = measure(made, RATED)
    assume(found.lead_time.mean)
    assert sum(step.minutes for step in found.critical_path) == exactly(found.lead_time.mean)
