"""The first sheet of the review workbook: how far the team is, how to go on, what the words mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procfit.decisions.review import Review
from procfit.reports import look
from procfit.reports.look import WORDS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["put_how_to_use"]

WIDTHS = (24, 92)
HEADING_HEIGHT = 24

_HOW = (
    (
        "1  Steps",
        "Go through the steps. The five questions show what is known; ask them again, and write",
    ),
    ("", "what you hear in the same form: value 4 of 5; 5 min work; Name: 2 h, same benefit (source)."),
    ("", "Choose keep, modify, discard or add in the column Disposition."),
    ("2  Findings", "What you live with: choose yes under Accepted, and say why and who decided."),
    ("3  Processes", "Choose a disposition for each process as a whole."),
    ("4  Read it back", "procfit review --answers FILE.xlsx --dry-run shows what would change;"),
    (
        "",
        "without it answers and dispositions go into the maps, the accepted findings into answers.toml.",
    ),
)
_RULES = (
    "Only columns with a brown heading are read back.",
    "An empty answer takes away what was known. What cannot be understood is told, with its cell.",
    "Sorting, filtering, more sheets and more columns are fine.",
    "Leave the hidden columns as they are: they tell which row is which, and what was decided before.",
    "What was changed in the map meanwhile is not overwritten; you are told.",
)
_MEANING = (
    ("disposition", "keep", "The step stays as it is."),
    ("disposition", "modify", "It stays, but changes; the map says how under to_be."),
    ("disposition", "discard", "It goes."),
    ("disposition", "add", "It is not there yet, and comes."),
    ("evidence", "measured", "Counted or timed: a report, a log, a stopwatch."),
    ("evidence", "asked of the customer", "Customers said so: a survey, an interview with them."),
    ("evidence", "asked of the team", "Those who do the work said so."),
    ("evidence", "assumed", "Nobody has given a source. Ask before you decide on it."),
)


def put_how_to_use(sheet: Worksheet, review: Review, name: str) -> None:
    """Fill the sheet."""
    sheet.title = "How to use"
    for letters, width in zip("AB", WIDTHS, strict=True):
        sheet.column_dimensions[letters].width = width
    look.put_title(
        sheet, 1, f"Review: {name}", "What each step gives the customer, and what becomes of it."
    )
    _put_lines(sheet, _lines(review), 4)
    row = sheet.max_row + 2
    _put_heading(sheet, row, "What the words mean")
    for number, (kind, word, meaning) in enumerate(_MEANING, row + 1):
        cell = look.put_text_in(sheet, number, 1, word)
        look.paint(cell, WORDS[kind][word])
        look.put_text_in(sheet, number, 2, meaning)
    look.set_print(sheet, 1)


def _lines(review: Review) -> Iterator[tuple[str, str]]:
    yield "# How far we are", ""
    for label, count in (
        ("Processes", review.processes), ("Steps", review.steps), ("Findings", review.findings),
    ):  # fmt: skip
        yield label, f"{count.decided} of {count.total} decided"
    yield "", ""
    yield "# How to go on", ""
    yield from _HOW
    yield "", ""
    for rule in _RULES:
        yield "", rule


def _put_heading(sheet: Worksheet, row: int, text: str) -> None:
    look.put_text_in(sheet, row, 1, text, size=13, bold=True)
    sheet.row_dimensions[row].height = HEADING_HEIGHT


def _put_lines(sheet: Worksheet, lines: Iterator[tuple[str, str]], first: int) -> None:
    for row, (label, text) in enumerate(lines, first):
        if label.startswith("# "):
            _put_heading(sheet, row, label[2:])
        else:
            look.put_text_in(sheet, row, 1, label, bold=True)
            look.put_text_in(sheet, row, 2, text)
