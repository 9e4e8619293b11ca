"""Writing the review as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.decisions.review import Review
from procfit.formats.grid import column_letters
from procfit.formats.harmless import put_text
from procfit.formats.sheet_layout import offer_words, row_height
from procfit.model.portfolio import Portfolio
from procfit.reports.review_book import look
from procfit.reports.review_book.columns import FINDINGS, PROCESSES, REQUIREMENTS, STEPS, Column
from procfit.reports.review_book.how_to_use import put_how_to_use
from procfit.reports.review_book.rows import (
    NOT_ASSESSED,
    Row,
    finding_rows,
    process_rows,
    requirement_rows,
    step_rows,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["review_book"]

HEAD = 3
"""The row of the headings; above it stand the title and what to do."""

_TO_DO = {
    "Processes": "Choose a disposition for each process as a whole.",
    "Steps": "Ask the five questions of each step, then choose its disposition.",
    "Findings": "A finding is settled by the dispositions of its steps, or by accepting it with a reason.",
    "Requirements": "What the planned steps need, the heaviest first. Nothing here is read back.",
}


def review_book(portfolio: Portfolio, review: Review, name: str) -> bytes:
    """Return the bytes of the workbook.

    Parameters
    ----------
    portfolio
        The maps and what the team knows around them.
    review
        Their review.
    name
        The name of the workspace.
    """
    from openpyxl import Workbook

    book = Workbook()
    look.add_styles(book)
    put_how_to_use(book.worksheets[0], review, name)
    _put_sheet(book, "Processes", PROCESSES, process_rows(portfolio, review))
    _put_sheet(book, "Steps", STEPS, step_rows(portfolio, review))
    _put_sheet(book, "Findings", FINDINGS, finding_rows(portfolio, review))
    _put_sheet(book, "Requirements", REQUIREMENTS, requirement_rows(portfolio, review))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put_sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    sheet = book.create_sheet(title)
    first = next(number for number, column in enumerate(columns, 1) if not column.hidden)
    look.put_title(sheet, first, title, _TO_DO[title])
    _put_heads(sheet, columns)
    for number, row in enumerate(rows, HEAD + 1):
        _put_row(sheet, number, columns, row)
    last = HEAD + max(len(rows), 1)
    for number, column in enumerate(columns, 1):
        _set_column(sheet, column_letters(number), column, last)
    sheet.freeze_panes = f"{column_letters(_frozen(columns))}{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{column_letters(len(columns))}{last}"
    look.set_print(sheet, HEAD)


def _frozen(columns: Sequence[Column]) -> int:
    """Return the column from which the sheet scrolls: the one behind the name."""
    names = [number for number, column in enumerate(columns, 1) if column.key in ("name", "step_names")]
    return names[0] + 1


def _put_heads(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(HEAD, number)
        put_text(cell, column.title)
        look.head(cell, column.fill_in)
    titles = [column.title for column in columns if not column.hidden]
    widths = [column.width for column in columns if not column.hidden]
    sheet.row_dimensions[HEAD].height = row_height(titles, [max(width - 3, 2) for width in widths]) + 6


def _put_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Row) -> None:
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(number, place)
        value = row[column.key]
        look.body(cell, column.fill_in, isinstance(value, (int, float)), value != NOT_ASSESSED)
        if isinstance(value, str):
            if value:
                put_text(cell, value)
        elif value is not None:
            cell.value = value
            cell.number_format = column.number or "General"
    shown = [column for column in columns if not column.hidden]
    texts = [_text(row[column.key]) for column in shown]
    sheet.row_dimensions[number].height = row_height(texts, [column.width - 2 for column in shown]) + 3


def _text(value: str | float | None) -> str | None:
    """Return what a cell shows at most; a number is never wrapped."""
    return value if isinstance(value, str) and value else None


def _set_column(sheet: Worksheet, letters: str, column: Column, last: int) -> None:
    sheet.column_dimensions[letters].width = column.width
    sheet.column_dimensions[letters].hidden = column.hidden
    area = f"{letters}{HEAD + 1}:{letters}{last}"
    if column.choices:
        offer_words(sheet, area, column.choices)
    if not column.hidden:
        look.color_words(sheet, area, column.key)
