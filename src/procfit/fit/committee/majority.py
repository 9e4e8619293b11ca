"""Which vendor more evaluators rank above which, and whether that leads round in a circle.

A majority can prefer A to B, B to C and C to A, although no evaluator does (Condorcet, 1785). Where it
does, the circle is told instead of a winner.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from procfit.model.components import strongly_connected

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["Majority", "above", "majority"]

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Majority:
    """The votes for each vendor against each other.

    Attributes
    ----------
    vendors
        The vendors in order.
    votes
        Row vendor above column vendor: so many evaluators, each as much as it counts.
    winner
        The vendor that beats every other, if there is one.
    cycles
        Circles of vendors each of which beats the next, and the last the first.
    """

    vendors: tuple[str, ...] = ()
    votes: tuple[tuple[float, ...], ...] = ()
    winner: str | None = None
    cycles: tuple[tuple[str, ...], ...] = ()

    def of(self, one: str, other: str) -> float:
        """Return the votes for one vendor above another."""
        return self.votes[self.vendors.index(one)][self.vendors.index(other)]

    @property
    def level(self) -> tuple[tuple[str, str], ...]:
        """The pairs of vendors that have as many votes for as against."""
        return tuple(
            (one, other)
            for one, other in combinations(self.vendors, 2)
            if abs(self.of(one, other) - self.of(other, one)) <= CLOSE
        )


def majority(
    vendors: Sequence[str], orders: Sequence[Sequence[float]], counts: Sequence[float]
) -> Majority:
    """Return the votes between any two vendors, the winner of them all, and circles.

    Parameters
    ----------
    vendors
        The vendors.
    orders
        Each evaluator's ranks of them; smaller is better, equal is no vote.
    counts
        How much each evaluator counts.

    Examples
    --------
    >>> found = majority("abc", [[1, 2, 3], [3, 1, 2], [2, 3, 1]], [1, 1, 1])
    >>> found.winner, found.cycles
    (None, (('a', 'b', 'c'),))
    """
    if not vendors or not orders:
        return Majority(tuple(vendors))
    votes = above(orders, counts)
    beats = votes > votes.T + CLOSE
    winner = next(
        (name for place, name in enumerate(vendors) if beats[place].sum() == len(vendors) - 1), None
    )
    ways = {place: beats[place].nonzero()[0].tolist() for place in range(len(vendors))}
    circles = [sorted(part) for part in strongly_connected(ways) if len(part) > 1]
    return Majority(
        tuple(vendors),
        tuple(map(tuple, votes.tolist())),
        winner if len(vendors) > 1 else None,
        tuple(tuple(vendors[place] for place in _circle(part, ways)) for part in sorted(circles)),
    )


def above(orders: Sequence[Sequence[float]], counts: Sequence[float]) -> Matrix:
    """Return the votes for each vendor (row) above each other (column)."""
    import numpy

    ranks, weights = numpy.asarray(orders, dtype=float), numpy.asarray(counts, dtype=float)
    votes: Matrix = ((ranks[:, :, None] < ranks[:, None, :]) * weights[:, None, None]).sum(axis=0)
    return votes


def _circle(part: Sequence[int], ways: dict[int, list[int]]) -> list[int]:
    """Return the shortest circle from the first vendor of a part back to it."""
    start, inside = part[0], set(part)
    queue = deque([[start]])
    seen = {start}
    while queue:
        path = queue.popleft()
        for following in ways[path[-1]]:
            if following == start:
                return path
            if following in inside and following not in seen:
                seen.add(following)
                queue.append([*path, following])
    return []
