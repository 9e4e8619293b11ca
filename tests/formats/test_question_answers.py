from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_questions import Form, answers_in, put, returned, told, workspace_in, written
from helpers_review import needs_office, through_office
from procfit import Workspace
from procfit.formats.question_answers import rfp_tables

ASKED = ("mail", "calls", "record", "audit")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "ws").mkdir()
    return workspace_in(tmp_path / "ws")


@pytest.fixture
def form(workspace: Workspace) -> Form:
    return Form(written(workspace)).answer(mail="standard", calls="roadmap", record="none")


ANSWERED = {"mail": "standard", "calls": "roadmap", "record": "none", "audit": ""}


def test_a_returned_workbook_maps_itself(form: Form, workspace: Workspace) -> None:
    book = form.returned
    assert answers_in(book, workspace, ASKED) == ANSWERED
    assert told(book) == []
    assert [table.sheet for table in book.tables] == [sheet.title for sheet in form.areas]


def test_any_other_workbook_is_none(tmp_path: Path, form: Form) -> None:
    del form.book["procfit"]
    (tmp_path / "q.xlsx").write_bytes(form.content)
    assert rfp_tables(tmp_path / "q.xlsx") is None


def test_the_mapping_names_file_content_and_date(tmp_path: Path, form: Form) -> None:
    (tmp_path / "q.xlsx").write_bytes(form.content)
    book = rfp_tables(tmp_path / "q.xlsx", today=date(2026, 5, 4))
    assert book is not None
    table = book.tables[0]
    assert (table.file, len(table.sha256), table.date) == ("q.xlsx", 64, date(2026, 5, 4))
    assert table.confirmed_by == "procfit rfp"
    assert table.evidence == "claimed"


def test_sorted_rows_keep_their_answers(form: Form, workspace: Workspace) -> None:
    for sheet in form.areas:
        form.reverse(sheet)
    assert answers_in(form.returned, workspace, ASKED) == ANSWERED
    assert told(form.returned) == []


def test_inserted_rows_and_columns_move_nothing(form: Form, workspace: Workspace) -> None:
    for sheet in form.areas:
        sheet.insert_rows(5)
        sheet.insert_cols(4)
    assert answers_in(form.returned, workspace, ASKED) == ANSWERED
    assert told(form.returned) == []


def test_added_and_renamed_sheets_do_not_matter(form: Form, workspace: Workspace) -> None:
    form.sheet("Instructions")["B6"] = "Fir"
    form.book.create_sheet("About us", 0)["A1"] = "Company"
    form.sheet("Talking").title = "Discussed"
    assert answers_in(form.returned, workspace, ASKED) == ANSWERED
    assert form.returned.vendor_name == "Fir"
    assert told(form.returned) == []


@needs_office
def test_saving_with_libreoffice_changes_nothing(
    form: Form, workspace: Workspace, tmp_path: Path
) -> None:
    form.fill("mail", proof="live demo", comment="=cmd", once=1200)
    book = returned(through_office(form.content, tmp_path))
    assert answers_in(book, workspace, ASKED) == ANSWERED
    assert told(book) == []
    assert [(extra.capability, extra.amount[1]) for extra in book.extras] == [("mail", 1200)]


def test_an_exchanged_id_is_told_at_its_cell_and_the_wording_counts(
    form: Form, workspace: Workspace
) -> None:
    cells = form.cell("mail", "id"), form.cell("calls", "id")
    cells[0].value, cells[1].value = "calls", "mail"
    book = form.returned
    assert answers_in(book, workspace, ASKED) == ANSWERED
    assert told(book) == [
        ("Talking!A5", 'the hidden id of Q-001 is "calls", and was "mail"'),
        ("Talking!A6", 'the hidden id of Q-002 is "mail", and was "calls"'),
    ]


@pytest.mark.parametrize("value", [None, "nonsense", 7])
def test_a_lost_id_is_told_and_found_by_its_wording(
    form: Form, workspace: Workspace, value: object
) -> None:
    place = form.fill("mail", id=value)
    book = form.returned
    assert answers_in(book, workspace, ASKED) == ANSWERED
    assert [where for where, _ in told(book)] == [place]


def test_a_reworded_question_is_told_and_not_counted(form: Form, workspace: Workspace) -> None:
    place = form.fill("mail", requirement="Letters")
    book = form.returned
    assert book.links["mail"] == ()
    assert answers_in(book, workspace, ("calls",)) == {"calls": "roadmap"}
    assert told(book)[0][0] == place
    assert "no longer reads as it was asked" in told(book)[0][1]


def test_a_question_with_another_id_and_wording_is_not_counted(form: Form) -> None:
    form.fill("mail", requirement="Letters")
    place = form.fill("mail", id="letters")
    book = form.returned
    assert book.links["mail"] == ()
    assert told(book)[0] == (
        place, "Q-001 (mail) has another id and another wording, so that its answer is not counted",
    )  # fmt: skip


def test_a_removed_row_is_told(form: Form) -> None:
    form.sheet("Talking").delete_rows(5)
    book = form.returned
    assert book.links["mail"] == ()
    assert told(book) == [("q.xlsx", "no row answers Q-001 (mail) as it was asked")]


def test_a_question_answered_twice_and_differently_is_told_and_open(form: Form) -> None:
    sheet = form.sheet("Talking")
    for column, cell in enumerate(sheet[5], 1):
        put(sheet.cell(7, column), cell.value)
    sheet["G7"] = "none"
    book = form.returned
    assert book.links["mail"] == ()
    assert told(book) == [("Talking!A5", "Q-001 stands there again in q.xlsx:Talking!G7")]


def test_a_changed_number_is_told(form: Form, workspace: Workspace) -> None:
    place = form.fill("mail", number="Q-009")
    book = form.returned
    assert answers_in(book, workspace, ASKED) == ANSWERED
    assert told(book) == [(place, 'the number is "Q-009", and was Q-001')]


def test_a_changed_hidden_list_is_told(form: Form) -> None:
    form.sheet("procfit")["A6"] = "fax"
    assert told(form.returned)[0] == ("procfit", "the hidden list of what was asked was changed")


def test_a_row_that_the_vendor_added_is_told_and_not_counted(form: Form) -> None:
    sheet = form.sheet("Talking")
    sheet["C9"], sheet["G9"] = "Telepathy", "standard"
    book = form.returned
    assert told(book) == [("Talking!C9", "this row was not asked for and is not counted")]
    assert "Telepathy" not in {link.text for links in book.links.values() for link in links}


def test_the_vendor_says_who_it_is(form: Form) -> None:
    sheet = form.sheet("Instructions")
    sheet["B5"], sheet["B6"] = "Fir GmbH", "Fir CRM\n9"
    assert form.returned.vendor_name == "Fir CRM 9"
    sheet["B6"] = None
    assert form.returned.vendor_name == "Fir GmbH"
