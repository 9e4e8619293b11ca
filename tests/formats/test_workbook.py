from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from helpers_workbooks import HOSTILE, content, needs_hostile, part_of, with_part, xlsx
from procfit.formats.grid import Area, Cell, Grid, Workbook
from procfit.formats.workbook import parse_workbook, read_workbook
from procfit.model.errors import InputError

SHEET = "xl/worksheets/sheet1.xml"


def read(rows: list[list[object]]) -> Grid:
    return parse_workbook(content(xlsx({"Sheet": rows})), "a.xlsx").grids[0]


def refusal(data: bytes, name: str = "a.xlsx", budget: int = 300_000) -> str:
    with pytest.raises(InputError) as error:
        parse_workbook(data, name, budget)
    said = str(error.value)
    assert name in said
    assert "\n" not in said
    return said


def hostile(name: str) -> Workbook:
    started = time.perf_counter()
    try:
        return read_workbook(HOSTILE / name, name)
    finally:
        assert time.perf_counter() - started < 2


def hostile_refusal(name: str) -> str:
    with pytest.raises(InputError) as error:
        hostile(name)
    said = str(error.value)
    assert name in said
    assert "\n" not in said
    return said


def test_numbers_read_as_the_spreadsheet_shows_them() -> None:
    grid = read([[3, 3.0, 0.1 + 0.2, 1e17, -2.5]])
    assert [grid.text(1, column) for column in range(1, 6)] == ["3", "3", "0.3", "1E+17", "-2.5"]
    assert grid.cells[1, 1].kind == "number"


def test_text_is_kept_with_its_blanks_and_case() -> None:
    cell = read([[" Standard\u00a0", "None", "n/a"]]).cells
    assert [cell[1, column].text for column in (1, 2, 3)] == [" Standard\u00a0", "None", "n/a"]


def test_dates_booleans_and_errors_have_their_own_kinds() -> None:
    grid = read([[date(2026, 3, 31), datetime(2026, 6, 30, 14, 30), True, "#REF!"]])
    kinds = {(cell.text, cell.kind) for cell in grid.cells.values()}
    assert kinds == {
        ("2026-03-31", "date"),
        ("2026-06-30T14:30", "date"),
        ("TRUE", "bool"),
        ("#REF!", "error"),
    }


def test_formula_without_result_is_told_from_an_empty_cell() -> None:
    grid = read([["=1+1", None]])
    assert grid.cells == {(1, 1): Cell("", "formula")}


def test_formula_with_result_reads_as_its_result() -> None:
    data = content(xlsx({"Sheet": [["=1+1"]]}))
    calculated = part_of(data, SHEET).replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    grid = parse_workbook(with_part(data, SHEET, calculated), "a.xlsx").grids[0]
    assert grid.cells == {(1, 1): Cell("2", "number")}


def test_merged_cells_show_their_content_everywhere_but_stand_once() -> None:
    book = xlsx({"Sheet": [["Leads"], [None], ["end"]]})
    book.active.merge_cells("A1:A2")
    grid = parse_workbook(content(book), "a.xlsx").grids[0]
    assert grid.text(2, 1) == "Leads"
    assert grid.own(2, 1) is None
    assert grid.anchor(2, 1) == (1, 1)
    assert grid.merged == (Area(1, 1, 2, 1),)


def test_huge_merged_area_is_refused_without_walking_it() -> None:
    book = xlsx({"Sheet": [["Leads"]]})
    book.active.merged_cells.add("A1:XFD1048576")
    grid = parse_workbook(content(book), "a.xlsx").grids[0]
    with pytest.raises(InputError, match="too large"):
        grid.at(5, 5)


def test_comments_and_links_stay_with_their_cell() -> None:
    book = xlsx({"Sheet": [["Standard", "see"]]})
    book.active["A1"].comment = Comment("only in the Enterprise edition", "Vendor")
    book.active["B1"].hyperlink = "https://example.org/proof"
    cells = parse_workbook(content(book), "a.xlsx").grids[0].cells
    assert cells[1, 1].comment == "only in the Enterprise edition"
    assert cells[1, 2].link == "https://example.org/proof"


def test_hidden_sheets_are_left_out_and_hidden_rows_are_told() -> None:
    book = xlsx({"Answers": [["a"], ["b"]], "Scratch": [["x"]], "Prices": [["y"]]})
    book["Scratch"].sheet_state = "hidden"
    book["Prices"].sheet_state = "veryHidden"
    book["Answers"].row_dimensions[2].hidden = True
    book["Answers"].column_dimensions["A"].hidden = True
    read_book = parse_workbook(content(book), "a.xlsx")
    assert [grid.name for grid in read_book.grids] == ["Answers"]
    assert read_book.hidden == ("Scratch", "Prices")
    said = " ".join(str(notice) for notice in read_book.notices)
    assert '"Scratch" is hidden' in said
    assert '"Prices" is hidden' in said
    assert "hidden row 2" in said
    assert "hidden column A" in said


def test_lists_to_choose_from_are_kept() -> None:
    book = xlsx({"Sheet": [["S"]]})
    validation = DataValidation(type="list", formula1='"S,C,N"')
    validation.add("A1:A9")
    book.active.add_data_validation(validation)
    choices = parse_workbook(content(book), "a.xlsx").grids[0].choices
    assert [(choice.areas, choice.source) for choice in choices] == [((Area(1, 1, 9, 1),), '"S,C,N"')]


def test_shared_strings_join_runs_and_leave_readings_out() -> None:
    data = content(xlsx({"Sheet": [["text"]]}))
    strings = "<sst><si><r><t>受</t></r><r><t>注_x000D_</t></r><rPh><t>じゅ</t></rPh></si></sst>"
    data = with_part(data, "xl/sharedStrings.xml", strings.encode())
    cell = b'<c t="s"><v>0</v></c>'
    sheet = b"<worksheet><sheetData><row>" + cell + cell + b"</row></sheetData></worksheet>"
    grid = parse_workbook(with_part(data, SHEET, sheet), "a.xlsx").grids[0]
    assert grid.cells == {(1, 1): Cell("受注\r"), (1, 2): Cell("受注\r")}


def test_more_cells_than_the_budget_are_refused() -> None:
    data = content(xlsx({"Sheet": [["a"] * 6, ["b"] * 6]}))
    assert "more than 11 cells" in refusal(data, budget=11)
    assert parse_workbook(data, "a.xlsx", budget=12).grids[0].cells


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "has a DTD"),
        (
            "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><worksheet/>".encode("utf-16"),
            "has a DTD",
        ),
        (b"<worksheet>" + b"<a>" * 20_000, "nested deeper"),
        (b"<worksheet><sheetData>", "not well-formed"),
        (b'<worksheet><row r="1"><c r="A0"><v>1</v></c></row></worksheet>', "cannot be read near row 1"),
        (b'<worksheet><row r="1"><c r="A1" t="s"><v>7</v></c></row></worksheet>', "cannot be read near"),
    ],
)
def test_broken_sheets_are_one_clear_line(part: bytes, said: str) -> None:
    data = content(xlsx({"Sheet": [["a"]]}))
    assert said in refusal(with_part(data, SHEET, part))


def test_part_that_inflates_too_far_is_refused() -> None:
    data = content(xlsx({"Sheet": [["a"]]}))
    assert "would unpack to" in refusal(with_part(data, SHEET, b" " * 50_000_000))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "empty"),
        (b"Requirement,Vendor\na,b\n", "a.xlsx", "looks like CSV"),
        (b"\xd0\xcf\x11\xe0 old", "a.xlsx", "password"),
        (b"\x00\x01", "a.xlsx", "is not a workbook"),
        (b"PK\x03\x04 cut", "a.xlsx", "damaged"),
        (b"a", "a.ods", "save it as .xlsx"),
        (b"a,\x81\n", "a.csv", "not text"),
        (b'a,b\n\n"never closed,c\n', "a.csv", "a.csv:3: a quote"),
        ("a,b".encode("utf-16-le"), "a.csv", "UTF-16"),
    ],
)
def test_wrong_files_are_one_clear_line(data: bytes, name: str, said: str) -> None:
    assert said in refusal(data, name)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "cp1252")],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_reads_the_same_in_every_encoding(encoding: str, told: str, delimiter: str) -> None:
    lines = ["id{0}naïve “Müller” €", 'F-1{0}"two{0}\nlines"', "", "F-2{0}ja"]
    text = "\r\n".join(lines).format(delimiter)
    book = parse_workbook(text.encode(encoding), "folder/a.csv")
    grid = book.grids[0]
    assert grid.name == "a"
    assert grid.text(1, 2) == "naïve “Müller” €"
    assert grid.text(2, 2) == f"two{delimiter}\nlines"
    assert (grid.text(4, 1), grid.text(4, 2)) == ("F-2", "ja")
    assert f"read as {told}" in str(book.notices[0])


def test_csv_row_with_more_cells_than_its_header_is_told() -> None:
    book = parse_workbook(b"a,b\n1,2\n1,2,3\n", "a.csv")
    assert any("row 3 has 3 cells" in str(notice) for notice in book.notices)
    assert book.grids[0].text(3, 3) == "3"


@needs_hostile
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zip-bomb.xlsx", "xl/sharedStrings.xml would unpack to 95 MB"),
        ("zip-bomb-lying-header.xlsx", "xl/sharedStrings.xml is damaged or lies about its size"),
        ("entity-bomb.xlsx", "entities"),
        ("zip-slip.xlsx", "not a workbook"),
        ("not-a-zip.xlsx", "looks like CSV"),
        ("truncated.xlsx", "not complete"),
        ("missing-part.xlsx", 'sheet "Responses"'),
        ("empty.xlsx", "empty"),
        ("utf16-no-bom.csv", "UTF-16 without"),
        ("ragged.csv", "ragged.csv:5: a quote"),
        ("binary.csv", "not text"),
    ],
)
def test_hostile_workbook_is_refused_in_one_line(name: str, said: str) -> None:
    assert said in hostile_refusal(name)


@needs_hostile
def test_far_cell_is_read_without_walking_the_empty_area() -> None:
    grid = hostile("far-cell.xlsx").grids[0]
    assert len(grid.cells) == 2
    assert (grid.last_row, grid.last_column) == (1_048_576, 16_384)


@needs_hostile
def test_workbook_without_cells_says_so() -> None:
    assert "no rows found in sheet Sheet1" in str(hostile("no-cells.xlsx").notices[0])


@needs_hostile
def test_odd_workbook_is_read_with_notices() -> None:
    book = hostile("odd.xlsx")
    assert [grid.name for grid in book.grids] == ["Responses", "Lists", "Empty", "O'Brien & <Sons>"]
    grid = book.grids[0]
    assert grid.own(9, 3) == Cell("#REF!", "error")
    assert {cell for cell, value in grid.cells.items() if value.kind == "formula"} == {
        (9, 5), (10, 3), (10, 5), (18, 3), (18, 5)
    }  # fmt: skip
    assert grid.text(8, 1) == "Leads"
    assert grid.cells[4, 3].comment == "only in the Enterprise edition"
    assert len(book.notices) == 5


@needs_hostile
@pytest.mark.parametrize("name", ["cp1252.csv", "utf16.csv", "utf8-bom.csv"])
def test_hostile_encodings_agree(name: str) -> None:
    grid = hostile(name).grids[0]
    texts = {position: cell.text for position, cell in grid.cells.items()}
    assert texts == {
        (1, 1): "capability",
        (1, 2): "naïve “Müller” €",
        (2, 1): "Erfassen für Geschäftskunden",
        (2, 2): "ja",
        (3, 1): "Löschen",
        (3, 2): "nein",
    }


@needs_hostile
def test_odd_text_keeps_its_28_rows() -> None:
    grid = hostile("odd-text.csv").grids[0]
    assert len(grid.rows) == 29
    assert max(len(cell.text) for cell in grid.cells.values()) == 40_000


def test_reading_needs_no_spreadsheet_library(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "a.xlsx"
    path.write_bytes(content(xlsx({"Sheet": [["a"]]})))
    code = (
        "import sys, pathlib, procfit.formats.workbook as w;"
        f"w.read_workbook(pathlib.Path({str(path)!r}));"
        "sys.exit(any(m in sys.modules for m in ('openpyxl', 'pandas', 'numpy', 'lxml')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
