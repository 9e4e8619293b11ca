"""Values heard by the guard are those that openpyxl would have read."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.formula import ArrayFormula

from helpers_workbooks import HOSTILE, REAL, content, part_of, with_part, xlsx
from procfit.formats.fills import described
from procfit.formats.grid import Grid, Position
from procfit.formats.workbook import parse_workbook
from procfit.formats.xlsx_values import iso, shown_number
from procfit.model.errors import InputError

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
CELLS = """
<c r="A1"><v>3</v></c><c r="B1" t="n"><v>0.30000000000000004</v></c><c r="C1"><v>1E+17</v></c>
<c r="D1"><v>123456789012345678</v></c><c r="E1"><v> 7 </v></c><c r="F1"><v/></c><c r="G1"><v>-0.0</v></c>
<c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c>
<c r="A3" t="str"><f>B1</f><v>a_x000D_b</v></c><c t="str"><f>B1</f><v></v></c><c t="b"><v>1</v></c>
<c t="e"><v>#DIV/0!</v></c><c t="d"><v>2026-03-31</v></c><c t="d"><v>2026-03-31T14:30:00</v></c>
<c t="inlineStr"><is><t xml:space="preserve"> in </t></is></c><c t="odd"><v>kept</v></c>
<c t="inlineStr"><is><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r>
<rPh sb="0" eb="1"><t>ri</t></rPh></is></c>
<c r="A4"><f t="array" ref="A4:A5">B1*2</f><v>6</v></c><c s="1"><v>46112</v></c><c s="2"><v>0.5</v></c>
<c s="3"><v>1.5</v></c><c s="1"><v>99999999999</v></c><c s="1" t="s"><v>1</v></c><c r="Z4"><v>1</v></c>
"""
TEXTS = f"""<sst xmlns="{MAIN}"><si><t xml:space="preserve"> a &amp; b
</t></si><si><r><t>受</t></r><r><t>注_x000D_</t></r><rPh sb="0" eb="1"><t>じゅ</t></rPh></si>
<si><t/></si><si><t>_x005F_x000D_ <!-- no -->c</t></si></sst>"""


def expected(data: bytes) -> list[dict[Position, tuple[str, str]]]:
    """Return what openpyxl itself reads, by visible sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), data_only=True)
    return [
        {
            (cell.row, cell.column): shown
            for row in sheet.iter_rows()
            for cell in row
            if (shown := _shown(cell.value, cell.data_type))[0]
        }
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    ]


def _shown(value: object, data_type: str) -> tuple[str, str]:
    from openpyxl.utils.escape import unescape

    if isinstance(value, str):
        return (value, "error") if data_type == "e" else (unescape(value), "text")
    if isinstance(value, bool):
        return str(value).upper(), "bool"
    if isinstance(value, int | float):
        return shown_number(value), "number"
    if isinstance(value, datetime | date | time | timedelta):
        return iso(value), "date"
    return "", "text"


def heard(grid: Grid) -> dict[Position, tuple[str, str]]:
    return {at: (cell.text, cell.kind) for at, cell in grid.cells.items() if cell.text}


def agree(data: bytes) -> None:
    grids = parse_workbook(data, "a.xlsx").grids
    assert [heard(grid) for grid in grids] == expected(data)


def all_kinds(epoch: datetime | None = None) -> bytes:
    """Return a workbook with every kind of cell, spelled in every way."""
    book = xlsx({"Sheet": [["a", "b"]]})
    if epoch:
        book.epoch = epoch
    for column, style in enumerate(("yyyy-mm-dd", "hh:mm", "[h]:mm"), 1):
        book.active.cell(1, column).number_format = style
    data = with_part(content(book), "xl/sharedStrings.xml", TEXTS.encode())
    types = part_of(data, "[Content_Types].xml").replace(b"</Types>", SHARED)
    data = with_part(data, "[Content_Types].xml", types)
    rows = "".join(f"<row>{line}</row>" for line in _rows())
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_part(data, SHEET, sheet.encode())


def _rows() -> list[str]:
    first, *others = CELLS.strip().split('<c r="A')
    return [first + f'<c r="A{other}' for other in others]


@pytest.mark.parametrize("epoch", [None, MAC_EPOCH], ids=["1900", "1904"])
def test_every_kind_of_cell_reads_as_openpyxl_reads_it(epoch: datetime | None) -> None:
    data = all_kinds(epoch)
    agree(data)
    assert len(parse_workbook(data, "a.xlsx").grids[0].cells) == 24


def test_prefixes_and_other_encodings_change_nothing() -> None:
    data = all_kinds()
    plain = part_of(data, SHEET).decode()
    known = expected(data)[0]
    prefixed = plain.replace("xmlns=", "xmlns:x=").replace("</", "</x:").replace("<x:", "<x:")
    prefixed = "".join(
        f"<x:{part}" if part and part[0].isalpha() else f"<{part}" for part in prefixed.split("<")
    )[1:].replace("</x:x:", "</x:")
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{plain}'.encode("utf-16")
    for part in (prefixed.encode(), utf16):
        grid = parse_workbook(with_part(data, SHEET, part), "a.xlsx").grids[0]
        assert heard(grid) == known


@pytest.mark.parametrize(
    "path", [*sorted(REAL.glob("*.xlsx")), *sorted(HOSTILE.glob("*.xlsx"))], ids=lambda path: path.name
)
def test_strangers_workbooks_read_as_openpyxl_reads_them(path: Path) -> None:
    data = path.read_bytes()
    try:
        grids = parse_workbook(data, path.name).grids
    except InputError:
        return  # refused, which other tests look at
    if path.name == "far-cell.xlsx":
        return  # openpyxl never ends walking over it
    assert [heard(grid) for grid in grids] == expected(data)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f"), max_size=9
    ),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=6), max_size=6), st.booleans())
def test_saved_values_read_as_openpyxl_reads_them(rows: list[list[object]], merges: bool) -> None:
    book = xlsx({"Sheet": rows})
    for cells in book.active.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.data_type == "f":
                cell.data_type = "s"
    data = content(book)
    if merges:
        part = part_of(data, SHEET).replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
        )
        data = with_part(data, SHEET, part)
    agree(data)


def test_text_that_is_not_in_the_file_is_one_clear_line() -> None:
    data = all_kinds()
    sheet = part_of(data, SHEET).replace(b't="s"><v>3</v>', b't="s"><v>-1</v>')
    with pytest.raises(InputError) as error:
        parse_workbook(with_part(data, SHEET, sheet), "a.xlsx")
    assert str(error.value).startswith("a.xlsx: cannot be read: shared text -1 is not in the file")


def test_array_formula_keeps_its_result() -> None:
    book = xlsx({"Sheet": [[1]]})
    book.active["B1"] = ArrayFormula("B1:B1", "=A1*2")
    data = content(book)
    sheet = part_of(data, SHEET).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    agree(with_part(data, SHEET, sheet))


def filled(*colors: Color | str) -> Grid:
    book = Workbook()
    for row, color in enumerate(colors, 1):
        book.active.cell(row, 1).fill = PatternFill("solid", fgColor=color)
    book.active.cell(1, 2, "text")
    return parse_workbook(content(book), "a.xlsx").grids[0]


def test_solid_fills_of_empty_cells_are_kept() -> None:
    grid = filled("FF00B050", "FFFFFFFF", Color(theme=4), Color(theme=4, tint=0.8), Color(indexed=10))
    assert dict(grid.fills) == {
        (1, 1): "#00B050",
        (3, 1): "#4F81BD",
        (4, 1): "#DCE6F2",
        (5, 1): "#FF0000",
    }
    assert (1, 1) not in grid.cells


def test_theme_that_cannot_be_read_leaves_the_color_its_number() -> None:
    book = Workbook()
    book.active["A1"].fill = PatternFill("solid", fgColor=Color(theme=6, tint=-0.25))
    data = with_part(content(book), "xl/theme/theme1.xml", b"<broken")
    (fill,) = parse_workbook(data, "a.xlsx").grids[0].fills.values()
    assert described(fill) == "fill in theme color 6 tint -0.25"


def test_patterns_and_formats_for_conditions_are_no_fills() -> None:
    book = Workbook()
    book.active["A1"].fill = PatternFill("gray125", fgColor="FF00B050")
    book.active["B1"] = "text"
    assert not parse_workbook(content(book), "a.xlsx").grids[0].fills


def test_fill_of_merged_cells_is_seen_everywhere_in_them() -> None:
    book = xlsx({"Sheet": [["text"]]})
    book.active["A2"].fill = PatternFill("solid", fgColor="FFFF0000")
    book.active.merge_cells("A2:B3")
    grid = parse_workbook(content(book), "a.xlsx").grids[0]
    assert [grid.fill(row, 2) for row in (1, 2, 3)] == ["", "#FF0000", "#FF0000"]
