"""Draws the lines of a table: of a line only the columns in view, of the columns only what fits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from procfit.tui.signs import fitted
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Rows

__all__ = ["GUTTER", "GridPainter", "Look", "Window"]

GUTTER = 2
"""Cells before the first column, for the sign of the cursor."""

SMALLEST_FLEX = 14
CURSOR_SIGN = "▸ "
NO_CURSOR = "  "
EMPTY_CELL = "·"

Look = Callable[[str], Style]
"""Gives the style of a part by name; the empty name is the table's own."""


class Window(NamedTuple):
    """What part of a table is seen, and where its cursor is."""

    left: int
    width: int
    row: int
    column: int
    by_cell: bool
    cursor: str


class GridPainter:
    """The measures of a table, and its lines."""

    def __init__(self) -> None:
        self.columns: tuple[Column, ...] = ()
        self.rows: Rows = ListedRows(())
        self.header: list[list[str]] = []
        self._widths: list[int] = []
        self._starts: list[int] = [0]

    def take(self, columns: Sequence[Column], rows: Rows) -> None:
        """Draw other content from now on."""
        self.columns, self.rows = tuple(columns), rows
        self.header = _header_lines(self.columns)

    def measure(self, width: int) -> None:
        """Give the column without a width what the others leave of `width` cells."""
        fixed = sum(column.width + 1 for column in self.columns)
        flexible = max(SMALLEST_FLEX, width - GUTTER - fixed - 1)
        self._widths = [column.width or flexible for column in self.columns]
        self._starts = [0, *accumulate(width + 1 for width in self._widths)]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole table with its heading, in cells."""
        return GUTTER + self._starts[-1], len(self.header) + len(self.rows)

    @property
    def sticky(self) -> int:
        """How many cells at the left never scroll."""
        return GUTTER + self._starts[min(1, len(self.columns))]

    def column_at(self, x: int, left: int) -> int:
        """Return the column at a cell of a line that is scrolled by `left`."""
        inside = x - GUTTER if x < self.sticky else x - GUTTER + left
        return max(0, min(bisect_right(self._starts, inside) - 1, len(self.columns) - 1))

    def left_for(self, column: int, left: int, width: int) -> int:
        """Return how far to scroll so that a column is in view, as little as possible."""
        if column == 0:
            return left
        start, end = self._starts[column], self._starts[column + 1]
        return min(max(left, end + GUTTER - width), start - self._starts[1])

    def header_line(self, y: int, window: Window, look: Look) -> Strip:
        """Return a line of the heading; the column of the cursor stands out."""
        plain, current = look("header"), look("header-current")
        texts = self.header[y]

        def cell(column: int) -> tuple[str, Style]:
            return texts[column], current if column == window.column else plain

        return self._line(NO_CURSOR, plain, cell, window)

    def row_line(self, row: int, window: Window, look: Look) -> Strip:
        """Return a line of cells, or a heading between rows."""
        heading = self.rows.heading(row)
        if heading:
            return Strip([Segment(fitted(heading, window.width), look("group"))], window.width)
        on_row = row == window.row
        whole = on_row and not window.by_cell
        base = look(window.cursor if whole else "")

        def cell(column: int) -> tuple[str, Style]:
            found = self.rows.cell(row, column)
            if on_row and window.by_cell and column == window.column:
                return found.text or EMPTY_CELL, look(window.cursor)
            return found.text, _meant(found, base, whole, look)

        sign = CURSOR_SIGN if on_row else NO_CURSOR
        first = self.rows.cell(row, 0)
        if first.spans:
            said = fitted(first.text, window.width - GUTTER)
            return Strip(
                [Segment(sign, base), Segment(said, _meant(first, base, whole, look))], window.width
            )
        return self._line(sign, base, cell, window)

    def _line(
        self, sign: str, base: Style, cell: Callable[[int], tuple[str, Style]], window: Window
    ) -> Strip:
        """Return a line: sign and first column, then what of the others is in view."""
        space = Segment(" ", base)
        first = [self._segment(0, *cell(0)), space] if self.columns else []
        sticky = Strip([Segment(sign, base), *first], self.sticky)
        room = max(0, window.width - self.sticky)
        begin = self._starts[min(1, len(self.columns))] + window.left
        seen = range(max(1, bisect_right(self._starts, begin) - 1), len(self.columns))
        parts: list[Segment] = []
        for column in seen:
            if self._starts[column] >= begin + room:
                break
            parts += (self._segment(column, *cell(column)), space)
        offset = begin - self._starts[seen.start] if parts else 0
        rest = Strip(parts).crop(offset, offset + room)
        return Strip.join([sticky, rest]).adjust_cell_length(window.width, base)

    def _segment(self, column: int, text: str, style: Style) -> Segment:
        return Segment(fitted(text, self._widths[column], self.columns[column].align), style)


def _meant(cell: Cell, base: Style, is_cursor: bool, look: Look) -> Style:
    """Return the style of a cell; on the cursor's line its color gives way, its weight stays."""
    if not cell.style:
        return base
    style = look(cell.style)
    return base + Style(bold=style.bold) if is_cursor else base + style


def _header_lines(columns: Sequence[Column]) -> list[list[str]]:
    """Return the heading lines, short labels standing on the last."""
    labels = [column.label.split("\n") for column in columns]
    height = max(map(len, labels), default=0)
    padded = [[""] * (height - len(label)) + label for label in labels]
    return [[label[line] for label in padded] for line in range(height)]
