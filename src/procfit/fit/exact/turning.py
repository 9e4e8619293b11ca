"""The fewest answers which, turning out at their worst or best, end a lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.exact.moves import NOTHING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Turn", "fewest_to_turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """The vendor that could draw level soonest, and the answers it takes: rows and columns, largest first."""

    rival: int
    cells: tuple[tuple[int, int], ...]


def fewest_to_turn(weights: Floats, low: Floats, mid: Floats, high: Floats, leader: int) -> Turn | None:
    """Return the fewest answers that bring a vendor level with the leader; None where all do not.

    Answers of the leader turn out at their least, those of one other vendor at their most. Taking the
    largest first needs the fewest for each vendor, so that the vendor that needs fewest of all is exact.
    Among equally few, the one that gets furthest.

    Parameters
    ----------
    weights
        The weight of each of `n` capabilities.
    low, mid, high
        Least, usual and most utility, `m` rows of `n`.
    leader
        The row of the leader.
    """
    import numpy

    others = numpy.delete(numpy.arange(len(mid)), leader)
    if not len(others):
        return None
    size = len(weights)
    gaps = (mid[leader] - mid[others]) @ weights
    own = numpy.broadcast_to(weights * (mid[leader] - low[leader]), (len(others), size))
    swings = numpy.concatenate([own, weights * (high[others] - mid[others])], axis=1)
    reach = -numpy.sort(-swings, axis=1)
    reach = numpy.where(reach > NOTHING, reach, 0.0).cumsum(axis=1)
    enough = reach >= gaps[:, None] - NOTHING
    enough &= reach > 0
    counts = numpy.where(enough.any(axis=1), enough.argmax(axis=1) + 1, 2 * size + 1)
    fewest = int(counts.min())
    if fewest > 2 * size:
        return None
    # Who needs more is still behind after so many answers.
    row = int((reach[:, fewest - 1] - gaps).argmax())
    chosen = numpy.argsort(-swings[row], kind="stable")[:fewest]
    rival = int(others[row])
    cells = [(leader if place < size else rival, int(place % size)) for place in chosen]
    return Turn(rival, tuple(cells))
