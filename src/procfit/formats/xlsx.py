"""Excel workbooks (.xlsx, .xlsm) read into grids by openpyxl, behind a guard."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.formats.collecting import no_collecting
from procfit.formats.grid import (
    CELL_BUDGET,
    Area,
    Cell,
    CellKind,
    Choices,
    Grid,
    Position,
    Workbook,
    column_letters,
)
from procfit.formats.xlsx_guard import Limits, SheetGuard
from procfit.formats.xlsx_package import Sheet, find_book, guarded_package
from procfit.formats.zip_parts import ZipParts
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx"]

_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_NO_TABLES = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet"})
_SOME_DAY = date(1900, 1, 1)
_HALF_SECOND = timedelta(milliseconds=500)


def read_xlsx(
    content: bytes, file: str, budget: int = CELL_BUDGET, also: Collection[str] = ()
) -> Workbook:
    """Return the visible sheets of a workbook.

    Parameters
    ----------
    content
        The bytes of the file.
    file
        Its name in messages.
    budget
        How many cells it may hold.
    also
        Sheets to read although they are hidden.

    Raises
    ------
    InputError
        When it cannot be read, or not safely.
    """
    with no_collecting():
        return _read(ZipParts(content, file), file, Limits.of(budget, file), also)


def _read(parts: ZipParts, file: str, limits: Limits, also: Collection[str]) -> Workbook:
    book = find_book(parts, limits)
    visible_sheets = [sheet for sheet in book.sheets if sheet.state == "visible" or sheet.name in also]
    hidden = [sheet for sheet in book.sheets if sheet not in visible_sheets]
    tables = [sheet for sheet in visible_sheets if sheet.kind not in _NO_TABLES]
    package, guards = guarded_package(parts, book, tables, limits)
    read = iter(_load(package, file, tables, guards) if tables else ())
    grids = [next(read) if sheet in tables else Grid(file, sheet.name) for sheet in visible_sheets]
    notices = [_hidden_notice(sheet, file) for sheet in hidden]
    for grid in grids:
        notices.extend(_sheet_notices(grid))
    return Workbook(file, tuple(grids), tuple(notices), tuple(sheet.name for sheet in hidden))


def _load(package: BytesIO, file: str, sheets: list[Sheet], guards: list[SheetGuard]) -> list[Grid]:
    """Return the grids of the package; whatever stops openpyxl becomes one line."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is lost on saving, and nothing is saved
            book = load_workbook(package, data_only=True)
        read = zip(sheets, guards, book.worksheets, strict=True)
        return [_grid(file, sheet.name, loaded, guard) for sheet, guard, loaded in read]
    except Exception as error:
        reason = visible(str(error.__cause__ or error)).partition("\n")[0]
        raise InputError(
            f"cannot be read: {reason}", "save it anew in a spreadsheet", Place(file)
        ) from error


def _grid(file: str, name: str, sheet: Worksheet, guard: SheetGuard) -> Grid:
    cells = {}
    for position in dict.fromkeys([*guard.cells, *guard.marked]):
        cell = _cell(sheet, position, guard.cells.get(position))
        if cell is not None:
            cells[position] = cell
    hidden = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    columns = [column for column in sheet.column_dimensions.values() if column.hidden]
    return Grid(
        file,
        name,
        cells,
        tuple(guard.merged),
        frozenset(hidden & {row for row, _ in cells}),
        tuple((column.min or 0, column.max or 0) for column in columns),
        tuple(_choices(sheet)),
    )


def _cell(sheet: Worksheet, position: Position, has_value: bool | None) -> Cell | None:
    """Return a cell, or None where only a format stands; `has_value` is what the guard heard."""
    cell = sheet.cell(*position)
    text, kind = _shown(cell.value, cell.data_type) if has_value else ("", "text")
    if has_value is False:
        kind = "formula"
    elif text and cell.comment is None and cell.hyperlink is None:
        return Cell(text, kind)
    comment = _THREADED.sub("", cell.comment.text).strip() if cell.comment else ""
    link = (cell.hyperlink.target or "") if cell.hyperlink else ""
    if text or comment or link or kind == "formula":
        return Cell(text, kind, comment, link)
    return None


def _shown(value: object, data_type: str) -> tuple[str, CellKind]:
    """Return a value as the spreadsheet shows it, dates in ISO form."""
    if isinstance(value, str):
        return (value, "error") if data_type == "e" else (_unescaped(value), "text")
    if isinstance(value, bool):
        return str(value).upper(), "bool"
    if isinstance(value, int | float):
        return shown_number(value), "number"
    if isinstance(value, datetime | date | time | timedelta):
        return iso(value), "date"
    return "", "text"


def _unescaped(text: str) -> str:
    """Return text with control signs that are spelled as _x000D_."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def shown_number(number: float) -> str:
    """Return a number as a spreadsheet shows it: at most 15 digits, whole numbers without a point.

    Examples
    --------
    >>> shown_number(3.0), shown_number(0.1 + 0.2), shown_number(1e17)
    ('3', '0.3', '1E+17')
    """
    return f"{float(number):.15g}".upper()


def iso(moment: datetime | date | time | timedelta) -> str:
    """Return a moment as ISO text, to the second; midnight as the day alone.

    Examples
    --------
    >>> iso(datetime(2026, 3, 31)), iso(datetime(2026, 6, 30, 14, 30)), iso(timedelta(hours=36))
    ('2026-03-31', '2026-06-30T14:30', '36:00')
    """
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        return f"{clock}:{seconds:02}" if seconds else clock
    if isinstance(moment, time):
        return iso(datetime.combine(_SOME_DAY, moment)).partition("T")[2] or "00:00"
    if isinstance(moment, datetime):
        moment = (moment + _HALF_SECOND).replace(microsecond=0)
        return moment.isoformat(timespec="seconds" if moment.second else "minutes").removesuffix(
            "T00:00"
        )
    return moment.isoformat()


def _choices(sheet: Worksheet) -> Iterator[Choices]:
    for validation in sheet.data_validations.dataValidation:
        if validation.type == "list" and validation.formula1:
            areas = (
                Area(area.min_row, area.min_col, area.max_row, area.max_col)
                for area in validation.sqref.ranges
            )
            yield Choices(tuple(sorted(areas, key=lambda area: area.anchor)), validation.formula1)


def _hidden_notice(sheet: Sheet, file: str) -> Problem:
    return Problem(
        f'sheet "{sheet.name}" is hidden and was not read',
        "unhide it in the spreadsheet if it counts",
        Place(file, sheet=sheet.name),
        "note",
    )


def _sheet_notices(grid: Grid) -> Iterator[Problem]:
    place = Place(grid.file, sheet=grid.name)
    if not grid.cells:
        yield Problem(f"no rows found in sheet {grid.name}", "", place, "note")
    rows = [str(row) for row in sorted(grid.hidden_rows)]
    columns = [column_letters(column) for column in grid.columns if grid.is_hidden_column(column)]
    for word, hidden in (("row", rows), ("column", columns)):
        if hidden:
            shown = ", ".join(hidden[:8]) + (" and more" if len(hidden) > 8 else "")
            plural = "s" if len(hidden) > 1 else ""
            yield Problem(f"hidden {word}{plural} {shown} read like the others", "", place, "note")
