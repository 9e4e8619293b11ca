"""Tables as published cases have them, made ready for the methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["shares", "sum_normalized", "toward_more", "vector_normalized"]


def toward_more(matrix: Matrix, objectives: Sequence[int]) -> Matrix:
    """Return the table with every column turned so that more is better.

    Parameters
    ----------
    matrix
        A row per alternative and a column per criterion.
    objectives
        Per column 1 where more is better, -1 where less is.

    Examples
    --------
    >>> import numpy
    >>> toward_more(numpy.array([[1.0, 5.0]]), [1, -1]).tolist()
    [[1.0, -5.0]]
    """
    import numpy

    turned: Matrix = numpy.asarray(matrix, float) * numpy.asarray(objectives, float)
    return turned


def vector_normalized(matrix: Matrix) -> Matrix:
    """Return the table with every column divided by its length; a column of zeros stays as it is.

    Examples
    --------
    >>> import numpy
    >>> vector_normalized(numpy.array([[3.0, 0.0], [4.0, 0.0]])).tolist()
    [[0.6, 0.0], [0.8, 0.0]]
    """
    import numpy

    return _divided(matrix, numpy.sqrt((numpy.asarray(matrix, float) ** 2).sum(axis=0)))


def sum_normalized(matrix: Matrix) -> Matrix:
    """Return the table with every column divided by its sum; a column of zeros stays as it is.

    Examples
    --------
    >>> import numpy
    >>> sum_normalized(numpy.array([[1.0, 0.0], [3.0, 0.0]])).tolist()
    [[0.25, 0.0], [0.75, 0.0]]
    """
    import numpy

    return _divided(matrix, numpy.asarray(matrix, float).sum(axis=0))


def shares(weights: Sequence[float] | Matrix) -> Matrix:
    """Return weights that sum to 1; all zero where there is no weight at all."""
    import numpy

    given: Matrix = numpy.asarray(weights, float)
    total = given.sum()
    return given / total if total else given


def _divided(matrix: Matrix, by: Matrix) -> Matrix:
    import numpy

    divided: Matrix = numpy.asarray(matrix, float) / numpy.where(by == 0, 1.0, by)
    return divided
