"""What worksheets for people share: rows as high as their text, cells that offer a few words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FONT", "FONT_SIZE", "offer_words", "row_height"]

FONT, FONT_SIZE = "Calibri", 11
LINE_HEIGHT, HIGHEST_ROW = 15.0, 400.0


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
