"""TOPSIS: nearest to the best of everything, farthest from the worst of everything.

Hwang and Yoon, Multiple Attribute Decision Making: Methods and Applications, Springer, 1981. With
weighted values v = w·u, the ideal takes the best and the anti-ideal the worst value of each column; the
closeness of a vendor is d⁻ / (d⁺ + d⁻), with its Euclidean distances to the ideal (d⁺) and to the
anti-ideal (d⁻). Utilities share one scale already; raw tables are vector-normalized first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.fit.methods.tables import shares

if TYPE_CHECKING:
    from procfit.fit.methods.tables import Matrix

__all__ = ["topsis"]


def topsis(utilities: Matrix, weights: Matrix) -> Matrix:
    """Return the closeness of each vendor, from 0 to 1; more is better.

    Where all vendors are alike nobody is nearer to anything, and each gets 0.5.

    Examples
    --------
    >>> import numpy
    >>> topsis(numpy.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]]), numpy.array([0.5, 0.5])).tolist()
    [1.0, 0.0, 0.5]
    """
    import numpy

    weighted = numpy.asarray(utilities, float) * shares(weights)
    if not weighted.size:
        return numpy.full(len(weighted), 0.5)
    to_best = numpy.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = numpy.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness: Matrix = numpy.where(both == 0, 0.5, to_worst / numpy.where(both == 0, 1.0, both))
    return closeness
