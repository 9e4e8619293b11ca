"""How far people who ranked the same vendors agree, and how often chance would make them agree as much.

Kendall's coefficient of concordance W with the correction for ties (Kendall and Babington Smith, *Annals
of Mathematical Statistics* 10, 1939; Siegel, *Nonparametric Statistics for the Behavioral Sciences*, 1956,
chapter 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]
    Whole = NDArray[numpy.int64]

__all__ = ["Agreement", "agreement", "average_ranks", "by_chance", "concordance"]

SEED = 20260525
DRAWS = 9_999
MOST_VENDORS = 7
"""So many vendors at most have their orders listed; of eight there are 40,320 each."""
MOST_SUMS = 400_000
"""So many sums of ranks at most are listed at a time."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's W and the probability of as much or more by chance; None with the reason in `why`.

    `error` is the standard error of `p`: 0 where all orders were counted, and more where they were drawn.
    """

    w: float | None = None
    p: float | None = None
    error: float | None = None
    method: Literal["exact", "drawn"] | None = None
    why: str = ""


def agreement(orders: Sequence[Sequence[float]]) -> Agreement:
    """Return how far several orders of the same vendors agree.

    Parameters
    ----------
    orders
        A row per evaluator, a column per vendor; smaller is better, equal is a tie.

    Examples
    --------
    >>> agreement([[1, 2, 3], [1, 2, 3]])
    Agreement(w=1.0, p=0.16666666666666666, error=0.0, method='exact', why='')
    >>> agreement([[1, 2, 3]]).why
    'it takes two evaluators to agree'
    """
    if len(orders) < 2:
        return Agreement(why="it takes two evaluators to agree" if orders else "nobody has scored yet")
    if len(orders[0]) < 2:
        return Agreement(why="there are not two vendors to rank")
    ranks = average_ranks(orders)
    w = concordance(ranks)
    if w is None:
        return Agreement(why="every evaluator ranks all vendors level")
    p, error, method = by_chance(ranks)
    return Agreement(w, p, error, method)


def average_ranks(orders: Sequence[Sequence[float]]) -> Matrix:
    """Return the ranks in each row, smallest first; those that are level share the mean of their ranks.

    Examples
    --------
    >>> average_ranks([[0.1, 0.3, 0.1]]).tolist()
    [[1.5, 3.0, 1.5]]
    """
    import numpy

    values = numpy.asarray(orders, dtype=float)
    mine, other = values[:, :, None], values[:, None, :]
    ranks: Matrix = (mine > other).sum(axis=2) + ((mine == other).sum(axis=2) + 1) / 2
    return ranks


def concordance(ranks: Matrix) -> float | None:
    """Return Kendall's W of a row of ranks per evaluator; None where all are level for everyone.

    W = 12 S / (m² (n³ − n) − m ΣT), with S the squared deviations of the sums of ranks and T = t³ − t
    for each group of t level vendors. That is S over the most it can be with these ties.
    """
    evaluators = ranks.shape[0]
    # The spread of each row already knows its ties: 12 × it = n³ − n − T.
    room: float = evaluators * float(((ranks - ranks.mean(axis=1, keepdims=True)) ** 2).sum())
    if room == 0:
        return None
    sums = ranks.sum(axis=0)
    squares = float(((sums - sums.mean()) ** 2).sum())
    return min(1.0, squares / room)


def by_chance(ranks: Matrix, draws: int = DRAWS) -> tuple[float, float, Literal["exact", "drawn"]]:
    """Return how often evaluators who rank at random, with the same ties, agree as much or more.

    All orders are counted where they are few enough; else so many are drawn, the same in every run.

    Returns
    -------
    tuple
        The probability, its standard error, and how it was found.
    """
    import numpy

    # Twice an average rank is whole, so that equal sums are equal.
    doubled = numpy.rint(2 * ranks).astype(numpy.int64)
    found = _counted(doubled)
    if found is not None:
        return found, 0.0, "exact"
    p = _drawn(doubled, draws)
    return p, sqrt(p * (1 - p) / draws), "drawn"


def _counted(doubled: Whole) -> float | None:
    """Return the share of all orders that agree as much or more; None where they are too many to list.

    What counts of the sums of ranks so far is which there are, not whose: the next evaluator's order is
    any with the same probability. So they are kept sorted, each with the share of orders that lead to it.
    """
    import numpy

    if doubled.shape[1] > MOST_VENDORS:
        return None
    sums: Whole = numpy.sort(doubled[:1], axis=1)
    shares: Matrix = numpy.ones(1)
    for row in doubled[1:]:
        orders = _orders(row)
        if len(sums) * len(orders) > MOST_SUMS:
            return None
        added = (sums[:, None, :] + orders[None, :, :]).reshape(-1, doubled.shape[1])
        added.sort(axis=1)
        sums, place = numpy.unique(added, axis=0, return_inverse=True)
        each = numpy.repeat(shares / len(orders), len(orders))
        shares = numpy.bincount(place.reshape(-1), weights=each).astype(float)
    reached = (sums**2).sum(axis=1) >= (doubled.sum(axis=0) ** 2).sum()
    return min(1.0, float(shares[reached].sum()))


def _orders(row: Whole) -> Whole:
    """Return every different order of a row's ranks; each comes about equally often."""
    import numpy

    found: list[tuple[int, ...]] = [()]
    values = row.tolist()
    for _ in values:
        found = [
            (*order, value)
            for order in found
            for value in sorted(set(values))
            if order.count(value) < values.count(value)
        ]
    return numpy.array(found, dtype=numpy.int64)


def _drawn(doubled: Whole, draws: int) -> float:
    """Return the probability from drawn orders; what was seen is one of them, so that it is never 0."""
    import numpy

    generator = numpy.random.default_rng(SEED)
    sums = numpy.zeros((draws, doubled.shape[1]), dtype=numpy.int64)
    for row in doubled:
        sums += generator.permuted(numpy.tile(row, (draws, 1)), axis=1)
    reached = int(((sums**2).sum(axis=1) >= (doubled.sum(axis=0) ** 2).sum()).sum())
    return (1 + reached) / (1 + draws)
