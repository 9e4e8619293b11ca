"""What a table shows: columns, cells, and rows with headings between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

__all__ = ["Cell", "Column", "ListedRows", "Row", "Rows"]

CellStyle = Literal["", "muted", "good", "fair", "bad", "strong"]


class Column(NamedTuple):
    """A column; `width` 0 takes the space that the others leave; the label may have several lines."""

    key: str
    label: str
    width: int
    align: Literal["left", "right", "center"] = "left"


class Cell(NamedTuple):
    """What one cell shows: text that is safe to draw, and how it is meant.

    A first cell that `spans` takes the whole line.
    """

    text: str
    style: CellStyle = ""
    spans: bool = False


class Rows(Protocol):
    """The rows of a table, asked for one cell at a time."""

    def __len__(self) -> int: ...

    def key(self, row: int) -> str:
        """Return what names the row."""

    def index(self, key: str) -> int | None:
        """Return the row with that key, or None."""

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell."""

    def heading(self, row: int) -> str:
        """Return the text of a heading between rows, empty for a row of cells."""


class Row(NamedTuple):
    """A row that is kept whole: its cells, or a heading."""

    key: str
    cells: tuple[Cell, ...] = ()
    heading: str = ""


class ListedRows:
    """Rows kept in a list, for tables of ordinary length."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._index = {row.key: number for number, row in enumerate(rows) if not row.heading}

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, row: int) -> str:
        """Return what names the row."""
        return self._rows[row].key

    def index(self, key: str) -> int | None:
        """Return the row with that key, or None."""
        return self._index.get(key)

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell."""
        cells = self._rows[row].cells
        return cells[column] if column < len(cells) else Cell("")

    def heading(self, row: int) -> str:
        """Return the heading, empty for a row of cells."""
        return self._rows[row].heading
