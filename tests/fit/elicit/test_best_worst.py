from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.elicit.best_worst import best_worst

Answers = tuple[float, list[tuple[float, float]]]


def off(shares: dict[str, float], over: dict[str, float], under: dict[str, float]) -> float:
    """Return the largest deviation of shares from the answers, as Rezaei (2016) defines ξ."""
    best = [abs(shares["b"] - times * shares[item]) for item, times in over.items()]
    worst = [abs(shares[item] - times * shares["w"]) for item, times in under.items()]
    return max(best + worst)


def answers(given_answers: Answers) -> tuple[dict[str, float], dict[str, float]]:
    whole, middle = given_answers
    over = {f"m{number}": min(a, whole) for number, (a, _) in enumerate(middle)}
    under = {f"m{number}": min(b, whole) for number, (_, b) in enumerate(middle)}
    return {**over, "w": whole}, under


def test_answers_that_agree_give_exact_proportions() -> None:
    found = best_worst("b", "w", {"m": 2, "n": 4, "w": 8}, {"m": 4, "n": 2})
    assert found.shares == pytest.approx({"b": 8 / 15, "m": 4 / 15, "n": 2 / 15, "w": 1 / 15}, abs=1e-15)
    assert (found.deviation, found.inconsistency, found.against) == (0, 0, "")


def test_a_program_worked_out_by_hand() -> None:
    """With ξ = 1: x_B - 4·x_W ≤ 1, 2·x_m - x_B ≤ 1 and 3·x_W - x_m ≤ 1.

    Five times the first, four times the second and seven times the third sum to x_B + x_m + x_W ≤ 16, and
    x_B = 9, x_m = 5, x_W = 2 reach that.
    """
    found = best_worst("b", "w", {"m": 2, "w": 4}, {"m": 3})
    assert found.shares == pytest.approx({"b": 9 / 16, "m": 5 / 16, "w": 2 / 16}, abs=1e-15)
    assert found.deviation == pytest.approx(1 / 16, abs=1e-15)
    assert found.inconsistency == pytest.approx((6 - 4) / (16 - 4))
    assert found.against == "m"


cases = st.tuples(
    st.integers(2, 9),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=6),
)


@given(cases)
def test_shares_are_shares_and_the_deviation_is_theirs(given_answers: Answers) -> None:
    over, under = answers(given_answers)
    found = best_worst("b", "w", over, under)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert all(share >= 0 for share in found.shares.values())
    assert off(dict(found.shares), over, under) == pytest.approx(found.deviation, abs=1e-12)
    assert 0 <= found.inconsistency <= 1


@given(cases, st.data())
def test_no_other_shares_deviate_less(given_answers: Answers, data: st.DataObject) -> None:
    over, under = answers(given_answers)
    found = best_worst("b", "w", over, under)
    # The deviation is convex in the shares, so a small step towards better ones would show.
    other = {item: data.draw(st.floats(0.01, 1)) for item in found.shares}
    total = sum(other.values())
    for part in (1.0, 0.1, 0.01):
        mixed = {item: (1 - part) * found.shares[item] + part * other[item] / total for item in other}
        assert off(mixed, over, under) >= found.deviation - 1e-9


def test_more_contradiction_deviates_more() -> None:
    found = [best_worst("b", "w", {"m": 2, "w": 4}, {"m": times}).deviation for times in (2, 3, 4)]
    assert all(less < more for less, more in pairwise(found))
