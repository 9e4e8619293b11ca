from __future__ import annotations

import pytest

from helpers_maps import chain, process
from procfit.flow.catalog import CATALOG, Unit
from procfit.flow.difference import Difference
from procfit.flow.figure_text import amount, bound, change, figure
from procfit.flow.measure import measure
from procfit.model.portfolio import Portfolio


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (195.0, "minutes", "3.2 h"),
        (0.28, "share", "28 %"),
        (0.032, "share", "3.2 %"),
        (0.0, "share", "0 %"),
        (256.36, "money", "256.36 EUR"),
        (22_560.02, "money", "22,560 EUR"),
        (4.73, "count", "4.7"),
        (6.0, "points", "6.0"),
        (0.125, "points per hour", "0.12"),
        (None, "minutes", "–"),
        (None, "money", "–"),
        (None, "share", "–"),
        (None, "count", "–"),
    ],
)
def test_amounts_are_said_in_their_unit(value: float | None, unit: Unit, said: str) -> None:
    assert amount(value, unit, "EUR") == said


def test_a_bound_is_marked_unless_nothing_is_known() -> None:
    assert bound("5 min", at_least=True) == "≥ 5 min"
    assert bound("5 min", at_least=False) == "5 min"
    assert bound("–", at_least=True) == "–"


@pytest.mark.parametrize(
    ("name", "difference", "said"),
    [
        ("lead_time", Difference(-60.0), "−60 min  better"),
        ("lead_time", Difference(60.0), "+60 min  worse"),
        ("value", Difference(1.0), "+1.0  better"),
        ("contacts", Difference(-1.0), "−1.0"),
        ("cost", Difference(0.0), "the same"),
        ("cost", Difference(0.001), "the same"),
        ("lead_time", Difference(None), "–"),
        ("lead_time", Difference(5.0, clear=False), "no clear difference"),
    ],
)
def test_a_difference_says_whether_it_is_for_the_better(
    name: str, difference: Difference, said: str
) -> None:
    assert change(CATALOG[name], difference, "EUR") == said


def test_sums_that_lack_a_part_are_bounds_and_their_ratios_are_about() -> None:
    times = {"x": 'work = "5m"\nwait = "55m"\nvalue = 2', "y": 'work = "5m"'}
    measures = measure(process(chain("x", "y", **times)), Portfolio())
    assert figure(CATALOG["lead_time"], measures) == "≥ 65 min"
    assert figure(CATALOG["flow_efficiency"], measures) == "≈ 15 %"
    assert figure(CATALOG["touch_time"], measures) == "10 min"
    assert figure(CATALOG["cost"], measures) == "–"
    assert figure(CATALOG["value_adding_ratio"], measures) == "–"
