from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cases import published
from procfit.fit.elicit.rank_order import centroid, from_order


@pytest.mark.parametrize("count", [2, 3, 4, 5, 8])
def test_published_weights(count: int) -> None:
    """Barron and Barrett, Management Science 42, 1996."""
    case = published("roc_weights")
    assert centroid(count) == pytest.approx(case[f"n{count}"], abs=case["tolerance"])


def test_three_in_order() -> None:
    """Barron and Barrett (1996): 11/18, 5/18 and 2/18."""
    assert centroid(3) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=1e-15)


def test_it_is_the_mean_of_all_weights_that_agree_with_the_order() -> None:
    drawn = np.random.default_rng(3).dirichlet(np.ones(4), 20_000)
    ordered = -np.sort(-drawn, axis=1)
    assert centroid(4) == pytest.approx(ordered.mean(axis=0), abs=5e-3)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=5))
def test_levels_share_their_places_and_all_is_one(sizes: list[int]) -> None:
    names = iter("abcdefghijklmnopqrstuvwxyz")
    order = [[next(names) for _ in range(size)] for size in sizes]
    shares = from_order(order)
    assert sum(shares.values()) == pytest.approx(1)
    assert all(len({shares[name] for name in level}) == 1 for level in order)
    firsts = [shares[level[0]] for level in order]
    assert firsts == sorted(firsts, reverse=True)
