"""Lanes on paper: their bands, heads and the lines between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from procfit.diagrams.geometry import Rect
from procfit.diagrams.grid import LaneBand, Layout
from procfit.diagrams.legend import LINES
from procfit.diagrams.palette import (
    BAND,
    BAND_CUSTOMER,
    BAND_HEAD,
    BAND_HEAD_CUSTOMER,
    GRID,
    SIZE_LABEL,
    SIZE_LANE,
)
from procfit.diagrams.scene import Item, Line, Shape
from procfit.diagrams.strips import Strip
from procfit.diagrams.text_width import one_line, points, wrap

__all__ = ["draw_lanes", "head_width"]

HEAD = 80.0
GROUP_HEAD = 58.0
LINE_HEIGHT = 1.2
FRONT = ("customer", "front")


def head_width(grid: Layout) -> float:
    """Return how wide the names of lanes are, with those of lanes around them."""
    if not any(band.name for band in grid.lanes):
        return 0.0
    return HEAD + GROUP_HEAD * max(band.depth for band in grid.lanes)


def draw_lanes(
    strip: Strip, grid: Layout, place: Rect, head: float, *, is_blueprint: bool = False
) -> tuple[list[Item], set[str]]:
    """Return the lanes of a strip that stands at `place`, and which lines of the legend they use."""
    items: list[Item] = []
    for band, top, bottom in strip.lanes:
        area = Rect(place.x, place.y + top, place.width, bottom - top)
        items.extend(_lane(band, area, head))
    for band in grid.lanes:
        items.extend(_group(band, strip, place))
    used = set()
    for (above, _, _), (below, y, _) in pairwise(strip.lanes):
        name = _line_between(above, below, grid)
        if is_blueprint and below.kind == "system" and not name:
            name = "line of internal interaction"
        color, thickness, is_dashed = LINES.get(name, (GRID, 0.8, False))
        start = place.x + GROUP_HEAD * min(above.depth, below.depth)
        ends = ((start, place.y + y), (place.x + place.width, place.y + y))
        items.append(Line(ends, color, thickness, is_dashed, classes="lane"))
        used |= {name} & LINES.keys()
    items.append(_box(place, fill="none", classes="pool"))
    return items, used


def _box(area: Rect, **look: Any) -> Shape:
    return Shape(
        "box", area.x + area.width / 2, area.y + area.height / 2, area.width, area.height, **look
    )


def _lane(band: LaneBand, area: Rect, head: float) -> Iterator[Item]:
    is_customer = band.kind == "customer"
    fill = BAND_CUSTOMER if is_customer else BAND
    name = f"lane {band.kind or ''}".strip()
    yield _box(area, fill=fill, stroke=fill, stroke_width=0.0, classes=name, data=(("lane", band.lane),))
    if not head:
        return
    shift = GROUP_HEAD * band.depth
    own = Rect(area.x + shift, area.y, head - shift, area.height)
    yield _box(
        own,
        lines=_head_lines(band.name, own),
        size=SIZE_LANE,
        is_bold=True,
        fill=BAND_HEAD_CUSTOMER if is_customer else BAND_HEAD,
        stroke=GRID,
        stroke_width=0.5,
        classes=f"{name} head",
        title=f"lane {one_line(band.name)}" if band.name else "",
    )


def _group(band: LaneBand, strip: Strip, place: Rect) -> Iterator[Item]:
    """Return the head of a lane with lanes inside it, as far as these are in the strip."""
    inside = [
        edges
        for leaf, *edges in strip.lanes
        if band.first_row <= leaf.first_row <= band.last_row and leaf.depth > band.depth
    ]
    if not inside:
        return
    top, bottom = inside[0][0], inside[-1][1]
    own = Rect(place.x + GROUP_HEAD * band.depth, place.y + top, GROUP_HEAD, bottom - top)
    yield _box(
        own,
        lines=_head_lines(band.name, own),
        size=SIZE_LABEL,
        is_bold=True,
        fill=BAND_HEAD,
        stroke=GRID,
        stroke_width=0.5,
        classes="lane group head",
        title=f"lane {one_line(band.name)}" if band.name else "",
    )


def _line_between(above: LaneBand, below: LaneBand, grid: Layout) -> str:
    """Return which of the service blueprint's lines runs between two lanes, if any."""
    if above.kind == "customer" != below.kind:
        return "line of interaction"
    seen = [band.kind in FRONT for band in grid.leaves]
    is_sorted = seen == sorted(seen, reverse=True)
    if is_sorted and above.kind == "front" and below.kind is not None and below.kind not in FRONT:
        return "line of visibility"
    return ""


def _head_lines(name: str, area: Rect) -> tuple[str, ...]:
    most = max(int(area.height // (SIZE_LANE * LINE_HEIGHT)), 1)
    if not name:
        return ()
    return tuple(wrap(name, area.width - 8, most, lambda text: points(text, SIZE_LANE, is_bold=True)))
