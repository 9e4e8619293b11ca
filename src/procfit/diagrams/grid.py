"""What a layout is made of: lanes, boxes and routes on a grid without sizes.

Columns and gutters alternate from left to right, rows and channels from top to bottom. Boxes stand
in columns and rows; edges run on tracks in the gutters between columns and in the channels above and
below rows. A renderer gives the grid its sizes, in characters or in points, with
:class:`procfit.diagrams.geometry.Geometry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from procfit.model.process import LaneKind

__all__ = [
    "Box",
    "LabelSpot",
    "LaneBand",
    "Layout",
    "Point",
    "Route",
    "Side",
    "channel_above",
    "channel_below",
    "column_of",
    "gutter",
    "is_channel",
    "is_gutter",
    "row_of",
    "x_of",
    "y_of",
]

Side = Literal["left", "right", "top", "bottom"]
LabelSpot = Literal[
    "after-source", "beside-source", "after-turn", "at-turn", "before-target", "beside-target"
]
"""Where a label stands: on the line out of its source or beside it, where the line turns away from
others (in a gutter, or in a column), or on the line into its target or beside it."""


def x_of(column: int) -> int:
    """Return the place of a column among columns and gutters."""
    return 2 * column + 1


def gutter(column: int) -> int:
    """Return the place of the gutter left of a column."""
    return 2 * column


def y_of(row: int) -> int:
    """Return the place of a row among rows and channels."""
    return 3 * row + 1


def channel_above(row: int) -> int:
    """Return the place of the channel above a row."""
    return 3 * row


def channel_below(row: int) -> int:
    """Return the place of the channel below a row."""
    return 3 * row + 2


def is_gutter(x: int) -> bool:
    """Tell whether the place `x` is a gutter."""
    return x % 2 == 0


def is_channel(y: int) -> bool:
    """Tell whether the place `y` is a channel."""
    return y % 3 != 1


def column_of(x: int) -> int:
    """Return the column at place `x`."""
    return x // 2


def row_of(y: int) -> int:
    """Return the row that the place `y` is in or belongs to."""
    return y // 3


class Point(NamedTuple):
    """A corner of a route: a place across and one down, each with its track (0 in columns and rows)."""

    x: int
    x_track: int
    y: int
    y_track: int


@dataclass(frozen=True, slots=True)
class LaneBand:
    """The rows of one lane, or of a lane with the lanes inside it.

    `lane` is empty for the steps without a lane. `depth` is 0 for an outermost lane, and `is_leaf`
    tells that steps may stand in the rows themselves.
    """

    lane: str
    name: str
    kind: LaneKind | None
    first_row: int
    last_row: int
    depth: int = 0
    is_leaf: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """Where a step stands."""

    step: str
    column: int
    row: int
    lane: int


@dataclass(frozen=True, slots=True)
class Route:
    """How one flow runs: from the middle of its source over corners to the middle of its target.

    `index` is the flow's place in the source's ``next``. `stack` counts the labels that already stand
    in the same spot.
    """

    source: str
    target: str
    index: int
    points: tuple[Point, ...]
    exit: Side
    entry: Side
    is_back: bool = False
    label: str = ""
    when: str = ""
    label_spot: LabelSpot = "after-source"
    stack: int = 0
    is_main: bool = False


@dataclass(frozen=True)
class Layout:
    """A whole map on the grid."""

    lanes: tuple[LaneBand, ...]
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    columns: int
    rows: int
    gutter_tracks: tuple[int, ...]
    """Tracks in each gutter, ``columns + 1`` of them."""
    channel_tracks: tuple[int, ...]
    """Tracks in each channel: above row 0, below row 0, above row 1 …"""

    @property
    def edges(self) -> tuple[Route, ...]:
        """The routes, under their graph name."""
        return self.routes

    @cached_property
    def box_of(self) -> dict[str, Box]:
        """The box of each step."""
        return {box.step: box for box in self.boxes}

    @cached_property
    def leaves(self) -> tuple[LaneBand, ...]:
        """The lanes that steps stand in, from top to bottom."""
        return tuple(band for band in self.lanes if band.is_leaf)

    def tracks_at(self, y: int) -> int:
        """Return how many tracks the channel at place `y` has."""
        return self.channel_tracks[2 * row_of(y) + (y % 3 == 2)]
