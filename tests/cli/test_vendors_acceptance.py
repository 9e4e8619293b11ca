"""What a committee counts on from the command line: strangers' workbooks, cells, questions, versions."""

from __future__ import annotations

import csv
import json
import warnings
from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from helpers_cli import Cli
from helpers_office import fill_in_office, needs_uno
from helpers_questions import Form, put, workspace_in
from helpers_workbooks import REAL, content, needs_real, xlsx
from procfit import open_workspace

BOOKS: dict[str, Any] = (
    json.loads((REAL / "expected.json").read_text("utf-8"))["files"] if REAL.is_dir() else {}
)


def with_data(name: str) -> list[dict[str, Any]]:
    """Return the visible sheets of a workbook that hold requirements."""
    return [
        sheet
        for sheet in BOOKS[name]["sheets"]
        if sheet["data_rows"] and sheet.get("state", "visible") == "visible"
    ]


ANSWERED = [name for name in BOOKS if any(sheet["answer_columns"] for sheet in with_data(name))]


@pytest.fixture
def ready(cli: Cli) -> Cli:
    (cli.folder / "procfit.toml").write_text('format = 1\nname = "Test"\n', "utf-8")
    (cli.folder / "processes").mkdir()
    return cli


def rows_of(cli: Cli) -> list[dict[str, Any]]:
    """Return everything that was read from all vendors' workbooks, as other programs get it."""
    return [
        row
        for path in sorted((cli.folder / "vendors").glob("*.toml"))
        if path.name != "evaluation.toml"
        for row in cli("vendors", "show", path.stem, "--format", "json").json["rows"]
    ]


@needs_real
@pytest.mark.parametrize("name", list(BOOKS))
def test_a_strangers_workbook_is_stored_as_an_independent_reading_says(ready: Cli, name: str) -> None:
    result = ready("vendors", "import", str(REAL / name), "--yes", "--format", "json")
    assert result.code == 0
    sheets = with_data(name)
    told = {table["sheet"]: table for table in result.json["tables"]}
    assert len(told) == len(sheets)
    for sheet in sheets:
        table = told[sheet.get("sheet", name.rpartition(".")[0])]
        assert (table["header"], table["rows"]) == (sheet["header_row"], sheet["data_rows"])
        assert len(table["columns"]["answers"]) == len(sheet["answer_columns"])
        if isinstance(sheet["answer_columns"], dict):
            assert set(table["columns"]["answers"].values()) == set(sheet["answer_columns"])
            assert table["columns"]["feature"] == sheet["feature_column"]
        assert table["columns"]["id"] == sheet.get("id_column", table["columns"]["id"])
    if name not in ANSWERED:
        assert any("no answers were found" in notice["message"] for notice in result.json["notices"])
        assert result.json["stored"] == []
        return
    assert f"vendors/{name}" in result.json["stored"]
    expected: Counter[str] = Counter()
    for sheet in sheets:
        expected.update(sheet.get("answer_codes", {}))
    raw = [row["raw"] for row in rows_of(ready)]
    if expected:
        assert Counter(raw) == expected
    else:
        assert sum(bool(text.strip()) for text in raw) == sum(sheet["filled"] for sheet in sheets)


@needs_real
@pytest.mark.parametrize("name", ANSWERED)
def test_a_hundred_answers_stand_in_their_cells(ready: Cli, name: str) -> None:
    assert ready("vendors", "import", str(REAL / name), "--yes", "-q").code == 0
    rows = rows_of(ready)
    path = ready.folder / "vendors" / name
    if name.endswith(".csv"):
        with path.open(newline="", encoding="utf-8") as file:
            lines = list(csv.reader(file))
    else:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(BytesIO(path.read_bytes()), data_only=True)
    for row in Random(20260502).sample(rows, min(100, len(rows))):
        assert row["file"] == name
        if name.endswith(".csv"):
            number, column = coordinate_to_tuple(row["cell"])
            found: object = lines[number - 1][column - 1]
        else:
            found = book[row["sheet"]][row["cell"]].value
        assert row["raw"] == ("" if found is None else str(found))


ANSWERS = {"mail": "standard", "calls": "configuration", "record": "third-party", "audit": "none"}


def cells_of(form: Form, capability: str, code: str) -> list[tuple[str, str, str | float]]:
    answer, once = form.cell(capability, "answer"), form.cell(capability, "once")
    return [
        (answer.parent.title, answer.coordinate, code),
        (once.parent.title, once.coordinate, 900),
    ]


@needs_uno
def test_a_sorted_and_extended_workbook_filled_in_with_libreoffice_comes_back_by_itself(
    cli: Cli,
) -> None:
    workspace_in(cli.folder)
    cli("rfp", "-o", "q.xlsx")
    form = Form((cli.folder / "q.xlsx").read_bytes())
    for sheet in form.areas:
        form.reverse(sheet)
    form.book.create_sheet("Our remarks", 0)["A1"] = "Thank you for asking."
    (cli.folder / "sorted.xlsx").write_bytes(form.content)
    cells = [cell for capability, code in ANSWERS.items() for cell in cells_of(form, capability, code)]
    fill_in_office(
        cli.folder / "sorted.xlsx", cli.folder / "back.xlsx", [("Instructions", "B6", "Fir CRM"), *cells]
    )
    result = cli("rfp", "--answers", "back.xlsx", "--yes", "--format", "json")
    assert (result.code, result.json["problems"]) == (0, [])
    assert {each["capability"]: each["code"] for each in result.json["answers"]} == ANSWERS
    back = BytesIO((cli.folder / result.json["file"]).read_bytes())
    with warnings.catch_warnings(action="ignore"):  # what LibreOffice adds and openpyxl leaves out
        book = load_workbook(back)
    for each in (*result.json["answers"], *result.json["extra_prices"]):
        value = book[each["sheet"]][each["cell"]].value
        assert value == (each["raw"] if "raw" in each else each["amount"][1])
    assert cli("check").code == 0


@needs_uno
def test_ids_exchanged_on_the_way_are_told_and_the_answers_stay_right(cli: Cli) -> None:
    workspace_in(cli.folder)
    cli("rfp", "-o", "q.xlsx")
    form = Form((cli.folder / "q.xlsx").read_bytes())
    mail, calls = form.cell("mail", "id"), form.cell("calls", "id")
    cells = [cell for capability, code in ANSWERS.items() for cell in cells_of(form, capability, code)]
    put(mail, "calls")
    put(calls, "mail")
    (cli.folder / "changed.xlsx").write_bytes(form.content)
    fill_in_office(cli.folder / "changed.xlsx", cli.folder / "back.xlsx", cells)
    result = cli("rfp", "--answers", "back.xlsx", "--vendor", "fir", "--yes", "--format", "json")
    assert result.code == 1
    told = {each["cell"] for each in result.json["problems"] if "hidden id" in each["message"]}
    assert told == {mail.coordinate, calls.coordinate}
    assert {each["capability"]: each["code"] for each in result.json["answers"]} == ANSWERS


TABLE = """format = 1
name = "Acme"

[[table]]
file = "acme.xlsx"
sha256 = "{digest}"
sheet = "Answers"
header = 1
feature = "A"
answer = "B"
evidence = "documented"

[links]
leads = {{ rows = [
    {{ row = "Answers!2", text = "Forms" }}, # the old one
    {{ row = "Answers!3", text = "Chat" }},
], counts = "best", by = "Ana", date = 2026-05-02 }}
"""


def test_a_link_that_says_who_and_which_follows_its_rows_into_a_new_version(ready: Cli) -> None:
    from hashlib import sha256

    def version(*rows: tuple[str, str]) -> bytes:
        return content(xlsx({"Answers": [("Feature", "Answer"), *rows]}))

    (ready.folder / "processes" / "capabilities.toml").write_text(
        'format = 1\n[[capability]]\nid = "leads"\nname = "Leads"\n', "utf-8"
    )
    old = version(("Forms", "C"), ("Chat", "S"), ("Fax", "N"), ("Maps", "N"))
    folder: Path = ready.folder / "vendors"
    folder.mkdir()
    (folder / "acme.xlsx").write_bytes(old)
    (folder / "acme.toml").write_text(TABLE.format(digest=sha256(old).hexdigest()), "utf-8")
    new = version(("Tours", "S"), ("Maps", "N"), ("Chat", "N"), ("Forms", "C"))
    (ready.folder / "acme.xlsx").write_bytes(new)
    result = ready("vendors", "import", "acme.xlsx", "--format", "json")
    assert result.code == 0
    changes = {(each["change"], each["text"]): each["capabilities"] for each in result.json["changes"]}
    assert changes == {
        ("changed", "Chat"): ["leads"],
        ("appeared", "Tours"): [],
        ("vanished", "Fax"): [],
    }
    held = open_workspace(ready.folder).vendors["acme"]
    assert [link.row for link in held.links["leads"]] == ["Answers!5", "Answers!4"]
    assert (held.link_notes["leads"].counts, held.link_notes["leads"].by) == ("best", "Ana")
    assert "# the old one" in (folder / "acme.toml").read_text("utf-8")
    (answer,) = ready("vendors", "show", "acme", "leads", "--format", "json").json["answers"]
    assert (answer["code"], answer["evidence"], answer["cell"]) == ("configuration", "documented", "B5")
    rows = {row["text"]: row for row in answer["rows"]}
    assert rows["Chat"]["code"] == "none"
    assert "Answers!4" in held.tables[0].stale
