"""Writing a map as a step list, .xlsx or .csv, to be filled in by its team and read again."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from procfit.files import write_atomically
from procfit.formats.grid import column_letters
from procfit.formats.harmless import csv_text, put_text
from procfit.formats.losses import losses
from procfit.formats.notices import Notice
from procfit.formats.sheet_layout import FONT, FONT_SIZE, offer_words, row_height, sheet_title
from procfit.formats.step_list.reader import parse_step_list
from procfit.formats.step_list.table import Cell, Table, table_of
from procfit.model.errors import InputError, UsageError
from procfit.model.process import Adds, Control, Disposition, LaneKind, ProcessMap, StepKind

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["step_list_content", "write_step_list"]

ABOUT = "Process"
_EXACT_DIGITS = 15
_CHOICES = {
    "kind": get_args(StepKind),
    "adds": get_args(Adds),
    "control": get_args(Control),
    "disposition": get_args(Disposition),
    "lane.kind": get_args(LaneKind),
}


def write_step_list(process: ProcessMap, path: str | Path) -> tuple[Notice, ...]:
    """Write a map as a step list and return a notice for everything that the list cannot carry.

    Raises
    ------
    UsageError
        When the file's ending is neither .xlsx nor .csv.
    OutputError
        When the file cannot be written.
    """
    path = Path(path)
    content, notices = step_list_content(process, path.suffix.lower())
    write_atomically(path, content)
    return notices


def step_list_content(process: ProcessMap, ending: str) -> tuple[bytes, tuple[Notice, ...]]:
    """Return the bytes of a step list and a notice for everything that it cannot carry.

    Parameters
    ----------
    process
        The map, as-is and to-be in one.
    ending
        ``.xlsx`` or ``.csv``.
    """
    if ending not in _WRITERS:
        raise UsageError(f'no step list ends in "{ending}"', "name a file that ends in .xlsx or .csv")
    content = _WRITERS[ending](table_of(process), process.name)
    try:
        read = parse_step_list(content, f"{process.id}{ending}")
    except InputError as error:
        return content, (Notice(process.id, f"the list cannot be read back: {error.message}"),)
    return content, losses(process, read)


def _csv(table: Table, _name: str) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that every spreadsheet reads the letters right."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    width = len(table.columns)
    for key, value in table.head:
        writer.writerow([_csv_cell(key), _csv_cell(value), *[""] * (width - 2)])
    writer.writerow([])
    writer.writerow([_csv_cell(column.title) for column in table.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    return csv_text(value) if isinstance(value, str) else _number(value)


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def _xlsx(table: Table, name: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    steps = book.create_sheet(sheet_title(name, "Steps"))
    _put_steps(steps, table)
    _put_about(book, table)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put_steps(sheet: Worksheet, table: Table) -> None:
    _put_row(sheet, 1, [column.title for column in table.columns], bold=True)
    for number, row in enumerate(table.rows, start=2):
        _put_row(sheet, number, row)
    widths = [column.column.width for column in table.columns]
    for number, cells in enumerate([[column.title for column in table.columns], *table.rows], start=1):
        sheet.row_dimensions[number].height = row_height(cells, widths)
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[column_letters(number)].width = column.column.width
        if column.column.key in _CHOICES:
            letters = column_letters(number)
            offer_words(sheet, f"{letters}2:{letters}1000", _CHOICES[column.column.key])
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{column_letters(len(table.columns))}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "B:B"


def _put_about(book: Workbook, table: Table) -> None:
    """Write what holds for the whole map beside the steps; the reader takes it from there again."""
    about = book.create_sheet(ABOUT if ABOUT not in book.sheetnames else f"{ABOUT} (2)")
    for number, row in enumerate(table.head, start=1):
        _put_row(about, number, row, bold_first=True)
    about.page_setup.orientation = "landscape"
    about.column_dimensions["A"].width = 20
    about.column_dimensions["B"].width = 80


def _put_row(
    sheet: Worksheet,
    number: int,
    values: Sequence[Cell],
    bold: bool = False,
    bold_first: bool = False,
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, value in enumerate(values, start=1):
        if value is None:
            continue
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            put_text(cell, value)
        elif _is_exact(value):
            cell.value = value
        else:
            put_text(cell, repr(value))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold or (bold_first and column == 1):
            cell.font = Font(name=FONT, size=FONT_SIZE, bold=True)
        if bold:
            cell.fill = PatternFill("solid", fgColor="E7ECF2")


def _is_exact(number: float) -> bool:
    """Tell whether a spreadsheet, which shows 15 digits, gives the number back as it is."""
    return math.isfinite(number) and float(f"{number:.{_EXACT_DIGITS}g}") == number


_WRITERS = {".xlsx": _xlsx, ".csv": _csv}
