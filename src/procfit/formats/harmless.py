"""Text into spreadsheets so that no program that opens them takes it for a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

__all__ = ["LONGEST_CELL", "csv_text", "from_csv_text", "put_text"]

LONGEST_CELL = 32_767
"""How many characters a cell holds."""

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # workbooks spell control signs as _x000D_
_DANGEROUS = frozenset("=+-@\t\r")


def put_text(cell: Cell | MergedCell, text: str) -> bool:
    """Write text into a cell of a workbook as text, whatever it begins with.

    Returns
    -------
    bool
        Whether all of it fits.
    """
    cell.value = _ESCAPED.sub("_x005F_", text)[:LONGEST_CELL]
    cell.data_type = "s"
    if _is_dangerous(text):
        cell.quotePrefix = True
    return len(text) <= LONGEST_CELL


def csv_text(text: str) -> str:
    """Return text for a CSV file, with a ``'`` in front of what a spreadsheet would run.

    Examples
    --------
    >>> csv_text("=1+1"), csv_text("'=1+1"), csv_text("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _is_dangerous(text) else text


def from_csv_text(text: str) -> str:
    """Return the text that `csv_text` made harmless.

    Examples
    --------
    >>> from_csv_text("'=1+1"), from_csv_text("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and _is_dangerous(text) else text


def _is_dangerous(text: str) -> bool:
    return text.lstrip("'")[:1] in _DANGEROUS and bool(text.lstrip("'"))
