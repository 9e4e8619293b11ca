"""Where everything of a map stands in a drawing of BPMN, from the same layout as the swimlanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procfit.diagrams.geometry import Extent, Geometry, Sizes
from procfit.diagrams.grid import Layout, Route, Side
from procfit.diagrams.labels import LabelSize, has_label
from procfit.diagrams.layout import layout
from procfit.diagrams.text_width import points, wrap
from procfit.model.picture import Picture, Rect
from procfit.model.process import ProcessMap, Step

__all__ = ["picture"]

HEAD = 30.0
TASK_WIDTH, TASK_HEIGHT = 100.0, 80.0
GATEWAY_SIZE = 50.0
EVENT_SIZE = 36.0
NAME_WIDTH, NAME_LINES = 96.0, 4
WHEN_WIDTH, WHEN_LINES = 90.0, 4
SIZE_NAME = 11.0
LINE_HEIGHT = 1.25
NAME_GAP = 5.0
_SIZES = {
    "task": (TASK_WIDTH, TASK_HEIGHT),
    "call": (TASK_WIDTH, TASK_HEIGHT),
    "start": (EVENT_SIZE, EVENT_SIZE),
    "end": (EVENT_SIZE, EVENT_SIZE),
    "wait": (EVENT_SIZE, EVENT_SIZE),
}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name beside its step: its size, and the side of the step it stands at.

    Where flows run up and down, it stands left of the line above, for labels of flows stand on the right.
    """

    width: float
    height: float
    side: Side
    is_aside: bool

    def place(self, box: Rect) -> Rect:
        """Return where the name of the step at `box` stands."""
        middle = box.x + box.width / 2
        x = middle - self.width / (1 if self.is_aside else 2) - (NAME_GAP if self.is_aside else 0)
        above = box.y - NAME_GAP - self.height
        y = above if self.side == "top" else box.y + box.height + NAME_GAP
        return Rect(x, y, self.width, self.height)

    def room(self, width: float, height: float) -> Extent:
        """Return the room of a step of that size with this name."""
        half, name = height / 2, self.height + NAME_GAP
        own = 2 * (self.width + NAME_GAP) if self.is_aside else self.width
        above, below = (name, 0.0) if self.side == "top" else (0.0, name)
        return Extent(max(width, own), half + above, half + below)


def picture(process: ProcessMap) -> Picture:
    """Return where the lanes, steps, flows and names of a map stand, in one strip.

    Examples
    --------
    >>> drawn = picture(ProcessMap("p", "P", steps=(Step("a", "A"),)))
    >>> drawn.steps["a"].width, drawn.pool.x
    (100.0, 0.0)
    """
    grid = layout(process)
    names = _names(process, grid)
    geometry = Geometry(grid, _sizes(process, names, grid))
    shift = HEAD * (2 + max((band.depth for band in grid.lanes), default=0))
    pool = Rect(0.0, 0.0, shift + geometry.width, geometry.height)
    steps = {step.id: _moved(geometry.box(step.id), shift) for step in process.steps}
    labels = {
        (route.source, route.index): _moved(geometry.label(route)[0], shift)._replace(
            height=_label_text(route)[1]
        )
        for route in grid.routes
        if has_label(route)
    }
    return Picture(
        pool,
        _lanes(grid, geometry, pool),
        steps,
        {step: name.place(steps[step]) for step, name in names.items()},
        {(route.source, route.index): _line(geometry, route, shift) for route in grid.routes},
        labels,
    )


def _line(geometry: Geometry, route: Route, shift: float) -> tuple[tuple[float, float], ...]:
    return tuple((x + shift, y) for x, y in geometry.line(route))


def _moved(rect: Rect, shift: float) -> Rect:
    return rect._replace(x=rect.x + shift)


def _lanes(grid: Layout, geometry: Geometry, pool: Rect) -> dict[str, Rect]:
    lanes: dict[str, Rect] = {}
    for band in grid.lanes:
        if band.lane:
            top, bottom = geometry.lane(band)
            x = HEAD * (1 + band.depth)
            lanes.setdefault(band.lane, Rect(x, top, pool.width - x, bottom - top))
    return lanes


def _sizes(process: ProcessMap, names: Mapping[str, _Name], grid: Layout) -> Sizes:
    sizes = {step.id: _size(step) for step in process.steps}

    def extent(step: str) -> Extent:
        width, height = sizes[step]
        if step in names:
            return names[step].room(width, height)
        return Extent(width, height / 2, height / 2)

    return Sizes(
        box=sizes.__getitem__,
        label=lambda route: _label_size(route, grid),
        extent=extent,
        track=12.0,
        track_down=12.0,
        lead=16.0,
        tail=20.0,
        channel=10.0,
        touch=16.0,
        gap=4.0,
        lane_height=100.0,
        edge=20.0,
    )


def _size(step: Step) -> tuple[float, float]:
    return _SIZES.get(step.kind, (GATEWAY_SIZE, GATEWAY_SIZE))


def _names(process: ProcessMap, grid: Layout) -> dict[str, _Name]:
    """Return the names of events and gateways, each on a side that no flow uses, if there is one."""
    used: dict[str, set[Side]] = {step.id: set() for step in process.steps}
    for route in grid.routes:
        used[route.source].add(route.exit)
        used[route.target].add(route.entry)
    return {
        step.id: _name(step, used[step.id])
        for step in process.steps
        if _size(step)[0] < TASK_WIDTH and step.name.strip()
    }


def _name(step: Step, used: set[Side]) -> _Name:
    side: Side = "bottom" if "bottom" not in used else "top"
    width, height = _text_size(step.name, NAME_WIDTH, NAME_LINES)
    return _Name(width, height, side, is_aside={"bottom", "top"} <= used)


def _label_size(route: Route, grid: Layout) -> LabelSize:
    """Return the room of a label; one above its step keeps clear of one on the line behind the step."""
    width, height = _label_text(route)
    if route.exit == "top" and route.label_spot == "beside-source":
        beside = (other for other in grid.routes if other.source == route.source)
        heights = (_label_text(other)[1] for other in beside if other.label_spot == "after-source")
        height += max(0.0, max(heights, default=0.0) + 2 - GATEWAY_SIZE / 2)
    return LabelSize(width, height + 2, 0.0)


def _label_text(route: Route) -> tuple[float, float]:
    return _text_size(route.when.strip() or route.label, WHEN_WIDTH, WHEN_LINES)


def _text_size(text: str, width: float, most: int) -> tuple[float, float]:
    lines = wrap(text, width, most, _measure)
    widest = max((_measure(line) for line in lines), default=0.0)
    return widest, len(lines) * SIZE_NAME * LINE_HEIGHT


def _measure(text: str) -> float:
    return points(text, SIZE_NAME)
