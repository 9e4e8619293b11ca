"""One sheet of a step list: where its header is, what its columns are, what stands above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from procfit.formats.grid import Cell, Grid, cell_name
from procfit.formats.harmless import from_csv_text
from procfit.formats.step_list.columns import HEAD_WORDS
from procfit.formats.step_list.headings import Heading, heading_of, words_of
from procfit.formats.step_list.values import NOT_ASSESSED
from procfit.model.text import item_key, visible

__all__ = ["Header", "Sheet", "find_header", "head_entries"]

MOST_HEAD_ROWS = 40
NEEDED = 2
_AS_IS_ONLY = frozenset(("id", "note", "disposition", "lane.id", "lane.department", "lane.kind"))
_MAYBE_NAMES = ("step", "schritt")


@dataclass(frozen=True, slots=True)
class Header:
    """The header row with the meaning of each column; what it does not understand is in `unknown`."""

    row: int
    columns: Mapping[int, Heading]
    unknown: tuple[int, ...] = ()

    def column(self, key: str) -> int | None:
        """Return the column of a field of the as-is, or None."""
        found = (at for at, heading in self.columns.items() if heading.key == key and not heading.to_be)
        return next(found, None)


@dataclass(frozen=True)
class Sheet:
    """A sheet as text: a CSV file's ``'`` before a formula is off, nothing can act on a screen."""

    grid: Grid
    is_csv: bool

    def raw(self, row: int, column: int) -> str:
        """Return the text seen there, line ends as LF, without blanks around it."""
        text = self.grid.text(row, column).replace("\r\n", "\n").replace("\r", "\n")
        return from_csv_text(text) if self.is_csv else text

    def text(self, row: int, column: int) -> str:
        """Return the text seen there with every control character shown as a mark."""
        return visible(self.raw(row, column)).strip()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell seen there."""
        return self.grid.at(row, column)

    def name(self, row: int, column: int) -> str:
        """Return what notices call a cell."""
        return f"{visible(self.grid.name)}!{cell_name(row, column)}"

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row whose own cells show something."""
        return self._filled.get(row, [])

    def is_merged_into_another(self, row: int, column: int) -> bool:
        """Tell whether what is seen there stands in a cell further up or left."""
        return self.grid.anchor(row, column) != (row, column)

    @cached_property
    def _filled(self) -> dict[int, list[int]]:
        filled: dict[int, list[int]] = {}
        for (row, column), cell in sorted(self.grid.cells.items()):
            if cell.text.strip() or cell.kind == "formula":
                filled.setdefault(row, []).append(column)
        return filled


def find_header(sheet: Sheet) -> Header | None:
    """Return the header: the row near the top with the most columns that are known, the step's among them."""
    best: Header | None = None
    for row in sheet.grid.rows[:MOST_HEAD_ROWS]:
        header = _header(sheet, row)
        if header and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def head_entries(
    sheet: Sheet, rows: list[int]
) -> tuple[dict[str, tuple[str, str, int, int]], list[int]]:
    """Return what rows of a word and a value say about the whole map, and the rows that are none.

    Returns
    -------
    tuple
        By field the value, its cell's name, row and column; and the other rows that show something.
    """
    entries: dict[str, tuple[str, str, int, int]] = {}
    others = []
    for row in rows:
        filled = sheet.filled(row)
        field = HEAD_WORDS.get(words_of(sheet.text(row, filled[0]))) if filled else None
        if len(filled) == NEEDED and field and field not in entries:
            entries[field] = (sheet.text(row, filled[1]), sheet.name(row, filled[1]), row, filled[1])
        elif filled:
            others.append(row)
    return entries, others


def _header(sheet: Sheet, row: int) -> Header | None:
    filled = sheet.filled(row)
    known = {column: _meaning(sheet.text(row, column)) for column in filled}
    columns = {column: heading for column, heading in known.items() if heading}
    unknown = tuple(column for column, heading in known.items() if heading is None)
    columns = dict(_settled(sheet, row, columns))
    header = Header(row, columns, unknown)
    enough = len(columns) >= NEEDED or len(filled) == 1
    return header if enough and header.column("name") is not None else None


def _meaning(text: str) -> Heading | None:
    """Return what a header cell means, or None, also for what the to-be cannot change."""
    heading = heading_of(text)
    return None if heading and heading.to_be and heading.key in _AS_IS_ONLY else heading


def _settled(sheet: Sheet, row: int, columns: Mapping[int, Heading]) -> Iterator[tuple[int, Heading]]:
    """Yield the columns with the words settled that mean one thing here and another there.

    "Step" is the step's number beside "Activity"; "Description" is its name where nothing else is;
    "Nutzen" in words is the benefit, in numbers the value.
    """
    keys = Counter(heading.key for heading in columns.values() if not heading.to_be)
    for column, heading in columns.items():
        key = heading.key
        if not heading.to_be:
            if key == "name" and "id" not in keys and keys["name"] > 1:
                key = "id" if words_of(sheet.text(row, column)) in _MAYBE_NAMES else key
            elif key == "name" and "description" in keys and _all_numbers(sheet, row, column):
                key = "id" if "id" not in keys and keys["name"] == 1 else key
            elif key == "description" and _stands_in_for_the_name(sheet, row, columns, keys):
                key = "name"
            elif key == "value" and "benefit" not in keys and _no_numbers(sheet, row, column):
                key = "benefit"
        yield column, replace(heading, key=key)


def _stands_in_for_the_name(
    sheet: Sheet, row: int, columns: Mapping[int, Heading], keys: Counter[str]
) -> bool:
    names = [column for column, heading in columns.items() if heading == Heading("name")]
    return keys["description"] == 1 and all(_all_numbers(sheet, row, column) for column in names)


def _all_numbers(sheet: Sheet, row: int, column: int) -> bool:
    texts = _texts_below(sheet, row, column)
    return bool(texts) and all(text.rstrip(".").replace(".", "").isdigit() for text in texts)


def _no_numbers(sheet: Sheet, row: int, column: int) -> bool:
    texts = [text for text in _texts_below(sheet, row, column) if item_key(text) not in NOT_ASSESSED]
    return bool(texts) and not any(any(sign.isdigit() for sign in text) for text in texts)


def _texts_below(sheet: Sheet, row: int, column: int) -> list[str]:
    below = (number for number in sheet.grid.rows if number > row)
    return [text for number in below if (text := sheet.text(number, column))]
