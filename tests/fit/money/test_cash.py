from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.money.cash import cash_flows, dates, net_present_value, payback, return_on_cost

MONEY = st.floats(-1e6, 1e6)
YEARS = st.floats(0.5, 30)
# Brealey, Myers and Allen, Principles of Corporate Finance, chapter on why net present value leads to
# better decisions: three projects, their payback in whole years and their NPV at 10 %.
PROJECTS = {
    "A": ([-2000, 500, 500, 5000], 3, 2624),
    "B": ([-2000, 500, 1800, 0], 2, -58),
    "C": ([-2000, 1800, 500, 0], 2, 50),
}


@pytest.mark.parametrize("project", PROJECTS)
def test_the_projects_of_the_textbook(project: str) -> None:
    flows, years, worth = PROJECTS[project]
    assert net_present_value(flows, range(4), 0.10).item() == pytest.approx(worth, abs=0.5)
    assert np.ceil(payback(flows, range(4))).item() == years


def test_even_flows_are_an_annuity() -> None:
    # 100 a year for five years at 6 %: 100 × (1 − 1.06 ** −5) / 0.06.
    flows = cash_flows(0.0, 100.0, 5)
    assert net_present_value(flows, dates(5), 0.06).item() == pytest.approx(421.2364, abs=1e-4)


def test_even_flows_pay_back_after_cost_by_yearly_gain() -> None:
    flows = cash_flows(-10.0, 4.0, 5)
    assert payback(flows, dates(5)).item() == pytest.approx(2.5)
    assert payback(cash_flows(-10.0, 4.0, 2), dates(2)).item() == np.inf


def test_nothing_to_pay_back_is_paid_back_at_once_unless_years_lose() -> None:
    when = dates(3)
    assert payback(cash_flows(0.0, 5.0, 3), when).item() == 0
    assert payback(cash_flows(0.0, -5.0, 3), when).item() == np.inf
    assert payback(cash_flows(7.0, -5.0, 3), when).item() == np.inf


def test_a_part_of_a_year_has_its_part() -> None:
    assert cash_flows(np.array([-1.0, -2.0]), np.array([4.0, 8.0]), 1.25).tolist() == [
        [-1.0, 4.0, 1.0],
        [-2.0, 8.0, 2.0],
    ]
    assert dates(0.5) == (0.0, 0.5)


def test_return_of_nothing_paid_is_unknown() -> None:
    assert return_on_cost(150.0, 100.0).item() == pytest.approx(0.5)
    assert np.isnan(return_on_cost(150.0, 0.0).item())


@given(MONEY, MONEY, YEARS)
def test_at_rate_nought_present_value_is_the_plain_sum(once: float, yearly: float, years: float) -> None:
    worth = net_present_value(cash_flows(once, yearly, years), dates(years), 0.0).item()
    assert worth == pytest.approx(once + yearly * years, abs=1e-3)


@given(st.floats(-1e6, -1), st.floats(-1e5, 1e6), YEARS)
def test_payback_agrees_with_the_running_total(once: float, yearly: float, years: float) -> None:
    flows = cash_flows(once, yearly, years)
    after = payback(flows, dates(years)).item()
    total = once + yearly * years
    if abs(total) < 1e-3:
        return
    assert (after <= years) == (total > 0)
    if after <= years:
        assert once + yearly * after == pytest.approx(0, abs=abs(once) * 1e-6)


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=8))
def test_after_payback_the_total_never_falls_below_zero(flows: list[int]) -> None:
    after = payback(flows, range(len(flows))).item()
    totals = np.cumsum(flows)
    assert all(totals[year] >= 0 for year in range(len(flows)) if year >= after)
