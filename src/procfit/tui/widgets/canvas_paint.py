"""How a drawing becomes lines on screen: only the part in the window, lane names always in sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from procfit.diagrams.text_width import cells

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import LaneArea, Span, TextDrawing
    from procfit.tui.views.marks import Mark

__all__ = ["CanvasPaint", "sticky_names"]

_HEAVY = str.maketrans("─│╭╮╰╯┌┐└┘├┤┬┴┼┄┆═║╔╗╚╝╟╧╤○◇◉◔[]▪", "━┃┏┓┗┛┏┓┗┛┣┫┳┻╋┅┇━┃┏┓┗┛┣┻┳●◆●●▐▌■")
_COMPONENTS = {"kind": "border", "flow-back": "flow", "arrow": "flow"}
_TONED = frozenset({"border", "kind", "mark"})
SMALL = frozenset({"overview", "compact"})
"""The zooms in which a step is so small that all of it takes the color of its mark."""

STYLES = (
    "border",
    "name",
    "note",
    "mark",
    "flow",
    "share",
    "lane",
    "lane-line",
    "selected",
    "selected-small",
    "proof",
    "gone",
    "jump",
    "ghost",
    "good",
    "fair",
    "bad",
    "strong",
    "muted",
)

Patch = tuple[int, str, str]
"""Where in a line something is drawn over the map, its text, and its style."""


def sticky_names(lanes: tuple[LaneArea, ...], top: int, height: int) -> dict[int, str]:
    """Return the lines on which lane names stand: in the middle of what is seen of each lane.

    Examples
    --------
    >>> from procfit.diagrams.canvas_text import LaneArea
    >>> lanes = (LaneArea("x", ("Desk",), 0, 10), LaneArea("y", ("Back", "office"), 11, 20))
    >>> sticky_names(lanes, 0, 30)
    {4: 'Desk', 14: 'Back', 15: 'office'}
    >>> sticky_names(lanes, 8, 6)
    {8: 'Desk', 11: 'Back', 12: 'office'}
    """
    names = {}
    for lane in lanes:
        first, last = max(lane.top, top), min(lane.bottom, top + height)
        free = max((last - first - len(lane.name)) // 2, 0)
        for number, text in enumerate(lane.name[: max(last - first, 0)]):
            names[first + free + number] = text
    return names


class CanvasPaint(ScrollView):
    """Paints a drawing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"canvas--{name}" for name in STYLES}
    DEFAULT_CSS = """
    CanvasPaint {
        height: 1fr; background: $background; color: $foreground;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
        & .canvas--border { color: $secondary; }
        & .canvas--name { color: $foreground; }
        & .canvas--note { color: $muted; }
        & .canvas--mark { color: $warning; text-style: bold; }
        & .canvas--flow { color: $muted; }
        & .canvas--share { color: $muted; }
        & .canvas--lane { color: $primary; text-style: bold; }
        & .canvas--lane-line { color: $line; }
        & .canvas--selected { background: $cursor-background; color: $cursor-color; text-style: bold; }
        & .canvas--selected-small {
            background: $cursor-background; color: $cursor-color; text-style: bold underline;
        }
        & .canvas--proof { color: $warning; text-style: bold; }
        & .canvas--gone { color: $muted; text-style: strike; }
        & .canvas--jump { background: $accent; color: $background; text-style: bold; }
        & .canvas--ghost { background: $primary; color: $background; text-style: bold; }
        & .canvas--good { color: $success; text-style: bold; }
        & .canvas--fair { color: $warning; text-style: bold; }
        & .canvas--bad { color: $error; text-style: bold; }
        & .canvas--strong { color: $primary; text-style: bold; }
        & .canvas--muted { color: $muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawing: TextDrawing | None = None
        self.zoom = "normal"
        self.selected = ""
        self.proof: frozenset[str] = frozenset()
        self.proof_flows: frozenset[tuple[str, int]] = frozenset()
        self.marks: Mapping[str, Mark] = {}
        self.gone: frozenset[str] = frozenset()
        self.patches: dict[int, list[Patch]] = {}
        self._strips: dict[int, tuple[int, int, Strip]] = {}
        self._looks: dict[str, Style] = {}
        self._names: tuple[tuple[int, int], dict[int, str]] = ((-1, -1), {})

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colors."""
        super().notify_style_update()
        self._looks.clear()
        self.forget()

    def forget(self) -> None:
        """Forget what was painted."""
        self._strips.clear()
        self._names = ((-1, -1), {})

    def forget_step(self, step: str) -> None:
        """Paint the lines of a step anew."""
        area = self.drawing.boxes.get(step) if self.drawing else None
        if area is not None:
            for row in range(area.y, area.y + area.height):
                self._strips.pop(row, None)
            self.refresh_lines(area.y, area.height)

    def patch(self, patches: dict[int, list[Patch]]) -> None:
        """Draw over the map; what was drawn over it before goes."""
        changed = {row for row in {*patches, *self.patches} if patches.get(row) != self.patches.get(row)}
        self.patches = patches
        for row in changed:
            self.refresh_line(row)

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        width = self.size.width
        row = y + self.scroll_offset.y
        drawing = self.drawing
        if drawing is None or row >= len(drawing.rows):
            return Strip.blank(width, self.base)
        left = self.scroll_offset.x + drawing.lane_names
        room = width - drawing.lane_names
        kept = self._strips.get(row)
        if kept is None or kept[:2] != (left, room):
            kept = self._strips[row] = (left, room, self._window(drawing.rows[row], left, room))
        strip = kept[2]
        for x, text, style in self.patches.get(row, ()):
            strip = self._patched(strip, x - left, text, style)
        return Strip.join([self._lane_cells(drawing, row), strip])

    def _lane_cells(self, drawing: TextDrawing, row: int) -> Strip:
        """Return the left end of a line: the name of its lane, or the border between two."""
        if drawing.lane_at(row) is None:
            return self._window(drawing.rows[row], 0, drawing.lane_names)
        seen = (self.scroll_offset.y, self.size.height)
        if self._names[0] != seen:
            self._names = (seen, sticky_names(drawing.lanes, *seen))
        text = self._names[1].get(row, "")
        strip = Strip([Segment(text, self.look("lane"))]) if text else Strip([])
        return strip.adjust_cell_length(drawing.lane_names, self.base)

    def _window(self, spans: tuple[Span, ...], left: int, width: int) -> Strip:
        """Return the cells of a line from `left` on."""
        first = max(bisect_right(spans, left, key=lambda span: span.x) - 1, 0)
        start = min(spans[first].x, left) if spans else left
        segments = list(self._segments(spans, first, start, left + width))
        strip = Strip(segments).crop(left - start, left - start + width)
        return strip.adjust_cell_length(width, self.base)

    def _segments(self, spans: tuple[Span, ...], first: int, start: int, end: int) -> Iterator[Segment]:
        base = self.base
        x = start
        for number in range(first, len(spans)):
            span = spans[number]
            if span.x >= end:
                return
            if span.x > x:
                yield Segment(" " * (span.x - x), base)
            yield Segment(*self._look_of(span))
            x = span.x + cells(span.text)

    def _patched(self, strip: Strip, x: int, text: str, style: str) -> Strip:
        """Return a line with a text over it; what sticks out of the window is left away."""
        length = cells(text)
        if x < 0 or x + length > strip.cell_length:
            return strip
        piece = Strip([Segment(text, self.look(style))])
        return Strip.join([strip.crop(0, x), piece, strip.crop(x + length)])

    def _look_of(self, span: Span) -> tuple[str, Style]:
        """Return a span's text and style: selected and proving parts also have heavy lines."""
        is_small = self.zoom in SMALL
        if span.step and span.step == self.selected:
            return span.text.translate(_HEAVY), self.look("selected-small" if is_small else "selected")
        proves = span.step in self.proof if span.step else span.flow in self.proof_flows
        if proves:
            return span.text.translate(_HEAVY), self.look("proof")
        if span.step in self.gone and (span.style == "name" or is_small):
            return span.text, self.look("gone")
        mark = self.marks.get(span.step)
        if mark is not None and mark.tone and (is_small or span.style in _TONED):
            return span.text, self.look(mark.tone)
        return span.text, self.look(_COMPONENTS.get(span.style, span.style))

    @property
    def base(self) -> Style:
        """The style of a cell where nothing stands."""
        found = self._looks.get("")
        if found is None:
            found = self._looks[""] = self.rich_style
        return found

    def look(self, name: str) -> Style:
        """Return the style of a part."""
        found = self._looks.get(name)
        if found is None:
            found = self._looks[name] = self.get_component_rich_style(f"canvas--{name}")
        return found
