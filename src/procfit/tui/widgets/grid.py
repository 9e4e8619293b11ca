"""A table that draws only the lines on screen: headings and first column stay, the rest scrolls.

A line is drawn when it comes into view, so that 2,000 × 50 cells open as fast as ten rows do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import ClassVar, Literal

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from procfit.tui.actions import bindings
from procfit.tui.actor import Actor
from procfit.tui.widgets.grid_paint import GridPainter, Window
from procfit.tui.widgets.rows import Column, Rows

__all__ = ["Grid"]

WHOLE = frozenset({"", "header", "header-current", "group", "cursor", "cursor-blurred"})
"""Parts with a background of their own; the others only color the text."""


class Grid(ScrollView, Actor, can_focus=True):
    """A table of `Rows` with a row cursor or a cell cursor."""

    scope = "grid"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("grid"))
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--header-current",
        "grid--group",
        "grid--cursor",
        "grid--cursor-blurred",
        "grid--muted",
        "grid--good",
        "grid--fair",
        "grid--bad",
        "grid--strong",
    }
    DEFAULT_CSS = """
    Grid {
        height: 1fr; background: $background; color: $foreground;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
        & .grid--header { color: $muted; }
        & .grid--header-current { color: $foreground; text-style: bold; }
        & .grid--group { color: $primary; text-style: bold; }
        & .grid--cursor { background: $cursor-background; color: $cursor-color; }
        & .grid--cursor-blurred { background: $panel; color: $foreground; }
        & .grid--muted { color: $muted; }
        & .grid--good { color: $success; }
        & .grid--fair { color: $warning; }
        & .grid--bad { color: $error; }
        & .grid--strong { text-style: bold; }
    }
    """

    class Opened(Message):
        """A row or cell was opened."""

        def __init__(self, grid: Grid, row: str, column: str) -> None:
            super().__init__()
            self.grid = grid
            self.row = row
            self.column = column

        @property
        def control(self) -> Grid:
            """The grid it happened in."""
            return self.grid

    class Moved(Opened):
        """The cursor stands somewhere else."""

    class HeaderClicked(Opened):
        """The heading of a column was clicked; `row` is empty."""

    def __init__(
        self,
        cursor: Literal["row", "cell"] = "row",
        named: str | None = None,
        unbound: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(id=named)
        self.unbound = unbound
        for key in unbound:
            self._bindings.key_to_bindings.pop(key, None)
        self.cursor = cursor
        self.row = 0
        self.column = 0
        self._painter = GridPainter()
        self._strips: LRUCache[Window | tuple[int, Window], Strip] = LRUCache(512)
        self._looks: dict[str, Style] = {}

    @property
    def rows(self) -> Rows:
        """What the table shows."""
        return self._painter.rows

    def show(self, columns: Sequence[Column], rows: Rows, key: str = "") -> None:
        """Draw other content; the cursor stays on the row `key`, or where it was."""
        wanted = key or self.row_key
        self._painter.take(columns, rows)
        self.column = min(self.column, max(0, len(columns) - 1))
        self.row = self._row_of(wanted)
        self._measure()
        self._tell_moved()

    @property
    def row_key(self) -> str:
        """The key of the row the cursor is on, empty when there is none."""
        return self.rows.key(self.row) if self.row < len(self.rows) else ""

    @property
    def column_key(self) -> str:
        """The key of the column the cursor is in."""
        columns = self._painter.columns
        return columns[self.column].key if columns else ""

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        return "" if self.row_key else "there is nothing here"

    def go(self, row: int, column: int | None = None) -> None:
        """Put the cursor on a row, and a column; headings between rows are skipped."""
        row = self._skipping_headings(max(0, min(row, len(self.rows) - 1)), row >= self.row)
        last = len(self._painter.columns) - 1
        column = self.column if column is None else max(0, min(column, last))
        if (row, column) != (self.row, self.column):
            self.row, self.column = row, column
            self._scroll_to_cursor()
            self.refresh()
            self._tell_moved()

    def do_row_up(self) -> None:
        """Move one row up."""
        self.go(self.row - 1)

    def do_row_down(self) -> None:
        """Move one row down."""
        self.go(self.row + 1)

    def do_column_left(self) -> None:
        """Move one column to the left."""
        self.go(self.row, self.column - 1)

    def do_column_right(self) -> None:
        """Move one column to the right."""
        self.go(self.row, self.column + 1)

    def do_page_up(self) -> None:
        """Move one screen of rows up."""
        self.go(self.row - self._page)

    def do_page_down(self) -> None:
        """Move one screen of rows down."""
        self.go(self.row + self._page)

    def do_first_row(self) -> None:
        """Move to the first row."""
        self.go(0)

    def do_last_row(self) -> None:
        """Move to the last row."""
        self.go(len(self.rows) - 1)

    def do_open_row(self) -> None:
        """Open what the cursor is on."""
        self.post_message(self.Opened(self, self.row_key, self.column_key))

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._measure()

    def on_click(self, event: events.Click) -> None:
        """Move to the cell clicked; a click on the row of the cursor opens it."""
        column = self._painter.column_at(event.x, self.scroll_offset.x)
        row = event.y - self._header_height + self.scroll_offset.y
        if event.y < self._header_height:
            self.post_message(self.HeaderClicked(self, "", self._painter.columns[column].key))
        elif 0 <= row < len(self.rows) and not self.rows.heading(row):
            same = row == self.row and (self.cursor == "row" or column == self.column)
            self.go(row, column)
            if same or event.chain > 1:
                self.do_open_row()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colors."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def watch_has_focus(self, focused: bool) -> None:
        """Show by the cursor whether keys go here."""
        super().watch_has_focus(focused)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        cursor = "cursor" if self.has_focus else "cursor-blurred"
        left, width = self.scroll_offset.x, self.size.width
        window = Window(left, width, self.row, self.column, self.cursor == "cell", cursor)
        if y < self._header_height:
            return self._painter.header_line(y, window, self._look)
        row = y - self._header_height + self.scroll_offset.y
        if row >= len(self.rows):
            return Strip.blank(width, self._look(""))
        key = (row, window if row == self.row else window._replace(row=-1, column=-1, cursor=""))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._painter.row_line(row, window, self._look)
        return strip

    def _look(self, name: str) -> Style:
        style = self._looks.get(name)
        if style is None:
            partial = name not in WHOLE
            style = (
                self.get_component_rich_style(f"grid--{name}", partial=partial)
                if name
                else self.rich_style
            )
            self._looks[name] = style
        return style

    @property
    def _header_height(self) -> int:
        return len(self._painter.header)

    @property
    def _room(self) -> Size:
        """The cells that scroll bars leave, also of bars that are about to appear."""
        width, height = self.size
        whole_width, whole_height = self._painter.size
        width -= self.styles.scrollbar_size_vertical if whole_height > height else 0
        height -= self.styles.scrollbar_size_horizontal if whole_width > width else 0
        return Size(width, height)

    @property
    def _page(self) -> int:
        return max(1, self._room.height - self._header_height - 1)

    def _row_of(self, key: str) -> int:
        found = self.rows.index(key) if key else None
        row = min(self.row, max(0, len(self.rows) - 1)) if found is None else found
        return self._skipping_headings(row, forward=True)

    def _skipping_headings(self, row: int, forward: bool) -> int:
        """Return the first row from `row` on that is no heading, else any that is none."""
        ahead = range(row, len(self.rows)) if forward else range(row, -1, -1)
        places = chain(ahead, range(len(self.rows)))
        return next((place for place in places if not self.rows.heading(place)), 0)

    def _tell_moved(self) -> None:
        if self.row_key:
            self.post_message(self.Moved(self, self.row_key, self.column_key))

    def _measure(self) -> None:
        self._painter.measure(self._room.width)
        self.virtual_size = Size(*self._painter.size)
        self._strips.clear()
        self._scroll_to_cursor()
        self.refresh()

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor into view; above the first row the headings come along."""
        room = self._room
        page = max(1, room.height - self._header_height)
        first = 0 if all(map(self.rows.heading, range(self.row))) else self.row
        top = min(max(self.scroll_offset.y, self.row - page + 1), first)
        left = self._painter.left_for(self.column, self.scroll_offset.x, room.width)
        if (left, top) != self.scroll_offset:
            self.scroll_to(left, top, animate=False, force=True)
