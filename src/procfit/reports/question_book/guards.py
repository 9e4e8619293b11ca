"""What keeps a question workbook in shape: locked structure, offered words, rows that ask for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.formats.grid import cell_name, column_letters
from procfit.reports import look
from procfit.reports.question_book.columns import ANSWER, NUMBER, REQUIREMENT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["mark_unanswered", "offer_amounts", "offer_codes", "protect"]


def protect(sheet: Worksheet) -> None:
    """Lock all but the cells to fill in; without a password, so that nobody is shut out.

    Columns and rows may be resized, rows filtered.
    """
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # the file says what is forbidden


def offer_codes(sheet: Worksheet, cells: str, codes: str) -> None:
    """Let cells choose from the answers that stand in the area `codes`, and refuse others."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(type="list", formula1=codes, allow_blank=True, showErrorMessage=True)
    offer.errorTitle, offer.error = (
        "Not an answer", "Choose one from the list; the sheet Instructions explains them.",
    )  # fmt: skip
    sheet.add_data_validation(offer)
    offer.add(cells)


def offer_amounts(sheet: Worksheet, cells: str) -> None:
    """Let cells hold amounts of money only."""
    from openpyxl.worksheet.datavalidation import DataValidation

    amount = DataValidation(
        type="decimal",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
    )
    amount.errorTitle, amount.error = "Not an amount", "Give a number without currency."
    sheet.add_data_validation(amount)
    amount.add(cells)


def mark_unanswered(sheet: Worksheet, first: int, last: int) -> None:
    """Let the rows without an answer stand out until they have one."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    asked, answer = f"${column_letters(REQUIREMENT)}{first}", f"${column_letters(ANSWER)}{first}"
    style = DifferentialStyle(fill=PatternFill(bgColor=look.UNANSWERED, fill_type="solid"))
    rule = Rule(type="expression", formula=[f'AND({asked}<>"",TRIM({answer})="")'], dxf=style)
    areas = ((NUMBER, REQUIREMENT), (ANSWER, ANSWER))
    cells = " ".join(f"{cell_name(first, left)}:{cell_name(last, right)}" for left, right in areas)
    sheet.conditional_formatting.add(cells, rule)
