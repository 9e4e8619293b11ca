"""What a worksheet holds, heard before openpyxl loads it: its values, and nothing that would swamp it.

openpyxl makes an object for every cell under a merged area or a link, however large a 5 kB file declares
them, and cannot tell a formula that was never calculated from an empty cell. So a sheet must be heard
before: what costs too much is refused. As every cell passes by anyway, its value is kept, and openpyxl gets
the sheet without its rows; reading them a second time would double the time and the memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from procfit.formats.grid import CELL_BUDGET, Area, Budget, Position, column_letters, parse_cell
from procfit.formats.xml_events import MAX_AT_ONCE, MAX_DEPTH, Listener

__all__ = ["MAIN", "Heard", "Limits", "SheetGuard", "TextGuard"]

Heard = tuple[str, str, str]
"""What stands in a cell: its type, its style and its text, as the sheet spells them."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MAX_RANGES = 100_000
MAX_STYLES = 300_000
_CELL, _VALUE, _TEXT = f"{MAIN}c", f"{MAIN}v", f"{MAIN}t"
_ROW, _DATA = f"{MAIN}row", f"{MAIN}sheetData"
_SHARED, _READING = f"{MAIN}si", f"{MAIN}rPh"
_INLINE = "inlineStr"
_TRUE = ("1", "true", "t")
_DEPTH_OF_ROWS = 3


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
    """Hears the shared texts, without the readings that stand over Asian ones.

    Attributes
    ----------
    texts
        The texts in order.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.elements, f"{MAIN}sst", _SHARED)
        self.texts: list[str] = []
        self._limits = limits
        self._parts: list[str] = []
        self._in_text = False
        self._in_reading = False

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Count a text or a run of one."""
        self._in_text = tag == _TEXT and not self._in_reading
        if tag in (_SHARED, f"{MAIN}r"):
            self._limits.texts.spend()
        elif tag == _READING:
            self._in_reading = True

    def data(self, text: str) -> None:
        """Keep a piece of a text."""
        if self._in_text:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        """Keep a text that is complete."""
        super().end(tag)
        self._in_text = False
        if tag == _READING:
            self._in_reading = False
        elif tag == _SHARED:
            self.texts.append("".join(self._parts))
            self._parts.clear()


class SheetGuard(Listener):
    """Hears one worksheet.

    Attributes
    ----------
    cells
        The cells that hold something of their own; None for a formula that was never calculated.
    styled
        The cells of each style, empty ones too.
    hidden_rows
        The rows that are hidden.
    merged
        The merged areas.
    marked
        Where links begin and comments stand.
    row
        The row heard last, for messages.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(limits.elements, f"{MAIN}worksheet", _ROW)
        self.cells: dict[Position, Heard | None] = {}
        self.styled: dict[str, list[Position]] = defaultdict(list)
        self.hidden_rows: set[int] = set()
        self.merged: list[Area] = []
        self.marked: list[Position] = []
        self.row = 0
        self._name = name
        self._limits = limits
        self._column = 0
        self._heard_cells = 0
        self._at: Position = (0, 0)
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._known: dict[Heard, Heard] = {}
        self._in_value = self._in_reading = False
        self._first_row = 0
        self._spans: list[tuple[int, int]] = []
        self._areas = 0
        self._hear = {
            _ROW: self._row,
            _CELL: self._cell,
            _VALUE: self._value,
            _TEXT: self._text,
            _READING: self._reading,
            f"{MAIN}f": self._formula,
        }
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
        elif tag == _VALUE:
            self._count += 1
            self._depth += 1
            self._value(given)
        elif tag == _TEXT:
            self._count += 1
            self._depth += 1
            self._text(given)
        else:
            super().start(tag, given)

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Note cells and areas."""
        self._in_value = False
        if tag in self._hear:
            self._hear[tag](given)
        elif (name := tag.rpartition("}")[2]) in self._hear_named:
            self._hear_named[name](given)
        elif "sqref" in given:
            self._areas = 1 + given["sqref"].count(" ")
            self._limits.ranges.spend(self._areas, self._name)

    def data(self, text: str) -> None:
        """Keep a piece of a value."""
        if self._in_value:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        """Keep what the cell holds, and where the rows end."""
        self._depth -= 1
        self._in_value = False
        if tag == _CELL:
            if self._parts:
                heard = self._kind, self._style, "".join(self._parts)
                self.cells[self._at] = self._known.setdefault(heard, heard)
                self._parts.clear()
        elif tag == _READING:
            self._in_reading = False
        elif tag == _DATA and self._first_row:
            self._spans.append((self._first_row, self.offset()))
            self._first_row = 0

    def charge(self) -> None:
        """Take what was counted, cells too, from what the workbook may have."""
        super().charge()
        self._limits.cells.spend(self._heard_cells, self._name)
        self._heard_cells = 0

    def finish(self) -> None:
        """Let go what merged areas cover, and refuse what only both together make too much.

        openpyxl looks through all merged areas for every link that begins inside one.
        """
        covered = {position for area in self.merged for position in area.positions()}
        covered.difference_update(area.anchor for area in self.merged)
        inside = sum(position in covered for position in self.marked)
        self._limits.covered.spend(inside * len(self.merged), self._name)
        if covered:
            self.cells = {at: heard for at, heard in self.cells.items() if at not in covered}

    def without_rows(self, part: bytes) -> bytes:
        """Return the sheet without the rows that were heard."""
        begins = [0, *(end for _, end in self._spans)]
        ends = [*(first for first, _ in self._spans), len(part)]
        return b"".join(part[begin:end] for begin, end in zip(begins, ends, strict=True))

    def _row(self, given: Mapping[str, str]) -> None:
        self._limits.rows.spend(1, self._name)
        self.row = int(given.get("r", self.row + 1))
        self._column = 0
        if given.get("hidden") in _TRUE:
            self.hidden_rows.add(self.row)
        if not self._first_row and self._depth == _DEPTH_OF_ROWS:
            self._first_row = self.offset()

    def _cell(self, given: Mapping[str, str]) -> None:
        self._heard_cells += 1
        reference = given.get("r")
        column = self._column + 1
        if not reference or reference == f"{column_letters(column)}{self.row}":
            self._at = self.row, column
        else:
            self._at = parse_cell(reference)
        self._column = self._at[1]
        self._kind = given.get("t", "n")
        self._style = style = given.get("s", "0")
        self._parts.clear()
        if style != "0":
            self.styled[style].append(self._at)

    def _value(self, _: Mapping[str, str]) -> None:
        self._in_value = not self._parts and self._kind != _INLINE

    def _text(self, _: Mapping[str, str]) -> None:
        self._in_value = self._kind == _INLINE and not self._in_reading

    def _reading(self, _: Mapping[str, str]) -> None:
        self._in_reading = True

    def _formula(self, _: Mapping[str, str]) -> None:
        if self._kind != "str":  # a calculated text may be empty
            self.cells.setdefault(self._at, None)

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
