from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from helpers_questions import Form, workspace_in, written
from helpers_review import needs_office, through_office

FILL_IN = "GHIJK"
LISTED = ["standard", "configuration", "third-party", "customization", "roadmap", "none"]


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return written(workspace_in(tmp_path))


@pytest.fixture
def form(content: bytes) -> Form:
    return Form(content)


def test_each_area_is_a_sheet_between_instructions_and_prices(form: Form) -> None:
    assert form.book.sheetnames == [
        "Instructions", "Talking", "Knowing  'all' of it", "Other requirements", "Prices", "procfit",
    ]  # fmt: skip
    assert form.sheet("procfit").sheet_state == "veryHidden"


def test_a_question_says_why_it_matters_in_the_words_of_customers(form: Form) -> None:
    assert form.cell("mail", "why").value == "“I have it today” – Quotes, Send it"
    assert form.cell("record", "must").value == "must"
    assert form.cell("calls", "description").value == "Who calls is known at once."


def test_a_name_that_looks_like_a_formula_stays_text(form: Form) -> None:
    cell = form.cell("mail", "requirement")
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Mail", "s", True)


def test_only_cells_to_fill_in_are_open(form: Form) -> None:
    for sheet in form.areas:
        assert sheet.protection.sheet
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                assert cell.protection.locked == (cell.column_letter not in FILL_IN), cell.coordinate
    assert form.book.security.lockStructure
    assert all(sheet.protection.sheet for sheet in form.book.worksheets)


def test_who_the_vendor_is_can_be_filled_in(form: Form) -> None:
    sheet = form.sheet("Instructions")
    assert [sheet[name].protection.locked for name in ("B5", "B6", "B7", "A5")] == [
        False, False, False, True,
    ]  # fmt: skip


def listed(form: Form, sheet: Worksheet) -> list[str]:
    """Return the words that the cell of the first answer offers."""
    (offer,) = [each for each in sheet.data_validations.dataValidation if "G5" in each.sqref]
    name, _, area = str(offer.formula1).replace("$", "").partition("!")
    return [str(cell.value) for (cell,) in form.sheet(name.strip("'"))[area]]


def test_answers_are_chosen_from_the_scale_that_the_instructions_explain(form: Form) -> None:
    assert all(listed(form, sheet) == LISTED for sheet in form.areas)
    meanings = {row[0].value: row[1].value for row in form.sheet("Instructions").iter_rows(min_row=5)}
    assert str(meanings["roadmap"]).startswith("Not there today")


def test_other_than_amounts_are_refused_as_prices(form: Form) -> None:
    kinds = {
        each.type: str(each.sqref)
        for each in form.sheet("Talking").data_validations.dataValidation
        if each.type == "decimal"
    }
    assert "decimal" in kinds


def test_rows_without_an_answer_stand_out(form: Form) -> None:
    rules = form.sheet("Talking").conditional_formatting
    formulas = {str(area.sqref): rule.formula for area in rules for rule in area.rules if rule.formula}
    assert formulas["B5:C6 G5:G6"] == ['AND($C5<>"",TRIM($G5)="")']


def test_it_prints_on_landscape_pages_with_the_headings_on_each(form: Form) -> None:
    for sheet in form.areas:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.freeze_panes == "D5"
        assert sheet.column_dimensions["A"].hidden


def test_prices_are_asked_in_the_currency_of_the_workspace(form: Form) -> None:
    sheet = form.sheet("Prices")
    assert "EUR" in str(sheet["B2"].value)
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [
        "users", "licence_per_user_month", "implementation", "run_per_year",
    ]  # fmt: skip


@needs_office
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_progress_counts_and_everything_survives_libreoffice(form: Form, tmp_path: Path) -> None:
    form.answer(mail="standard", record="none")
    (tmp_path / "office").mkdir()
    saved = through_office(form.content, tmp_path / "office")
    (tmp_path / "saved.xlsx").write_bytes(saved)
    values = openpyxl.load_workbook(tmp_path / "saved.xlsx", data_only=True)
    assert values["Talking"]["B3"].value == "1 of 2 answered"
    totals = [
        row for row in values["Instructions"].iter_rows(values_only=True) if row[0] == "All sheets"
    ]
    assert totals == [("All sheets", 4, 2, 0.5, 2, 1)]
    again = Form(saved)
    assert listed(again, again.sheet("Talking")) == LISTED
    assert again.sheet("Talking").protection.sheet
    assert again.sheet("procfit").sheet_state != "visible"
