"""Pairwise comparison: the analytic hierarchy process.

Saaty, Journal of Mathematical Psychology 15, 1977, 234-281. The shares are the principal eigenvector of
the matrix of comparisons. Its eigenvalue λ tells how far they contradict each other: with n items the
consistency index is (λ - n) / (n - 1), and the consistency ratio is that over the mean index of random
matrices. Above 0.1 the comparisons should be looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from procfit.model.judgment import Pair

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["LIMIT", "Comparison", "compare", "matrix_of", "worst_triple"]

LIMIT = 0.1
RANDOM_INDEX = (0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""The mean consistency index of random matrices by size, as Saaty published it (1980)."""
TIE = 1e-9


@dataclass(frozen=True)
class Comparison:
    """Shares in the order of the matrix, and the consistency ratio."""

    shares: tuple[float, ...]
    ratio: float


def matrix_of(items: Sequence[str], pairs: Sequence[Pair]) -> Matrix:
    """Return the matrix of comparisons: how many times as important a row is as a column."""
    import numpy

    place = {item: number for number, item in enumerate(items)}
    matrix = numpy.eye(len(items))
    for pair in pairs:
        row, column = place[pair.more], place[pair.than]
        matrix[row, column], matrix[column, row] = pair.times, 1 / pair.times
    return matrix


def compare(matrix: Matrix) -> Comparison:
    """Return the shares and the consistency ratio of a matrix of comparisons.

    Examples
    --------
    >>> import numpy
    >>> found = compare(numpy.array([[1, 3], [1 / 3, 1]]))
    >>> [round(share, 12) for share in found.shares], found.ratio
    ([0.75, 0.25], 0.0)
    """
    import numpy

    values, vectors = numpy.linalg.eig(numpy.asarray(matrix, float))
    largest = int(values.real.argmax())
    vector = abs(vectors[:, largest].real)
    size = len(matrix)
    expected = RANDOM_INDEX[size]
    index = (values[largest].real - size) / max(size - 1, 1)
    return Comparison(
        tuple((vector / vector.sum()).tolist()), max(float(index / expected), 0.0) if expected else 0.0
    )


def worst_triple(matrix: Matrix) -> tuple[int, int, int] | None:
    """Return the three rows whose comparisons contradict each other most; None where none do."""
    found, worst = None, TIE
    for a, b, c in combinations(range(len(matrix)), 3):
        against = abs(log(float(matrix[a, b] * matrix[b, c] / matrix[a, c])))
        if against > worst:
            found, worst = (a, b, c), against
    return found
