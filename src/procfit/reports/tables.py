"""The tables of our workbooks: columns under their headings, rows as high as their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.formats.grid import column_letters
from procfit.formats.harmless import put_text
from procfit.formats.sheet_layout import offer_words, row_height
from procfit.reports import look

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["NOT_ASSESSED", "Column", "Row", "put_heads", "put_row", "set_column"]

Row = Mapping[str, str | float | None]
"""The cells of a row by the key of their column."""

NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` for programs, `title` for people, `choices` of the words that it takes.

    A hidden column holds what the import needs to know a row again; one to fill in is read back.
    """

    key: str
    title: str
    width: int = 12
    hidden: bool = False
    fill_in: bool = False
    choices: tuple[str, ...] = ()
    number: str = ""


def put_heads(sheet: Worksheet, head: int, columns: Sequence[Column]) -> None:
    """Put the headings into a row that is as high as they need."""
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(head, number)
        put_text(cell, column.title)
        look.head(cell, column.fill_in)
    titles = [column.title for column in columns if not column.hidden]
    widths = [column.width for column in columns if not column.hidden]
    sheet.row_dimensions[head].height = row_height(titles, [max(width - 3, 2) for width in widths]) + 6


def put_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Row) -> None:
    """Put a row of a table; text is text, whatever it begins with."""
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(number, place)
        value = row[column.key]
        is_number = isinstance(value, (int, float)) or (column.fill_in and bool(column.number))
        look.body(cell, column.fill_in, is_number, value != NOT_ASSESSED)
        if isinstance(value, str):
            if value:
                put_text(cell, value)
        elif value is not None:
            cell.value = value
        if is_number:
            cell.number_format = column.number or "General"
    shown = [column for column in columns if not column.hidden]
    texts = [_text(row[column.key]) for column in shown]
    sheet.row_dimensions[number].height = row_height(texts, [column.width - 2 for column in shown]) + 3


def _text(value: str | float | None) -> str | None:
    """Return what a cell shows at most; a number is never wrapped."""
    return value if isinstance(value, str) and value else None


def set_column(sheet: Worksheet, place: int, column: Column, first: int, last: int) -> None:
    """Give a column its width, the words it offers, and their colors, from row `first` to row `last`."""
    letters = column_letters(place)
    sheet.column_dimensions[letters].width = column.width
    sheet.column_dimensions[letters].hidden = column.hidden
    area = f"{letters}{first}:{letters}{last}"
    if column.choices:
        offer_words(sheet, area, column.choices)
    if not column.hidden:
        look.color_words(sheet, area, column.key)
