"""A workspace with something to review, and its workbook as a team hands it back."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from helpers_rules import step
from procfit import Workspace, open_workspace, review
from procfit.decisions.filled import Filled
from procfit.decisions.taking import Taken, take
from procfit.formats.workbook import parse_workbook
from procfit.reports.review_book.reader import filled_in
from procfit.reports.review_book.writer import review_book

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice")

HEAD = '# ours\nformat = 1\nname = "Quotes"\nimportance = 4\nvolume = "10/month"\n'
MAP = HEAD + (
    step("start", "take", kind="start")
    + "# heard at the counter\n"
    + step("take", "copy", benefit="Somebody listens", value=3, expected=True, source="survey, n = 9")
    + step("copy", "ok", adds="nothing", work="5m", wait="0m")
    + step("ok", "send:90% refuse:10%", kind="decision", source="CRM report, n = 80")
    + step("send", "end", value=4, work="5m", wait="1h", needs=["quoting"], disposition="keep")
    + step("refuse", "end", adds="nothing", work="1m")
    + step("end", kind="end")
)
OTHER = step("ring", adds="nothing", name="=1+1")
CAPABILITIES = '[[capability]]\nid = "quoting"\nname = "Quoting"\n'
ANSWERS = '# what we decided\nformat = 1\n\n[[same]]\na = "Take"\nb = "Receive"  # Bo\n'
TODAY = date(2026, 4, 2)


def workspace_in(folder: Path) -> Workspace:
    """Return a small workspace in a folder."""
    processes = folder / "processes"
    processes.mkdir()
    (processes / "quotes.toml").write_text(MAP, encoding="utf-8")
    (processes / "calls.toml").write_text('format = 1\nname = "Calls"\n' + OTHER, encoding="utf-8")
    (processes / "capabilities.toml").write_text("format = 1\n" + CAPABILITIES, encoding="utf-8")
    (processes / "answers.toml").write_text(ANSWERS, encoding="utf-8")
    return open_workspace(folder)


def written(workspace: Workspace) -> bytes:
    """Return the workbook of a workspace."""
    return review_book(workspace.portfolio, review(workspace), workspace.name)


class Book:
    """A workbook in the hands of a team."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet."""
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def column(self, sheet: str, title: str) -> int:
        """Return the number of the column with that heading."""
        (found,) = (cell.column for cell in self.sheet(sheet)[3] if cell.value == title)
        return found

    def row(self, sheet: str, *ids: str) -> int:
        """Return the number of the row whose first cells are those."""
        rows = self.sheet(sheet).iter_rows(min_row=4)
        (found,) = (row[0].row for row in rows if [cell.value for cell in row[: len(ids)]] == list(ids))
        return found

    def fill(self, sheet: str, ids: tuple[str, ...], **cells: object) -> str:
        """Fill in cells of a row by their headings (``Who_decided``); return the name of the last."""
        row, name = self.row(sheet, *ids), ""
        for title, value in cells.items():
            cell = self.sheet(sheet).cell(row, self.column(sheet, title.replace("_", " ")))
            cell.value = value  # type: ignore[assignment]
            name = f"{sheet}!{cell.coordinate}"
        return name

    def decide(self, process: str, name: str, disposition: object) -> str:
        """Fill in the disposition of a step and return the name of the cell."""
        return self.fill("Steps", (process, name), Disposition=disposition)

    @property
    def content(self) -> bytes:
        """The bytes of the workbook."""
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    @property
    def filled(self) -> Filled:
        """What is read from it."""
        return filled_in(parse_workbook(self.content, "review.xlsx"))


def taken(workspace: Workspace, content: bytes) -> Taken:
    """Return what a workbook changes."""
    filled = filled_in(parse_workbook(content, "review.xlsx"))
    return take(workspace.portfolio, review(workspace).found, filled, TODAY, workspace.broken)


def through_office(content: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it."""
    assert OFFICE is not None
    source, target = folder / "in.xlsx", folder / "out"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (target / "in.xlsx").read_bytes()
