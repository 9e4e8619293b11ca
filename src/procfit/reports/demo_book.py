"""The demo script as a workbook: a sheet per vendor, with a place for what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.decisions.demo import DECIDES, Claim, Script, steps_of
from procfit.formats.demo_form import DEMO_HEADINGS, RESULTS
from procfit.formats.grid import cell_name, column_letters
from procfit.formats.sheet_layout import sheet_title
from procfit.model import sayings
from procfit.reports import look
from procfit.reports.tables import Column, Row, put_heads, put_row, set_column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["demo_book"]

HEAD = 3
_TO_DO = (
    "What decides most stands first. Ask for your own case. Choose what you saw, what the answer is worth "
    "now, and say who saw it; procfit rfp --demo --answers takes it."
)


def demo_book(
    scripts: Sequence[Script], names: Mapping[str, str], workspace: str, codes: Sequence[str]
) -> bytes:
    """Return the bytes of the workbook.

    Parameters
    ----------
    scripts
        The vendors with their claims in order.
    names
        The vendors' names by id.
    workspace
        Who asks.
    codes
        The answer scale.
    """
    from openpyxl import Workbook

    book = Workbook()
    look.add_styles(book)
    sheets = [book.worksheets[0], *(book.create_sheet() for _ in scripts[1:])]
    sheets[0].title = "No vendors"
    for sheet, script in zip(sheets, scripts, strict=False):
        sheet.title = sheet_title(names[script.vendor], "Vendor", book.sheetnames)
        _put_vendor(sheet, script, f"{names[script.vendor]}: demo for {workspace}", _columns(codes))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _columns(codes: Sequence[str]) -> tuple[Column, ...]:
    title = DEMO_HEADINGS
    return (
        Column("vendor", title["vendor"], hidden=True),
        Column("capability", title["capability"], hidden=True),
        Column("then", title["then"], hidden=True),
        Column("number", title["number"], 6),
        Column("requirement", title["requirement"], 24),
        Column("claim", title["claim"], 26),
        Column("decides", title["decides"], 20),
        Column("step", title["step"], 36),
        Column("see", title["see"], 36),
        Column("result", title["result"], 13, fill_in=True, choices=RESULTS),
        Column("code", title["code"], 15, fill_in=True, choices=tuple(codes)),
        Column("note", title["note"], 34, fill_in=True),
        Column("by", title["by"], 16, fill_in=True),
    )


def _put_vendor(sheet: Worksheet, script: Script, title: str, columns: Sequence[Column]) -> None:
    look.put_title(sheet, 4, title, _TO_DO)
    put_heads(sheet, HEAD, columns)
    for number, claim in enumerate(script.claims, 1):
        put_row(sheet, HEAD + number, columns, _row(number, claim))
    last = HEAD + max(len(script.claims), 1)
    for place, column in enumerate(columns, 1):
        set_column(sheet, place, column, HEAD + 1, last)
    sheet.freeze_panes = cell_name(HEAD + 1, 6)
    sheet.auto_filter.ref = f"A{HEAD}:{column_letters(len(columns))}{last}"
    look.set_print(sheet, HEAD)


def _row(number: int, claim: Claim) -> Row:
    return {
        "vendor": claim.answer.vendor,
        "capability": claim.answer.capability,
        "then": claim.answer.code,
        "number": number,
        "requirement": claim.requirement,
        "claim": _claim(claim),
        "decides": f"{DECIDES[claim.decides]}\n{sayings.percent(claim.swing, 1)} of the score hangs on it",
        "step": "\n".join(steps_of(claim)),
        "see": claim.see,
        "result": None,
        "code": None,
        "note": None,
        "by": None,
    }


def _claim(claim: Claim) -> str:
    answer = claim.answer
    said = f"{answer.code}, {answer.evidence}" if answer.evidence else answer.code
    place = f"{answer.file}\n{answer.sheet}!{answer.cell}" if answer.cell else ""
    return "\n".join(part for part in (said, place) if part)
