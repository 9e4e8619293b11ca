"""Small workbooks made for a test, and the folder of broken ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

HOSTILE = Path(__file__).parents[2] / "shared" / "data" / "hostile"
REAL = Path(__file__).parents[2] / "shared" / "data" / "workbooks"
needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason=f"no broken samples in {HOSTILE}")


needs_real = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real workbooks in {REAL}")


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> Workbook:
    """Return an openpyxl workbook with the given rows, from A1 on; None leaves a cell out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
    return book


def content(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return a zip file's bytes with one part put in or replaced."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return buffer.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Return one part of a zip file."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
