"""Worked examples of the literature, each with its source."""

import pytest

from helpers_maps import process
from helpers_measures import RATED, choice, mapped, timed
from procfit.flow.chain import Chain
from procfit.flow.measure import Measures, measure
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Calendar, Duration, Volume
from procfit.model.team import Rates, Settings

DAY = 8 * 60


def lead(*steps: Step) -> float | None:
    return measure(mapped(*steps), Portfolio()).lead_time.mean


def test_a_sequence_takes_the_sum_of_its_parts() -> None:
    """Dumas et al. (2018), section 7.1.1: 10 and 20 in a row take 30."""
    assert lead(timed("a", 10, after="b"), timed("b", 20)) == 30


@pytest.mark.parametrize(("first", "expected"), [(0.5, 25), (0.9, 29)])
def test_a_choice_weighs_its_branches(first: float, expected: float) -> None:
    """Dumas et al. (2018), section 7.1.1: 10 + 0.9 x 20 + 0.1 x 10 = 29, and 25 with equal shares."""
    steps = timed("a", 10, after="d"), choice("d", b=first, c=1 - first), timed("b", 20), timed("c", 10)
    assert lead(*steps) == pytest.approx(expected)


def test_parallel_branches_take_the_longest() -> None:
    """Dumas et al. (2018), section 7.1.1: 10 + max(20, 10) = 30."""
    split = Step("p", "P", kind="parallel", next=(Flow("b"), Flow("c")))
    join = Step("j", "J", kind="join")
    steps = timed("a", 10, after="p"), split, timed("b", 20, after="j"), timed("c", 10, after="j"), join
    assert lead(*steps) == 30


@pytest.mark.parametrize(("again", "expected"), [(0.0, 30), (0.2, 35), (0.99, 2010)])
def test_rework_divides_by_the_chance_to_go_on(again: float, expected: float) -> None:
    """Dumas et al. (2018), section 7.1.1: 10 + 20 / (1 - r) with r = 0, 20 % and 99 %."""
    steps = timed("a", 10, after="b"), timed("b", 20, after="d"), choice("d", b=again, e=1 - again)
    assert lead(*steps, Step("e", "E", kind="end")) == pytest.approx(expected)


CREDIT = """
[[step]]
id = "completeness"
name = "Check completeness"
work = "2h"
wait = "6h"
next = ["complete"]
[[step]]
id = "complete"
name = "Complete?"
kind = "decision"
next = { completeness = "20%", checks = "80%" }
[[step]]
id = "checks"
name = "Checks"
kind = "parallel"
next = ["history", "income"]
[[step]]
id = "history"
name = "Check credit history"
work = "30m"
wait = "7h 30m"
next = ["checked"]
[[step]]
id = "income"
name = "Check income sources"
work = "3h"
wait = "21h"
next = ["checked"]
[[step]]
id = "checked"
name = "Checked"
kind = "join"
next = ["assess"]
[[step]]
id = "assess"
name = "Assess application"
work = "2h"
wait = "22h"
next = ["granted"]
[[step]]
id = "granted"
name = "Granted?"
kind = "decision"
next = { offer = "60%", reject = "40%" }
[[step]]
id = "offer"
name = "Make credit offer"
work = "2h"
wait = "6h"
[[step]]
id = "reject"
name = "Notify rejection"
work = "30m"
wait = "15h 30m"
"""


def credit(portfolio: Portfolio) -> Measures:
    return measure(process(CREDIT), portfolio)


def test_the_credit_application_takes_8_65_days() -> None:
    """Dumas et al. (2018), section 7.1.1: 1 / 0.8 + max(1, 3) + 3 + 0.6 x 1 + 0.4 x 2 = 8.65 days."""
    found = credit(Portfolio())
    assert found.lead_time.mean == pytest.approx(8.65 * DAY)
    assert found.lead_time.method == "exact"
    assert [step.step for step in found.critical_path] == [
        *("completeness", "complete", "checks", "income", "checked", "assess", "granted", "offer"),
        "reject",
    ]
    assert {step.step: step.minutes for step in found.critical_path}["income"] == 3 * DAY


def test_the_credit_application_has_a_cycle_time_efficiency_of_12_9_percent() -> None:
    """Dumas et al. (2018), section 7.1.3: 8.9 hours of 8.65 days of 8 hours."""
    found = credit(Portfolio())
    assert found.theoretical_lead_time == pytest.approx(8.9 * 60)
    assert found.flow_efficiency == pytest.approx(0.129, abs=0.0005)
    assert found.flow_efficiency == pytest.approx(8.9 / (8.65 * 8))


def test_the_cost_of_the_credit_application_adds_parallel_work_up() -> None:
    """Dumas et al. (2018), section 7.1.6: as cycle time, but parallel branches add up.

    The hours are the book's; one rate of 25 an hour stands for all roles.
    """
    hours = 2 / 0.8 + (0.5 + 3) + 2 + 0.6 * 2 + 0.4 * 0.5
    found = credit(Portfolio(settings=Settings(rates=Rates(default=25))))
    assert found.cost == pytest.approx(25 * hours)
    assert found.touch_time == pytest.approx(60 * hours)


def test_costs_per_execution_follow_the_visits() -> None:
    """Dumas et al. (2018), section 7.1.6: costs are weighed in choices and divided by 1 - r in rework."""
    again = timed("a", cost=8.0, after="again"), choice("again", a=0.2, d=0.8)
    branches = choice("d", b=0.9, c=0.1), timed("b", cost=20.0), timed("c", cost=10.0)
    assert measure(mapped(*again, *branches), RATED).cost == pytest.approx(8 / 0.8 + 0.9 * 20 + 0.1 * 10)


def test_rework_that_is_done_once_at_most() -> None:
    """Laguna and Marklund, Business Process Modeling, Simulation and Design, example 5.7.

    The process time is 2 + 0.3 x 5 + 8 + 1.1 x (3 + 4 + 4) + max(2, 4) + 2 = 29.6 minutes: one job in ten
    goes through D, E and F a second time, never a third.
    """
    steps = (
        timed("a", 2, after="more"),
        choice("more", b=0.3, c=0.7),
        timed("b", 5, after="c"),
        timed("c", 8, after="d"),
        timed("d", 3, after="e"),
        timed("e", 4, after="f"),
        timed("f", 4, after="sound"),
        choice("sound", d2=0.1, p=0.9),
        timed("d2", 3, after="e2"),
        timed("e2", 4, after="f2"),
        timed("f2", 4, after="p"),
        Step("p", "P", kind="parallel", next=(Flow("g"), Flow("h"))),
        timed("g", 2, after="j"),
        timed("h", 4, after="j"),
        Step("j", "J", kind="join", next=(Flow("i"),)),
        timed("i", 2),
    )
    found = measure(mapped(*steps), Portfolio())
    assert found.lead_time.mean == pytest.approx(29.6)
    assert found.touch_time == pytest.approx(29.6 + 2)


def test_customers_in_a_restaurant_by_the_law_of_little() -> None:
    """Dumas et al. (2018), exercise on Little's law: 900 customers in 6 peak hours, 90 inside: 36 minutes.

    Little, A proof for the queuing formula L = lambda W, Operations Research 9 (1961).
    """
    peak = Portfolio(settings=Settings(calendar=Calendar(hours_per_day=6, days_per_week=7)))
    visit = mapped(timed("eat", 36), volume=Volume(900, "day"))
    assert measure(visit, peak).work_in_progress == pytest.approx(90)


def test_work_in_progress_is_cases_per_minute_times_lead_time() -> None:
    """Little (1961), on the credit application: 40 applications a week, 8.65 days each, are 69.2."""
    made = mapped(*process(CREDIT).steps, volume=Volume(40, "week"))
    assert measure(made, Portfolio()).work_in_progress == pytest.approx(40 / 5 * 8.65)


def test_work_in_progress_needs_a_volume_and_a_lead_time() -> None:
    assert measure(mapped(timed("a", 10)), Portfolio()).work_in_progress is None
    unknown = mapped(Step("a", "A"), volume=Volume(40, "week"))
    assert measure(unknown, Portfolio()).work_in_progress is None


FAIR = [[1.5, 1, 0.5], [1, 2, 1], [0.5, 1, 1.5]]
DRAWN_HOME = [[1.4, 1.2, 0.8], [0.6, 1.8, 1.2], [0.2, 0.6, 1.4]]


@pytest.mark.parametrize(("right", "fundamental"), [(0.5, FAIR), (2 / 3, DRAWN_HOME)])
def test_the_fundamental_matrix_of_the_drunkards_walk(
    right: float, fundamental: list[list[float]]
) -> None:
    """Kemeny and Snell (1960), chapter 3; figures in Grinstead and Snell (1997), examples 11.13 to 11.15.

    Three corners between a bar and home; a step goes right with chance 1/2, or 2/3 in exercise 11.2.8.
    """
    left = 1 - right
    chain = Chain([[(1, right)], [(0, left), (2, right)], [(1, left)]], [left, 0.0, right])
    for corner, row in enumerate(fundamental):
        assert chain.visits([float(place == corner) for place in range(3)]) == pytest.approx(row)
        assert chain.repeats()[corner] == pytest.approx(row[corner])
    assert chain.costs([1, 1, 1]) == pytest.approx([sum(row) for row in fundamental])


@pytest.mark.parametrize(("corner", "bar"), [("1", 0.75), ("2", 0.5), ("3", 0.25)])
def test_the_drunkards_walk_as_a_map(corner: str, bar: float) -> None:
    """Grinstead and Snell (1997), example 11.15: absorption is N R; reach is n_ij / n_jj."""
    steps = (
        Step("start", "Start", kind="start", next=(Flow(f"c{corner}"),)),
        choice("c1", bar=0.5, c2=0.5),
        choice("c2", c1=0.5, c3=0.5),
        choice("c3", c2=0.5, home=0.5),
        Step("bar", "Bar", kind="end"),
        Step("home", "Home", kind="end"),
    )
    routing = routing_of(mapped(*steps))
    row = FAIR[int(corner) - 1]
    assert [routing.visits[f"c{place}"] for place in "123"] == pytest.approx(row)
    assert (routing.visits["bar"], routing.visits["home"]) == pytest.approx((bar, 1 - bar))
    reach = [row[place] / FAIR[place][place] for place in range(3)]
    assert [routing.reach[f"c{place}"] for place in "123"] == pytest.approx(reach)


CONSTRUCTION = {
    "excavate": (1, 2, 3),
    "foundation": (2, 3.5, 8),
    "rough-wall": (6, 9, 18),
    "roof": (4, 5.5, 10),
    "exterior-plumbing": (1, 4.5, 5),
    "interior-plumbing": (4, 4, 10),
    "siding": (5, 6.5, 11),
    "exterior-painting": (5, 8, 17),
    "electrical": (3, 7.5, 9),
    "wallboard": (3, 9, 9),
    "flooring": (4, 4, 4),
    "interior-painting": (1, 5.5, 7),
    "exterior-fixtures": (1, 2, 3),
    "interior-fixtures": (5, 5.5, 9),
}
MEANS = (2, 4, 10, 6, 4, 5, 7, 9, 7, 8, 4, 5, 2, 6)
CRITICAL = (
    *("excavate", "foundation", "rough-wall", "exterior-plumbing", "interior-plumbing"),
    *("wallboard", "interior-painting", "interior-fixtures"),
)


def construction(fixed: bool) -> ProcessMap:
    """The Reliable Construction Co. project; its network is not nested, so its joins are loose."""

    def task(name: str, *after: str) -> list[Step]:
        least, usual, most = CONSTRUCTION[name]
        work = Duration(least, usual, most)
        work = Duration.fixed(work.mean) if fixed else work
        onward = (Flow(after[0]),) if len(after) == 1 else (Flow(f"after-{name}"),) if after else ()
        steps = [Step(name, name, work=work, wait=Duration.fixed(0), next=onward)]
        if len(after) > 1:
            splits = tuple(map(Flow, after))
            steps.append(Step(f"after-{name}", name, kind="parallel", next=splits))
        return steps

    def join(name: str, after: str) -> Step:
        return Step(name, name, kind="join", next=(Flow(after),) if after else ())

    return mapped(
        *task("excavate", "foundation"),
        *task("foundation", "rough-wall"),
        *task("rough-wall", "roof", "exterior-plumbing", "electrical"),
        *task("roof", "siding"),
        *task("exterior-plumbing", "interior-plumbing", "outside-ready"),
        *task("siding", "outside-ready"),
        join("outside-ready", "exterior-painting"),
        *task("interior-plumbing", "walls-ready"),
        *task("electrical", "walls-ready"),
        join("walls-ready", "wallboard"),
        *task("wallboard", "flooring", "interior-painting"),
        *task("flooring", "inside-ready"),
        *task("interior-painting", "inside-ready"),
        join("inside-ready", "interior-fixtures"),
        *task("exterior-painting", "exterior-fixtures"),
        *task("exterior-fixtures", "finish"),
        *task("interior-fixtures", "finish"),
        join("finish", ""),
    )


def test_the_critical_path_of_a_project_network() -> None:
    """Hillier and Lieberman, Introduction to Operations Research, Reliable Construction Co.: 44 weeks."""
    found = measure(construction(fixed=True), Portfolio())
    assert found.lead_time.mean == pytest.approx(44)
    critical = {step.step: step.minutes for step in found.critical_path if step.minutes}
    assert tuple(critical) == CRITICAL
    assert sum(critical.values()) == pytest.approx(44)
    assert found.touch_time == pytest.approx(sum(MEANS))


def test_the_pert_means_and_variances_of_the_project() -> None:
    """Hillier and Lieberman: means by (o + 4 m + p) / 6; ((p - o) / 6)^2 along the critical path is 9."""
    times = [Duration(*three) for three in CONSTRUCTION.values()]
    assert [time.mean for time in times] == pytest.approx(MEANS)
    spreads = [(CONSTRUCTION[name][2] - CONSTRUCTION[name][0]) / 6 for name in CRITICAL]
    assert sum(spread**2 for spread in spreads) == pytest.approx(9)


def test_paths_that_vary_take_longer_than_the_critical_one_says() -> None:
    """Clark, The greatest of a finite set of random variables, Operations Research 9 (1961)."""
    found = measure(construction(fixed=False), Portfolio()).lead_time
    assert found.method == "simulated"
    assert found.mean is not None
    assert found.standard_error is not None
    assert found.mean > 44 + 4 * found.standard_error
