"""How much room the labels of flows need, so that none lies on a box."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from procfit.diagrams.grid import (
    LabelSpot,
    Layout,
    Route,
    Side,
    channel_above,
    channel_below,
    is_channel,
    is_gutter,
    row_of,
)

__all__ = [
    "LabelRoom",
    "LabelSize",
    "has_label",
    "is_beside",
    "label_port",
    "label_room",
    "with_spots",
]

FlowKey = tuple[str, int]


class LabelSize(NamedTuple):
    """How wide the label of a flow is, and how high above and below its line."""

    width: float
    above: float
    below: float

    @property
    def height(self) -> float:
        """The height when the label stands beside a line that runs down."""
        return self.above + self.below


@dataclass(frozen=True)
class LabelRoom:
    """The room labels need: in gutters, around the middle of rows, and in channels.

    `offset` is how far a label is moved away because others stand in its spot.
    """

    sizes: Mapping[FlowKey, LabelSize]
    offset: Mapping[FlowKey, float]
    before_tracks: Mapping[int, float]
    after_tracks: Mapping[int, float]
    above_middle: Mapping[int, float]
    below_middle: Mapping[int, float]
    in_channel: Mapping[int, float]


def has_label(route: Route) -> bool:
    """Tell whether a flow has anything written to it."""
    return bool(route.label or route.when)


def with_spots(routes: list[Route]) -> list[Route]:
    """Choose where each label stands: after its exit, or near the target where flows share an exit."""
    labeled = Counter((route.source, route.exit) for route in routes if has_label(route))
    taken: Counter[Hashable] = Counter()
    placed = []
    for route in routes:
        if has_label(route):
            spot = _spot(route, labeled[route.source, route.exit])
            route = replace(route, label_spot=spot, stack=taken[_spot_key(route, spot)])
            taken[_spot_key(route, spot)] += 1
        placed.append(route)
    return placed


def _spot(route: Route, on_this_side: int) -> LabelSpot:
    if route.exit in ("top", "bottom"):
        return "beside-source"
    if on_this_side > 1 and len(route.points) > 3:
        turn = route.points[2]
        if is_gutter(turn.x) and not is_channel(turn.y):
            return "before-target"
    if on_this_side > 1 and route.entry in ("top", "bottom"):
        return "beside-target"
    return "after-source"


def _spot_key(route: Route, spot: LabelSpot) -> Hashable:
    if spot == "before-target":
        return route.points[2].x, route.points[2].y
    if spot == "beside-target":
        return route.target, route.entry
    return route.source, route.exit


def label_room(
    layout: Layout, size: Callable[[Route], LabelSize], gap: float, half_width: Callable[[int], float]
) -> LabelRoom:
    """Return the room that all labels of a layout need.

    Parameters
    ----------
    size
        The size of a flow's label.
    gap
        What is kept free on the left and right of a label.
    half_width
        Half the width of a column: a label beside a line that runs down reaches that far for nothing.
    """
    labeled = [route for route in layout.routes if has_label(route)]
    sizes = {(route.source, route.index): size(route) for route in labeled}
    offset = _offsets(labeled, sizes)
    rooms: dict[str, defaultdict[int, float]] = {
        name: defaultdict(float) for name in ("before", "after", "above", "below", "channel")
    }

    def need(room: str, place: int, length: float) -> None:
        rooms[room][place] = max(rooms[room][place], length)

    for route in labeled:
        key = (route.source, route.index)
        step, side = label_port(route)
        box = layout.box_of[step]
        if is_beside(route):
            channel = channel_below(box.row) if side == "bottom" else channel_above(box.row)
            need("channel", channel, offset[key] + sizes[key].height)
            need("before", box.column + 1, sizes[key].width + 2 * gap - half_width(box.column))
            continue
        is_far = route.label_spot == "before-target"
        need("after" if is_far else "before", box.column + 1, sizes[key].width + 2 * gap)
        row = row_of(route.points[2].y) if is_far else box.row
        need("above", row, offset[key] + (sizes[key].height if route.stack else sizes[key].above))
        need("below", row, 0 if route.stack else sizes[key].below)
    return LabelRoom(
        sizes, offset, rooms["before"], rooms["after"], rooms["above"], rooms["below"], rooms["channel"]
    )


def is_beside(route: Route) -> bool:
    """Tell whether a label stands beside a line that runs down."""
    return route.label_spot in ("beside-source", "beside-target")


def label_port(route: Route) -> tuple[str, Side]:
    """Return the step and its side that a label stands at."""
    if route.label_spot == "beside-target":
        return route.target, route.entry
    return route.source, route.exit


def _offsets(labeled: list[Route], sizes: Mapping[FlowKey, LabelSize]) -> dict[FlowKey, float]:
    """Return the height of the labels that already stand in each label's spot."""
    heights: defaultdict[Hashable, float] = defaultdict(float)
    offsets = {}
    for route in labeled:
        key = (route.source, route.index)
        spot = _spot_key(route, route.label_spot)
        offsets[key] = heights[spot]
        first_on_line = not route.stack and not is_beside(route)
        heights[spot] += sizes[key].above if first_on_line else sizes[key].height
    return offsets
