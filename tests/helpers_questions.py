"""A workspace with something to ask vendors, and its question workbook as a vendor sends it back."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from helpers_rules import step
from procfit import Workspace, open_workspace
from procfit.api import questions
from procfit.formats.question_answers import ReturnedBook, returned_book
from procfit.formats.question_manifest import HEADINGS, MANIFEST_SHEET
from procfit.formats.workbook import parse_workbook
from procfit.reports.question_book.writer import Asking, question_book

HEAD = 'format = 1\nname = "Quotes"\ncustomer = "A buyer"\nimportance = 4\n'
MAP = HEAD + (
    step("start", "take", kind="start")
    + step(
        "take",
        "ok",
        name="Take the call",
        benefit="Somebody listens",
        value=4,
        needs=["calls", "record"],
    )
    + step("ok", "send", name="Check it", value=2, benefit="No surprises", needs=["record"])
    + step("send", "old", name="Send it", value=5, benefit="I have it today", needs=["mail"])
    + step("old", "end", name="Type it in", value=1, needs=["typing"], disposition="discard")
    + step("end", kind="end")
)
CAPABILITIES = """format = 1
[[capability]]
id = "calls"
name = "Calls"
group = "Talking"
description = "Who calls is known at once."
[[capability]]
id = "record"
name = "One record"
group = "Knowing: 'all' of it?"
must = true
[[capability]]
id = "mail"
name = "=Mail"
group = "Talking"
[[capability]]
id = "typing"
name = "Typing"
[[capability]]
id = "fax"
name = "Fax"
must = true
[[capability]]
id = "audit"
name = "Audit trail"
must = true
"""
EVALUATION = 'format = 1\n[not_applicable]\nfax = "nobody has one"\n'


def workspace_in(folder: Path) -> Workspace:
    """Return a small workspace in a folder."""
    for name in ("processes", "vendors"):
        (folder / name).mkdir()
    (folder / "processes/quotes.toml").write_text(MAP, encoding="utf-8")
    (folder / "processes/capabilities.toml").write_text(CAPABILITIES, encoding="utf-8")
    (folder / "vendors/evaluation.toml").write_text(EVALUATION, encoding="utf-8")
    return open_workspace(folder)


def written(workspace: Workspace) -> bytes:
    """Return the question workbook of a workspace."""
    codes = tuple(workspace.evaluation.codes.values())
    asking = Asking(workspace.name, workspace.opened, workspace.settings.currency, codes)
    return question_book(questions(workspace), asking)


def put(cell: Cell | MergedCell, value: object) -> None:
    """Put a value into a cell as a spreadsheet moves it: a text stays a text."""
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"


class Form:
    """A question workbook in the hands of a vendor."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet."""
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    @property
    def areas(self) -> list[Worksheet]:
        """The sheets of questions."""
        return [sheet for sheet in self.book.worksheets if sheet["A4"].value == HEADINGS["id"]]

    def cell(self, capability: str, key: str) -> Cell:
        """Return a cell of the row about a capability, by the key of its column."""
        for sheet in self.areas:
            for row in sheet.iter_rows(min_row=5):
                if row[0].value == capability:
                    found = row[list(HEADINGS).index(key)]
                    assert isinstance(found, Cell)
                    return found
        raise AssertionError(capability)

    def fill(self, capability: str, **cells: object) -> str:
        """Fill in cells of a row; return the place of the last."""
        place = ""
        for key, value in cells.items():
            cell = self.cell(capability, key)
            cell.value = value  # type: ignore[assignment]
            place = f"{cell.parent.title}!{cell.coordinate}"
        return place

    def answer(self, **codes: str) -> Form:
        """Fill in answers by capability."""
        for capability, code in codes.items():
            self.fill(capability, answer=code)
        return self

    def reverse(self, sheet: Worksheet) -> None:
        """Turn the rows of a sheet upside down, as sorting may."""
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for number, row in enumerate(reversed(rows), 5):
            for column, value in enumerate(row, 1):
                put(sheet.cell(number, column), value)

    @property
    def content(self) -> bytes:
        """The bytes of the workbook."""
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    @property
    def returned(self) -> ReturnedBook:
        """What is read from it."""
        return returned(self.content)


def returned(content: bytes) -> ReturnedBook:
    """Return what is read from a workbook that came back."""
    found = returned_book(parse_workbook(content, "q.xlsx", also=(MANIFEST_SHEET,)), "q.xlsx")
    assert found is not None
    return found


def told(book: ReturnedBook) -> list[tuple[str, str]]:
    """Return place and message of what was noticed."""
    return [(str(each.where).removeprefix("q.xlsx:"), each.message) for each in book.problems]


def answers_in(book: ReturnedBook, workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """Return the raw answer to each capability, found by its link."""
    from procfit.fit.answers import linked_rows

    rows, _ = book.rows(workspace.evaluation)
    return {name: "".join(row.raw for row in linked_rows(book.links[name], rows)) for name in names}
