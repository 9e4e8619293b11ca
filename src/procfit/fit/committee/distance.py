"""How far apart evaluators are: on one answer, and on all that they have both scored.

Who is far from the others is named, never left out: that may be the only one who looked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["alone", "between", "distances", "spreads", "stand_apart"]

TIMES = 2.0
"""Alone is who is at least so many times as far from each of the others as they are from each other."""
CLOSE = 1e-9
STEP = 0.1
"""Nobody stands apart who is nearer to the others than standard is to configuration."""


def spreads(worth: Matrix) -> Matrix:
    """Return how far the highest and the lowest score of each answer are apart; NaN with fewer than two.

    Parameters
    ----------
    worth
        What each answer is worth, evaluators along the first axis; NaN where one gave no score.
    """
    import numpy

    given = ~numpy.isnan(worth)
    highest = numpy.where(given, worth, -numpy.inf).max(axis=0, initial=-numpy.inf)
    lowest = numpy.where(given, worth, numpy.inf).min(axis=0, initial=numpy.inf)
    enough = given.sum(axis=0) >= 2
    apart: Matrix = numpy.full(enough.shape, numpy.nan)
    apart[enough] = (highest - lowest)[enough]
    return apart


def alone(scores: Matrix) -> int | None:
    """Return who stands alone with a score; None where nobody does, or fewer than three gave one.

    Examples
    --------
    >>> import numpy
    >>> alone(numpy.array([1.0, 0.9, 0.2])), alone(numpy.array([1.0, 0.5, 0.0]))
    (2, None)
    """
    import numpy

    given = numpy.flatnonzero(~numpy.isnan(scores))
    if len(given) < 3:
        return None
    order = given[numpy.argsort(scores[given], kind="stable")]
    low, second, before_last, high = scores[order[[0, 1, -2, -1]]]
    if second - low > CLOSE and second - low >= TIMES * (high - second) - CLOSE:
        return int(order[0])
    if high - before_last > CLOSE and high - before_last >= TIMES * (before_last - low) - CLOSE:
        return int(order[-1])
    return None


def between(worth: Matrix, weights: Matrix) -> Matrix:
    """Return how far any two evaluators are apart on the answers that both scored; NaN without any.

    Parameters
    ----------
    worth
        Evaluators × vendors × capabilities; NaN where one gave no score.
    weights
        What each capability weighs.

    Returns
    -------
    Matrix
        The weighted mean of the absolute differences, evaluators × evaluators.
    """
    apart, weight = _pairs(worth, weights)
    return _divided(apart, weight)


def distances(worth: Matrix, weights: Matrix) -> Matrix:
    """Return how far each evaluator is from the others, on the answers that they also scored."""
    import numpy

    apart, weight = _pairs(worth, weights)
    others = ~numpy.eye(len(worth), dtype=bool)
    return _divided((apart * others).sum(axis=1), (weight * others).sum(axis=1))


def stand_apart(pairs: Matrix) -> int | None:
    """Return who is further from each of the others than they are from each other, by far.

    None with fewer than three evaluators, or where two have scored nothing in common.
    """
    import numpy

    count = len(pairs)
    if count < 3 or numpy.isnan(pairs[~numpy.eye(count, dtype=bool)]).any():
        return None
    for one in range(count):
        others = [other for other in range(count) if other != one]
        near = pairs[one, others].min()
        among = pairs[numpy.ix_(others, others)].max()
        if near >= max(STEP, TIMES * among) - CLOSE:
            return one
    return None


def _pairs(worth: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Return per two evaluators the weighted sum of differences, and the weight of what both scored."""
    import numpy

    count = len(worth)
    apart, weight = numpy.zeros((count, count)), numpy.zeros((count, count))
    for one in range(count):
        difference = numpy.abs(worth - worth[one])
        both = ~numpy.isnan(difference)
        apart[one] = (numpy.where(both, difference, 0.0) * weights).sum(axis=(1, 2))
        weight[one] = (both * weights).sum(axis=(1, 2))
    return apart, weight


def _divided(apart: Matrix, weight: Matrix) -> Matrix:
    import numpy

    mean: Matrix = numpy.full(apart.shape, numpy.nan)
    return numpy.divide(apart, weight, out=mean, where=weight > 0)
