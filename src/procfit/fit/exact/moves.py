"""How little weight would have to move until other vendors draw level, for many vendors at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.intp]

__all__ = ["NOTHING", "Moves", "least_moves", "pair_distances"]

NOTHING = 1e-12
"""Differences of utility below this are rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The least moves of weight that bring each of `m` vendors level with a leader.

    Attributes
    ----------
    distance
        The share of all weight that moves: 0 in a dead heat, infinite where the leader is as good
        everywhere.
    target
        The number of the capability that the weight goes to.
    order, moved
        The capabilities that it is taken from in the order of taking, and what is taken from each.
    """

    distance: Floats
    target: Numbers
    order: Numbers
    moved: Floats


def least_moves(weights: Floats, leads: Floats) -> Moves:
    """Return the smallest moves of weight that tie a leader with each of the others.

    Moving to where a vendor leads most, from where the leader leads most, gains most per unit of weight
    moved, so taking greedily in that order is exact.

    Parameters
    ----------
    weights
        The weight of each of `n` capabilities.
    leads
        The utility of the leader less that of each other vendor, `m` rows of `n`.

    Examples
    --------
    >>> import numpy
    >>> least_moves(numpy.array([0.5, 0.5]), numpy.array([[0.5, -0.25], [0.5, 0.0]])).distance.round(3)
    array([0.167,   inf])
    """
    import numpy

    if not leads.size:
        nowhere = numpy.zeros(leads.shape, dtype=numpy.intp)
        return Moves(numpy.zeros(len(leads)), nowhere.sum(axis=1), nowhere, numpy.zeros(leads.shape))
    gaps = leads @ weights
    target = leads.argmin(axis=1)
    least = numpy.take_along_axis(leads, target[:, None], axis=1)
    order = numpy.argsort(-leads, axis=1, kind="stable")
    gains = numpy.take_along_axis(leads, order, axis=1) - least
    held = weights[order]
    won = held * gains
    missing = numpy.clip(gaps[:, None] - (won.cumsum(axis=1) - won), 0.0, won)
    moved = numpy.divide(missing, gains, out=numpy.zeros_like(gains), where=gains > 0)
    numpy.minimum(moved, held, out=moved)
    distance = moved.sum(axis=1)
    distance[least[:, 0] >= -NOTHING] = numpy.inf
    distance[gaps <= NOTHING] = 0.0
    return Moves(distance, target, order, moved)


def pair_distances(weights: Floats, mid: Floats) -> Floats:
    """Return how little weight ties each two vendors, an `m` by `m` matrix that mirrors itself.

    Parameters
    ----------
    weights
        The weight of each of `n` capabilities.
    mid
        The usual utility, `m` rows of `n`.
    """
    import numpy

    scores = mid @ weights
    count = len(mid)
    found = numpy.zeros((count, count))
    best_first = numpy.argsort(-scores, kind="stable")
    for place, better in enumerate(best_first):
        others = best_first[place + 1 :]
        distances = least_moves(weights, mid[better] - mid[others]).distance
        found[better, others] = found[others, better] = distances
    return found
