from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers_cases import published
from procfit.fit.methods.tables import toward_more
from procfit.fit.methods.vikor import vikor


@pytest.mark.parametrize("number", range(4))
def test_published_weightings(number: int) -> None:
    whole = published("vikor_opricovic_tzeng_2007")
    signs = [1 if objective == "max" else -1 for objective in whole["objectives"]]
    case = whole["cases"][number]
    found = vikor(toward_more(np.array(whole["matrix"]), signs), np.array(case["weights"]), whole["v"])
    near = {"abs": whole["tolerance"]}
    assert found.group_loss == pytest.approx(case["S"], **near)
    assert found.regret == pytest.approx(case["R"], **near)
    assert found.q == pytest.approx(case["Q"], **near)
    assert [int((found.q < own).sum()) + 1 for own in found.q] == case["rank"]
    assert list(found.compromise) == case["compromise"]


def test_a_clear_and_stable_lead_is_a_compromise_of_one() -> None:
    found = vikor(np.array([[1, 1], [0, 0.5], [0, 0]]), np.array([0.5, 0.5]))
    assert (found.advantage, found.stable, found.compromise) == (True, True, (0,))
    assert found.q.tolist() == pytest.approx([0, (0.75 + 1) / 2, 1])


def test_a_small_lead_is_shared_by_all_that_are_near() -> None:
    found = vikor(np.array([[1, 0.9], [0.95, 0.92], [0, 0], [0, 0.1]]), np.array([0.6, 0.4]))
    assert not found.advantage
    assert found.compromise == (0, 1)


def test_a_first_that_is_first_in_neither_shares_with_the_second() -> None:
    """Row 4 loses (0, 4/9·3/11, 7/10·4/11); row 2 has the smallest S = 4/11, row 0 the smallest R = 8/33."""
    table = [[2, 1, 8], [4, 0, 7], [0, 9, 10], [1, 5, 8], [6, 5, 3], [0, 9, 5], [2, 4, 0]]
    found = vikor(np.array(table) / 10, np.array([4, 3, 4]))
    assert found.group_loss[[4, 2]] == pytest.approx([4 / 33 + 14 / 55, 4 / 11])
    assert found.regret[[4, 0]] == pytest.approx([14 / 55, 8 / 33])
    assert (found.advantage, found.stable) == (True, False)
    assert found.compromise == (0, 4)


@given(
    st.lists(
        st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=5, unique_by=tuple
    )
)
@example([[9, 6, 0], [5, 5, 5], [0, 0, 9]])
def test_stable_is_who_is_first_in_one_of_both(rows: list[list[int]]) -> None:
    found = vikor(np.array(rows) / 9, np.array([3, 2, 1]))
    first = int(found.q.round(12).argmin())
    best = {int(row) for grade in (found.group_loss, found.regret) for row in near_least(grade)}
    assert found.stable == (first in best)


def near_least(grade: np.ndarray) -> np.ndarray:
    return np.flatnonzero(grade <= grade.min() + 1e-9)
