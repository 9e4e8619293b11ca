"""Gives a layout its sizes: places on the grid become characters or points.

The same code serves both: with ``whole=True`` every length is a whole number of character cells and
a box of width w covers the cells x … x + w - 1; otherwise lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from procfit.diagrams.grid import (
    LaneBand,
    Layout,
    Point,
    Route,
    Side,
    channel_above,
    channel_below,
    column_of,
    is_channel,
    is_gutter,
    row_of,
)
from procfit.diagrams.labels import LabelSize, is_beside, label_port, label_room, label_row
from procfit.model.picture import Rect

__all__ = ["Extent", "Geometry", "Rect", "Sizes"]


class Extent(NamedTuple):
    """The room a step needs: its width, and its height above and below its middle."""

    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Sizes:
    """The sizes a renderer gives the grid.

    `lead` and `tail` are what a gutter keeps free before its first and after its last track,
    `channel` what a channel keeps free, `touch` the same where flows touch boxes, `gap` the space
    around labels.
    """

    box: Callable[[str], tuple[float, float]]
    label: Callable[[Route], LabelSize]
    track: float
    track_down: float
    lead: float
    tail: float
    channel: float
    touch: float
    gap: float
    left: float = 0
    top: float = 0
    lane_gap: float = 0
    lane_height: float = 0
    edge: float = 0
    whole: bool = False
    extent: Callable[[str], Extent] | None = None
    """The room a step needs where that is more than its box, such as for a name below it."""


class Geometry:
    """Where everything of a layout lies, given sizes."""

    def __init__(self, layout: Layout, sizes: Sizes) -> None:
        self.layout = layout
        self.sizes = sizes
        self._one = 1 if sizes.whole else 0
        self._boxes = {box.step: sizes.box(box.step) for box in layout.boxes}
        self._widths = [0.0] * layout.columns
        for box in layout.boxes:
            self._widths[box.column] = max(self._widths[box.column], self._extent(box.step).width)
        self._room = label_room(
            layout, sizes.label, sizes.gap, lambda column: self._half(self._widths[column] - self._one)
        )
        self._measure_columns()
        self._measure_rows()

    def box(self, step: str) -> Rect:
        """Return where a step stands."""
        width, height = self._boxes[step]
        x, y = self._center(step)
        return Rect(x - self._half(width), y - self._half(height), width, height)

    def lane(self, band: LaneBand) -> tuple[float, float]:
        """Return the top and the bottom of a lane."""
        return self._row_tops[band.first_row], self._row_bottoms[band.last_row]

    def row(self, row: int) -> tuple[float, float]:
        """Return the top and the bottom of a row with its channels."""
        return self._row_tops[row], self._row_bottoms[row]

    def line(self, route: Route) -> list[tuple[float, float]]:
        """Return the corners of a flow, from the border of its source to the border of its target."""
        inner = [(self._x(point), self._y(point)) for point in route.points[1:-1]]
        return [self._port(route.source, route.exit), *inner, self._port(route.target, route.entry)]

    def label(self, route: Route) -> tuple[Rect, Rect]:
        """Return the rectangles of a label above its line and below it, or both beside it."""
        size = self._room.sizes[route.source, route.index]
        offset = self._room.offset[route.source, route.index]
        x, y = self._label_anchor(route)
        if is_beside(route):
            step, side = label_port(route)
            is_below = side == "bottom"
            y = self._clear_of_row(step, y, is_below)
            top = y + offset if is_below else y + self._one - offset - size.height
            return Rect(x, top, size.width, size.above), Rect(
                x, top + size.above, size.width, size.below
            )
        if route.stack:
            return Rect(x, y - offset - size.height, size.width, size.height), Rect(x, y, 0, 0)
        above = Rect(x, y - size.above, size.width, size.above)
        return above, Rect(x, y + self._one, size.width, size.below)

    def _clear_of_row(self, step: str, y: float, is_below: bool) -> float:
        """Return where labels above or below a step begin: beyond those on the lines of its row."""
        row = self.layout.box_of[step].row
        middle = self._row_centers[row]
        if is_below:
            return max(y, middle + self._one + self._room.below_middle.get(row, 0))
        return min(y, middle - self._room.above_middle.get(row, 0))

    def cut_place(self, column: int) -> float:
        """Return where the map may be cut before a column: left of the tracks, right of the labels."""
        return self._first_track(column) - self.sizes.lead / 2

    def gutter_width(self, column: int) -> float:
        """Return how wide the gutter before a column is."""
        count = self.layout.gutter_tracks[column]
        tracks = self._tracks_length(count, self.sizes.track)
        before, after = (
            room.get(column, 0) for room in (self._room.before_tracks, self._room.after_tracks)
        )
        zones = max(before, 0) + after
        if column in (0, self.layout.columns) and not count and not zones:
            return self.sizes.edge
        return self.sizes.lead + zones + tracks + self.sizes.tail

    def _extent(self, step: str) -> Extent:
        if self.sizes.extent is not None:
            return self.sizes.extent(step)
        width, height = self._boxes[step]
        half = self._half(height)
        return Extent(width, half, height - half - self._one)

    def _half(self, length: float) -> float:
        return length // 2 if self.sizes.whole else length / 2

    def _center(self, step: str) -> tuple[float, float]:
        box = self.layout.box_of[step]
        return self._column_centers[box.column], self._row_centers[box.row]

    def _x(self, point: Point) -> float:
        if not is_gutter(point.x):
            return self._column_centers[column_of(point.x)]
        return self._first_track(point.x // 2) + point.x_track * self.sizes.track

    def _first_track(self, place: int) -> float:
        before = max(self._room.before_tracks.get(place, 0), 0)
        return self._gutter_lefts[place] + self.sizes.lead + before

    def _y(self, point: Point) -> float:
        if not is_channel(point.y):
            return self._row_centers[row_of(point.y)]
        return self._first_tracks_down[point.y] + point.y_track * self.sizes.track_down

    def _port(self, step: str, side: Side) -> tuple[float, float]:
        box = self.box(step)
        x, y = self._center(step)
        return {
            "left": (box.x - self._one, y),
            "right": (box.x + box.width, y),
            "top": (x, box.y - self._one),
            "bottom": (x, box.y + box.height),
        }[side]

    def _label_anchor(self, route: Route) -> tuple[float, float]:
        """Return the left end of a label and the line, or the end of the line, it stands at."""
        gap = self.sizes.gap
        step, side = label_port(route)
        column = self.layout.box_of[step].column
        if is_beside(route):
            x, y = self._port(step, side)
            arrow = gap if route.label_spot == "beside-target" else 0
            return x + gap + arrow + self._one, y
        y = self._row_centers[label_row(route, self.layout)]
        if route.label_spot == "at-turn":
            return self._column_centers[column] + 2 * gap + self._one, y
        if route.label_spot == "after-source":
            return self._gutter_lefts[column + 1] + gap, y
        place = column if route.label_spot == "before-target" else column + 1
        tracks = self._tracks_length(self.layout.gutter_tracks[place], self.sizes.track)
        turn = gap if route.label_spot == "after-turn" else 0
        return self._first_track(place) + tracks + gap + turn, y

    def _tracks_length(self, tracks: int, spacing: float) -> float:
        return (tracks - 1) * spacing + self._one if tracks else 0

    def _measure_columns(self) -> None:
        x = self.sizes.left
        self._gutter_lefts: list[float] = []
        self._column_centers: list[float] = []
        for place in range(self.layout.columns + 1):
            self._gutter_lefts.append(x)
            x += self.gutter_width(place)
            if place < self.layout.columns:
                self._column_centers.append(x + self._half(self._widths[place]))
                x += self._widths[place]
        self.width = x

    def _measure_rows(self) -> None:
        layout = self.layout
        above, below = self._row_halves()
        touched = _touched_channels(layout)
        first_rows = {band.first_row for band in layout.leaves}
        self._row_tops: list[float] = []
        self._row_bottoms: list[float] = []
        self._row_centers: list[float] = []
        self._first_tracks_down: dict[int, float] = {}
        y = self.sizes.top
        for row in range(layout.rows):
            y += self.sizes.lane_gap if row and row in first_rows else 0
            self._row_tops.append(y)
            y = self._put_channel(y, channel_above(row), touched)
            self._row_centers.append(y + above[row])
            y += above[row] + self._one + below[row]
            y = self._put_channel(y, channel_below(row), touched)
            self._row_bottoms.append(y)
        self.height = y

    def _put_channel(self, y: float, channel: int, touched: set[int]) -> float:
        """Measure a channel that begins at `y`, and return where it ends."""
        count = self.layout.tracks_at(channel)
        tracks = self._tracks_length(count, self.sizes.track_down)
        near = self.sizes.touch if channel in touched else self.sizes.channel
        near += self._room.in_channel.get(channel, 0)
        far = self.sizes.channel if count else 0
        self._first_tracks_down[channel] = y + (near if channel % 3 == 2 else far)
        return y + near + tracks + far

    def _row_halves(self) -> tuple[list[float], list[float]]:
        """Return how far each row reaches above and below its middle."""
        least = self._half(self.sizes.lane_height)
        above, below = [least] * self.layout.rows, [least] * self.layout.rows
        for box in self.layout.boxes:
            extent = self._extent(box.step)
            above[box.row] = max(above[box.row], extent.above)
            below[box.row] = max(below[box.row], extent.below)
        for row, length in self._room.above_middle.items():
            above[row] = max(above[row], length)
        for row, length in self._room.below_middle.items():
            below[row] = max(below[row], length)
        return above, below


def _touched_channels(layout: Layout) -> set[int]:
    """Return the channels next to boxes that flows leave or enter there."""
    touched = set()
    for route in layout.routes:
        for step, side in ((route.source, route.exit), (route.target, route.entry)):
            row = layout.box_of[step].row
            if side == "bottom":
                touched.add(channel_below(row))
            elif side == "top":
                touched.add(channel_above(row))
    return touched
