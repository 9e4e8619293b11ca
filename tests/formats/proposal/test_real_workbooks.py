"""Workbooks of strangers are proposed as an independent reading of them says."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from helpers_workbooks import REAL, needs_real
from procfit.formats.proposal import Proposal, ProposedTable, propose
from procfit.formats.response_tables import TableReader
from procfit.formats.workbook import read_workbook
from procfit.model.scale import DEFAULT_EVALUATION

BOOKS = json.loads((REAL / "expected.json").read_text("utf-8"))["files"] if REAL.is_dir() else {}


def visible_sheets(with_data: bool) -> list[Any]:
    return [
        pytest.param(name, sheet, id=f"{name}-{sheet.get('sheet', '')}")
        for name, info in BOOKS.items()
        for sheet in info["sheets"]
        if sheet.get("state", "visible") == "visible" and bool(sheet["data_rows"]) == with_data
    ]


@lru_cache
def proposal(name: str) -> Proposal:
    return propose(read_workbook(REAL / name), DEFAULT_EVALUATION)


def tables(name: str, sheet: dict[str, Any]) -> list[ProposedTable]:
    wanted = sheet.get("sheet") or name.rpartition(".")[0]
    return [table for table in proposal(name).tables if table.sheet == wanted]


@needs_real
@pytest.mark.parametrize(("name", "sheet"), visible_sheets(with_data=True))
def test_a_sheet_is_proposed_as_it_should_be_read(name: str, sheet: dict[str, Any]) -> None:
    (table,) = tables(name, sheet)
    assert table.layout == "rows"
    assert table.header == sheet["header_row"]
    assert table.rows == sheet["data_rows"]
    answers = {table.slot(column.answer): column.name for column in table.vendors}
    if isinstance(sheet["answer_columns"], dict):
        assert set(answers) == set(sheet["answer_columns"])
        assert table.slot(table.feature) == sheet["feature_column"]
        assert (table.first, table.last) == (sheet["first_data_row"], sheet["last_data_row"])
    else:
        assert list(answers.values()) == sheet["answer_columns"]
        assert table.slot(table.feature) == "A"
    if "id_column" in sheet:
        assert table.slot(table.id) == sheet["id_column"]
    if "group_columns" in sheet:
        assert table.slot(table.group) in sheet["group_columns"]
    if "list_of_codes" in sheet:
        assert {*table.codes, *table.unknown} >= set(sheet["list_of_codes"])
    if "allowed_codes" in sheet:
        assert {*table.codes, *table.unknown} == set(sheet["allowed_codes"])
    if "comment_columns" in sheet:
        assert {table.slot(column.comment) for column in table.vendors} <= set(sheet["comment_columns"])


@needs_real
@pytest.mark.parametrize(("name", "sheet"), visible_sheets(with_data=True))
def test_the_proposed_mapping_reads_every_raw_text(name: str, sheet: dict[str, Any]) -> None:
    (table,) = tables(name, sheet)
    grid = read_workbook(REAL / name).grid(table.sheet)
    assert grid is not None
    read = [
        row
        for column in table.vendors
        for row in TableReader(grid, table.table(column), DEFAULT_EVALUATION, column.name).rows()
    ]
    assert len(read) == sheet["data_rows"] * len(sheet["answer_columns"])
    if "answer_codes" in sheet:
        assert Counter(row.raw for row in read) == Counter(sheet["answer_codes"])
    if "filled" in sheet:
        assert sum(bool(row.raw.strip()) for row in read) == sheet["filled"]


@needs_real
@pytest.mark.parametrize(("name", "sheet"), visible_sheets(with_data=False))
def test_a_sheet_without_requirements_is_left_out_with_a_notice(
    name: str, sheet: dict[str, Any]
) -> None:
    assert tables(name, sheet) == []
    assert any(notice.where.sheet == sheet["sheet"] for notice in proposal(name).notices)


@needs_real
def test_a_hidden_sheet_is_left_out_with_a_notice() -> None:
    found = proposal("bpmn_attribute_coverage_matrix.xlsx")
    assert "Call Activities" not in {table.sheet for table in found.tables}
    assert any(notice.where.sheet == "Call Activities" for notice in found.notices)


@needs_real
def test_requirements_without_answers_are_offered_as_a_list() -> None:
    found = proposal("cms_mes_outcomes_all.xlsx")
    assert sum(table.rows for table in found.tables) == 120
    assert not any(table.vendors for table in found.tables)
    assert sum("no answers were found" in notice.message for notice in found.notices) == 11


@needs_real
def test_words_are_not_turned_into_codes() -> None:
    (table,) = proposal("mlops_platforms_matrix.csv").tables
    assert table.codes == {}
    assert len(table.unknown) == BOOKS["mlops_platforms_matrix.csv"]["sheets"][0]["distinct_texts"]
    assert any("in words" in reason for reason in table.reasons)


@needs_real
def test_a_limited_yes_is_no_yes_and_a_citation_is_not_part_of_it() -> None:
    (table,) = proposal("refman_comparison.csv").tables
    assert table.unknown["yes (L)"]
    assert table.codes["yes [@qucosa] [@tum-comparison]"] == "standard"
    assert table.codes["none"] == "none"
