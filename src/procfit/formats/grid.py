"""A spreadsheet as reading code sees it: the cells that exist, each with what was written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal

from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import visible

__all__ = [
    "CELL_BUDGET",
    "MAX_COLUMN",
    "MAX_ROW",
    "Area",
    "Budget",
    "Cell",
    "Choices",
    "Grid",
    "Workbook",
    "cell_name",
    "column_letters",
    "column_number",
    "parse_cell",
]

CellKind = Literal["text", "number", "bool", "date", "error", "formula"]
Position = tuple[int, int]
"""Row and column, both counted from 1."""

CELL_BUDGET = 300_000
"""How many cells a workbook may hold unless the caller allows more."""

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One existing cell.

    `text` is what the spreadsheet shows, blanks around it included; of a ``date`` the ISO form, of an
    ``error`` its name. Kind ``formula`` is a formula whose result was never calculated: no text.
    """

    text: str
    kind: CellKind = "text"
    comment: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Area:
        """Return the area of a reference such as A1:C5; ValueError when it names none."""
        first, _, last = reference.partition(":")
        top, left = parse_cell(first)
        bottom, right = parse_cell(last) if last else (top, left)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def positions(self) -> Iterator[Position]:
        """Yield the cells it covers, row by row."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))

    @property
    def anchor(self) -> Position:
        """The upper left cell, which holds a merged area's content."""
        return self.top, self.left

    def __contains__(self, position: Position) -> bool:
        row, column = position
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class Choices:
    """Cells that offer a list to choose from, with the list as the workbook spells it."""

    areas: tuple[Area, ...]
    source: str


@dataclass(frozen=True)
class Grid:
    """One sheet: only the cells that exist, however far apart they stand.

    Examples
    --------
    >>> grid = Grid("a.csv", "a", {(1, 1): Cell("Leads")}, merged=(Area(1, 1, 3, 1),))
    >>> grid.own(3, 1), grid.at(3, 1).text, grid.last_row
    (None, 'Leads', 3)
    """

    file: str
    name: str
    cells: Mapping[Position, Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    choices: tuple[Choices, ...] = ()
    fills: Mapping[Position, str] = field(default_factory=dict)
    """The color that cells are filled with, empty ones too, as ``#00B050`` or by the theme's number."""

    def own(self, row: int, column: int) -> Cell | None:
        """Return the cell that stands there itself, or None."""
        return self.cells.get((row, column))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell seen there: its own, or the content of the merged area over it."""
        position = row, column
        return self.cells.get(self._anchors.get(position, position) if self.merged else position)

    def shown(self, row: int, column: int) -> str:
        """Return the text seen there as a screen may show it, without blanks around it."""
        position = row, column
        known = self._shown.get(position)
        if known is None:
            cell = self.at(row, column)
            known = self._shown[position] = visible(cell.text).strip() if cell else ""
        return known

    def text(self, row: int, column: int) -> str:
        """Return the text seen there without blanks around it; empty where nothing is."""
        cell = self.at(row, column)
        return cell.text.strip() if cell else ""

    def fill(self, row: int, column: int) -> str:
        """Return the color that fills the cell seen there, empty for none and for white."""
        return self.fills.get(self.anchor(row, column), "") if self.fills else ""

    def anchor(self, row: int, column: int) -> Position:
        """Return where the content seen there stands: the corner of a merged area, else itself."""
        position = row, column
        return self._anchors.get(position, position) if self.merged else position

    def is_hidden_column(self, column: int) -> bool:
        """Tell whether the column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell, for messages."""
        return Place(self.file, sheet=self.name, cell=cell_name(row, column))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold a cell of their own, in order."""
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that hold a cell of their own, in order."""
        return tuple(sorted({column for _, column in self.cells}))

    @cached_property
    def last_row(self) -> int:
        """The last row that shows something; 0 on an empty sheet."""
        merged = [area.bottom for area in self.merged if area.anchor in self.cells]
        return max([*self.rows[-1:], *merged], default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column that shows something; 0 on an empty sheet."""
        merged = [area.right for area in self.merged if area.anchor in self.cells]
        return max([*self.columns[-1:], *merged], default=0)

    @cached_property
    def _shown(self) -> dict[Position, str]:
        return {}

    @cached_property
    def _anchors(self) -> dict[Position, Position]:
        anchors: dict[Position, Position] = {}
        for area in self.merged:
            if len(anchors) + area.size > CELL_BUDGET:
                raise InputError(
                    f"merged cells {area} are too large to read",
                    "split the merged cells in the spreadsheet",
                    Place(self.file, sheet=self.name, cell=str(area)),
                )
            anchors.update(dict.fromkeys(area.positions(), area.anchor))
        return anchors


@dataclass(frozen=True)
class Workbook:
    """The sheets that were read, and what was noticed: hidden sheets left out, the encoding."""

    file: str
    grids: tuple[Grid, ...]
    notices: tuple[Problem, ...] = ()
    hidden: tuple[str, ...] = ()

    def grid(self, name: str) -> Grid | None:
        """Return the sheet with that name, the first one for the empty name, None if there is none."""
        if not name:
            return self.grids[0] if self.grids else None
        return next((grid for grid in self.grids if grid.name == name), None)


class Budget:
    """How much of something a file may still hold.

    Parameters
    ----------
    limit
        How much in all.
    what
        Of what, in words.
    file
        The file's name in messages.
    """

    def __init__(self, limit: int, what: str, file: str) -> None:
        self._limit = limit
        self._what = what
        self._file = file
        self._left = limit

    def spend(self, amount: int = 1, sheet: str = "") -> None:
        """Take `amount` from what is left; InputError when that was too much."""
        self._left -= amount
        if self._left < 0:
            raise InputError(
                f"holds more than {self._limit:,} {self._what}",
                "delete what is not needed, or split the workbook",
                Place(self._file, sheet=sheet),
            )


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(number: int) -> str:
    """Return the letters of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column; ValueError when the letters name none.

    Examples
    --------
    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f'"{letters}" is not a column')
        number = 26 * number + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f'"{letters}" is not a column')
    return number


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as C5."""
    return f"{column_letters(column)}{row}"


def parse_cell(name: str) -> Position:
    """Return row and column of a cell name; ValueError when it names none.

    Examples
    --------
    >>> parse_cell("C5")
    (5, 3)
    """
    found = _CELL.fullmatch(name)
    row = int(found[2]) if found else MAX_ROW + 1
    if found is None or row > MAX_ROW:
        raise ValueError(f'"{name}" is not a cell')
    return row, column_number(found[1])
