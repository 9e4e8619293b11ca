"""How our workbooks look: calm, printable, and every color beside a word."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

from procfit.formats.harmless import put_text
from procfit.formats.sheet_layout import FONT, FONT_SIZE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = [
    "DONE",
    "FILL_IN",
    "UNANSWERED",
    "WORDS",
    "add_styles",
    "body",
    "color_words",
    "head",
    "paint",
    "put_cell",
    "put_formula",
    "put_text_in",
    "put_title",
    "set_print",
]

INK, QUIET, LINE = "1F2933", "66727F", "D5DBE1"
HEAD_FILL, FILL_IN_HEAD, FILL_IN = "2F4858", "9A5B00", "FFFBF0"
UNANSWERED, DONE = "FFF0C2", "8FC9A0"
A4 = 9

_GREEN, _AMBER, _RED, _BLUE, _GREY = "D8EFDD", "FFE9B8", "F8D4CF", "D6E6F7", "ECEFF2"
WORDS: Mapping[str, Mapping[str, str]] = {
    "disposition": {"keep": _GREEN, "modify": _AMBER, "discard": _RED, "add": _BLUE},
    "suggest": {"keep": _GREEN, "modify": _AMBER, "discard": _RED, "add": _BLUE},
    "level": {"error": _RED, "warning": _AMBER, "note": _GREY},
    "evidence": {
        "measured": _GREEN,
        "asked of the customer": _GREEN,
        "asked of the team": _GREY,
        "assumed": _AMBER,
        "assumptions": _AMBER,
    },
    "decided": {"open": _AMBER, "by its steps": _GREEN, "accepted": _GREEN},
    "accepted": {"yes": _GREEN},
    "must": {"must": _BLUE},
    "when": {"only today": _GREY},
}
"""The color behind each word, by the key of the column."""


def put_title(sheet: Worksheet, column: int, title: str, to_do: str) -> None:
    """Put what a sheet is and what to do above it."""
    put_text_in(sheet, 1, column, title, size=16, bold=True)
    put_text_in(sheet, 2, column, to_do, color=QUIET)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 26, 20


def put_text_in(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    size: int = FONT_SIZE,
    bold: bool = False,
    color: str = INK,
) -> Cell | MergedCell:
    """Put text outside the tables and return its cell."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    put_text(cell, text)
    cell.font = Font(name=FONT, size=size, bold=bold, color=color)
    cell.alignment = Alignment(vertical="top")
    return cell


def put_cell(
    sheet: Worksheet, row: int, column: int, value: str | int, bold: bool = False
) -> Cell | MergedCell:
    """Put a text or a number into a cell of a small table and return the cell."""
    from openpyxl.styles import Font

    cell = sheet.cell(row, column)
    body(cell, fill_in=False, is_number=isinstance(value, int), is_known=True)
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    if bold:
        cell.font = Font(name=FONT, size=FONT_SIZE, bold=True, color=INK)
    return cell


def put_formula(cell: Cell | MergedCell, formula: str) -> None:
    """Put a formula of ours into a cell; never one that holds a text from a file."""
    cell.value = formula
    cell.data_type = "f"


def head(cell: Cell | MergedCell, fill_in: bool) -> None:
    """Style a heading; what is to fill in stands out."""
    from openpyxl.styles import Alignment, Font

    cell.font = Font(name=FONT, size=FONT_SIZE, bold=True, color="FFFFFF")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
    paint(cell, FILL_IN_HEAD if fill_in else HEAD_FILL)


def body(cell: Cell | MergedCell, fill_in: bool, is_number: bool, is_known: bool) -> None:
    """Style a cell of a table, before anything is put into it; what is not assessed is told quietly."""
    cell.style = _name(fill_in, is_number, is_known)


def add_styles(book: Workbook) -> None:
    """Add the styles of the tables to a workbook: a cell that names its style is quick to write."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Protection, Side

    line = Side(style="thin", color=LINE)
    for fill_in, is_number, is_known in product((False, True), repeat=3):
        style = NamedStyle(
            _name(fill_in, is_number, is_known),
            font=Font(name=FONT, size=FONT_SIZE, color=INK if is_known else QUIET),
            border=Border(left=line, right=line, top=line, bottom=line),
            alignment=Alignment(
                wrap_text=not is_number,
                vertical="top",
                horizontal="right" if is_number else "left",
                indent=0 if is_number else 1,  # LibreOffice indents only some of the numbers
            ),
        )
        if fill_in:
            style.fill = _fill(FILL_IN)
            style.protection = Protection(locked=False)
        book.add_named_style(style)


def _name(fill_in: bool, is_number: bool, is_known: bool) -> str:
    """Return the name of a style, as people see it in the list of styles."""
    kind = "number" if is_number else "text"
    return f"procfit {kind}{' to fill in' if fill_in else ''}{'' if is_known else ', not assessed'}"


def paint(cell: Cell | MergedCell, color: str) -> None:
    """Fill a cell with a color."""
    cell.fill = _fill(color)


def _fill(color: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=color)


def color_words(sheet: Worksheet, area: str, key: str) -> None:
    """Let the words of a column have their color, also those that are filled in later."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    for word, color in WORDS.get(key, {}).items():
        style = DifferentialStyle(fill=PatternFill(bgColor=color, fill_type="solid"))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=style)
        sheet.conditional_formatting.add(area, rule)


def set_print(sheet: Worksheet, head_row: int) -> None:
    """Let a sheet print on landscape A4, as wide as the page, with its headings on each."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.8, 0.4
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P of &N"
    sheet.sheet_view.showGridLines = False
