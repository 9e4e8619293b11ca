"""What a worksheet holds, heard before openpyxl loads it: which cells, and nothing that would swamp it.

openpyxl makes an object for every cell under a merged area or a link, however large a 5 kB file declares
them, and cannot tell a formula that was never calculated from an empty cell. So the sheet is heard once
before: what costs too much is refused, and the cells that hold something are noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procfit.formats.grid import CELL_BUDGET, Area, Budget, Position, column_letters, parse_cell
from procfit.formats.xml_events import MAX_AT_ONCE, MAX_DEPTH, Listener

__all__ = ["MAIN", "Limits", "SheetGuard", "TextGuard"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MAX_RANGES = 100_000
MAX_STYLES = 300_000
_CELL = f"{MAIN}c"
_VALUES = frozenset({f"{MAIN}v", f"{MAIN}t"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What all parts of one workbook may hold together."""

    cells: Budget
    rows: Budget
    texts: Budget
    covered: Budget
    ranges: Budget
    styles: Budget
    elements: Budget

    @classmethod
    def of(cls, cells: int, file: str) -> Limits:
        """Return the limits of a workbook that may hold so many cells."""
        return cls(
            Budget(cells, "cells", file),
            Budget(max(cells, CELL_BUDGET), "rows", file),
            Budget(max(cells, CELL_BUDGET), "different texts", file),
            Budget(CELL_BUDGET, "cells under merged areas and links, which are too large to read", file),
            Budget(MAX_RANGES, "areas with a format, rule or list", file),
            Budget(MAX_STYLES, "XML elements of style", file),
            Budget(10 * max(cells, CELL_BUDGET), "XML elements", file),
        )


class TextGuard(Listener):
    """Hears the shared texts."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.elements, f"{MAIN}sst", f"{MAIN}si")
        self._texts = limits.texts

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Count a text or a run of one."""
        if tag in (f"{MAIN}si", f"{MAIN}r"):
            self._texts.spend()


class SheetGuard(Listener):
    """Hears one worksheet.

    Attributes
    ----------
    cells
        The cells that hold something of their own; False for a formula that was never calculated.
    merged
        The merged areas.
    marked
        Where links begin and comments stand.
    row
        The row heard last, for messages.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(limits.elements, f"{MAIN}worksheet", f"{MAIN}row")
        self.cells: dict[Position, bool] = {}
        self.merged: list[Area] = []
        self.marked: list[Position] = []
        self.row = 0
        self._name = name
        self._limits = limits
        self._column = 0
        self._heard_cells = 0
        self._at: Position = (0, 0)
        self._kind: str | None = None
        self._in_value = False
        self._areas = 0
        self._hear = {f"{MAIN}row": self._row, f"{MAIN}c": self._cell, f"{MAIN}f": self._formula}
        # openpyxl takes these from any namespace.
        self._hear_named = {"mergeCell": self._merge, "hyperlink": self._link, "cfRule": self._rule}

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Hear cells and values, which nearly all elements are, the short way; the rest as ever."""
        if self._root or self._depth >= MAX_DEPTH or self._count >= MAX_AT_ONCE:
            super().start(tag, given)
        elif tag == _CELL:
            self._count += 1
            self._depth += 1
            self._cell(given)
        elif tag in _VALUES:
            self._count += 1
            self._depth += 1
            self._in_value = True
        else:
            super().start(tag, given)

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Note cells and areas."""
        if tag in _VALUES:
            self._in_value = True
        elif tag in self._hear:
            self._hear[tag](given)
        elif (name := tag.rpartition("}")[2]) in self._hear_named:
            self._hear_named[name](given)
        elif "sqref" in given:
            self._areas = 1 + given["sqref"].count(" ")
            self._limits.ranges.spend(self._areas, self._name)

    def data(self, text: str) -> None:
        """Note that the cell has a value."""
        if self._in_value and text:
            self.cells[self._at] = True

    def end(self, tag: str) -> None:
        """Hear no value any more."""
        self._depth -= 1
        self._in_value = False

    def charge(self) -> None:
        """Take what was counted, cells too, from what the workbook may have."""
        super().charge()
        self._limits.cells.spend(self._heard_cells, self._name)
        self._heard_cells = 0

    def finish(self) -> None:
        """Refuse what only both together make too much.

        openpyxl looks through all merged areas for every link that begins inside one.
        """
        covered = {position for area in self.merged for position in area.positions()}
        covered.difference_update(area.anchor for area in self.merged)
        inside = sum(position in covered for position in self.marked)
        self._limits.covered.spend(inside * len(self.merged), self._name)

    def _row(self, given: Mapping[str, str]) -> None:
        self._limits.rows.spend(1, self._name)
        self.row = int(given.get("r", self.row + 1))
        self._column = 0

    def _cell(self, given: Mapping[str, str]) -> None:
        self._heard_cells += 1
        reference = given.get("r")
        column = self._column + 1
        if not reference or reference == f"{column_letters(column)}{self.row}":
            self._at = self.row, column
        else:
            self._at = parse_cell(reference)
        self._column = self._at[1]
        self._kind = given.get("t")

    def _formula(self, given: Mapping[str, str]) -> None:
        if self._kind != "str":  # a calculated text may be empty
            self.cells.setdefault(self._at, False)

    def _merge(self, given: Mapping[str, str]) -> None:
        self.merged.append(self._covering(given))

    def _link(self, given: Mapping[str, str]) -> None:
        self.marked.append(self._covering(given).anchor)

    def _covering(self, given: Mapping[str, str]) -> Area:
        area = Area.of(given.get("ref", ""))
        self._limits.covered.spend(area.size, self._name)
        return area

    def _rule(self, given: Mapping[str, str]) -> None:
        # openpyxl spells all areas of a rule's format out, once per rule.
        self._limits.ranges.spend(self._areas, self._name)
