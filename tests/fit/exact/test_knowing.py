from __future__ import annotations

import numpy
import pytest

from procfit.fit.exact.knowing import worth_knowing


def triangle(low: float, mid: float, high: float, points: int = 100_001) -> tuple[numpy.ndarray, ...]:
    """Return values and the weights of a fine sum over the triangular distribution."""
    values = numpy.linspace(low, high, points)
    rising = (values - low) / (mid - low) if mid > low else numpy.ones(points)
    falling = (high - values) / (high - mid) if high > mid else numpy.ones(points)
    density = numpy.minimum(rising, falling)
    density[0] /= 2
    density[-1] /= 2
    return values, density / density.sum()


def table(dice: numpy.random.Generator, vendors: int, size: int) -> tuple[numpy.ndarray, ...]:
    spans = numpy.sort(dice.random((vendors, size, 3)), axis=2)
    return dice.dirichlet(numpy.ones(size)), *(spans[:, :, part] for part in range(3))


def test_value_and_chance_equal_a_fine_sum_over_what_could_be_learned() -> None:
    dice = numpy.random.default_rng(7)
    for _ in range(12):
        weights, low, mid, high = table(dice, 3, 2)
        scores = mid @ weights
        leader = int(scores.argmax())
        found = worth_knowing(weights, low, mid, high, leader)
        for row in range(3):
            for at in range(2):
                values, shares = triangle(low[row, at], mid[row, at], high[row, at])
                after = numpy.repeat(scores[:, None], len(values), axis=1)
                after[row] += weights[at] * (values - mid[row, at])
                gain = after.max(axis=0) - after[leader]
                assert found.value[row, at] == pytest.approx(gain @ shares, abs=1e-6)
                assert found.chance[row, at] == pytest.approx((gain > 0) @ shares, abs=1e-4)


def test_doubt_is_the_share_of_the_variance_of_the_difference() -> None:
    dice = numpy.random.default_rng(8)
    weights, low, mid, high = table(dice, 2, 4)
    leader = int((mid @ weights).argmax())
    found = worth_knowing(weights, low, mid, high, leader)
    drawn = dice.triangular(low, mid, high, (200_000, 2, 4)) * weights
    assert found.doubt == pytest.approx(drawn.var(axis=0) / drawn.var(axis=0).sum(), abs=0.01)
    assert found.doubt.sum() == pytest.approx(1)


def test_what_is_sure_or_cannot_reach_is_worth_nothing() -> None:
    with numpy.errstate(all="raise"):
        weights = numpy.array([0.5, 0.5])
        low = mid = numpy.array([[1.0, 0.5], [0.0, 0.5]])
        high = numpy.array([[1.0, 0.5], [0.4, 0.5]])
        found = worth_knowing(weights, low, mid, high, 0)
        alone = worth_knowing(weights, low[:1], mid[:1], high[:1], 0)
    assert not found.value.any()
    assert not found.chance.any()
    assert found.doubt[1].tolist() == [1, 0]
    assert not alone.value.any()


def test_a_gap_that_one_claim_can_close_gives_it_value() -> None:
    weights, mid = numpy.array([1.0]), numpy.array([[0.6], [0.5]])
    found = worth_knowing(weights, numpy.array([[0.6], [0.4]]), mid, numpy.array([[0.6], [0.9]]), 0)
    assert found.swing[1, 0] == pytest.approx(0.4)
    assert found.chance[1, 0] == pytest.approx(0.3**2 / (0.4 * 0.5))
    assert found.value[1, 0] == pytest.approx(0.3**3 / (3 * 0.4 * 0.5))
