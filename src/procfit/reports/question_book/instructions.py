"""The first sheet of the question workbook: what is asked of a vendor, how far it is, what the words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from procfit.formats.question_manifest import ABOUT_YOU, PROOFS
from procfit.formats.sheet_layout import row_height
from procfit.model import sayings
from procfit.model.vendor import Code
from procfit.reports import look
from procfit.reports.question_book.areas import INSTRUCTIONS, AreaSheet
from procfit.reports.question_book.columns import ANSWER, MUST
from procfit.reports.question_book.guards import protect

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["put_instructions"]

WIDTHS = (30, 20, 20, 20, 20, 20)
TEXT = "B{0}:F{0}"
HEADING_HEIGHT, HEAD_HEIGHT, LINE_HEIGHT = 24, 36, 18
_HOW = (
    ("Why we ask", ("Every question comes from a step of our processes. The column Why says which, and what "
     "that step gives our customers, in their words.")),
    ("Order", "What matters most to our customers stands first: the sheets, and the questions of each."),
    ("What to answer for", ("The product and edition that you offer and price on the sheet Prices, as it can "
     "be bought today.")),
    ("Must-haves", "They are gates: an offer that lacks one is out, however good the rest is."),
    ("No answer", "Leave a question empty if you do not know. It counts as open, neither as yes nor as no."),
    ("Extra prices", ("What an answer costs on top of the sheet Prices, beside the answer, once and a year. "
     "Leave it empty where the answer is in the offer as priced.")),
    ("Proof", "An answer counts as a claim until we have seen its proof. We will ask to see what decides."),
    ("This file", ("Filter as you like, and add sheets of your own: the protection has no password. Leave "
     "ids and questions as they are; they are compared when the workbook comes back.")),
)  # fmt: skip
_PROGRESS = ("Sheet", "Questions", "Answered", "Share answered", "Must-haves", "Must-haves answered")


def put_instructions(
    sheet: Worksheet, heading: str, made: date, codes: Sequence[Code], areas: Sequence[AreaSheet]
) -> str:
    """Fill the sheet and return the area of the answers that can be chosen, as other sheets name it."""
    sheet.title = INSTRUCTIONS
    for letters, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letters].width = width
    look.put_title(sheet, 1, heading, f"Asked on {made.isoformat()}")
    row = _put_about_you(sheet, 4)
    row = _put_progress(sheet, row + 1, areas)
    row = _put_texts(sheet, row + 1, "How to answer", _HOW)
    first = row + 2
    row = _put_texts(sheet, row + 1, "Your answer", _meanings(codes), look.FILL_IN)
    _put_texts(sheet, row + 1, "Proof you offer", PROOFS.items(), look.FILL_IN)
    look.set_print(sheet, 1)
    protect(sheet)
    return f"{INSTRUCTIONS}!$A${first}:$A${first + len(codes) - 1}"


def _meanings(codes: Iterable[Code]) -> list[tuple[str, str]]:
    return [(code.id, code.meaning or _effort(code)) for code in codes]


def _effort(code: Code) -> str:
    """Return what a code without a meaning of its own says: how much is left to do."""
    if code.effort_days is None:
        return ""
    least, _, most = code.effort_days
    return f"Takes us {sayings.decimal(least)} to {sayings.decimal(most)} days to close the gap."


def _put_heading(sheet: Worksheet, row: int, text: str) -> None:
    look.put_text_in(sheet, row, 1, text, size=13, bold=True)
    sheet.row_dimensions[row].height = HEADING_HEIGHT


def _put_about_you(sheet: Worksheet, row: int) -> int:
    """Put the cells in which a vendor says who it is; return the next free row."""
    _put_heading(sheet, row, "About you")
    for number, label in enumerate(ABOUT_YOU.values(), row + 1):
        look.put_text_in(sheet, number, 1, label, bold=True)
        for column in range(2, len(WIDTHS) + 1):
            look.body(sheet.cell(number, column), fill_in=True, is_number=False, is_known=True)
        sheet.merge_cells(TEXT.format(number))
        sheet.row_dimensions[number].height = HEADING_HEIGHT
    return row + 1 + len(ABOUT_YOU)


def _put_texts(
    sheet: Worksheet, row: int, heading: str, texts: Iterable[tuple[str, str]], color: str = ""
) -> int:
    """Put a word and its meaning a row under a heading; return the next free row."""
    from openpyxl.styles import Alignment

    _put_heading(sheet, row, heading)
    for word, meaning in texts:
        row += 1
        cell = look.put_text_in(sheet, row, 1, word, bold=True)
        if color:
            look.paint(cell, color)
        said = look.put_text_in(sheet, row, 2, meaning)
        said.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(TEXT.format(row))
        sheet.row_dimensions[row].height = row_height([meaning], [sum(WIDTHS[1:]) - 4]) + 4
    return row + 1


def _put_progress(sheet: Worksheet, row: int, areas: Sequence[AreaSheet]) -> int:
    """Put how many questions of each sheet are answered, as formulas; return the next free row."""
    _put_heading(sheet, row, "How far you are")
    for column, title in enumerate(_PROGRESS, 1):
        look.head(cell := look.put_text_in(sheet, row + 1, column, title), fill_in=False)
        if column > 1:
            _center(cell)
    sheet.row_dimensions[row + 1].height = HEAD_HEIGHT
    first = row + 2
    for number, area in enumerate(areas, first):
        _put_area(sheet, number, area)
    total = first + len(areas)
    _put_total(sheet, total, first)
    for line in range(first, total + 1):
        sheet.row_dimensions[line].height = LINE_HEIGHT
        for column in range(1, len(_PROGRESS) + 1):
            _center(sheet.cell(line, column), sideways=column > 1)
    _put_bars(sheet, f"D{first}:D{total}")
    return total + 1


def _center(cell: Cell | MergedCell, sideways: bool = True) -> None:
    """Put a figure into the middle of its cell, under its heading."""
    from openpyxl.styles import Alignment

    across = "center" if sideways else "left"
    cell.alignment = Alignment(horizontal=across, vertical="center", indent=not sideways, wrap_text=True)


def _put_area(sheet: Worksheet, row: int, area: AreaSheet) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    answers, musts = area.reference(area.column(ANSWER)), area.reference(area.column(MUST))
    name = look.put_cell(sheet, row, 1, area.title)
    name.hyperlink = Hyperlink(ref=name.coordinate, location=area.reference("A1"))
    look.put_cell(sheet, row, 2, len(area.questions))
    look.put_formula(look.put_cell(sheet, row, 3, 0), f"=COUNTA({answers})")
    _put_share(sheet, row)
    look.put_cell(sheet, row, 5, sum(question.must for question in area.questions))
    look.put_formula(look.put_cell(sheet, row, 6, 0), f'=COUNTIFS({musts},"must",{answers},"?*")')


def _put_total(sheet: Worksheet, row: int, first: int) -> None:
    look.put_cell(sheet, row, 1, "All sheets", bold=True)
    for column, letters in enumerate("BCEF", 2):
        place = column if column < 4 else column + 1
        cell = look.put_cell(sheet, row, place, 0, bold=True)
        look.put_formula(cell, f"=SUM({letters}{first}:{letters}{row - 1})")
    _put_share(sheet, row, bold=True)


def _put_share(sheet: Worksheet, row: int, bold: bool = False) -> None:
    cell = look.put_cell(sheet, row, 4, 0, bold=bold)
    look.put_formula(cell, f"=IF(B{row}=0,0,C{row}/B{row})")
    cell.number_format = "0%"


def _put_bars(sheet: Worksheet, area: str) -> None:
    from openpyxl.formatting.rule import DataBarRule

    bar = DataBarRule(  # type: ignore[no-untyped-call]
        start_type="num",
        start_value=0,
        end_type="num",
        end_value=1,
        color=f"FF{look.DONE}",
        minLength=0,
        maxLength=100,
    )
    sheet.conditional_formatting.add(area, bar)
