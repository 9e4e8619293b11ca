from __future__ import annotations

from itertools import permutations, product
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.committee.agreement import (
    _drawn,
    agreement,
    average_ranks,
    by_chance,
    concordance,
)

# Three executives rank six job applicants. Siegel, Nonparametric Statistics for the Behavioral
# Sciences (1956), chapter 9: W = .16.
EXECUTIVES = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
# Three rankings of ten with ties, in the same chapter: W = .828, which would be .796 uncorrected.
TIED = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]


def textbook_w(ranks: list[list[float]]) -> float:
    """W by the printed formula, ties counted one group after the other."""
    m, n = len(ranks), len(ranks[0])
    sums = [float(sum(column)) for column in zip(*ranks, strict=True)]
    mean = sum(sums) / n
    squares = sum((each - mean) * (each - mean) for each in sums)
    groups = [row.count(rank) for row in ranks for rank in set(row)]
    ties = sum(size * size * size - size for size in groups)
    return 12.0 * float(squares) / (m * m * (n * n * n - n) - m * ties)


def brute_p(ranks: list[list[float]]) -> float:
    """The share of all orders of all evaluators that agree as much or more, one by one."""

    def squares(rows: tuple[tuple[float, ...], ...]) -> float:
        sums = [sum(column) for column in zip(*rows, strict=True)]
        return float(sum(each * each for each in sums))

    seen = squares(tuple(map(tuple, ranks)))
    every = [squares(rows) >= seen - 1e-9 for rows in product(*(permutations(row) for row in ranks))]
    return sum(every) / len(every)


@pytest.mark.parametrize(("ranks", "published"), [(EXECUTIVES, 0.16), (TIED, 0.828)])
def test_published_values(ranks: list[list[float]], published: float) -> None:
    found = agreement(ranks)
    assert found.w == pytest.approx(published, abs=0.005 if published < 0.5 else 0.0005)
    assert found.w == pytest.approx(textbook_w(ranks), abs=1e-12)


@pytest.mark.parametrize(
    ("orders", "published"),
    [
        # Exact probabilities of Friedman's statistic m (n − 1) W, in the tables of Siegel (1956).
        ([[1, 2, 3]] * 3, 0.028),  # 6.0
        ([[1, 2, 3], [1, 2, 3], [1, 3, 2]], 0.194),  # 4.667
        ([[1, 2, 3], [1, 3, 2], [2, 1, 3]], 0.361),  # 2.667
        ([[1, 2, 3], [1, 2, 3], [2, 3, 1]], 0.528),  # 2.0
        ([[1, 2, 3, 4]] * 2, 0.042),  # 6.0
        ([[1, 2, 3, 4], [1, 2, 4, 3]], 0.167),  # 5.4
        ([[1, 2, 3, 4]] * 3, 0.0017),  # 9.0
        ([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 4, 3]], 0.017),  # 8.2
    ],
)
def test_published_probabilities(orders: list[list[float]], published: float) -> None:
    found = agreement(orders)
    assert found.method == "exact"
    assert found.error == 0
    assert found.p == pytest.approx(published, abs=0.0005)
    assert found.p == pytest.approx(brute_p(orders), abs=1e-12)


ORDERS = st.integers(2, 4).flatmap(
    lambda vendors: st.lists(
        st.lists(st.integers(1, 3), min_size=vendors, max_size=vendors), min_size=2, max_size=3
    )
)


@given(ORDERS)
def test_probability_is_that_of_every_order_one_by_one(orders: list[list[int]]) -> None:
    ranks = average_ranks(orders)
    p, error, method = by_chance(ranks)
    assert (error, method) == (0.0, "exact")
    assert 0 < p <= 1
    assert p == pytest.approx(brute_p(ranks.tolist()), abs=1e-9)


@given(ORDERS, st.randoms(use_true_random=False))
def test_names_do_not_matter(orders: list[list[int]], random: object) -> None:
    vendors = list(range(len(orders[0])))
    random.shuffle(vendors)  # type: ignore[attr-defined]
    renamed = [[row[vendor] for vendor in vendors] for row in reversed(orders)]
    before, after = agreement(orders), agreement(renamed)
    assert after.w == pytest.approx(before.w, abs=1e-12)
    assert after.p == pytest.approx(before.p, abs=1e-9)


@given(ORDERS)
def test_one_is_the_same_order_and_nothing_else(orders: list[list[int]]) -> None:
    ranks = average_ranks(orders).tolist()
    w = agreement(orders).w
    if w is not None:
        assert 0 <= w <= 1
        assert (w > 1 - 1e-12) == all(row == ranks[0] for row in ranks)
    else:
        assert all(len(set(row)) == 1 for row in orders)


@given(ORDERS)
def test_doubling_the_committee_leaves_its_agreement(orders: list[list[int]]) -> None:
    assert agreement(orders + orders).w == pytest.approx(agreement(orders).w, abs=1e-12)


@given(ORDERS)
def test_one_more_who_ranks_as_all_do_never_lowers_it(orders: list[list[int]]) -> None:
    together = average_ranks(orders)
    sums = together.sum(axis=0).tolist()
    if len(set(sums)) > 1 and all(len(set(row)) == len(row) for row in orders):
        before, after = agreement(orders), agreement([*orders, sums])
        assert before.w is not None
        assert after.w is not None
        assert after.w >= before.w - 1e-12


def test_drawn_probability_is_near_the_exact_one() -> None:
    ranks = average_ranks(EXECUTIVES)
    exact, _, method = by_chance(ranks)
    assert method == "exact"
    drawn = _drawn((2 * ranks).astype(int), 9_999)
    assert abs(drawn - exact) < 4 * sqrt(exact * (1 - exact) / 9_999)


def test_many_vendors_are_drawn_the_same_in_every_run() -> None:
    orders = [list(range(12)), [*range(6), *range(11, 5, -1)], list(range(11, -1, -1))]
    found, again = agreement(orders), agreement(orders)
    assert found == again
    assert found.method == "drawn"
    assert found.p is not None
    assert found.error == pytest.approx(sqrt(found.p * (1 - found.p) / 9_999))
    alike = agreement([list(range(12))] * 5)
    assert alike.p == pytest.approx(1 / 10_000)


@pytest.mark.parametrize(
    ("orders", "why"),
    [
        ([], "nobody has scored yet"),
        ([[1, 2]], "it takes two evaluators to agree"),
        ([[1], [1]], "there are not two vendors to rank"),
        ([[], []], "there are not two vendors to rank"),
        ([[1, 1], [2, 2]], "every evaluator ranks all vendors level"),
    ],
)
def test_what_cannot_be_assessed_says_why(orders: list[list[float]], why: str) -> None:
    found = agreement(orders)
    assert (found.w, found.p, found.error, found.method, found.why) == (None, None, None, None, why)


def test_who_ranks_all_level_says_nothing() -> None:
    found = agreement([[1, 2, 3], [2, 2, 2]])
    assert found.w == pytest.approx(0.5)  # as far as one order goes among two
    assert found.p == 1.0
    assert concordance(average_ranks([[1, 1], [1, 1]])) is None
