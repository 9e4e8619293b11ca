"""A layout drawn in box characters: for text files, and as the base of the terminal's canvas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from procfit.diagrams.geometry import Geometry, Sizes
from procfit.diagrams.grid import LaneBand, Layout, Route
from procfit.diagrams.labels import LabelSize, has_label
from procfit.diagrams.text_boxes import TextBox, Zoom, text_box
from procfit.diagrams.text_canvas import Canvas, Look, Span, StyleClass
from procfit.diagrams.text_lines import Lines
from procfit.diagrams.text_width import cells, shorten, wrap
from procfit.model.process import ProcessMap

__all__ = ["Area", "LaneArea", "Span", "StyleClass", "TextDrawing", "Zoom", "render_text"]

LANE_NAME_WIDTH = 14
LANE_NAME_LINES = 3
GROUP_NAME_WIDTH = 40
WHEN_WIDTH = 16
WHEN_LINES = 3
_UPRIGHT = frozenset(" │┆")


class Area(NamedTuple):
    """Where a step's box stands, in character cells."""

    x: int
    y: int
    width: int
    height: int


class LaneArea(NamedTuple):
    """The lines of one lane, `bottom` not among them, and its name as it is written there."""

    lane: str
    name: tuple[str, ...]
    top: int
    bottom: int


@dataclass(frozen=True)
class TextDrawing:
    """A drawing of characters, line by line, with blank cells left out.

    `lane_names` is how many cells on the left hold the names of lanes.
    """

    rows: tuple[tuple[Span, ...], ...]
    width: int
    boxes: Mapping[str, Area]
    lane_names: int = 0
    cuts: tuple[int, ...] = ()
    """Where the drawing may be cut: between columns, left of the lines that run there."""
    lanes: tuple[LaneArea, ...] = ()
    """The lanes that steps stand in, from top to bottom."""

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.rows)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines as plain text, without blanks at their ends."""
        return tuple(_plain(spans) for spans in self.rows)

    @property
    def text(self) -> str:
        """The drawing as one text, ending in a line feed."""
        return "\n".join(self.lines) + "\n"

    def wrapped(self, width: int) -> list[str]:
        """Return the lines cut into strips of at most `width` cells, each with the lanes' names."""
        lines: list[str] = []
        for first, last in self._strips(max(width - self.lane_names, 1)):
            lines.extend([""] if lines else [])
            lines.extend(self._strip(first, last))
        return lines

    def _strip(self, first: int, last: int) -> Iterator[str]:
        """Return the lines between two cuts; what only repeats the line above is left out."""
        before = ""
        for spans in self.rows:
            names, part = _between(spans, 0, self.lane_names), _between(spans, first, last)
            if names or part != before or not set(part) <= _UPRIGHT:
                yield (names + " " * (self.lane_names - cells(names)) + part).rstrip()
            before = part

    def _strips(self, width: int) -> list[tuple[int, int]]:
        first = self.lane_names
        strips = []
        while self.width - first > width:
            fitting = [cut for cut in self.cuts if first < cut <= first + width]
            last = fitting[-1] if fitting else first + width
            strips.append((first, last))
            first = last
        return [*strips, (first, self.width)]

    def step_at(self, x: int, y: int) -> str:
        """Return the step drawn at a cell, or nothing."""
        for step, area in self.boxes.items():
            if area.x <= x < area.x + area.width and area.y <= y < area.y + area.height:
                return step
        return ""

    def lane_at(self, y: int) -> LaneArea | None:
        """Return the lane that a line belongs to, or None between lanes."""
        return next((lane for lane in self.lanes if lane.top <= y < lane.bottom), None)


def render_text(
    layout: Layout,
    process: ProcessMap,
    zoom: Zoom = "normal",
    marks: Mapping[str, str] | None = None,
    plans: Mapping[str, str] | None = None,
) -> TextDrawing:
    """Draw a layout in characters.

    Parameters
    ----------
    layout
        What :func:`procfit.diagrams.layout.layout` made of `process`.
    process
        The same view of the map.
    zoom
        ``overview`` draws a step as one sign without flows, ``compact`` as a mark, ``normal`` with its
        name, ``detail`` with times too.
    marks
        A short mark per step id, such as the letter of a finding.
    plans
        The sign of what happens to a step, per step id.

    Examples
    --------
    >>> from procfit.diagrams.layout import layout
    >>> from procfit.model.process import Flow, Step
    >>> process = ProcessMap("p", "P", steps=(Step("a", "Ask", next=(Flow("b"),)), Step("b", "Answer")))
    >>> print(render_text(layout(process), process).text, end="")
    ╭─────╮   ╭────────╮
    │ Ask ├──▶│ Answer │
    ╰─────╯   ╰────────╯
    """
    if zoom == "overview":
        from procfit.diagrams.text_overview import overview

        return overview(layout, process, marks or {}, plans or {})
    boxes = {
        step.id: text_box(step, zoom, (marks or {}).get(step.id, ""), (plans or {}).get(step.id, ""))
        for step in process.steps
    }
    for route in layout.routes:
        boxes[route.source].open(route.exit)
    sizes = _sizes(layout, boxes, zoom)
    geometry = Geometry(layout, sizes)
    canvas = Canvas()
    _draw_lanes(canvas, geometry)
    _draw_flows(canvas, geometry)
    _draw_labels(canvas, geometry, zoom)
    areas = {step: Area(*(int(length) for length in geometry.box(step))) for step in boxes}
    for step, box in boxes.items():
        _draw_box(canvas, box, areas[step], step)
    rows = tuple(canvas.rows(int(geometry.height)))
    cuts = tuple(int(geometry.cut_place(column)) for column in range(1, layout.columns))
    lanes = tuple(_lane_area(geometry, band) for band in layout.leaves)
    return TextDrawing(rows, int(geometry.width), areas, int(sizes.left), cuts, lanes)


def _lane_area(geometry: Geometry, band: LaneBand) -> LaneArea:
    top, bottom = (int(edge) for edge in geometry.lane(band))
    return LaneArea(band.lane, tuple(_lane_name(band, bottom - top)), top, bottom)


def _plain(spans: tuple[Span, ...]) -> str:
    line = ""
    x = 0
    for span in spans:
        line += " " * (span.x - x) + span.text
        x = span.x + cells(span.text)
    return line.rstrip()


def _between(spans: tuple[Span, ...], first: int, last: int) -> str:
    """Return the part of a line from the cell `first` up to the cell `last`."""
    kept = []
    for span in spans:
        if span.x + cells(span.text) <= first or span.x >= last:
            continue
        begin, end = max(first - span.x, 0), last - span.x
        kept.append(span._replace(x=span.x + begin - first, text=_cut(span.text, begin, end)))
    return _plain(tuple(kept))


def _cut(text: str, begin: int, end: int) -> str:
    if text.isascii():
        return text[begin:end]
    kept, x = "", 0
    for letter in text:
        if begin <= x < end:
            kept += letter
        x += cells(letter)
    return kept


def _sizes(layout: Layout, boxes: Mapping[str, TextBox], zoom: Zoom) -> Sizes:
    lines = 1 if zoom == "compact" else LANE_NAME_LINES
    lane_names = [_lane_name(band, lines) for band in layout.leaves]
    names = max((cells(line) for name in lane_names for line in name), default=0)
    is_grouped = any(not band.is_leaf for band in layout.lanes)
    return Sizes(
        box=lambda step: boxes[step].size,
        label=lambda route: _label_size(route, zoom),
        track=2,
        track_down=1,
        lead=1,
        tail=2,
        channel=0,
        touch=1,
        gap=0,
        left=names + 1 if names else 0,
        top=1 if is_grouped else 0,
        lane_gap=1,
        lane_height=max((len(name) for name in lane_names), default=1),
        whole=True,
    )


def _lane_name(band: LaneBand, height: int = LANE_NAME_LINES) -> list[str]:
    lines = max(min(height, LANE_NAME_LINES), 1)
    return wrap(band.name, LANE_NAME_WIDTH, lines) if band.name else []


def _label_lines(route: Route, zoom: Zoom) -> tuple[list[str], list[str]]:
    """Return what stands above and below a flow's line."""
    if zoom == "compact" or not has_label(route):
        return [], []
    if zoom == "detail":
        when = wrap(route.when, WHEN_WIDTH, WHEN_LINES) if route.when else []
        return ([route.label], when) if route.label else (when, [])
    return [route.label or shorten(route.when, WHEN_WIDTH)], []


def _label_size(route: Route, zoom: Zoom) -> LabelSize:
    above, below = _label_lines(route, zoom)
    return LabelSize(max((cells(line) for line in above + below), default=0), len(above), len(below))


def _draw_lanes(canvas: Canvas, geometry: Geometry) -> None:
    dashes = "┄" * int(geometry.width)
    for band in geometry.layout.lanes:
        top = int(geometry.lane(band)[0])
        if top and (not band.is_leaf or band.first_row):
            canvas.put(0, top - 1, dashes, Look("lane-line"))
    for band in geometry.layout.lanes:
        top, bottom = (int(edge) for edge in geometry.lane(band))
        if not band.is_leaf:
            name = f" {shorten(band.name, GROUP_NAME_WIDTH)} "
            canvas.put(1 + 2 * band.depth, top - 1, name, Look("lane"))
            continue
        lines = _lane_name(band, bottom - top)
        first = max(top, (top + bottom - len(lines)) // 2)
        for number, line in enumerate(lines):
            canvas.put(0, first + number, line, Look("lane"))


def _draw_flows(canvas: Canvas, geometry: Geometry) -> None:
    routes = geometry.layout.routes
    if not routes:
        return
    lines = Lines(int(geometry.width), int(geometry.height), routes)
    for number, route in enumerate(routes):
        lines.add(number, [(int(x), int(y)) for x, y in geometry.line(route)])
    for (x, y), letters, route, is_arrow in lines.drawn():
        style: StyleClass = "arrow" if is_arrow else "flow-back" if route.is_back else "flow"
        canvas.put(x, y, letters, Look(style, flow=(route.source, route.index)))


def _draw_labels(canvas: Canvas, geometry: Geometry, zoom: Zoom) -> None:
    for route in geometry.layout.routes:
        above, below = _label_lines(route, zoom)
        if not above:
            continue
        first, second = geometry.label(route)
        flow = (route.source, route.index)
        for number, line in enumerate(above + below):
            is_first = number < len(above) or not second.height
            y = int(first.y) + number if is_first else int(second.y) + number - len(above)
            look = Look("share" if number < len(above) else "note", flow=flow)
            canvas.put(int(first.x), y, line, look)


def _draw_box(canvas: Canvas, box: TextBox, area: Area, step: str) -> None:
    for y, pieces in enumerate(box.rows()):
        x = area.x
        for text, style in pieces:
            canvas.put(x, area.y + y, text, Look(style, step))
            x += cells(text)
