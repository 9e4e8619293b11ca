"""The straight lines of a way, and which halves of places they cover."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from procfit.diagrams.grid import is_channel, is_gutter
from procfit.diagrams.ways import Way

__all__ = ["AFTER", "BEFORE", "Place", "Run", "runs_of"]

BEFORE, AFTER = 1, 2
"""The left or upper half of a place, and the right or lower one."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One straight line of a way: along x at `at` = y, or along y at `at` = x."""

    is_across: bool
    at: int
    first: int
    last: int

    @property
    def low(self) -> int:
        """The place it begins or ends at, whichever comes first."""
        return min(self.first, self.last)

    @property
    def high(self) -> int:
        """The place it begins or ends at, whichever comes last."""
        return max(self.first, self.last)

    @property
    def has_track(self) -> bool:
        """Whether it runs in a channel or gutter, where it needs a track."""
        return is_channel(self.at) if self.is_across else is_gutter(self.at)

    def halves_of(self, place: int) -> int:
        """Return which halves of `place` the line covers."""
        return (BEFORE if place > self.low else 0) | (AFTER if place < self.high else 0)

    def at_place(self, place: int) -> Place:
        """Return the place on the grid, across first."""
        return (place, self.at) if self.is_across else (self.at, place)


def runs_of(way: Way) -> list[Run]:
    """Return the straight lines of a way, in turns across and down."""
    runs = []
    is_across = way.corners[0][1] == way.corners[1][1]
    for begin, end in pairwise(way.corners):
        first, last, at = (begin[0], end[0], begin[1]) if is_across else (begin[1], end[1], begin[0])
        runs.append(Run(is_across, at, first, last))
        is_across = not is_across
    return runs
