"""Every answer leads back to the cell it was written in."""

from __future__ import annotations

import csv
import random
from datetime import date
from functools import cache
from hashlib import sha256

from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.fit.answers import answers_of
from procfit.fit.provenance import answer_entries, row_entries
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, Link, Row, Vendor
from procfit.workspace.workbooks import workbooks_of

LOOKED_AT = 100


@cache
def cells_of(file: str, sheet: str) -> dict[str, object]:
    """Return what a spreadsheet program shows in the cells of a sheet of the example."""
    path = EXAMPLE / "vendors" / file
    if path.suffix == ".csv":
        lines = csv.reader(path.read_text(encoding="cp1252").splitlines(), delimiter=";")
        return {
            f"{chr(65 + column)}{number}": value
            for number, line in enumerate(lines, 1)
            for column, value in enumerate(line)
        }
    book = load_workbook(path, data_only=True)
    return {cell.coordinate: cell.value for line in book[sheet].iter_rows() for cell in line}


def shown(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value)) if whole else str(value)  # type: ignore[call-overload]


def test_random_answers_stand_where_they_are_said_to_stand() -> None:
    workspace = open_workspace(EXAMPLE)
    answers = [
        answer
        for vendor in workspace.vendors.values()
        for answer in answers_of(
            vendor,
            workspace.rows[vendor.id],
            workspace.scores,
            workspace.evaluation,
            workspace.capabilities,
        ).values()
        if answer.cell
    ]
    chosen = random.Random(20261125).sample(answers, LOOKED_AT)
    assert len({answer.vendor for answer in chosen}) == len(workspace.vendors)
    for answer in chosen:
        assert coordinate_to_tuple(answer.cell)
        written = cells_of(answer.file, answer.sheet).get(answer.cell)
        assert shown(written) == answer.raw, answer


def test_every_row_of_the_example_stands_where_it_is_said_to_stand() -> None:
    workspace = open_workspace(EXAMPLE)
    for rows in workspace.rows.values():
        for row in rows:
            written = shown(cells_of(row.file, row.sheet).get(row.cell))
            assert row.raw == written or row.raw.startswith(f"{written} "), row


def test_the_hash_told_is_that_of_the_file_the_answer_was_read_from() -> None:
    workspace = open_workspace(EXAMPLE)
    vendor, rows = workspace.vendor("elder"), workspace.rows["elder"]
    answers = answers_of(
        vendor, rows, workspace.scores, workspace.evaluation, workspace.capabilities
    ).values()
    contents = {book.file: book.sha256 for book in workbooks_of(workspace, "elder")}
    entries = answer_entries(vendor, rows, answers, contents)
    files = {entry["file"] for entry in entries if entry["file"]}
    assert files == {"elder-response.xlsx", "elder-add-ons.csv"}
    for entry in entries:
        if entry["file"]:
            content = (EXAMPLE / "vendors" / entry["file"]).read_bytes()
            assert entry["sha256"] == sha256(content).hexdigest()


def row(name: str, code: str) -> Row:
    told = {"confirmed_by": "ana", "date": date(2026, 4, 20)}
    return Row(name, f"text {name}", "S", code, "a.xlsx", "Sheet", f"C{name}", **told)  # type: ignore[arg-type]


def test_an_answer_tells_every_row_it_is_made_of() -> None:
    vendor = Vendor("v", "V", links={"cap": (Link("1"), Link("2"), Link("9", "was here"))})
    rows = [row("1", "standard"), row("2", "configuration")]
    answers = answers_of(vendor, rows, {}, DEFAULT_EVALUATION, ["cap"])
    (entry,) = answer_entries(vendor, rows, answers.values(), {"a.xlsx": "f00"})
    assert [(each["row"], each["file"]) for each in entry["rows"]] == [
        ("1", "a.xlsx"),
        ("2", "a.xlsx"),
        ("9", None),
    ]


def test_who_confirmed_it_and_when_come_with_an_answer() -> None:
    vendor = Vendor("v", "V", links={"cap": (Link("1"),)})
    answers = answers_of(vendor, [row("1", "standard")], {}, DEFAULT_EVALUATION, ["cap"])
    (entry,) = answer_entries(vendor, [row("1", "standard")], answers.values(), {"a.xlsx": "f00"})
    assert (entry["confirmed_by"], entry["date"], entry["sha256"]) == ("ana", "2026-04-20", "f00")
    blank = Answer("v", "cap", "blank", 0, 0.5, 1, used="none")
    (entry,) = answer_entries(Vendor("v", "V"), [], [blank], {})
    assert (entry["date"], entry["sha256"], entry["rows"]) == (None, None, [])


def test_rows_are_told_whether_linked_or_not() -> None:
    vendor = Vendor("v", "V", links={"cap": (Link("1"),), "other": (Link("1"),)})
    entries = row_entries(vendor, [row("1", "standard"), row("2", "none")])
    assert [(each["row"], each["capabilities"]) for each in entries] == [
        ("1", ["cap", "other"]),
        ("2", []),
    ]
