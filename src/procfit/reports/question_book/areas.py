"""Where the questions of each area stand in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procfit.decisions.questions import Question, by_area
from procfit.formats.grid import column_letters
from procfit.formats.question_manifest import MANIFEST_SHEET
from procfit.formats.sheet_layout import sheet_title

__all__ = ["HEAD", "INSTRUCTIONS", "PRICES", "AreaSheet", "area_sheets"]

INSTRUCTIONS, PRICES = "Instructions", "Prices"
HEAD = 4
"""The row of the headings; above it stand the title, what to do and how far the vendor is."""


@dataclass(frozen=True)
class AreaSheet:
    """A sheet of questions: the area, the sheet's title, and the questions in order."""

    area: str
    title: str
    questions: Sequence[Question]

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return HEAD + 1

    @property
    def last(self) -> int:
        """The last row."""
        return HEAD + len(self.questions)

    def column(self, place: int) -> str:
        """Return the cells of a column below its heading."""
        letters = column_letters(place)
        return f"{letters}{self.first}:{letters}{self.last}"

    def reference(self, cells: str) -> str:
        """Return how another sheet refers to cells of this one."""
        quoted = self.title.replace("'", "''")
        return f"'{quoted}'!{cells}"


def area_sheets(questions: Sequence[Question]) -> list[AreaSheet]:
    """Return the sheets in order, each with a title that no other has."""
    taken = [INSTRUCTIONS, PRICES, MANIFEST_SHEET]
    sheets = []
    for area, asked in by_area(questions).items():
        taken.append(sheet_title(area, "Questions", taken))
        sheets.append(AreaSheet(area, taken[-1], asked))
    return sheets
