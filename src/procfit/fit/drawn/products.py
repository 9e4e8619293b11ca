"""Matrix products inside threads that already share the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["product"]

ALONE = 64**3
"""OpenBLAS multiplies up to so much in the thread that asks; beyond, threads that ask wait for each other."""
DEPTH = 128


def product(left: Floats, right: Floats) -> Floats:
    """Return ``left @ right`` for few rows on the left, multiplied in pieces by this thread alone.

    Examples
    --------
    >>> import numpy
    >>> left, right = numpy.ones((3, 300)), numpy.arange(300.0 * 2000).reshape(300, 2000)
    >>> numpy.allclose(product(left, right), left @ right)
    True
    """
    import numpy

    rows, inner = left.shape
    found = numpy.zeros((rows, right.shape[1]))
    width = max(ALONE // (max(rows, 1) * DEPTH), 1)
    for start in range(0, inner, DEPTH):
        those = slice(start, start + DEPTH)
        for column in range(0, right.shape[1], width):
            found[:, column : column + width] += left[:, those] @ right[those, column : column + width]
    return found
