from dataclasses import replace

import pytest

from helpers_measures import RATED, choice, mapped, timed
from procfit.flow.kpis import KpiFigures, figure_of
from procfit.flow.measure import measure
from procfit.model.process import Kpi, Step
from procfit.model.team import Settings

MADE = mapped(
    timed("a", 60, 420, after="d", channel="phone"),
    choice("d", a=0.5, b=0.5),
    timed("b", 30, channel="mail"),
)


def told(*kpis: Kpi, portfolio: object = RATED) -> tuple[KpiFigures, ...]:
    return measure(replace(MADE, kpis=kpis), portfolio).kpis  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("s", 59400), ("min", 990), ("h", 16.5), ("Hours", 16.5), ("days", 2.0625), ("Wochen", 0.4125)],
)
def test_a_lead_time_is_predicted_in_the_unit_of_the_kpi(unit: str, expected: float) -> None:
    (found,) = told(Kpi("Quote turnaround", unit, 30, 8))
    assert (found.figure, found.baseline, found.target) == ("lead_time", 30, 8)
    assert found.predicted == pytest.approx(expected)


def test_each_kind_of_figure_is_predicted() -> None:
    found = told(
        Kpi("Processing time", "h"), Kpi("Cost per case", "EUR"), Kpi("Customer contacts", "per case")
    )
    assert [each.figure for each in found] == ["touch_time", "cost", "contacts"]
    assert [each.predicted for each in found] == pytest.approx([2.5, 75, 3])
    assert not any(each.at_least for each in found)


@pytest.mark.parametrize(
    ("kpi", "figure"),
    [
        (Kpi("Durchlaufzeit", "Tage"), "lead_time"),
        (Kpi("Average CYCLE  time of orders", "d"), "lead_time"),
        (Kpi("Bearbeitungszeit je Fall", "min"), "touch_time"),
        (Kpi("Lead times met", "%"), None),
        (Kpi("Cost per case", "h"), None),
        (Kpi("Contracts renewed", "%"), None),
        (Kpi("Quote turnaround", ""), None),
        (Kpi("Speed", "h", figure="lead_time"), "lead_time"),
        (Kpi("Cycle time", "h", figure="touch_time"), "touch_time"),
    ],
)
def test_the_figure_of_a_kpi_is_as_it_says_else_by_its_name_and_unit(
    kpi: Kpi, figure: str | None
) -> None:
    assert figure_of(kpi) == figure


def test_a_kpi_that_the_map_cannot_tell_keeps_what_was_measured() -> None:
    assert told(Kpi("Contracts renewed", "%", 71, 80)) == (KpiFigures("Contracts renewed", "%", 71, 80),)


def test_a_time_in_an_unknown_unit_is_not_predicted() -> None:
    (found,) = told(Kpi("Speed", "moons", figure="lead_time"))
    assert (found.figure, found.predicted) == ("lead_time", None)


def test_a_prediction_that_lacks_a_part_is_a_lower_bound() -> None:
    kpis = Kpi("Lead time", "h"), Kpi("Cost per case", "EUR"), Kpi("Customer contacts", "")
    steps = tuple(replace(step, wait=None) if step.id == "a" else step for step in MADE.steps)
    found = measure(replace(MADE, steps=steps, kpis=kpis), RATED).kpis
    assert [each.predicted for each in found] == pytest.approx([2.5, 75, 3])
    assert [each.at_least for each in found] == [True, False, False]


def test_nothing_known_predicts_nothing() -> None:
    kpis = Kpi("Lead time", "h"), Kpi("Cost per case", "EUR")
    found = measure(mapped(Step("a", "A"), kpis=kpis), replace(RATED, settings=Settings())).kpis
    assert [each.predicted for each in found] == [None, None]
    assert [each.at_least for each in found] == [True, True]
