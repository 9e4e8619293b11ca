"""What it is worth to know how a single answer turns out, before the choice is made.

Each answer is a triangle from its least over its usual to its most utility. Only the side that speaks
against the leader can change the choice: down for the leader's own answers, up for another's. With
`up` points of score to that side, `back` points to the other, and `gap` points between the leader and
the vendor that would take over::

    chance = (up - gap)² / (up × (up + back))        that the choice changes
    value  = (up - gap)³ / (3 × up × (up + back))    mean gain in score of the vendor chosen

and both are 0 where `up` does not reach over the gap. All other answers count as usual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Knowing", "worth_knowing"]


@dataclass(frozen=True, slots=True, eq=False)
class Knowing:
    """For each of `m` vendors and `n` capabilities what its answer can do to the choice.

    Attributes
    ----------
    swing
        How far the answer alone can move the lead against the leader, in points of score.
    chance
        The probability that knowing it changes who is chosen.
    value
        The mean gain in score of the vendor that is chosen.
    doubt
        Its share of all that is open between leader and vendor (for the leader's own answers: the nearest
        vendor), as a share of the variance of their difference.
    """

    swing: Floats
    chance: Floats
    value: Floats
    doubt: Floats


def worth_knowing(weights: Floats, low: Floats, mid: Floats, high: Floats, leader: int) -> Knowing:
    """Return what knowing each single answer is worth.

    Parameters
    ----------
    weights
        The weight of each of `n` capabilities.
    low, mid, high
        Least, usual and most utility, `m` rows of `n`.
    leader
        The row of the vendor with the best usual score.

    Examples
    --------
    >>> import numpy
    >>> low, mid, high = numpy.array([[[0.4], [0.2]], [[0.8], [0.7]], [[1.0], [1.0]]])
    >>> worth_knowing(numpy.array([1.0]), low, mid, high, 0).value.round(4).tolist()
    [[0.0375], [0.0111]]
    """
    import numpy

    scores = mid @ weights
    gaps = numpy.maximum(scores[leader] - scores, 0.0)
    others = numpy.delete(numpy.arange(len(scores)), leader)
    down, up = weights * (mid - low), weights * (high - mid)
    variance = (down * down + up * up + down * up) / 18
    spread = variance.sum(axis=1)
    pair = spread + spread[leader]
    if len(others):
        nearest = others[gaps[others].argmin()]
        gaps[leader], pair[leader] = gaps[nearest], pair[nearest]
    else:
        gaps[leader] = numpy.inf
    against, back = up.copy(), down.copy()
    against[leader], back[leader] = down[leader], up[leader]
    beyond = numpy.clip(against - gaps[:, None], 0.0, None)
    area = against * (against + back)
    reaches = (beyond > 0) & (area > 0)
    chance = numpy.divide(beyond**2, area, out=numpy.zeros_like(area), where=reaches)
    doubt = numpy.divide(variance, pair[:, None], out=numpy.zeros_like(area), where=pair[:, None] > 0)
    return Knowing(against, chance, chance * beyond / 3, doubt)
