"""Counts of who came where in many draws; those that are level share the ranks they hold together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Places", "places_of"]

LEVEL = 1e-12
"""Scores that differ by no more are a tie."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Who came where, a row per vendor: counts of draws, where a tie counts in parts.

    Attributes
    ----------
    ranks
        How often the vendor took the first rank, the second and so on.
    wins
        How often the vendor of the row beat the one of the column; being level counts half.
    first
        A column per draw: the vendor's part in the first rank.
    """

    ranks: Floats
    wins: Floats
    first: Floats


def places_of(scores: Floats) -> Places:
    """Return who came where by scores, a row per vendor and a column per draw.

    `n` vendors that are level take the next `n` ranks together, and each of them a part of 1/n.

    Examples
    --------
    >>> import numpy
    >>> found = places_of(numpy.array([[0.5, 0.5], [0.5, 0.2], [0.1, 0.1]]))
    >>> found.ranks.tolist(), found.wins[0].tolist()
    ([[1.5, 0.5, 0.0], [0.5, 1.5, 0.0], [0.0, 0.0, 2.0]], [0.0, 1.5, 2.0])
    """
    import numpy

    count, draws = scores.shape
    above = numpy.zeros(scores.shape, dtype=numpy.int32)
    level = numpy.zeros(scores.shape, dtype=numpy.int32)
    wins = numpy.zeros((count, count))
    for vendor in range(count - 1):
        lead = scores[vendor] - scores[vendor + 1 :]
        better, worse = lead > LEVEL, lead < -LEVEL
        above[vendor] += worse.sum(axis=0)
        above[vendor + 1 :] += better
        won, lost = better.sum(axis=1), worse.sum(axis=1)
        even = draws - won - lost
        wins[vendor, vendor + 1 :] = won + even / 2
        wins[vendor + 1 :, vendor] = lost + even / 2
        if even.any():
            same = ~(better | worse)
            level[vendor] += same.sum(axis=0)
            level[vendor + 1 :] += same
    parts = 1 / (1 + level)
    return Places(_ranks(above, level, parts), wins, numpy.where(above == 0, parts, 0.0))


def _ranks(above: NDArray[numpy.int32], level: NDArray[numpy.int32], parts: Floats) -> Floats:
    """Return how often each vendor took each rank."""
    import numpy

    count = len(above)
    place = above + count * numpy.arange(count)[:, None]
    found = numpy.zeros(count * count)
    for more in range(int(level.max(initial=0)) + 1):
        those = level >= more
        found += numpy.bincount((place[those] + more), parts[those], count * count)
    return found.reshape(count, count)
