"""Writing the questions to vendors as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.decisions.questions import Question
from procfit.formats.grid import cell_name
from procfit.formats.harmless import put_text
from procfit.formats.question_manifest import MANIFEST_SHEET, Asked, Manifest, asked_mark
from procfit.model.vendor import Code
from procfit.reports import look
from procfit.reports.question_book import guards
from procfit.reports.question_book.areas import HEAD, PRICES, AreaSheet, area_sheets
from procfit.reports.question_book.columns import ANSWER, NUMBER, QUESTIONS, REQUIREMENT, question_row
from procfit.reports.question_book.instructions import put_instructions
from procfit.reports.question_book.prices import put_prices
from procfit.reports.tables import put_heads, put_row, set_column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Asking", "question_book"]

_TO_DO = (
    "Fill in the columns with a brown heading. Rows without an answer are yellow. "
    "Extra prices are in {currency}, without VAT."
)


@dataclass(frozen=True)
class Asking:
    """Who asks, when, in which currency and on which answer scale."""

    workspace: str
    made: date
    currency: str
    codes: Sequence[Code]


def question_book(questions: Sequence[Question], asking: Asking) -> bytes:
    """Return the bytes of the workbook.

    Parameters
    ----------
    questions
        What is asked, in order; each area becomes a sheet.
    asking
        Who asks.
    """
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    look.add_styles(book)
    areas = area_sheets(questions)
    heading = f"Questions to vendors: {asking.workspace}"
    codes = put_instructions(book.worksheets[0], heading, asking.made, asking.codes, areas)
    for area in areas:
        _put_area(book.create_sheet(area.title), area, codes, asking.currency)
    put_prices(book.create_sheet(PRICES), asking.currency)
    _put_manifest(book.create_sheet(MANIFEST_SHEET), questions, asking)
    book.security = WorkbookProtection(lockStructure=True)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put_area(sheet: Worksheet, area: AreaSheet, codes: str, currency: str) -> None:
    look.put_title(sheet, NUMBER, area.area, _TO_DO.format(currency=currency))
    _put_progress(sheet, area)
    put_heads(sheet, HEAD, QUESTIONS)
    for number, question in enumerate(area.questions, area.first):
        put_row(sheet, number, QUESTIONS, question_row(question))
    for place, column in enumerate(QUESTIONS, 1):
        set_column(sheet, place, column, area.first, area.last)
        if column.fill_in and column.number:
            guards.offer_amounts(sheet, area.column(place))
    guards.offer_codes(sheet, area.column(ANSWER), codes)
    guards.mark_unanswered(sheet, area.first, area.last)
    sheet.freeze_panes = cell_name(area.first, REQUIREMENT + 1)
    sheet.auto_filter.ref = f"A{HEAD}:{cell_name(area.last, len(QUESTIONS))}"
    look.set_print(sheet, HEAD)
    guards.protect(sheet)


def _put_progress(sheet: Worksheet, area: AreaSheet) -> None:
    """Put how many questions are answered above the table, as a formula that follows the vendor."""
    cell = look.put_text_in(sheet, HEAD - 1, NUMBER, "", bold=True)
    look.put_formula(cell, f'=COUNTA({area.column(ANSWER)})&" of {len(area.questions)} answered"')


def _put_manifest(sheet: Worksheet, questions: Sequence[Question], asking: Asking) -> None:
    asked = tuple(
        Asked(each.capability, each.number, asked_mark(each.requirement, each.description))
        for each in questions
    )
    manifest = Manifest(asking.workspace, asking.made.isoformat(), asked)
    for row, texts in enumerate(manifest.rows(), 1):
        for column, text in enumerate(texts, 1):
            put_text(sheet.cell(row, column), text)
    sheet.sheet_state = "veryHidden"
    guards.protect(sheet)
