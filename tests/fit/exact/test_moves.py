from __future__ import annotations

import numpy
import pytest
from scipy import optimize

from procfit.fit.exact.moves import least_moves, pair_distances


def test_by_hand_for_several_vendors_at_once() -> None:
    # 0.2 ahead of the first: each unit from a to b costs 1.5. The second is behind everywhere.
    leads = numpy.array([[1.0, -0.5], [0.5, 0.0], [0.0, 0.0]])
    found = least_moves(numpy.array([0.6, 0.4]), leads)
    assert found.distance.tolist() == [pytest.approx(0.4 / 1.5), numpy.inf, 0.0]
    assert found.target[0] == 1
    assert found.moved[0].tolist() == pytest.approx([0.4 / 1.5, 0.0])


def test_distances_equal_those_of_a_linear_program() -> None:
    dice = numpy.random.default_rng(3)
    for _ in range(120):
        size = int(dice.integers(2, 9))
        weights = dice.dirichlet(numpy.ones(size))
        one, two = dice.integers(0, 11, (2, size)) / 10
        lead = one - two if (one - two) @ weights >= 0 else two - one
        found = float(least_moves(weights, lead[None, :]).distance[0])
        # New weights = weights - taken + given; half the L1 distance is the sum of what is taken.
        program = optimize.linprog(
            [1.0] * size + [0.0] * size,
            A_ub=[[*-lead, *lead]],
            b_ub=[-weights @ lead],
            A_eq=[[1.0] * size + [-1.0] * size],
            b_eq=[0.0],
            bounds=[(0, weight) for weight in weights] + [(0, 1)] * size,
        )
        if numpy.isinf(found):
            assert lead.min() > -1e-12
        else:
            assert program.fun == pytest.approx(found, abs=1e-7)


def test_what_moves_ties_the_two_and_takes_no_more_than_there_is() -> None:
    dice = numpy.random.default_rng(4)
    weights = dice.dirichlet(numpy.ones(7))
    leads = dice.uniform(-1, 1, (400, 7))
    leads *= numpy.sign(leads @ weights)[:, None]
    found = least_moves(weights, leads)
    for row in numpy.flatnonzero(numpy.isfinite(found.distance)):
        after = weights.copy()
        after[found.order[row]] -= found.moved[row]
        after[found.target[row]] += found.moved[row].sum()
        assert after.min() >= -1e-12
        assert after @ leads[row] == pytest.approx(0, abs=1e-12)
        assert numpy.abs(after - weights).sum() / 2 == pytest.approx(found.distance[row])


def test_every_pair_is_as_far_apart_as_the_two_alone() -> None:
    dice = numpy.random.default_rng(5)
    weights, mid = dice.dirichlet(numpy.ones(6)), dice.integers(0, 5, (7, 6)) / 4
    pairs, scores = pair_distances(weights, mid), mid @ weights
    for one in range(7):
        for other in range(7):
            better, worse = (one, other) if scores[one] >= scores[other] else (other, one)
            alone = least_moves(weights, (mid[better] - mid[worse])[None, :]).distance[0]
            assert pairs[one, other] == pytest.approx(alone)


def test_a_vendor_against_itself_or_nobody_is_defined() -> None:
    assert pair_distances(numpy.array([1.0]), numpy.array([[0.5]])).tolist() == [[0.0]]
    assert least_moves(numpy.array([1.0]), numpy.zeros((0, 1))).distance.size == 0
