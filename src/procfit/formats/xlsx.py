"""Excel workbooks (.xlsx, .xlsm) read into grids by openpyxl, behind a guard."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from procfit.formats.collecting import no_collecting
from procfit.formats.grid import (
    CELL_BUDGET,
    Area,
    Cell,
    Choices,
    Grid,
    Workbook,
    column_letters,
)
from procfit.formats.xlsx_guard import Limits, SheetGuard
from procfit.formats.xlsx_package import Guards, Sheet, find_book, guarded_package, theme_colors
from procfit.formats.xlsx_values import Values
from procfit.formats.zip_parts import ZipParts
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import visible

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx"]

_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_NO_TABLES = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet"})


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
    theme = cache(partial(theme_colors, parts, book, limits))
    read = iter(_load(package, file, tables, guards, theme) if tables else ())
    grids = [next(read) if sheet in tables else Grid(file, sheet.name) for sheet in visible_sheets]
    notices = [_hidden_notice(sheet, file) for sheet in hidden]
    for grid in grids:
        notices.extend(_sheet_notices(grid))
    return Workbook(file, tuple(grids), tuple(notices), tuple(sheet.name for sheet in hidden))


def _load(
    package: BytesIO,
    file: str,
    sheets: list[Sheet],
    guards: Guards,
    theme: Callable[[], Sequence[str]],
) -> list[Grid]:
    """Return the grids of the package; whatever stops openpyxl becomes one line."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is lost on saving, and nothing is saved
            book = load_workbook(package, data_only=True)
        values = Values(guards.texts, book.epoch, *guards.styles.moments())
        colors = guards.styles.colors(theme)
        read = zip(sheets, guards.sheets, book.worksheets, strict=True)
        return [_grid(file, sheet.name, loaded, guard, values, colors) for sheet, guard, loaded in read]
    except Exception as error:
        reason = visible(str(error.__cause__ or error)).partition("\n")[0]
        raise InputError(
            f"cannot be read: {reason}", "save it anew in a spreadsheet", Place(file)
        ) from error


def _grid(
    file: str,
    name: str,
    sheet: Worksheet,
    guard: SheetGuard,
    values: Values,
    colors: Mapping[str, str],
) -> Grid:
    cells = {
        position: cell
        for position, heard in guard.cells.items()
        if (cell := values.cell(heard)).text or heard is None
    }
    for position in guard.marked:
        marked = _marked(sheet.cell(*position), cells.get(position, Cell("")))
        if marked is not None:
            cells[position] = marked
    columns = [column for column in sheet.column_dimensions.values() if column.hidden]
    return Grid(
        file,
        name,
        cells,
        tuple(guard.merged),
        frozenset(guard.hidden_rows & {row for row, _ in cells}),
        tuple((column.min or 0, column.max or 0) for column in columns),
        tuple(_choices(sheet)),
        {position: colors[style] for style in colors for position in guard.styled.get(style, ())},
    )


def _marked(found: OpenCell | MergedCell, cell: Cell) -> Cell | None:
    """Return a cell with its comment and its link, or None where nothing stands."""
    comment = _THREADED.sub("", found.comment.text).strip() if found.comment else ""
    link = (found.hyperlink.target or "") if found.hyperlink else ""
    if cell.text or comment or link or cell.kind == "formula":
        return Cell(cell.text, cell.kind, comment, link)
    return None


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
