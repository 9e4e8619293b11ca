from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from helpers_workbooks import HOSTILE, content, needs_hostile, part_of, with_part, xlsx
from procfit.formats.grid import Area, Cell, Grid, Workbook
from procfit.formats.workbook import parse_workbook, read_workbook
from procfit.model.errors import InputError

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN = b'<worksheet xmlns="' + MAIN + b'">'


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
    started = time.process_time()
    try:
        return read_workbook(HOSTILE / name, name)
    finally:
        assert time.process_time() - started < 2


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
    book["Sheet"].merge_cells("A1:A2")
    grid = parse_workbook(content(book), "a.xlsx").grids[0]
    assert grid.text(2, 1) == "Leads"
    assert grid.own(2, 1) is None
    assert grid.anchor(2, 1) == (1, 1)
    assert grid.merged == (Area(1, 1, 2, 1),)


def test_huge_merged_area_is_refused_without_walking_it() -> None:
    book = xlsx({"Sheet": [["Leads"]]})
    book["Sheet"].merged_cells.add("A1:XFD1048576")
    assert "too large" in refusal(content(book))


def test_comments_and_links_stay_with_their_cell() -> None:
    book = xlsx({"Sheet": [["Standard", "see"]]})
    book["Sheet"]["A1"].comment = Comment("only in the Enterprise edition", "Vendor")
    book["Sheet"]["B1"].hyperlink = "https://example.org/proof"
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
    book["Sheet"].add_data_validation(validation)
    choices = parse_workbook(content(book), "a.xlsx").grids[0].choices
    assert [(choice.areas, choice.source) for choice in choices] == [((Area(1, 1, 9, 1),), '"S,C,N"')]


def test_shared_strings_join_runs_and_leave_readings_out() -> None:
    data = content(xlsx({"Sheet": [["text"]]}))
    strings = (
        f'<sst xmlns="{MAIN.decode()}"><si>'
        "<r><t>受</t></r><r><t>注_x000D_</t></r><rPh sb='0' eb='1'><t>じゅ</t></rPh></si></sst>"
    )
    data = with_part(data, "xl/sharedStrings.xml", strings.encode())
    cell = b'<c t="s"><v>0</v></c>'
    sheet = OPEN + b"<sheetData><row>" + cell + cell + b"</row></sheetData></worksheet>"
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
        (OPEN + b"<a>" * 20_000, "nested deeper"),
        (OPEN + b"<sheetData>", "not well-formed"),
        (OPEN + b'<row r="1"><c r="A0"><v>1</v></c></row></worksheet>', "cannot be read near row 1"),
        (
            OPEN + b'<sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>',
            "cannot be read: shared text 7 is not in the file",
        ),
        (
            OPEN + b'<row r="1"><c r="A1"><v>seven</v></c></row></worksheet>',
            "cannot be read: could not convert",
        ),
        (b"<worksheet/>", "not in the usual form"),
    ],
    ids=["entity", "dtd-utf-16", "deep", "cut", "no cell", "no such text", "no number", "other form"],
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


def test_only_workbooks_need_the_spreadsheet_library() -> None:
    code = (
        "import sys, procfit.formats.workbook as w; w.parse_workbook(b'a,b', 'a.csv');"
        "sys.exit(any(m in sys.modules for m in ('openpyxl', 'pandas', 'numpy', 'lxml')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_openpyxl_reads_through_defusedxml() -> None:
    import openpyxl

    assert openpyxl.DEFUSEDXML is True


def sheet_with(tail: bytes, row: bytes = b'<row r="1"><c r="A1"><v>1</v></c></row>') -> bytes:
    """Return a workbook whose sheet has the given XML behind its cells."""
    part = OPEN + b"<sheetData>" + row + b"</sheetData>" + tail + b"</worksheet>"
    return with_part(content(xlsx({"Sheet": [["a"]]})), SHEET, part)


MANY_LINKS = b"".join(b'<hyperlink ref="B%d" location="A1"/>' % row for row in range(1, 2001))
MANY_MERGED = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, 2001))


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "too large to read"),
        (b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>', "too large"),
        (
            b'<mergeCells><z:mergeCell xmlns:z="urn:z" ref="A1:XFD1048576"/></mergeCells>',
            "too large to read",
        ),
        (b'<hyperlinks><hyperlink ref="A:XFD" location="x"/></hyperlinks>', '"A" is not a cell'),
        (
            b"<mergeCells>" + MANY_MERGED + b"</mergeCells><hyperlinks>" + MANY_LINKS + b"</hyperlinks>",
            "too large to read",
        ),
        (
            b'<conditionalFormatting sqref="' + b"A1 " * 1000 + b'">'
            + b'<cfRule type="blanks" priority="1"/>' * 1000 + b"</conditionalFormatting>",
            "more than 100,000 areas",
        ),
        (
            b'<dataValidations><dataValidation type="list" sqref="' + b"A1 " * 100_001
            + b'"><formula1>"S,C"</formula1></dataValidation></dataValidations>',
            "more than 100,000 areas",
        ),
        (b"<rowBreaks>" + b"<brk/>" * 100_001 + b"</rowBreaks>", "more than 100,000 elements"),
    ],
    ids=["merged", "linked", "other namespace", "columns", "links in merged", "rules", "lists", "breaks"],
)  # fmt: skip
def test_declared_ranges_cannot_keep_the_reader_busy(tail: bytes, said: str) -> None:
    data = sheet_with(tail)
    started = time.process_time()
    assert said in refusal(data)
    assert time.process_time() - started < 2


def test_row_with_more_elements_than_columns_is_refused() -> None:
    assert "more than 100,000 elements" in refusal(sheet_with(b"", b"<row>" + b"<c/>" * 100_001))


def test_more_rows_than_the_budget_are_refused() -> None:
    assert "more than 300,000 rows" in refusal(sheet_with(b"", b'<row ht="9"/>' * 300_001))


def test_comment_over_a_range_is_refused() -> None:
    book = xlsx({"Sheet": [["a"]]})
    book.active["A1"].comment = Comment("wide", "Vendor")
    data = content(book)
    comments = part_of(data, "xl/comments/comment1.xml").replace(b'"A1"', b'"A1:XFD1048576"')
    assert "not a cell" in refusal(with_part(data, "xl/comments/comment1.xml", comments))


def test_link_to_comments_that_are_not_there_is_let_go() -> None:
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    book = xlsx({"Sheet": [["a"]]})
    book.active["A1"].comment = Comment("seen", "Vendor")
    data = content(book)
    part = part_of(data, relations).replace(b"comment1.xml", b"comment7.xml")
    cells = parse_workbook(with_part(data, relations, part), "a.xlsx").grids[0].cells
    assert cells == {(1, 1): Cell("a")}


def test_hidden_sheets_are_not_even_opened() -> None:
    book = xlsx({"Answers": [["a"]], "Prices": [["b"]]})
    book["Prices"].sheet_state = "veryHidden"
    data = with_part(content(book), "xl/worksheets/sheet2.xml", b"<broken")
    read_book = parse_workbook(data, "a.xlsx")
    assert [grid.name for grid in read_book.grids] == ["Answers"]
    assert read_book.hidden == ("Prices",)


def test_chart_sheet_has_no_rows() -> None:
    book = xlsx({"Answers": [["a"]]})
    book.create_chartsheet("Chart")
    read_book = parse_workbook(content(book), "a.xlsx")
    assert [(grid.name, len(grid.cells)) for grid in read_book.grids] == [("Answers", 1), ("Chart", 0)]


def test_link_is_no_text_and_hides_no_formula() -> None:
    book = xlsx({"Sheet": [["=1+1"]]})
    book.active["A1"].hyperlink = "https://example.org/?a=1&b=2"
    book.active["B1"].hyperlink = "https://example.org/"
    book.active["B1"].value = None
    book.active["B1"].number_format = "0.0"  # an empty cell is written only with a format
    cells = parse_workbook(content(book), "a.xlsx").grids[0].cells
    assert cells == {
        (1, 1): Cell("", "formula", link="https://example.org/?a=1&b=2"),
        (1, 2): Cell("", "text", link="https://example.org/"),
    }


def test_formula_results_keep_their_kinds() -> None:
    row = (
        b'<row><c t="str"><f>A1</f><v></v></c><c t="str"><f>A1</f><v>yes</v></c>'
        b'<c t="e"><f>A1</f><v>#N/A</v></c><c t="b"><f>A1</f><v>0</v></c><c><f>A1</f></c></row>'
    )
    tail = b'<extLst><ext xmlns:m="urn:m" uri="{0}"><m:f>A9</m:f></ext></extLst>'
    cells = parse_workbook(sheet_with(tail, row), "a.xlsx").grids[0].cells
    assert cells == {
        (1, 2): Cell("yes"),
        (1, 3): Cell("#N/A", "error"),
        (1, 4): Cell("FALSE", "bool"),
        (1, 5): Cell("", "formula"),
    }


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        ("46112.99999999", "yyyy-mm-dd hh:mm", "2026-04-01"),
        ("0.5", "hh:mm", "12:00"),
        ("0.000011574", "hh:mm:ss", "00:00:01"),
        ("1.5", "[h]:mm", "36:00"),
        ("1.5", '0.0 "days"', "1.5"),
    ],
)
def test_moments_read_as_iso_text_to_the_second(number: str, style: str, text: str) -> None:
    book = xlsx({"Sheet": [[float(number)]]})
    book.active["A1"].number_format = style
    assert parse_workbook(content(book), "a.xlsx").grids[0].text(1, 1) == text


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    from openpyxl.utils.datetime import MAC_EPOCH

    book = xlsx({"Sheet": [[date(2026, 3, 31)]]})
    book.epoch = MAC_EPOCH
    assert parse_workbook(content(book), "a.xlsx").grids[0].text(1, 1) == "2026-03-31"


def test_drawings_and_pivots_are_never_read() -> None:
    book = xlsx({"Sheet": [["a", 1]]})
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1))
    book.active.add_chart(chart)
    data = with_part(content(book), "xl/drawings/drawing1.xml", b"<broken")
    assert parse_workbook(data, "a.xlsx").grids[0].text(1, 1) == "a"
