"""What worksheets for people share: rows as high as their text, cells that offer a few words."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FONT", "FONT_SIZE", "offer_words", "row_height", "sheet_title"]

FONT, FONT_SIZE = "Calibri", 11
LINE_HEIGHT, HIGHEST_ROW = 15.0, 400.0
LONGEST_TITLE = 31
_RESERVED = "history"  # Excel keeps it for itself
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")


def row_height(row: Sequence[object], widths: Sequence[int]) -> float:
    """Return the height of a row in points that shows all its wrapped text, as far as a page goes.

    Parameters
    ----------
    row
        The cells; None is an empty one.
    widths
        The widths of their columns in characters.
    """
    lines = [
        sum(math.ceil(max(len(line), 1) / (width - 1)) for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
        if value is not None
    ]
    return min(LINE_HEIGHT * max(lines, default=1), HIGHEST_ROW)


def offer_words(sheet: Worksheet, area: str, words: Sequence[str]) -> None:
    """Let the cells of an area choose from a few words, and refuse others."""
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(words)
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    offer.error = f"One of: {', '.join(words)}"
    sheet.add_data_validation(offer)
    offer.add(area)


def sheet_title(name: str, fallback: str, taken: Collection[str] = ()) -> str:
    """Return a name that a sheet may have, and that no other of the workbook has in any case.

    Examples
    --------
    >>> sheet_title("Sales: 'A/B'", "Steps"), sheet_title("***", "Steps", ["steps"])
    ("Sales  'A B", 'Steps (2)')
    """
    title = _fitting(name, LONGEST_TITLE) or fallback
    others = {_RESERVED, *(each.casefold() for each in taken)}
    made, number = title, 1
    while made.casefold() in others:
        number += 1
        ending = f" ({number})"
        made = _fitting(title, LONGEST_TITLE - len(ending)) + ending
    return made


def _fitting(name: str, most: int) -> str:
    return _NOT_IN_TITLES.sub(" ", name).strip().strip("'")[:most].strip().strip("'")
