from __future__ import annotations

import pytest

from helpers_maps import chain, process
from procfit.flow.kpis import figure_of
from procfit.flow.measure import measure
from procfit.model.portfolio import Portfolio
from procfit.model.process import Kpi


@pytest.mark.parametrize(
    ("name", "unit", "figure"),
    [
        ("Lead time", "h", "lead_time"),
        ("Cycle time of an order", "working days", "lead_time"),
        ("Durchlaufzeit", "Tage", "lead_time"),
        ("Handling time", "min", "touch_time"),
        ("Cost per case", "EUR", "cost"),
        ("Contacts per case", "", "contacts"),
        ("Cases within lead time", "%", None),
        ("Cost per case", "h", None),
        ("Satisfied customers", "%", None),
    ],
)
def test_a_kpi_is_recognized_by_its_name_and_unit(name: str, unit: str, figure: str | None) -> None:
    assert figure_of(Kpi(name, unit)) == figure


def test_a_kpi_that_names_its_figure_needs_no_wording() -> None:
    assert figure_of(Kpi("Time to a decision", "d", figure="lead_time")) == "lead_time"


def test_a_kpi_is_predicted_in_its_unit() -> None:
    head = '[[kpi]]\nname = "Lead time"\nunit = "d"\nbaseline = 9\ntarget = 2\n'
    steps = chain("x", "y", x='work = "0m"\nwait = "1d"', y='work = "4h"\nwait = "0m"')
    (kpi,) = measure(process(head + steps), Portfolio()).kpis
    assert (kpi.baseline, kpi.target, kpi.predicted, kpi.at_least) == (9, 2, 1.5, False)
    (kpi,) = measure(process(head + steps.replace('wait = "1d"', "")), Portfolio()).kpis
    assert (kpi.predicted, kpi.at_least) == (0.5, True)


def test_a_kpi_that_no_figure_is_about_has_no_prediction() -> None:
    head = '[[kpi]]\nname = "Orders won"\nunit = "%"\n'
    (kpi,) = measure(process(head + chain("x", x='work = "5m"\nwait = "0m"')), Portfolio()).kpis
    assert (kpi.figure, kpi.predicted) == ("", None)
