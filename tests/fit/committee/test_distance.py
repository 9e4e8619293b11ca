from __future__ import annotations

from math import isnan, nan

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from procfit.fit.committee.distance import alone, between, distances, spreads, stand_apart


def worth(*rows: list[float]) -> NDArray[numpy.float64]:
    """Return evaluators × one vendor × capabilities."""
    return numpy.array(rows, dtype=float)[:, None, :]


def test_spread_is_of_those_who_scored() -> None:
    found = spreads(worth([1.0, nan, 0.2], [0.5, nan, nan], [nan, nan, nan]))[0]
    assert found[0] == pytest.approx(0.5)
    assert isnan(found[1])
    assert isnan(found[2])
    assert spreads(numpy.zeros((0, 2, 3))).shape == (2, 3)


@pytest.mark.parametrize(
    ("scores", "who"),
    [
        ([1.0, 0.9, 0.2], 2),
        ([0.0, 1.0, 1.0], 0),
        ([nan, 0.0, 1.0, 1.0, 0.9], 1),
        ([1.0, 0.5, 0.0], None),
        ([1.0, 0.6, 0.0], None),
        ([1.0, 1.0, 1.0], None),
        ([1.0, 0.0], None),
        ([nan, 1.0, 0.0], None),
        ([1.0, 1.0, 0.0, 0.0], None),
        ([], None),
    ],
)
def test_alone_is_who_is_far_from_those_that_agree(scores: list[float], who: int | None) -> None:
    assert alone(numpy.array(scores, dtype=float)) == who


def test_distance_by_hand() -> None:
    found = worth([1.0, 0.5, nan], [0.5, 0.5, 1.0], [nan, 0.0, 0.0])
    weights = numpy.array([0.5, 0.3, 0.2])
    pairs = between(found, weights)
    assert pairs[0, 1] == pytest.approx((0.5 * 0.5 + 0.3 * 0.0) / 0.8)
    assert pairs[0, 2] == pytest.approx(0.5)
    assert pairs[1, 2] == pytest.approx((0.3 * 0.5 + 0.2 * 1.0) / 0.5)
    own = distances(found, weights)
    assert own[0] == pytest.approx((0.25 + 0.15) / (0.8 + 0.3))
    assert own[2] == pytest.approx((0.15 + 0.35) / (0.3 + 0.5))


def test_without_anything_in_common_there_is_no_distance() -> None:
    found = worth([1.0, nan], [nan, 0.0])
    assert numpy.isnan(distances(found, numpy.array([0.5, 0.5]))).all()
    assert numpy.isnan(between(found, numpy.array([0.5, 0.5]))[0, 1])
    assert stand_apart(between(found, numpy.array([0.5, 0.5]))) is None
    assert numpy.isnan(distances(worth([1.0]), numpy.array([1.0]))).all()


def test_who_stands_apart_is_named_only_when_it_is_far() -> None:
    weights = numpy.array([1.0])
    assert stand_apart(between(worth([1.0], [0.9], [0.2]), weights)) == 2
    assert stand_apart(between(worth([1.0], [1.0], [0.95]), weights)) is None
    assert stand_apart(between(worth([1.0], [0.5], [0.0]), weights)) is None
    assert stand_apart(between(worth([1.0], [0.0]), weights)) is None


SCORES = st.lists(
    st.lists(st.one_of(st.just(nan), st.floats(0, 1)), min_size=3, max_size=3), min_size=1, max_size=4
)


@given(SCORES, st.permutations([0, 1, 2]))
def test_distances_are_even_and_do_not_hang_on_the_order(
    rows: list[list[float]], order: list[int]
) -> None:
    weights = numpy.array([0.2, 0.3, 0.5])
    pairs = between(worth(*rows), weights)
    assert numpy.allclose(pairs, pairs.T, equal_nan=True)
    other = between(worth(*([row[place] for place in order] for row in rows)), weights[order])
    assert numpy.allclose(pairs, other, equal_nan=True)
    own = distances(worth(*rows), weights)
    assert ((own >= 0) & (own <= 1) | numpy.isnan(own)).all()


@given(SCORES)
def test_an_equal_evaluator_is_at_no_distance(rows: list[list[float]]) -> None:
    pairs = between(worth(*rows, rows[0]), numpy.array([0.2, 0.3, 0.5]))
    assert pairs[0, -1] == 0 or all(map(isnan, rows[0]))
