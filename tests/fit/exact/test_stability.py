from __future__ import annotations

import numpy
import pytest

from procfit.fit.exact.stability import NOBODY, stable_intervals


def moved(weights: numpy.ndarray, at: int, to: float, fixed: numpy.ndarray) -> numpy.ndarray:
    """Return the weights with one set, the fixed ones as they are and the others in proportion."""
    found, free = weights.copy(), ~fixed
    free[at] = False
    found[free] *= (found[free].sum() + found[at] - to) / found[free].sum()
    found[at] = to
    return found


def test_by_hand() -> None:
    # At weight x of b the lead is 0.5 (1 - x) - 0.25 x, which is 0 at x = 2/3.
    found = stable_intervals(numpy.array([0.5, 0.5]), numpy.array([[0.5, -0.25]]))
    assert found.highest.tolist() == pytest.approx([1, 2 / 3])
    assert found.lowest.tolist() == pytest.approx([1 / 3, 0])
    assert (found.below.tolist(), found.above.tolist()) == ([0, NOBODY], [NOBODY, 0])


@pytest.mark.parametrize("steps", [4, 1000])
def test_ends_are_where_trying_every_weight_finds_another_leader(steps: int) -> None:
    dice = numpy.random.default_rng(steps)
    for _ in range(300):
        vendors, size = int(dice.integers(2, 6)), int(dice.integers(2, 6))
        weights = dice.dirichlet(numpy.ones(size))
        mid = dice.integers(0, steps + 1, (vendors, size)) / steps
        leader = int((mid @ weights).argmax())
        others = numpy.delete(numpy.arange(vendors), leader)
        fixed = dice.random(size) < 0.2
        found = stable_intervals(weights, mid[leader] - mid[others], fixed)
        for at in range(size):
            lowest, highest = found.lowest[at], found.highest[at]
            assert lowest <= weights[at] <= highest
            whole = 1 - weights[fixed & (numpy.arange(size) != at)].sum()
            if whole - weights[at] < 1e-9:
                assert (lowest, highest) == (0, pytest.approx(whole))
                continue
            for to in (*numpy.linspace(0, whole, 11), *numpy.linspace(lowest, highest, 5)):
                scores = mid @ moved(weights, at, float(to), fixed)
                if lowest <= to <= highest:
                    assert scores[leader] >= scores.max() - 1e-9
                elif to < lowest - 1e-6 or to > highest + 1e-6:
                    assert scores[leader] < scores.max()
            for end, beyond, taker in (
                (lowest, lowest - 1e-5, found.below[at]),
                (highest, highest + 1e-5, found.above[at]),
            ):
                if taker == NOBODY:
                    assert end == pytest.approx(0) or end == pytest.approx(whole)
                elif 0 <= beyond <= whole:
                    scores = mid @ moved(weights, at, beyond, fixed)
                    assert scores[others[taker]] >= scores.max() - 1e-9


def test_nobody_takes_over_from_who_is_best_everywhere_or_alone() -> None:
    for leads in (numpy.array([[0.5, 0.0]]), numpy.zeros((0, 2)), numpy.zeros((3, 2))):
        found = stable_intervals(numpy.array([0.3, 0.7]), leads)
        assert (found.lowest.tolist(), found.highest.tolist()) == ([0, 0], [1, 1])
        assert {*found.below.tolist(), *found.above.tolist()} == {NOBODY}


def test_of_two_that_pass_at_one_point_the_better_one_beyond_it_takes_over() -> None:
    # Both pass at b = 2/3; beyond it the second is further ahead.
    for leads in ([[0.5, -0.25], [1.0, -0.5]], [[1.0, -0.5], [0.5, -0.25]]):
        found = stable_intervals(numpy.array([0.5, 0.5]), numpy.array(leads))
        steepest = int(leads[1][0] > leads[0][0])
        assert (found.below[0], found.above[1]) == (steepest, steepest)


def test_a_weight_of_all_cannot_move() -> None:
    found = stable_intervals(numpy.array([1.0, 0.0]), numpy.array([[0.5, -0.5]]))
    assert (found.lowest[0], found.highest[0], found.below[0]) == (0, 1, NOBODY)
    assert found.highest[1] == pytest.approx(0.5)


def test_a_dead_heat_holds_only_where_it_stands() -> None:
    weights = numpy.array([0.5, 0.5])
    found = stable_intervals(weights, numpy.array([[0.3, -0.3]]))
    assert found.lowest.tolist() == pytest.approx([0.5, 0.0])
    assert found.highest.tolist() == pytest.approx([1.0, 0.5])
