from __future__ import annotations

from itertools import combinations, product

import numpy

from procfit.fit.exact.turning import Turn, fewest_to_turn


def by_trying_everything(
    weights: numpy.ndarray, low: numpy.ndarray, mid: numpy.ndarray, high: numpy.ndarray, leader: int
) -> int | None:
    """Return the least number of answers that, each at its worst or best, unseat the leader."""
    vendors, size = mid.shape
    places = list(product(range(vendors), range(size)))
    for count in range(1, len(places) + 1):
        for chosen in combinations(places, count):
            after = mid.copy()
            for row, at in chosen:
                after[row, at] = (low if row == leader else high)[row, at]
            scores = after @ weights
            moved = any(abs(after[place] - mid[place]) * weights[place[1]] > 1e-12 for place in chosen)
            if moved and numpy.delete(scores, leader).max() >= scores[leader] - 1e-12:
                return count
    return None


SCALE = numpy.array([(0.5, 1, 1), (0.45, 0.9, 0.95), (0, 0.2, 0.6), (0, 0, 0), (0, 0.5, 1)])


def test_no_fewer_answers_do_than_those_found() -> None:
    dice = numpy.random.default_rng(11)
    found_some = 0
    for _ in range(150):
        vendors, size = int(dice.integers(2, 4)), int(dice.integers(1, 4))
        weights = dice.dirichlet(numpy.ones(size))
        spans = SCALE[dice.integers(0, len(SCALE), (vendors, size))]
        low, mid, high = (spans[:, :, part] for part in range(3))
        leader = int((mid @ weights).argmax())
        found = fewest_to_turn(weights, low, mid, high, leader)
        fewest = by_trying_everything(weights, low, mid, high, leader)
        assert (len(found.cells) if found else None) == fewest
        found_some += fewest is not None
        if found:
            after = mid.copy()
            for row, at in found.cells:
                after[row, at] = (low if row == leader else high)[row, at]
            assert after[found.rival] @ weights >= after[leader] @ weights - 1e-12
    assert found_some > 50


def test_another_vendor_than_the_nearest_may_need_fewer() -> None:
    # y is nearer and sure; z is further off, but left one answer blank.
    weights = numpy.array([0.5, 0.5])
    mid = numpy.array([[0.8, 0.8], [0.7, 0.8], [0.8, 0.5]])
    low, high = mid.copy(), mid.copy()
    high[2, 1] = 1.0
    assert fewest_to_turn(weights, low, mid, high, 0) == Turn(2, ((2, 1),))


def test_nothing_open_or_nobody_else_turns_nothing() -> None:
    one = numpy.array([[1.0], [0.5]])
    assert fewest_to_turn(numpy.array([1.0]), one, one, one, 0) is None
    assert fewest_to_turn(numpy.array([1.0]), one[:1], one[:1], one[:1], 0) is None
