import pytest
from hypothesis import assume, given, settings

from helpers_flow import Tree, holds, map_of, minutes_of, trees
from procfit.flow.figures import figures_of
from procfit.flow.times import step_times
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import Rates


@settings(deadline=None)
@given(trees)
def test_nested_maps_have_the_lead_time_of_the_textbook(tree: Tree) -> None:
    assume(not holds(tree, {"or"}))
    made, _, _ = map_of(tree)
    assert figures_of(made, Portfolio()).lead.mean == pytest.approx(minutes_of(tree))


@settings(deadline=None)
@given(trees)
def test_the_critical_path_adds_up_to_the_lead_time(tree: Tree) -> None:
    made, _, _ = map_of(tree)
    lead = figures_of(made, Portfolio()).lead
    assert sum(lead.critical.values()) == pytest.approx(lead.mean)


def test_inclusive_branches_take_the_longest_that_was_started() -> None:
    either = Tree("or", (Tree("task", minutes=30), Tree("task", minutes=10)), (0.5, 0.5))
    made, _, _ = map_of(either)
    lead = figures_of(made, Portfolio()).lead
    assert lead.mean == pytest.approx(0.5 * 30 + 0.25 * 10)
    assert lead.exact


def times_of(step: Step, default_wait: Duration | None = None) -> tuple[float | None, float | None]:
    made = ProcessMap("m", "M", default_wait=default_wait, steps=(step,))
    times = step_times(made, step, Rates())
    return (
        None if times.work is None else times.work.mean,
        None if times.wait is None else times.wait.mean,
    )


def test_a_task_without_times_stays_unknown() -> None:
    assert times_of(Step("a", "A")) == (None, None)
    assert step_times(ProcessMap("m", "M"), Step("a", "A"), Rates()).missing == ("work", "wait")


def test_a_default_wait_stands_in_for_tasks_but_not_for_gateways() -> None:
    hour = Duration.fixed(60)
    assert times_of(Step("a", "A"), hour) == (None, 60)
    assert times_of(Step("a", "A", kind="decision", wait=None), hour) == (0, 0)
    assert times_of(Step("a", "A", kind="decision", work=hour)) == (60, 0)


def test_a_wait_needs_no_work() -> None:
    assert times_of(Step("a", "A", kind="wait", wait=Duration.fixed(5))) == (0, 5)


def test_work_without_a_rate_has_no_price_and_free_work_needs_none() -> None:
    made = ProcessMap("m", "M")
    worked = Step("a", "A", work=Duration.fixed(30), wait=Duration.fixed(0))
    assert step_times(made, worked, Rates()).cost is None
    assert step_times(made, worked, Rates()).missing == ("rate",)
    assert step_times(made, worked, Rates(default=40)).cost == 20
    gateway = Step("a", "A", kind="parallel")
    assert step_times(made, gateway, Rates()).cost == 0
