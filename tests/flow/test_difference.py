from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from helpers_flow import map_of, trees
from helpers_maps import chain, process
from procfit.flow.catalog import CATALOG
from procfit.flow.difference import Difference, differences
from procfit.flow.measure import LeadTimeFigures, Measures, measure
from procfit.model.portfolio import Portfolio


def measured(x: str, y: str = 'work = "5m"\nwait = "5m"') -> Measures:
    """Return the figures of a map of two steps."""
    return measure(process(chain("x", "y", x=x, y=y)), Portfolio())


KNOWN = measured('work = "5m"\nwait = "1h"\nvalue = 1')


@given(trees)
def test_a_map_is_no_different_from_itself(tree: object) -> None:
    figures = measure(map_of(tree)[0], Portfolio())  # type: ignore[arg-type]
    assert all(each.amount in (None, 0) for each in differences(figures, figures).values())


def test_a_difference_is_after_less_before() -> None:
    found = differences(KNOWN, measured('work = "5m"\nwait = "2h"\nvalue = 1'))
    assert found["lead_time"] == Difference(60)
    assert found["touch_time"] == Difference(0)
    assert list(found) == list(CATALOG)


def test_what_is_unknown_on_one_side_has_no_difference() -> None:
    found = differences(KNOWN, measured('work = "5m"\nvalue = 1'))
    assert found["lead_time"] == Difference(None)
    assert found["touch_time"] == Difference(0)
    assert found["flow_efficiency"] == Difference(None)
    assert found["cost"] == Difference(None)


def test_lower_bounds_that_lack_the_same_differ_by_their_known_parts() -> None:
    one, other = (measured(f'work = "{minutes}m"') for minutes in (5, 8))
    assert differences(one, other)["lead_time"] == Difference(3)


def test_lower_bounds_that_lack_different_things_have_no_difference() -> None:
    one = measured('work = "5m"')
    other = measured('work = "5m"\nwait = "5m"', 'work = "5m"')
    assert differences(one, other)["lead_time"] == Difference(None)


def test_a_ratio_has_no_difference_where_its_sums_lack_different_things() -> None:
    valued = measured('work = "5m"\nwait = "1h"\nvalue = 1', 'work = "5m"\nwait = "5m"\nvalue = 1')
    assert differences(KNOWN, valued)["value_per_hour"] == Difference(None)


@given(st.floats(0.5, 100), st.floats(0, 50), st.floats(0, 50))
def test_simulated_means_within_two_standard_errors_are_not_clear(
    gain: float, one: float, other: float
) -> None:
    before = replace(KNOWN, lead_time=LeadTimeFigures(100.0, None, None, "simulated", one))
    after = replace(KNOWN, lead_time=LeadTimeFigures(100.0 + gain, None, None, "simulated", other))
    found = differences(before, after)["lead_time"]
    assert found.amount is not None
    assert found.clear == (abs(found.amount) >= 2 * (one**2 + other**2) ** 0.5)
