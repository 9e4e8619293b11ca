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
    row_of,
)

__all__ = [
    "LabelRoom",
    "LabelSize",
    "has_label",
    "is_beside",
    "label_port",
    "label_room",
    "label_row",
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
            route = replace(route, label_spot=spot, stack=taken[_where(route, spot)])
            taken[_where(route, spot)] += 1
        placed.append(route)
    return placed


def _spot(route: Route, on_this_side: int) -> LabelSpot:
    is_upright = route.exit in ("top", "bottom")
    if on_this_side == 1:
        return "beside-source" if is_upright else "after-source"
    if is_upright and not is_channel(route.points[1].y):
        return "at-turn"
    if not is_upright and (len(route.points) == 2 or _turns_at_once(route)):
        return "after-turn"
    return "before-target" if route.entry == "left" else "beside-target"


def _turns_at_once(route: Route) -> bool:
    """Tell whether a flow goes up or down right behind its source, to a row."""
    begin, first, second = route.points[:3]
    return first.x == begin.x + 1 and not is_channel(second.y)


def _where(route: Route, spot: LabelSpot) -> Hashable:
    """Return what labels in one spot have in common."""
    if spot == "at-turn":
        return spot, route.points[0].x, _turn_row(route, spot)
    if spot == "after-turn":
        return "gutter", route.points[0].x + 1, _turn_row(route, spot)
    if spot == "before-target":
        return "gutter", route.points[-1].x - 1, row_of(route.points[-1].y)
    return _port_of(route, spot)


def _turn_row(route: Route, spot: LabelSpot) -> int:
    if spot == "at-turn":
        return row_of(route.points[1].y)
    return row_of(route.points[2 if len(route.points) > 2 else 0].y)


def _port_of(route: Route, spot: LabelSpot) -> tuple[str, Side]:
    if spot in ("before-target", "beside-target"):
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
        own, moved = sizes[key], offset[key]
        step, side = label_port(route)
        box = layout.box_of[step]
        if is_beside(route) or route.label_spot == "at-turn":
            need("before", box.column + 1, own.width + 4 * gap - half_width(box.column))
        elif route.label_spot == "before-target":
            need("after", box.column, own.width + 2 * gap)
        else:
            room = "after" if route.label_spot == "after-turn" else "before"
            need(room, box.column + 1, own.width + 3 * gap)
        if is_beside(route):
            channel = channel_below(box.row) if side == "bottom" else channel_above(box.row)
            need("channel", channel, moved + own.height)
        else:
            row = label_row(route, layout)
            need("above", row, moved + (own.height if route.stack else own.above))
            need("below", row, 0 if route.stack else own.below)
    return LabelRoom(
        sizes, offset, rooms["before"], rooms["after"], rooms["above"], rooms["below"], rooms["channel"]
    )


def is_beside(route: Route) -> bool:
    """Tell whether a label stands beside a line that runs down."""
    return route.label_spot in ("beside-source", "beside-target")


def label_port(route: Route) -> tuple[str, Side]:
    """Return the step and its side that a label stands at."""
    return _port_of(route, route.label_spot)


def label_row(route: Route, layout: Layout) -> int:
    """Return the row in whose middle the line of a label runs."""
    if route.label_spot in ("after-turn", "at-turn"):
        return _turn_row(route, route.label_spot)
    return layout.box_of[label_port(route)[0]].row


def _offsets(labeled: list[Route], sizes: Mapping[FlowKey, LabelSize]) -> dict[FlowKey, float]:
    """Return the height of the labels that already stand in each label's spot."""
    heights: defaultdict[Hashable, float] = defaultdict(float)
    offsets = {}
    for route in labeled:
        key = (route.source, route.index)
        spot = _where(route, route.label_spot)
        offsets[key] = heights[spot]
        first_on_line = not route.stack and not is_beside(route)
        heights[spot] += sizes[key].above if first_on_line else sizes[key].height
    return offsets
