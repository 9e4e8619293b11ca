"""Workbooks that people wrote without thinking of us read as an independent reading says."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from helpers_workbooks import REAL, needs_real
from procfit.formats.responses import read_responses
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Row, Table, Vendor


def sheets() -> list[Any]:
    expected = REAL / "expected.json"
    if not expected.is_file():
        return []
    return [
        pytest.param(name, sheet, id=f"{name}-{sheet['sheet']}")
        for name, info in json.loads(expected.read_text("utf-8"))["files"].items()
        for sheet in info["sheets"]
        if sheet.get("answer_codes") and sheet.get("first_data_row") and sheet["state"] == "visible"
    ]


def table_of(file: str, sheet: dict[str, Any], column: str) -> Table:
    headings_in_features = "heading_rows" in sheet
    return Table(
        file,
        "" if file.endswith(".csv") else sheet["sheet"],
        first=str(sheet["first_data_row"]),
        last=str(sheet["last_data_row"]),
        group=sheet["feature_column"] if headings_in_features else "",
        feature=sheet["feature_column"],
        answer=column,
    )


def read(file: str, sheet: dict[str, Any]) -> tuple[Row, ...]:
    tables = tuple(table_of(file, sheet, column) for column in sheet["answer_columns"])
    rows, problems = read_responses(Vendor("v", "V", tables=tables), REAL, DEFAULT_EVALUATION)
    assert all(problem.level != "error" for problem in problems)
    return rows


@needs_real
@pytest.mark.parametrize(("file", "sheet"), sheets())
def test_real_workbook_reads_every_row_and_raw_text(file: str, sheet: dict[str, Any]) -> None:
    rows = read(file, sheet)
    assert len(rows) == sheet["data_rows"] * len(sheet["answer_columns"])
    assert Counter(row.raw for row in rows) == Counter(sheet["answer_codes"])
