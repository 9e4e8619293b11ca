"""Cuts a long map into strips that stand below each other, like the lines of a text.

A flow that crosses a cut ends at a number and goes on at the same number in the next strip. A strip
leaves out the rows in which nothing happens there, and with them whole lanes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from procfit.diagrams.geometry import Geometry
from procfit.diagrams.grid import LaneBand, Route
from procfit.diagrams.labels import has_label

__all__ = ["Piece", "Reference", "Strip", "best_strips", "cut"]

MOST_STRIPS = 8
WORTH = 1.12
"""How much bigger one more strip must let the map be drawn."""

SMALL_ENOUGH = 1090.0
"""A map up to this many points wide is never cut: with its margins it fills an A3 sheet at full size."""

LINE_COST = 0.06
"""What a line over a cut costs, against a strip that is this share too wide or too narrow."""

HAIR = 0.01

Corner = tuple[float, float]
Crossings = dict[tuple[int, float], tuple[bool, bool]]
"""By number of the cut and height: whether the flow leads on to the right, and whether it is a main one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a flow that lies in one strip, in the coordinates of the uncut map."""

    route: Route
    points: tuple[Corner, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a flow leaves or enters a strip: at which side and height, and in which direction."""

    number: str
    is_right: bool
    y: float
    leads_out: bool
    is_main: bool


@dataclass
class Strip:
    """A range of columns with the lanes that are used there."""

    first_x: float
    last_x: float
    lanes: list[tuple[LaneBand, float, float]] = field(default_factory=list)
    """The lanes with their top and bottom in the strip."""
    pieces: list[Piece] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    offsets: list[tuple[float, float]] = field(default_factory=list)
    height: float = 0.0

    @property
    def width(self) -> float:
        """How wide the cut-out is."""
        return self.last_x - self.first_x

    def holds(self, x: float) -> bool:
        """Tell whether a place across lies in this strip."""
        return self.first_x <= x < self.last_x

    def y(self, y: float) -> float:
        """Return where a height of the uncut map lies in this strip, from its top."""
        place = bisect_right(self.offsets, (y, float("inf"))) - 1
        top, offset = self.offsets[max(place, 0)]
        return y - top + offset


def best_strips(geometry: Geometry, ratio: float | None, extra: tuple[float, float]) -> list[Strip]:
    """Return the strips that let the map be drawn biggest on a page.

    Parameters
    ----------
    ratio
        Width of the page through its height; None for one strip.
    extra
        What every strip needs beside the map: across and down.
    """
    best = cut(geometry, 1)
    if ratio is None or geometry.width <= SMALL_ENOUGH:
        return best
    for count in range(2, min(MOST_STRIPS, geometry.layout.columns) + 1):
        strips = cut(geometry, count)
        if _scale(strips, ratio, extra) > WORTH * _scale(best, ratio, extra):
            best = strips
    return best


def _scale(strips: list[Strip], ratio: float, extra: tuple[float, float]) -> float:
    width = max(strip.width for strip in strips) + extra[0]
    height = sum(strip.height + extra[1] for strip in strips)
    return min(ratio / width, 1 / height)


def cut(geometry: Geometry, count: int) -> list[Strip]:
    """Return the map cut into `count` strips of about the same width."""
    edges = [0.0, *_cuts(geometry, count), geometry.width]
    strips = [Strip(first, last) for first, last in pairwise(edges)]
    crossed: Crossings = {}
    for route in geometry.layout.routes:
        for number, piece in _pieces(route, geometry.line(route), edges[1:-1], crossed):
            strips[number].pieces.append(piece)
    _put_references(strips, crossed)
    for strip in strips:
        _choose_rows(strip, geometry)
    return strips


def _cuts(geometry: Geometry, count: int) -> list[float]:
    """Return where to cut: near equal widths, where few lines are crossed."""
    if count < 2:
        return []
    places = [geometry.cut_place(column) for column in range(1, geometry.layout.columns)]
    crossed = _lines_over(geometry, places)
    width = geometry.width / count
    found: list[float] = []
    for number in range(1, count):
        later = [place for place in places if not found or place > found[-1]]
        if later:
            target = width * number
            costs = [abs(place - target) / width + LINE_COST * crossed[place] for place in later]
            found.append(later[costs.index(min(costs))])
    return found


def _lines_over(geometry: Geometry, places: list[float]) -> dict[float, int]:
    """Return how many lines each cut would cross; one that a label waits for counts double."""
    heights: dict[float, set[float]] = {place: set() for place in places}
    labels: Counter[float] = Counter()
    for route in geometry.layout.routes:
        for begin, end in pairwise(geometry.line(route)):
            low, high = sorted((begin[0], end[0]))
            for place in places[bisect_right(places, low) : bisect_right(places, high)]:
                heights[place].add(round(begin[1], 1))
                labels[place] += route.label_spot in ("before-target", "after-turn") and has_label(route)
    return {place: len(found) + labels[place] for place, found in heights.items()}


def _pieces(
    route: Route, line: list[Corner], cuts: list[float], crossed: Crossings
) -> Iterator[tuple[int, Piece]]:
    """Return the parts of a flow with the number of their strip; note where it crosses cuts."""
    number = bisect_right(cuts, line[0][0])
    points = [line[0]]
    for _, end in pairwise(line):
        while number != bisect_right(cuts, end[0]):
            is_onward = end[0] > points[-1][0]
            place = number if is_onward else number - 1
            crossing = (cuts[place], end[1])
            height = round(end[1], 1)
            is_main = route.is_main or crossed.get((place, height), (False, False))[1]
            crossed[place, height] = is_onward, is_main
            yield number, Piece(route, (*points, crossing), is_last=False)
            number += 1 if is_onward else -1
            points = [crossing]
        points.append(end)
    yield number, Piece(route, tuple(points), is_last=True)


def _put_references(strips: list[Strip], crossed: Crossings) -> None:
    for count, ((place, y), (is_onward, is_main)) in enumerate(sorted(crossed.items()), start=1):
        number = str(count)
        strips[place].references.append(Reference(number, True, y, is_onward, is_main))
        strips[place + 1].references.append(Reference(number, False, y, not is_onward, is_main))


def _choose_rows(strip: Strip, geometry: Geometry) -> None:
    """Keep the rows that hold a step or a corner of a flow in this strip, and stack their lanes."""
    boxes = [geometry.box(box.step) for box in geometry.layout.boxes]
    used = {box.y + box.height / 2 for box in boxes if strip.holds(box.x)}
    used.update(y for piece in strip.pieces for _, y in piece.points)
    heights = sorted(used)
    is_whole = strip.first_x == 0 and strip.last_x == geometry.width
    for band in geometry.layout.leaves:
        lane_top = strip.height
        for row in range(band.first_row, band.last_row + 1):
            top, bottom = geometry.row(row)
            first = bisect_right(heights, top - HAIR)
            if is_whole or (first < len(heights) and heights[first] < bottom - HAIR):
                strip.offsets.append((top, strip.height))
                strip.height += bottom - top
        if strip.height > lane_top:
            strip.lanes.append((band, lane_top, strip.height))
