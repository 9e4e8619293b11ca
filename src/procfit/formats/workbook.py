"""A vendor's workbook in any form, opened safely: .xlsx, .xlsm, .csv, .tsv."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from procfit.formats.csv_grid import decode, read_csv
from procfit.formats.grid import CELL_BUDGET, Workbook
from procfit.formats.toml_file import read_bytes
from procfit.formats.xlsx import read_xlsx
from procfit.model.errors import InputError, Place

__all__ = ["EXCEL", "TEXT_TABLES", "parse_workbook", "read_workbook"]

EXCEL = frozenset({".xlsx", ".xlsm"})
TEXT_TABLES = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_workbook(
    path: Path, shown: str = "", budget: int = CELL_BUDGET, also: Collection[str] = ()
) -> Workbook:
    """Read a workbook; hidden sheets are left out with a notice.

    Parameters
    ----------
    path
        The file.
    shown
        The name to use in messages; the path itself by default.
    budget
        How many cells it may hold.
    also
        Sheets to read although they are hidden.

    Raises
    ------
    InputError
        When it cannot be read: one line that names the file and, where known, sheet and cell.
    """
    shown = shown or str(path)
    content, problem = read_bytes(path, shown)
    if problem:
        raise InputError(problem.message, problem.hint, problem.where)
    return parse_workbook(content, shown, budget, also)


def parse_workbook(
    content: bytes, shown: str, budget: int = CELL_BUDGET, also: Collection[str] = ()
) -> Workbook:
    """Read the content of a workbook; the ending of `shown` says which kind it is."""
    ending = Path(shown).suffix.lower()
    if not content:
        raise InputError("is empty (0 bytes)", "get the file again", Place(shown))
    if ending in EXCEL:
        _check_excel(content, shown)
        return read_xlsx(content, shown, budget, also)
    if ending in TEXT_TABLES:
        return read_csv(content, shown, budget)
    hint = (
        "save it as .xlsx" if ending in (".xls", ".ods", ".xlsb", ".numbers") else "give .xlsx or .csv"
    )
    raise InputError(f'no workbook ends in "{ending}"', hint, Place(shown))


def _check_excel(content: bytes, shown: str) -> None:
    if content.startswith(_ZIP):
        return
    if content.startswith(_OLD_EXCEL):
        message, hint = "is an old .xls or has a password", "save it as .xlsx without a password"
    elif _looks_like_csv(content, shown):
        message, hint = "is not a workbook; it looks like CSV", "rename it to end in .csv"
    else:
        message, hint = "is not a workbook", "save it as .xlsx from a spreadsheet"
    raise InputError(message, hint, Place(shown))


def _looks_like_csv(content: bytes, shown: str) -> bool:
    try:
        text, _ = decode(content, shown)
    except InputError:
        return False
    first = text.splitlines()[0] if text else ""
    return any(mark in first for mark in ";,\t")
