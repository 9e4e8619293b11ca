"""Amounts drawn between least and most, the same in every run, and what the draws say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TYPE_CHECKING
from zlib import crc32

from procfit.model.vendor import Range

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["DRAWS", "Probability", "Spread", "drawn", "probability", "spread_of"]

DRAWS = 4000
SEED = 20250101


@dataclass(frozen=True, slots=True)
class Spread:
    """What one of ten draws stays under, half of them, and nine of ten; None = without end."""

    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Probability:
    """A probability that was found by drawing, with its standard error."""

    share: float
    error: float


def drawn(name: str, ranges: Sequence[Range], draws: int = DRAWS) -> Floats:
    """Return amounts from the triangles of least, usual and most, a row per draw and a column per range.

    Parameters
    ----------
    name
        What is drawn: the same name gives the same draws, whatever else is drawn.
    ranges
        Least, usual and most of each amount.
    draws
        How many times to draw.
    """
    import numpy

    low, usual, high = numpy.array(ranges, dtype=float).reshape(-1, 3).T
    chance = numpy.random.default_rng([SEED, crc32(name.encode())]).random((draws, len(low)))
    # The inverse of the triangular distribution function; it also holds where the triangle is a point.
    rising = low + numpy.sqrt(chance * (high - low) * (usual - low))
    falling = high - numpy.sqrt((1 - chance) * (high - low) * (high - usual))
    found: Floats = numpy.where(chance * (high - low) < usual - low, rising, falling)
    return found


def spread_of(values: Floats) -> Spread:
    """Return the spread of drawn values."""
    import numpy

    found = numpy.quantile(values, (0.1, 0.5, 0.9), method="inverted_cdf").tolist()
    return Spread(*(value if isfinite(value) else None for value in found))


def probability(holds: NDArray[numpy.bool_]) -> Probability:
    """Return how often something holds in the draws.

    Examples
    --------
    >>> import numpy
    >>> probability(numpy.array([True, False] * 50))
    Probability(share=0.5, error=0.05)
    """
    share = float(holds.mean())
    return Probability(share, sqrt(share * (1 - share) / holds.size))
