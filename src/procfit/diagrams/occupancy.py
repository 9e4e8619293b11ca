"""What already lies on the grid, and what may still be put there.

Every line covers halves of places: the left and right half of a place on a row, the upper and lower
half of a place in a column. Two flows may share a half only when they come from or go to the same
step. In a gutter two flows may meet on a row from both sides as long as the left one's track lies left
of the right one's; those orders must not form a circle. Channels are the same, turned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from procfit.diagrams.grid import column_of, is_channel, is_gutter, row_of, x_of, y_of
from procfit.diagrams.ranks import Edge
from procfit.diagrams.runs import AFTER, BEFORE, Place, Run
from procfit.diagrams.ways import Way

__all__ = ["Key", "Laid", "Occupancy", "Track"]

LONGEST = 240
"""Places that a line on a row or in a column may cover; longer ones take a channel."""

MOST_SHARED = 8
"""Flows remembered per half: those that share one all come from, or all go to, one step."""

MOST_COUNTED = 60
"""Tracks looked at when crossings are counted."""

Key = Hashable


@dataclass(slots=True)
class Track:
    """A line in a gutter or channel: what it spans, and where others join it.

    A join is a place and a side: -1 on the left or above, 1 on the right or below.
    """

    low: int
    high: int
    joins: list[tuple[int, int]] = field(default_factory=list)

    def widen(self, run: Run) -> None:
        """Make room for one more line on the same track."""
        self.low = min(self.low, run.low)
        self.high = max(self.high, run.high)


@dataclass(frozen=True, slots=True)
class Laid:
    """A flow's way, its straight lines, and the keys of their tracks (None on rows and in columns)."""

    edge: Edge
    way: Way
    runs: tuple[Run, ...]
    keys: tuple[Key, ...]


class Lines:
    """All lines of one direction: the halves they cover, their tracks, and the order of these."""

    def __init__(self) -> None:
        self.halves: defaultdict[Place, dict[tuple[int, Key], list[Edge]]] = defaultdict(dict)
        self.tracks: defaultdict[int, dict[Key, Track]] = defaultdict(dict)
        self.after: defaultdict[int, dict[Key, set[Key]]] = defaultdict(dict)

    def clashes(self, place: Place, halves: int, edge: Edge) -> bool:
        """Tell whether a stranger covers one of the halves."""
        there = self.halves.get(place)
        if not there:
            return False
        return any(
            covered & halves and not _share(edge, other)
            for (covered, _), others in there.items()
            for other in others
        )

    def orders(self, place: Place, halves: int, key: Key) -> Iterator[tuple[Key, Key]]:
        """Return the pairs of tracks of which the first must lie before the second."""
        for covered, other in self.halves.get(place, {}):
            if covered & halves or None in (key, other) or key == other:
                continue
            yield (key, other) if halves == BEFORE else (other, key)

    def cover(self, place: Place, halves: int, edge: Edge, key: Key) -> None:
        """Put a line on the halves of a place."""
        edges = self.halves[place].setdefault((halves, key), [])
        if len(edges) < MOST_SHARED:
            edges.append(edge)

    def would_circle(self, at: int, pairs: list[tuple[Key, Key]]) -> bool:
        """Tell whether the tracks in one gutter or channel could no longer be put in order."""
        after = self.after[at]
        extra: dict[Key, set[Key]] = defaultdict(set)
        for first, second in pairs:
            extra[first].add(second)
        return any(_leads_to(second, first, after, extra) for first, second in pairs)


def _share(edge: Edge, other: Edge) -> bool:
    return edge.source == other.source or edge.target == other.target


def _leads_to(begin: Key, end: Key, after: dict[Key, set[Key]], extra: dict[Key, set[Key]]) -> bool:
    waiting, seen = [begin], {begin}
    while waiting:
        key = waiting.pop()
        if key == end:
            return True
        for following in (after.get(key, ()), extra.get(key, ())):
            waiting.extend(other for other in following if other not in seen)
            seen.update(following)
    return False


class Occupancy:
    """The boxes and the lines of one layout, as far as it has come."""

    def __init__(self, cells: list[tuple[int, int]]) -> None:
        self._columns_in: defaultdict[int, list[int]] = defaultdict(list)
        self._rows_in: defaultdict[int, list[int]] = defaultdict(list)
        for column, row in sorted(cells):
            self._columns_in[row].append(column)
            self._rows_in[column].append(row)
        for columns in self._columns_in.values():
            columns.sort()
        self.across = Lines()
        self.down = Lines()
        self._corners: defaultdict[Place, list[Edge]] = defaultdict(list)

    def lines(self, is_across: bool) -> Lines:
        """Return the lines of one direction."""
        return self.across if is_across else self.down

    def is_open(self, laid: Laid) -> bool:
        """Tell whether a way meets no box and no stranger, and its tracks can be put in order."""
        last = len(laid.runs) - 1
        if any(
            not run.has_track and self._meets_box(run, number == 0, number == last)
            for number, run in enumerate(laid.runs)
        ):
            return False
        return not self._meets_stranger(laid) and not self._breaks_order(laid)

    def put(self, laid: Laid) -> None:
        """Lay a way."""
        for is_across, at, pairs in self._orders(laid):
            for first, second in pairs:
                self.lines(is_across).after[at].setdefault(first, set()).add(second)
        for number, run in enumerate(laid.runs):
            if run.has_track:
                self._put_track(laid, number)
            else:
                self._put_line(laid, number)
        for corner in _cell_corners(laid.way):
            self._corners[corner].append(laid.edge)

    def crossings(self, laid: Laid) -> int:
        """Return about how many lines of others a way crosses."""
        return sum(self._crossings(run, laid.edge) for run in laid.runs)

    def _meets_box(self, run: Run, from_box: bool, to_box: bool) -> bool:
        if run.high - run.low > LONGEST:
            return True
        boxes = self._columns_in[row_of(run.at)] if run.is_across else self._rows_in[column_of(run.at)]
        scale = x_of if run.is_across else y_of
        inside = [scale(box) for box in _between(boxes, run)]
        own = {run.first} if from_box else set()
        own |= {run.last} if to_box else set()
        return any(run.low <= box <= run.high and box not in own for box in inside)

    def _meets_stranger(self, laid: Laid) -> bool:
        corners = _cell_corners(laid.way)
        for run in laid.runs:
            if run.has_track:
                continue
            lines = self.lines(run.is_across)
            for place in range(run.low, run.high + 1):
                spot = run.at_place(place)
                if lines.clashes(spot, run.halves_of(place), laid.edge):
                    return True
                if spot in self._corners and not all(_share(laid.edge, e) for e in self._corners[spot]):
                    return True
        both = BEFORE | AFTER
        return any(
            self.across.clashes(spot, both, laid.edge) or self.down.clashes(spot, both, laid.edge)
            for spot in corners
        )

    def _breaks_order(self, laid: Laid) -> bool:
        orders = self._orders(laid)
        return any(self.lines(is_across).would_circle(at, pairs) for is_across, at, pairs in orders)

    def _orders(self, laid: Laid) -> Iterator[tuple[bool, int, list[tuple[Key, Key]]]]:
        """Return, per gutter or channel the way turns in, which track must lie before which."""
        found: dict[tuple[bool, int], list[tuple[Key, Key]]] = {}
        for number, run in enumerate(laid.runs):
            if run.has_track:
                continue
            for place, other in _turns(laid, number):
                lines = self.lines(run.is_across)
                pairs = lines.orders(run.at_place(place), run.halves_of(place), laid.keys[other])
                found.setdefault((not run.is_across, place), []).extend(pairs)
        for (is_across, at), listed in found.items():
            if listed:
                yield is_across, at, listed

    def _put_track(self, laid: Laid, number: int) -> None:
        run = laid.runs[number]
        tracks = self.lines(run.is_across).tracks[run.at]
        track = tracks.setdefault(laid.keys[number], Track(run.low, run.high))
        track.widen(run)
        for other, place in ((number - 1, run.first), (number + 1, run.last)):
            neighbor = laid.runs[other]
            far = neighbor.first if other < number else neighbor.last
            if far != run.at:
                track.joins.append((place, 1 if far > run.at else -1))

    def _put_line(self, laid: Laid, number: int) -> None:
        run = laid.runs[number]
        keys = {place: laid.keys[other] for place, other in _turns(laid, number)}
        lines = self.lines(run.is_across)
        for place in range(run.low, run.high + 1):
            lines.cover(run.at_place(place), run.halves_of(place), laid.edge, keys.get(place))

    def _crossings(self, run: Run, edge: Edge) -> int:
        if run.high - run.low > LONGEST:
            return MOST_COUNTED
        others = self.lines(not run.is_across)
        count = 0
        for place in range(run.low + 1, run.high):
            there = others.halves.get(run.at_place(place))
            if there:
                count += sum(
                    halves == BEFORE | AFTER and not _share(edge, edges[0])
                    for (halves, _), edges in there.items()
                )
            for track in islice(others.tracks.get(place, {}).values(), MOST_COUNTED):
                count += track.low < run.at < track.high
        return count


def _between(boxes: list[int], run: Run) -> list[int]:
    low, high = (
        (column_of(run.low), column_of(run.high)) if run.is_across else (run.low // 3, run.high // 3)
    )
    return boxes[bisect_left(boxes, low) : bisect_right(boxes, high)]


def _cell_corners(way: Way) -> list[Place]:
    """Return the corners that lie in cells, not in gutters or channels."""
    return [(x, y) for x, y in way.corners[1:-1] if not is_gutter(x) and not is_channel(y)]


def _turns(laid: Laid, number: int) -> Iterator[tuple[int, int]]:
    """Return where a line on a row or in a column turns into a track, with that track's number."""
    run = laid.runs[number]
    if number > 0 and laid.runs[number - 1].has_track:
        yield run.first, number - 1
    if number < len(laid.runs) - 1 and laid.runs[number + 1].has_track:
        yield run.last, number + 1
