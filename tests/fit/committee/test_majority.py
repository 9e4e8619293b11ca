from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.committee.majority import Majority, majority


def test_votes_are_counted_and_level_ones_are_none() -> None:
    found = majority("ab", [[1, 2], [1, 1], [2, 1], [1, 2]], [1, 1, 1, 1])
    assert (found.of("a", "b"), found.of("b", "a")) == (2, 1)
    assert found.winner == "a"
    assert found.cycles == ()


def test_a_circle_is_told_instead_of_a_winner() -> None:
    # Condorcet's own case: three orders that are each consistent, and a majority that is not.
    found = majority("abcd", [[1, 2, 3, 4], [2, 3, 1, 4], [3, 1, 2, 4]], [1, 1, 1])
    assert found.winner is None
    assert found.cycles == (("a", "b", "c"),)


def test_a_winner_above_a_circle_is_still_a_winner() -> None:
    found = majority("abcd", [[1, 2, 3, 4], [1, 3, 4, 2], [1, 4, 2, 3]], [1, 1, 1])
    assert found.winner == "a"
    assert found.cycles == (("b", "c", "d"),)


def test_an_evaluator_votes_with_what_he_counts() -> None:
    assert majority("ab", [[1, 2], [2, 1]], [1, 1]).level == (("a", "b"),)
    assert majority("ab", [[1, 2], [2, 1]], [1, 2]).winner == "b"


@pytest.mark.parametrize(("vendors", "orders"), [("", []), ("a", []), ("", [[], []])])
def test_nothing_to_count_is_no_vote(vendors: str, orders: list[list[float]]) -> None:
    assert majority(vendors, orders, [1] * len(orders)) == Majority(tuple(vendors))


def test_one_vendor_beats_nobody() -> None:
    assert majority("a", [[1], [1]], [1, 1]).winner is None


ORDERS = st.lists(st.lists(st.integers(1, 4), min_size=4, max_size=4), min_size=1, max_size=5)


@given(ORDERS)
def test_a_winner_beats_all_and_a_circle_closes(orders: list[list[int]]) -> None:
    found = majority("abcd", orders, [1] * len(orders))
    beats = {
        one: {other for other in "abcd" if found.of(one, other) > found.of(other, one)} for one in "abcd"
    }
    winners = [one for one in "abcd" if len(beats[one]) == 3]
    assert winners == ([found.winner] if found.winner else [])
    for cycle in found.cycles:
        assert len(cycle) >= 3
        assert all(other in beats[one] for one, other in pairwise((*cycle, cycle[0])))
    for one, other in found.level:
        assert other not in beats[one]
        assert one not in beats[other]
