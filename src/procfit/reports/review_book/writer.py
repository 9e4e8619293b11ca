"""Writing the review as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.decisions.review import Review
from procfit.formats.grid import column_letters
from procfit.model.portfolio import Portfolio
from procfit.reports import look
from procfit.reports.review_book.columns import FINDINGS, PROCESSES, REQUIREMENTS, STEPS
from procfit.reports.review_book.how_to_use import put_how_to_use
from procfit.reports.review_book.rows import (
    finding_rows,
    process_rows,
    requirement_rows,
    step_rows,
)
from procfit.reports.tables import Column, Row, put_heads, put_row, set_column

if TYPE_CHECKING:
    from openpyxl import Workbook

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
    put_heads(sheet, HEAD, columns)
    for number, row in enumerate(rows, HEAD + 1):
        put_row(sheet, number, columns, row)
    last = HEAD + max(len(rows), 1)
    for number, column in enumerate(columns, 1):
        set_column(sheet, number, column, HEAD + 1, last)
    sheet.freeze_panes = f"{column_letters(_frozen(columns))}{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{column_letters(len(columns))}{last}"
    look.set_print(sheet, HEAD)


def _frozen(columns: Sequence[Column]) -> int:
    """Return the column from which the sheet scrolls: the one behind the name."""
    names = [number for number, column in enumerate(columns, 1) if column.key in ("name", "step_names")]
    return names[0] + 1
