"""Text tables (.csv, .tsv, .txt) read into a grid; the encoding is decided, never guessed."""

from __future__ import annotations

import codecs
import csv
from io import StringIO
from itertools import islice

from procfit.formats.grid import CELL_BUDGET, MAX_COLUMN, Budget, Cell, Grid, Workbook
from procfit.model.errors import InputError, Place, Problem

__all__ = ["decode", "read_csv"]

DELIMITERS = ";,\t"
SAMPLE_LINES = 50
NUL_SHARE = 0.05
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(content: bytes, file: str, budget: int = CELL_BUDGET) -> Workbook:
    """Return the one sheet of a text table, named after the file.

    Raises
    ------
    InputError
        When it is not text, or a quote is never closed.
    """
    text, encoding = decode(content, file)
    delimiter = _delimiter(text)
    name = file.rpartition("/")[2].rpartition(".")[0]
    cells = _cells(text, delimiter, file, name, Budget(budget, "cells", file))
    notices = [_said(f"read as {encoding}", file)]
    if not cells:
        notices.append(_said(f"no rows found in {file}", file))
    grid = Grid(file, name, cells)
    notices.extend(_ragged(grid))
    return Workbook(file, (grid,), tuple(notices))


def decode(content: bytes, file: str) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else strict UTF-8, else cp1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, file), encoding.removesuffix("-sig").upper()
    if content.count(0) > NUL_SHARE * len(content):
        raise InputError(
            "is not text, or UTF-16 without a byte order mark", "save it as UTF-8", Place(file)
        )
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(content, "cp1252", file), "cp1252"


def _strictly(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            "is not text", "save it as UTF-8 from a spreadsheet", Place(file, line)
        ) from error


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the most of the first lines into the same number of cells."""
    lines = list(islice(StringIO(text, newline=""), SAMPLE_LINES))

    def fits(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
        usual = max(sorted(set(widths)), key=widths.count, default=1)
        return widths.count(usual), usual

    return max(DELIMITERS, key=fits)


def _cells(
    text: str, delimiter: str, file: str, name: str, budget: Budget
) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for number, row in enumerate(reader, 1):
            start = reader.line_num + 1
            if len(row) > MAX_COLUMN:
                raise csv.Error(f"{len(row):,} cells in one line")
            kept = {(number, column): Cell(value) for column, value in enumerate(row, 1) if value}
            budget.spend(len(kept), name)
            cells.update(kept)
    except csv.Error as error:
        unclosed = "unexpected end" in str(error)
        message = "a quote that opens here is never closed" if unclosed else f"not a table: {error}"
        raise InputError(message, "mend the line in a text editor", Place(file, start)) from error
    return cells


def _ragged(grid: Grid) -> list[Problem]:
    """Tell which rows have more cells than the first."""
    widths: dict[int, int] = {}
    for row, column in grid.cells:
        widths[row] = max(widths.get(row, 0), column)
    first = widths.get(min(widths, default=0), 0)
    return [
        Problem(
            f"row {row} has {width} cells, the first has {first}",
            "check the quotes in it",
            grid.place(row, first + 1),
            "note",
        )
        for row, width in widths.items()
        if width > first and first > 1
    ][:20]


def _said(message: str, file: str) -> Problem:
    return Problem(message, "", Place(file), "note")
