from __future__ import annotations

from datetime import date

import pytest

from procfit.formats.demo_form import DEMO_HEADINGS, Seen, seen_in
from procfit.formats.grid import Cell, Grid, Workbook
from procfit.model.errors import InputError, Problem
from procfit.model.vendor import Settled

TODAY = date(2026, 5, 2)
KEYS = list(DEMO_HEADINGS)


def read(**cells: str) -> tuple[list[Seen], list[Problem]]:
    """Return what is read from a form with one row."""
    row = {"vendor": "fir", "capability": "mail", "then": "standard", **cells}
    grid = {(3, column): Cell(title) for column, title in enumerate(DEMO_HEADINGS.values(), 1)}
    grid |= {(4, KEYS.index(key) + 1): Cell(text) for key, text in row.items()}
    return seen_in(Workbook("d.xlsx", (Grid("d.xlsx", "Fir", grid),)), ("standard", "none"), TODAY)


def test_what_was_seen_as_claimed_is_demonstrated() -> None:
    ((seen,), problems) = read(result="as claimed", by="Ana", note="twice")
    assert problems == []
    assert (seen.vendor, seen.capability) == ("fir", "mail")
    assert seen.settled == Settled("standard", "demonstrated", "Ana", "demo: as claimed", "twice", TODAY)


def test_what_was_not_seen_is_worth_what_the_team_says() -> None:
    ((seen,), _) = read(result="Not seen", code="None", by="Ana")
    assert seen.settled.code == "none"


@pytest.mark.parametrize("result", ["", "not shown"])
def test_what_was_not_shown_stays_a_claim(result: str) -> None:
    assert read(result=result) == ([], [])


@pytest.mark.parametrize(
    ("cells", "cell", "message"),
    [
        ({"result": "great", "by": "Ana"}, "J4", '"great" does not say what was seen'),
        ({"code": "none"}, "J4", "the answer is worth something else, but nothing was seen"),
        ({"result": "in part", "by": "Ana"}, "K4", "in part, but not what the answer is worth now"),
        (
            {"result": "as claimed", "then": "blank", "by": "Ana"},
            "K4",
            "as claimed, but not what the answer is",
        ),
        ({"result": "as claimed"}, "M4", "nobody stands for what was seen"),
        ({"result": "as claimed", "by": "Ana", "vendor": ""}, "J4", "is not taken: the hidden columns"),
    ],
)
def test_what_says_too_little_is_told_at_its_cell(
    cells: dict[str, str], cell: str, message: str
) -> None:
    seen, (problem,) = read(**cells)
    assert seen == []
    assert problem.where.cell == cell
    assert problem.message.startswith(message)


def test_any_other_workbook_is_refused() -> None:
    with pytest.raises(InputError, match="holds no form of a demo"):
        seen_in(Workbook("d.xlsx", (Grid("d.xlsx", "A"),)), (), TODAY)
