from __future__ import annotations

from procfit.formats.grid import Cell, Grid
from procfit.formats.headings import MOST_HEAD_ROWS, headings_in

TITLES = {"id": "Requirement id", "answer": "Your answer"}


def sheet(*cells: tuple[int, int, str]) -> Grid:
    return Grid("a.xlsx", "A", {(row, column): Cell(text) for row, column, text in cells})


def test_headings_are_found_wherever_they_moved() -> None:
    grid = sheet((1, 1, "Title"), (7, 5, " your  ANSWER "), (7, 2, "Requirement id"), (7, 3, "Other"))
    assert headings_in(grid, TITLES, ["id", "answer"]) == (7, {"id": 2, "answer": 5})


def test_a_table_without_a_needed_heading_is_none() -> None:
    grid = sheet((1, 1, "Requirement id"))
    assert headings_in(grid, TITLES, ["id", "answer"]) is None
    assert headings_in(grid, TITLES, ["id"]) == (1, {"id": 1})


def test_headings_far_down_are_data() -> None:
    rows = [(row, 1, "x") for row in range(1, MOST_HEAD_ROWS + 1)]
    grid = sheet(*rows, (MOST_HEAD_ROWS + 1, 1, "Requirement id"))
    assert headings_in(grid, TITLES, ["id"]) is None
