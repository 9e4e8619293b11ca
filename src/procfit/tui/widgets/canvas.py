"""A map drawn in box characters, to move around in: lane names stay, the rest scrolls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from procfit.model.process import ProcessMap
from procfit.tui.actions import bindings
from procfit.tui.actor import Actor
from procfit.tui.views.moves import Direction, first_step, last_step, neighbor

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import Span, TextDrawing, Zoom

__all__ = ["Canvas"]

ZOOMS: tuple[Zoom, ...] = ("compact", "normal", "detail")
PAN_ACROSS = 8
PAN_DOWN = 3
AIR = 3
"""Cells kept free around the selected step."""

_HEAVY = str.maketrans("─│╭╮╰╯┌┐└┘├┤┬┴┼┄┆═║╔╗╚╝╟╧╤○◇◉◔[]", "━┃┏┓┗┛┏┓┗┛┣┫┳┻╋┅┇━┃┏┓┗┛┣┻┳●◆●●▐▌")


class Canvas(ScrollView, Actor, can_focus=True):
    """Shows a drawing and lets a person walk from step to step."""

    scope = "canvas"
    about = (
        "The map: time runs from left to right, a lane for everyone who does work. Arrow keys go from step "
        "to step along the flows; drag with the mouse or hold Shift to move the picture."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("canvas"))
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "canvas--border",
        "canvas--name",
        "canvas--note",
        "canvas--mark",
        "canvas--flow",
        "canvas--share",
        "canvas--lane",
        "canvas--lane-line",
        "canvas--selected",
        "canvas--proof",
    }
    DEFAULT_CSS = """
    Canvas {
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
        & .canvas--proof { color: $warning; text-style: bold; }
    }
    """

    class Selected(Message):
        """Another step is selected."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    class Zoomed(Message):
        """A person wants to see it closer or from farther away."""

        def __init__(self, zoom: Zoom) -> None:
            super().__init__()
            self.zoom = zoom

    def __init__(self) -> None:
        super().__init__()
        self.process: ProcessMap | None = None
        self.drawing: TextDrawing | None = None
        self.zoom: Zoom = "normal"
        self.selected = ""
        self._proof: frozenset[str] = frozenset()
        self._proof_flows: frozenset[tuple[str, int]] = frozenset()
        self._lane_width = 0
        self._grabbed: tuple[Offset, Offset] | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    def show(self, process: ProcessMap, drawing: TextDrawing) -> None:
        """Draw a view of a map; the selection stays where the step still exists."""
        self.process, self.drawing = process, drawing
        if self.selected not in drawing.boxes:
            self.selected = first_step(process)
        self._lane_width = _lane_width(drawing)
        self.virtual_size = Size(drawing.width, len(drawing.rows))
        self._redraw()
        self.call_after_refresh(self._bring_into_view)

    def prove(self, path: Sequence[str]) -> None:
        """Mark the path of a proof: its steps and the flows between them."""
        self._proof = frozenset(path)
        self._proof_flows = frozenset(
            (step, index)
            for step, following in pairwise(path)
            if self.process is not None and step in self.process
            for index, flow in enumerate(self.process.step(step).next)
            if flow.to == following
        )
        self._redraw()

    def select(self, step: str) -> None:
        """Select a step and bring it into view."""
        if self.drawing is None or step not in self.drawing.boxes or step == self.selected:
            return
        old, self.selected = self.selected, step
        for area in (self.drawing.boxes.get(old), self.drawing.boxes[step]):
            for y in range(area.y, area.y + area.height) if area else ():
                self._strips.discard(y)
                self.refresh_line(y)
        self._bring_into_view()
        self.post_message(self.Selected(step))

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if not self.selected:
            return "the map has no steps"
        if action_id == "zoom-in" and self.zoom == ZOOMS[-1]:
            return "this is as close as it gets"
        if action_id == "zoom-out" and self.zoom == ZOOMS[0]:
            return "the whole map is shown as small as it gets"
        return ""

    def do_step_up(self) -> None:
        """Select the nearest step above."""
        self._move("up")

    def do_step_down(self) -> None:
        """Select the nearest step below."""
        self._move("down")

    def do_step_back(self) -> None:
        """Select the step before."""
        self._move("left")

    def do_step_on(self) -> None:
        """Select the next step."""
        self._move("right")

    def do_first_step(self) -> None:
        """Select the step where cases start."""
        if self.process:
            self.select(first_step(self.process))

    def do_last_step(self) -> None:
        """Select the step farthest to the right."""
        if self.drawing:
            self.select(last_step(self.drawing.boxes))

    def do_pan_up(self) -> None:
        """Move the picture."""
        self.scroll_relative(y=-PAN_DOWN, animate=False)

    def do_pan_down(self) -> None:
        """Move the picture."""
        self.scroll_relative(y=PAN_DOWN, animate=False)

    def do_pan_left(self) -> None:
        """Move the picture."""
        self.scroll_relative(x=-PAN_ACROSS, animate=False)

    def do_pan_right(self) -> None:
        """Move the picture."""
        self.scroll_relative(x=PAN_ACROSS, animate=False)

    def do_zoom_in(self) -> None:
        """Show the steps with more detail."""
        self._zoom_to(ZOOMS.index(self.zoom) + 1)

    def do_zoom_out(self) -> None:
        """Show more of the map."""
        self._zoom_to(ZOOMS.index(self.zoom) - 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the picture."""
        self._grabbed = (event.screen_offset, self.scroll_offset)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the picture along."""
        if self._grabbed is not None:
            mouse, scroll = self._grabbed
            moved = mouse - event.screen_offset
            self.scroll_to(scroll.x + moved.x, scroll.y + moved.y, animate=False, force=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go; where the picture was not dragged, select the step."""
        self.release_mouse()
        grabbed, self._grabbed = self._grabbed, None
        if grabbed and grabbed[0] == event.screen_offset and self.drawing:
            x = event.x if event.x < self._lane_width else event.x + self.scroll_offset.x
            self.select(self.drawing.step_at(x, event.y + self.scroll_offset.y))

    def on_resize(self) -> None:
        """Keep the selected step in view."""
        self._bring_into_view()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colors."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        width = self.size.width
        row = y + self.scroll_offset.y
        if self.drawing is None or row >= len(self.drawing.rows):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = Strip(self._segments(row), self.drawing.width)
        left = self.scroll_offset.x + self._lane_width
        window = [strip.crop(0, self._lane_width), strip.crop(left, left + width - self._lane_width)]
        return Strip.join(window).adjust_cell_length(width, self.rich_style)

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def _move(self, direction: Direction) -> None:
        if self.process and self.drawing:
            self.select(neighbor(self.process, self.drawing.boxes, self.selected, direction))

    def _zoom_to(self, place: int) -> None:
        self.zoom = ZOOMS[place]
        self.post_message(self.Zoomed(self.zoom))

    def _bring_into_view(self) -> None:
        area = self.drawing.boxes.get(self.selected) if self.drawing else None
        if area is None or not self.size.width:
            return
        left, top = self.scroll_offset
        shown = self.size.width - self._lane_width
        start = area.x - self._lane_width
        left = min(max(left, start + area.width + AIR - shown), max(0, start - AIR))
        top = min(max(top, area.y + area.height + 1 - self.size.height), max(0, area.y - 1))
        if (left, top) != self.scroll_offset:
            self.scroll_to(left, top, animate=False, force=True)

    def _segments(self, row: int) -> Iterator[Segment]:
        drawing = self.drawing
        base = self.rich_style
        x = 0
        for span in drawing.rows[row] if drawing else ():
            if span.x > x:
                yield Segment(" " * (span.x - x), base)
            segment = Segment(*self._look(span))
            yield segment
            x = span.x + segment.cell_length
        if drawing and x < drawing.width:
            yield Segment(" " * (drawing.width - x), base)

    def _look(self, span: Span) -> tuple[str, Style]:
        """Return a span's text and style: selected and proving parts also have heavy lines."""
        if span.step and span.step == self.selected:
            return span.text.translate(_HEAVY), self._component("selected")
        proves = span.step in self._proof if span.step else span.flow in self._proof_flows
        if proves:
            return span.text.translate(_HEAVY), self._component("proof")
        return span.text, self._component(_COMPONENTS.get(span.style, span.style))

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"canvas--{name}")


_COMPONENTS = {"kind": "border", "flow-back": "flow", "arrow": "flow"}


def _lane_width(drawing: TextDrawing) -> int:
    """Return how many columns the names of the lanes take."""
    first = (spans[0] for spans in drawing.rows if spans)
    names = [len(span.text) for span in first if span.style == "lane" and span.x == 0]
    return max(names, default=-1) + 1
