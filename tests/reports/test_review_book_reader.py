"""A filled-in review workbook is read however it was handled."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers_review import Book, needs_office, taken, through_office, workspace_in, written
from helpers_workbooks import content, xlsx
from procfit import Workspace, review
from procfit.decisions.taking import Change
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError, Place
from procfit.reports.review_book.reader import filled_in


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path)


@pytest.fixture
def book(workspace: Workspace) -> Book:
    return Book(written(workspace))


def changes(workspace: Workspace, data: bytes) -> dict[tuple[str, str], str | None]:
    found = taken(workspace, data)
    assert [str(problem) for problem in (*found.problems, *found.conflicts)] == []
    return {(change.process, change.step): change.after for change in found.changes}


def fill_everything(book: Book) -> None:
    book.decide("quotes", "copy", "discard")
    book.decide("quotes", "take", "Behalten")
    book.fill("Processes", ("quotes",), Disposition="modify")
    book.fill(
        "Findings",
        ("quotes", "no-value", "refuse"),
        Accepted="yes",
        Reason_to_live_with_it="Law",
        Who_decided="Bo",
    )


EVERYTHING = {("quotes", "copy"): "discard", ("quotes", "take"): "keep", ("quotes", ""): "modify"}


def test_an_untouched_workbook_changes_nothing(workspace: Workspace, book: Book) -> None:
    found = taken(workspace, book.content)
    assert (found.changes, found.accepted, found.problems, found.conflicts) == ((), (), (), ())
    assert found.unchanged == 2 + 6 + len(review(workspace).found)


def test_what_is_filled_in_is_read(workspace: Workspace, book: Book) -> None:
    fill_everything(book)
    assert changes(workspace, book.content) == EVERYTHING
    (answer,) = taken(workspace, book.content).accepted
    assert (answer.rule, answer.steps, answer.reason, answer.by) == (
        "no-value",
        ("refuse",),
        "Law",
        "Bo",
    )


def test_sorting_filtering_and_more_sheets_and_columns_change_nothing(
    workspace: Workspace, book: Book
) -> None:
    fill_everything(book)
    steps = book.sheet("Steps")
    rows = [[cell.value for cell in row] for row in steps.iter_rows(min_row=4)]
    for number, values in enumerate(reversed(rows), 4):
        for column, value in enumerate(values, 1):
            steps.cell(number, column).value = value
        steps.row_dimensions[number].hidden = number % 2 == 0
    steps.insert_cols(6)
    steps["F3"] = "Who does it"
    steps.insert_rows(1, 2)
    book.book.create_sheet("Notes", 0)["A1"] = "Disposition"
    steps.title = "Schritte"
    assert changes(workspace, book.content) == EVERYTHING


@needs_office
def test_saving_it_with_libreoffice_changes_nothing(
    workspace: Workspace, book: Book, tmp_path: Path
) -> None:
    untouched = taken(workspace, through_office(book.content, tmp_path))
    assert (untouched.changes, untouched.problems, untouched.conflicts) == ((), (), ())
    fill_everything(book)
    assert changes(workspace, through_office(book.content, tmp_path)) == EVERYTHING


def test_no_disposition_at_all_takes_one_away(workspace: Workspace, book: Book) -> None:
    cell = book.decide("quotes", "send", None)
    (change,) = taken(workspace, book.content).changes
    place = Place("review.xlsx", sheet="Steps", cell=cell.partition("!")[2])
    assert change == Change("quotes", "send", "keep", None, place)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("perhaps", '"perhaps" is no disposition'),
        ("=A1", "a formula without a result is no disposition"),
    ],
)
def test_a_word_that_is_none_is_told_with_its_cell(book: Book, value: str, message: str) -> None:
    cell = book.decide("quotes", "copy", value)
    (problem,) = book.filled.problems
    assert (problem.message, str(problem.where)) == (message, f"review.xlsx:{cell}")


def test_an_acceptance_that_is_neither_yes_nor_no_is_told(book: Book) -> None:
    cell = book.fill("Findings", ("quotes", "no-value", "copy"), Accepted="maybe")
    (problem,) = book.filled.problems
    assert str(problem).startswith(f'review.xlsx:{cell}: "maybe" is neither yes nor no')


def test_a_row_without_ids_is_told_only_when_it_says_something(book: Book) -> None:
    steps = book.sheet("Steps")
    last = steps.max_row
    steps.cell(last + 1, book.column("Steps", "Step")).value = "Something new"
    steps.cell(last + 2, book.column("Steps", "Disposition")).value = "add"
    findings = book.sheet("Findings")
    findings.cell(findings.max_row + 1, book.column("Findings", "Accepted")).value = "yes"
    assert [problem.where.sheet for problem in book.filled.problems] == ["Steps", "Findings"]
    assert "is not taken" in book.filled.problems[0].message


def test_a_changed_answer_to_a_question_is_read_with_its_cell(book: Book) -> None:
    cell = book.fill("Steps", ("quotes", "take"), **{"Would_the_customer_expect_that_in_return?": "no"})
    (answer,) = book.filled.answers
    assert (answer.process, answer.step, answer.question) == ("quotes", "take", "expected")
    assert (str(answer.where), answer.fields) == (f"review.xlsx:{cell}", {"expected": ("no", False)})
    assert book.filled.problems == ()


def test_a_workbook_of_something_else_is_refused() -> None:
    book = content(xlsx({"Steps": [["Step id", "Disposition"], ["take", "keep"]]}))
    with pytest.raises(InputError, match="holds no sheet of a review"):
        filled_in(parse_workbook(book, "other.xlsx"))
