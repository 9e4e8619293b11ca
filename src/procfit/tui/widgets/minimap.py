"""The whole map in a corner, with the part that is in the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import TextDrawing

__all__ = ["WIDTH", "Minimap", "small_picture"]

WIDTH, HEIGHT = 34, 8
INNER_WIDTH, INNER_HEIGHT = WIDTH - 2, HEIGHT - 2
OUTSIDE, INSIDE = {True: "·", False: " "}, {True: "■", False: "░"}
SELECTED = "◆"


def small_picture(
    drawing: TextDrawing,
    window: Region,
    selected: str,
    width: int = INNER_WIDTH,
    height: int = INNER_HEIGHT,
) -> list[str]:
    """Return a map in a few characters: ``■`` and ``░`` are in the window, ``·`` is a step elsewhere."""
    scale = _Scale(drawing, width, height)
    steps = {scale.cell(area.x, area.y) for area in drawing.boxes.values()}
    first = scale.cell(window.x, window.y)
    last = scale.cell(window.right - 1, window.bottom - 1)
    rows = []
    for y in range(height):
        is_row = first[1] <= y <= last[1]
        signs = (INSIDE if is_row and first[0] <= x <= last[0] else OUTSIDE for x in range(width))
        rows.append([sign[(x, y) in steps] for x, sign in enumerate(signs)])
    if selected in drawing.boxes:
        x, y = scale.cell(*drawing.boxes[selected][:2])
        rows[y][x] = SELECTED
    return ["".join(row) for row in rows]


class _Scale:
    """How the cells of a drawing become those of the small picture."""

    def __init__(self, drawing: TextDrawing, width: int, height: int) -> None:
        self._left = drawing.lane_names
        self._width, self._height = width, height
        self._across = max(drawing.width - self._left, 1) / width
        self._down = max(drawing.height, 1) / height

    def cell(self, x: int, y: int) -> tuple[int, int]:
        """Return the cell of the small picture that a cell of the drawing is in."""
        across, down = int((x - self._left) / self._across), int(y / self._down)
        return min(max(across, 0), self._width - 1), min(max(down, 0), self._height - 1)

    def place(self, x: int, y: int) -> tuple[int, int]:
        """Return the cell of the drawing in the middle of a cell of the small picture."""
        return int(self._left + (x + 0.5) * self._across), int((y + 0.5) * self._down)


class Minimap(Widget):
    """Shows where the window is; a click goes there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"minimap--window", "minimap--selected"}
    DEFAULT_CSS = f"""
    Minimap {{
        layer: over; dock: bottom; width: {WIDTH}; height: {HEIGHT}; display: none;
        background: $panel; color: $muted; border: round $primary; border-title-color: $primary;
        & .minimap--window {{ color: $primary; }}
        & .minimap--selected {{ color: $warning; text-style: bold; }}
    }}
    """

    class Clicked(Message):
        """A place of the map was clicked."""

        def __init__(self, x: int, y: int) -> None:
            super().__init__()
            self.x = x
            self.y = y

    def __init__(self) -> None:
        super().__init__()
        self.border_title = "whole map"
        self._drawing: TextDrawing | None = None
        self._rows: list[str] = []

    def show(self, drawing: TextDrawing, window: Region, selected: str) -> None:
        """Show the window and the selection of a drawing."""
        self._drawing = drawing
        if self.display:
            rows = small_picture(drawing, window, selected)
            if rows != self._rows:
                self._rows = rows
                self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go where the click was."""
        event.stop()
        if self._drawing is not None:
            x, y = event.x - 1, event.y - 1
            self.post_message(
                self.Clicked(*_Scale(self._drawing, INNER_WIDTH, INNER_HEIGHT).place(x, y))
            )

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        text = self._rows[y] if y < len(self._rows) else ""
        styles: Mapping[str, str] = {SELECTED: "selected", "■": "window", "░": "window"}
        base = self.rich_style
        segments = [
            Segment(
                sign,
                self.get_component_rich_style(f"minimap--{styles[sign]}") if sign in styles else base,
            )
            for sign in text
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)
