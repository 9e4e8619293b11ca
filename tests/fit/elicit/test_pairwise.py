from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cases import published
from procfit.fit.elicit.pairwise import compare, matrix_of, worst_triple
from procfit.model.judgment import Pair


def test_the_leader_example() -> None:
    """The example "choosing a leader" of the Wikipedia article on the analytic hierarchy process."""
    items = ["experience", "education", "charisma", "age"]
    pairs = [
        Pair("experience", "education", 4),
        Pair("experience", "charisma", 3),
        Pair("experience", "age", 7),
        Pair("charisma", "education", 3),
        Pair("education", "age", 3),
        Pair("charisma", "age", 5),
    ]
    found = compare(matrix_of(items, pairs))
    assert found.shares == pytest.approx([0.547, 0.127, 0.270, 0.056], abs=1e-3)
    assert found.ratio == pytest.approx(0.044, abs=1e-3)


def test_the_leader_example_as_recomputed() -> None:
    case = published("ahp_leader_tom_dick_harry")
    near = {"abs": case["computed_tolerance"]}
    criteria = compare(np.array(case["criteria_matrix"]))
    assert criteria.shares == pytest.approx(case["computed"]["criteria"], **near)
    assert criteria.ratio == pytest.approx(case["computed"]["CR_RI0_90"], **near)
    own = [compare(np.array(case["alternative_matrices"][name])).shares for name in case["criteria"]]
    overall = np.array(criteria.shares) @ np.array(own)
    assert overall == pytest.approx(case["computed"]["overall"], **near)
    published_figures = list(case["expected_published"]["overall"].values())
    assert overall == pytest.approx(published_figures, abs=case["tolerance"])


@given(st.lists(st.floats(0.2, 5), min_size=2, max_size=7))
def test_comparisons_that_agree_give_back_the_weights(sizes: list[float]) -> None:
    weights = np.array(sizes) / sum(sizes)
    found = compare(weights[:, None] / weights[None, :])
    assert found.shares == pytest.approx(weights, abs=1e-9)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert worst_triple(weights[:, None] / weights[None, :]) is None


def test_the_triple_that_contradicts_itself_most_is_found() -> None:
    weights = np.array([4.0, 2.0, 2.0, 1.0])
    matrix = weights[:, None] / weights[None, :]
    matrix[0, 3], matrix[3, 0] = 1 / 5, 5.0
    matrix[1, 2], matrix[2, 1] = 1.2, 1 / 1.2
    triple = worst_triple(matrix)
    assert triple is not None
    assert {0, 3} <= set(triple)
    assert compare(matrix).ratio > 0.1


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_items_cannot_contradict(count: int) -> None:
    assert compare(np.ones((count, count))).ratio == 0
