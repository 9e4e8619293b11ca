"""Answers to the five questions, filled into a review or an answer sheet, come back into the maps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers_maps import EXAMPLE
from helpers_review import Book, taken, workspace_in, written
from procfit import Workspace, open_workspace
from procfit.model.process import Rival, Step, Without
from procfit.model.quantities import Duration
from procfit.reports.workshop.answer_sheet import answer_sheet

BENEFIT, SLOWS = "What_does_it_do_for_the_customer?", "Does_it_slow_the_process?"
EXPECTED = "Would_the_customer_expect_that_in_return?"
RIVAL = "Does_a_competitor_do_it_quicker_with_the_same_benefit?"
WITHOUT = "Can_the_benefit_come_without_the_step?"
NOR = Rival("Nor", Duration.fixed(120), True, "shopping, 2026")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path)


def sheet(workspace: Workspace) -> Book:
    return Book(answer_sheet(workspace.maps.values(), workspace.name))


def step_after(workspace: Workspace, book: Book, name: str = "take") -> Step:
    found = taken(workspace, book.content)
    assert found.problems == found.conflicts == ()
    return found.maps["quotes"].step(name)


@pytest.mark.parametrize(
    ("heading", "text", "fields"),
    [
        (BENEFIT, "Somebody hears me\nvalue 5 of 5", {"benefit": "Somebody hears me", "value": 5}),
        (BENEFIT, "adds nothing", {"benefit": "", "value": None, "adds": "nothing"}),
        (BENEFIT, "", {"benefit": "", "value": None}),
        (SLOWS, "2 min – 5 min – 15 min work", {"work": Duration(2, 5, 15)}),
        (SLOWS, "1.5 h wait", {"wait": Duration.fixed(90)}),
        (EXPECTED, "no", {"expected": False}),
        (EXPECTED, "not assessed", {"expected": None}),
        (RIVAL, "Nor: 2 h, same benefit (shopping, 2026)", {"rival": NOR}),
        (RIVAL, "Nor", {"rival": Rival("Nor")}),
        (WITHOUT, "a form (quoting)", {"without": Without("a form", "quoting")}),
        (WITHOUT, "nobody asks (ever)!", {"without": Without("nobody asks (ever)!")}),
    ],
)  # fmt: skip
def test_an_answer_in_a_review_goes_into_its_step(
    workspace: Workspace, heading: str, text: str, fields: dict[str, Any]
) -> None:
    book = Book(written(workspace))
    book.fill("Steps", ("quotes", "take"), **{heading: text})
    assert step_after(workspace, book) == replace(workspace.map("quotes").step("take"), **fields)


@pytest.mark.parametrize(
    ("heading", "value", "fields"),
    [
        ("Value_for_the_customer,_0_to_5", 0, {"value": 0}),
        ("Value_for_the_customer,_0_to_5", None, {"value": None}),
        (BENEFIT, "Somebody hears me", {"benefit": "Somebody hears me"}),
        (EXPECTED, "no", {"expected": False}),
        ("Who_says_so", "watched 2026-03-05", {"source": "watched 2026-03-05"}),
        ("Work_(5_min,_2_h)", "2/5/15 min", {"work": Duration(2, 5, 15)}),
        ("Waiting_(5_min,_2_h)", 20, {"wait": Duration.fixed(20)}),
        ("Who_does_it_quicker", "Nor", {"rival": Rival("Nor")}),
        ("How_the_benefit_could_come_without_the_step", "a form", {"without": Without("a form")}),
    ],
)
def test_an_answer_in_an_answer_sheet_goes_into_its_step(
    workspace: Workspace, heading: str, value: object, fields: dict[str, Any]
) -> None:
    book = sheet(workspace)
    book.fill("Answers", ("quotes", "take"), **{heading: value})
    assert step_after(workspace, book) == replace(workspace.map("quotes").step("take"), **fields)


@pytest.mark.parametrize(
    ("heading", "text", "message"),
    [
        (BENEFIT, "value 9 of 5", "value "),
        (SLOWS, "5 min", "does not say whether it is work or waiting"),
        (SLOWS, "soon work", '"soon" is not a time'),
        (SLOWS, "1,234 h work", "may be a thousand or a fraction"),
        (EXPECTED, "perhaps", "neither yes nor no"),
        (RIVAL, "Nor: quickly", 'neither a time nor "same benefit"'),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_cell(
    workspace: Workspace, heading: str, text: str, message: str
) -> None:
    book = Book(written(workspace))
    cell = book.fill("Steps", ("quotes", "take"), **{heading: text})
    found = taken(workspace, book.content)
    (problem,) = found.problems
    assert message in problem.message
    assert str(problem.where) == f"review.xlsx:{cell}"
    assert found.maps == {}


def test_what_the_map_says_otherwise_meanwhile_is_a_conflict(workspace: Workspace) -> None:
    book = sheet(workspace)
    book.fill("Answers", ("quotes", "take"), **{EXPECTED: "no", "Who_says_so": "Bo"})
    path = workspace.root / "processes" / "quotes.toml"
    path.write_text(path.read_text().replace('source = "survey, n = 9"', 'source = "survey, n = 90"'))
    found = taken(open_workspace(workspace.root), book.content)
    (conflict,) = found.conflicts
    assert '"Bo" is not taken' in conflict.message
    assert 'says "survey, n = 90" now' in conflict.message
    assert [each.field for each in found.answered] == ["expected"]


def test_two_rows_of_one_step_that_contradict_each_other_are_told(workspace: Workspace) -> None:
    book = sheet(workspace)
    grid, row = book.sheet("Answers"), book.row("Answers", "quotes", "take")
    column = book.column("Answers", EXPECTED.replace("_", " "))
    for place in range(1, grid.max_column + 1):
        grid.cell(grid.max_row if place > 1 else grid.max_row + 1, place).value = grid.cell(
            row, place
        ).value
    grid.cell(row, column).value = "no"
    grid.cell(grid.max_row, column).value = None
    found = taken(workspace, book.content)
    assert len([each for each in found.problems if "more than once" in each.message]) == 2
    assert found.maps == {}


@pytest.mark.parametrize("form", ["review", "sheet"])
def test_a_workbook_as_it_was_written_changes_nothing(form: str) -> None:
    workspace = open_workspace(EXAMPLE)
    book = Book(written(workspace)) if form == "review" else sheet(workspace)
    found = taken(workspace, book.content)
    assert (found.maps, found.answered, found.conflicts, found.problems) == ({}, (), (), ())


def test_every_cell_written_anew_as_it_was_changes_nothing() -> None:
    """Times are told rounded: one that is written again as it was told keeps its exact value."""
    workspace = open_workspace(EXAMPLE)
    for book, name in ((Book(written(workspace)), "Steps"), (sheet(workspace), "Answers")):
        grid, told = book.sheet(name), 4
        for row in range(4, grid.max_row + 1):
            marks = str(grid.cell(row, told).value).split()
            grid.cell(row, told).value = " ".join("00000000" for _ in marks)
        found = taken(workspace, book.content)
        assert (found.maps, found.conflicts, found.problems) == ({}, (), ())


def test_the_sheet_is_locked_but_for_the_answers(workspace: Workspace) -> None:
    book = openpyxl.load_workbook(BytesIO(answer_sheet(workspace.maps.values(), workspace.name)))
    grid = book["Answers"]
    assert grid.protection.sheet
    heads = [cell.value for cell in grid[3]]
    locked = {head for head, cell in zip(heads, grid[4], strict=True) if cell.protection.locked}
    assert locked == {
        "Process id",
        "Step id",
        "Disposition then",
        "Fields then",
        "Process",
        "Step",
        "Who",
    }
    assert len(grid.data_validations.dataValidation) == 4


def test_a_competitor_keeps_the_date_that_no_sheet_shows(workspace: Workspace) -> None:
    path = workspace.root / "processes" / "quotes.toml"
    known = 'rival = { who = "Nor", time = "121m", date = 2026-02-03 }'
    path.write_text(path.read_text().replace("expected = true", f"expected = true\n{known}"))
    workspace = open_workspace(workspace.root)
    book = sheet(workspace)
    book.fill("Answers", ("quotes", "take"), Same_benefit_there="yes")
    assert step_after(workspace, book).rival == Rival(
        "Nor", Duration.fixed(121), True, "", date(2026, 2, 3)
    )
