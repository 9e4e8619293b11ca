"""The ways a flow may take over the grid, as corners; the first and last are the middles of boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procfit.diagrams.grid import (
    Side,
    channel_above,
    channel_below,
    gutter,
    is_channel,
    x_of,
    y_of,
)
from procfit.model.process import SPLITS, StepKind

__all__ = ["Corner", "End", "Way", "last_resort", "straight", "ways"]

Corner = tuple[int, int]

EVENTS: frozenset[StepKind] = frozenset({"start", "end", "wait"})
MOST_ROWS_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class End:
    """Where a flow begins or ends: the cell and the kind of the step."""

    column: int
    row: int
    kind: StepKind

    @property
    def is_split(self) -> bool:
        """Whether several flows leave it, each on a side of its own where there is room."""
        return self.kind in SPLITS

    def touches(self, level: int) -> bool:
        """Tell whether flows from or to that height may touch the top or the bottom of the step.

        The name of an event stands below it.
        """
        return self.kind not in EVENTS or level < y_of(self.row)


@dataclass(frozen=True, slots=True)
class Way:
    """One way over the grid; a way of its own shares no track with others of its source or target."""

    corners: tuple[Corner, ...]
    shares_tracks: bool = True

    @property
    def exit(self) -> Side:
        """The side of the source it leaves from."""
        return _side(self.corners[0], self.corners[1])

    @property
    def entry(self) -> Side:
        """The side of the target it arrives at."""
        return _side(self.corners[-1], self.corners[-2])

    @property
    def bends(self) -> int:
        """How often it turns."""
        return len(self.corners) - 2


def ways(source: End, target: End) -> Iterator[Way]:
    """Return every way worth trying from one box to another."""
    direct = _direct if target.column > source.column else _straight_back
    for corners in direct(source, target):
        yield Way(tuple(corners))
    for level in _levels(source, target):
        for corners in _over(source, target, level):
            yield Way(tuple(corners))


def straight(source: End, target: End) -> Way:
    """Return the way between two boxes of one row without a bend."""
    return Way((_middle(source), _middle(target)))


def last_resort(source: End, target: End) -> Iterator[Way]:
    """Return ways on tracks of their own, which are always free."""
    for level in _levels(source, target)[:4]:
        yield Way(tuple(_around(source, target, level)), shares_tracks=False)


def _side(box: Corner, beyond: Corner) -> Side:
    if box[1] == beyond[1]:
        return "right" if beyond[0] > box[0] else "left"
    return "bottom" if beyond[1] > box[1] else "top"


def _levels(source: End, target: End) -> list[int]:
    """Return the channels and rows on which a way may pass other boxes, nearest first."""
    low, high = sorted((source.row, target.row))
    channels = [
        place for row in (source.row, target.row) for place in (channel_below(row), channel_above(row))
    ]
    between = [y_of(row) for row in range(low + 1, min(high, low + MOST_ROWS_BETWEEN))]
    return list(dict.fromkeys([*channels, *between]))


def _direct(source: End, target: End) -> Iterator[list[Corner]]:
    """Return the ways onward with one corner or none, or with two in one gutter."""
    begin, end = _middle(source), _middle(target)
    if begin[1] == end[1]:
        yield [begin, end]
    else:
        for place in dict.fromkeys((gutter(source.column + 1), gutter(target.column))):
            yield [begin, (place, begin[1]), (place, end[1]), end]
        if source.touches(end[1]):
            yield [begin, (begin[0], end[1]), end]
        if target.touches(begin[1]):
            yield [begin, (end[0], begin[1]), end]


def _straight_back(source: End, target: End) -> Iterator[list[Corner]]:
    """Return the way back with one corner, which arrives from the right."""
    begin, end = _middle(source), _middle(target)
    if begin[0] > end[0] and begin[1] != end[1] and source.touches(end[1]):
        yield [begin, (begin[0], end[1]), end]


def _over(source: End, target: End, level: int) -> Iterator[list[Corner]]:
    """Return the ways that cover the distance on one level."""
    begin, end = _middle(source), _middle(target)
    out, into = gutter(source.column + 1), gutter(target.column)
    if out != into or is_channel(level):
        yield _around(source, target, level)
    leaves = source.touches(level) and level != begin[1]
    arrives = target.touches(level) and level != end[1]
    if leaves:
        yield [begin, (begin[0], level), (into, level), (into, end[1]), end]
    if arrives:
        yield [begin, (out, begin[1]), (out, level), (end[0], level), end]
    if leaves and arrives and begin[0] != end[0]:
        yield [begin, (begin[0], level), (end[0], level), end]


def _around(source: End, target: End, level: int) -> list[Corner]:
    begin, end = _middle(source), _middle(target)
    out, into = gutter(source.column + 1), gutter(target.column)
    return [begin, (out, begin[1]), (out, level), (into, level), (into, end[1]), end]


def _middle(end: End) -> Corner:
    return x_of(end.column), y_of(end.row)
