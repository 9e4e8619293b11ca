from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from helpers_lists import maps, only_map
from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.formats.step_list import parse_step_list, read_step_list, step_list_content, write_step_list
from procfit.model.errors import UsageError
from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step
from procfit.model.quantities import Duration

ENDINGS = (".xlsx", ".csv")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "'=1")


def back(process: ProcessMap, ending: str) -> ProcessMap:
    content, _ = step_list_content(process, ending)
    return only_map(parse_step_list(content, f"list{ending}"))


@pytest.mark.parametrize("ending", ENDINGS)
@given(process=maps())
@settings(max_examples=40, deadline=None)
def test_out_then_in_gives_an_equal_map(ending: str, process: ProcessMap) -> None:
    content, notices = step_list_content(process, ending)
    assert only_map(parse_step_list(content, f"list{ending}")) == process
    assert notices == ()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", sorted(open_workspace(EXAMPLE).maps))
def test_the_worked_example_loses_nothing_but_what_is_told(name: str, ending: str) -> None:
    process = open_workspace(EXAMPLE).maps[name]
    read = back(process, ending)
    lanes = tuple(replace(lane, parent="") for lane in process.lanes)
    assert read == replace(process, kpis=(), messages=(), lanes=lanes)


def test_what_a_list_cannot_carry_is_told() -> None:
    process = ProcessMap(
        "p",
        "P",
        kpis=(Kpi("Speed"),),
        lanes=(Lane("ops"), Lane("desk", parent="ops")),
        steps=(Step("a", " A ", "desk", asks=("x;y",), next=(Flow("b"),)), Step("b", "B", "ops")),
        messages=(Message("p#a", "q"),),
    )
    _, notices = step_list_content(process, ".csv")
    assert {(note.element, note.message) for note in notices} == {
        ("p", "left out: kpis, messages"),
        ("every lane", "left out: parent"),
        ("a", "name is not kept exactly"),
        ("a", "asks is not kept exactly"),
    }


def test_the_columns_are_those_a_team_fills_in_and_those_that_are_used() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "A", to_be={"work": Duration.fixed(1)}),))
    rows = list(csv.reader(StringIO(step_list_content(process, ".csv")[0].decode("utf-8-sig"))))
    (header,) = (row for row in rows if row[:2] == ["Id", "Step"])
    assert header[2:7] == ["Who", "Kind", "Next", "Work (minutes)", "Wait (minutes)"]
    assert header[-1] == "to_be.Work (minutes)"
    assert "Rival" not in header
    assert not any(title.startswith("to_be") for title in header[:-1])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    process = ProcessMap("p", text, steps=(Step("a", text, benefit=text, work=Duration.fixed(5)),))
    book = load_workbook(BytesIO(step_list_content(process, ".xlsx")[0]))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    table = step_list_content(process, ".csv")[0].decode("utf-8-sig")
    shown = [cell for row in csv.reader(StringIO(table)) for cell in row]
    assert not any(cell[:1] in "=+-@\t\r" for cell in shown if cell)
    assert "5" in shown


def test_the_sheet_is_made_to_be_filled_in(tmp_path: Path) -> None:
    steps = (Step("a", "A", kind="start", next=(Flow("b"),)), Step("b", "B"))
    write_step_list(
        ProcessMap("p", "Is this a [good] name? Certainly a long one", steps=steps), tmp_path / "p.xlsx"
    )
    book = load_workbook(tmp_path / "p.xlsx")
    sheet, about = book.worksheets
    assert (sheet.freeze_panes, sheet["A1"].font.bold, about.title) == ("C2", True, "Process")
    assert len(sheet.title) <= 31
    offered = {validation.formula1 for validation in sheet.data_validations.dataValidation}
    assert '"keep,modify,discard,add"' in offered
    assert '"customer,business,nothing"' in offered
    assert only_map(read_step_list(tmp_path / "p.xlsx")).name.endswith("a long one")


@pytest.mark.parametrize("name", ["–", "end", "3", "if b: b", "B (5%)", "b; b", "none", "Twin"])
def test_a_step_whose_name_means_something_else_is_led_to_all_the_same(name: str) -> None:
    steps = (
        Step("a", "A", next=(Flow("x"),)),
        Step("b", "Twin", next=()),
        Step("x", name, next=(Flow("b"),)),
    )
    process = ProcessMap("p", "P", steps=steps)
    assert back(process, ".csv") == process


def test_a_number_that_a_sheet_would_round_is_kept() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "A", work=Duration.fixed(1 / 3), cost=0.1 + 0.2),))
    assert back(process, ".xlsx") == process


def test_a_text_too_long_for_a_cell_is_cut_and_told() -> None:
    items = tuple("x" * 490 + str(number) for number in range(99))
    _, notices = step_list_content(ProcessMap("p", "P", steps=(Step("a", "A", asks=items),)), ".xlsx")
    assert [note.message for note in notices] == ["asks is not kept exactly"]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no step list ends in"):
        write_step_list(ProcessMap("p", "P"), tmp_path / "p.ods")
    assert not list(tmp_path.iterdir())
