"""The review workbook as a team opens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from helpers_review import Book, workspace_in, written


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(written(workspace_in(tmp_path)))


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_it_has_its_sheets_in_the_order_of_work(book: Book) -> None:
    names = ["How to use", "Processes", "Steps", "Findings", "Requirements"]
    assert book.book.sheetnames == names
    assert "1 of 6 decided" in texts(book.sheet("How to use"))


def test_the_five_questions_are_asked_with_what_is_known(book: Book) -> None:
    sheet, row = book.sheet("Steps"), book.row("Steps", "quotes", "take")
    known = {
        str(head.value): sheet.cell(row, head.column).value
        for head in sheet[3]
        if head.value is not None
    }
    assert known["What does it do for the customer?"] == "Somebody listens\nvalue 3 of 5"
    assert known["Does it slow the process?"] == "not assessed"
    assert known["Would the customer expect that in return?"] == "yes"
    assert known["Does a competitor do it quicker with the same benefit?"] == "not assessed"
    assert known["Can the benefit come without the step?"] == "not assessed"
    assert known["Known how"] == "asked of the customer"


def test_findings_say_what_they_rest_on_and_requirements_what_needs_them(book: Book) -> None:
    findings = book.sheet("Findings")
    row = book.row("Findings", "quotes", "no-value", "copy")
    assert findings.cell(row, book.column("Findings", "Rests on")).value == "assumptions"
    assert findings.cell(row, book.column("Findings", "Decided")).value == "open"
    requirements = book.sheet("Requirements")
    assert [cell.value for cell in requirements[4]] == [
        "Quoting", None, None, 1, 1, "planned", "Quotes: Send",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Processes", "Steps", "Findings", "Requirements"])
def test_heads_stay_and_pages_are_as_wide_as_the_table(book: Book, name: str) -> None:
    sheet = book.sheet(name)
    assert str(sheet.freeze_panes).endswith("4")
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("name", "hidden", "choices"),
    [
        ("Processes", ["Process id", "Disposition then"], '"keep,modify,discard,add"'),
        (
            "Steps",
            ["Process id", "Step id", "Disposition then", "Answers then"],
            '"keep,modify,discard,add"',
        ),
        ("Findings", ["Process id", "Rule id", "Step ids", "Accepted then"], '"yes,no"'),
    ],
)
def test_ids_are_hidden_and_answers_are_chosen(
    book: Book, name: str, hidden: list[str], choices: str
) -> None:
    sheet = book.sheet(name)
    out_of_sight = [
        cell.value for cell in sheet[3] if sheet.column_dimensions[cell.column_letter].hidden
    ]
    assert out_of_sight == hidden
    (offer,) = sheet.data_validations.dataValidation
    assert offer.formula1 == choices


def test_text_is_never_a_formula(book: Book) -> None:
    cells = [cell for sheet in book.book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    named = [cell for cell in cells if cell.value == "=1+1"]
    assert named
    assert all(cell.quotePrefix for cell in named)
