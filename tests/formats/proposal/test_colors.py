"""Answers that stand as colors only: proposed with a reason, read as confirmed, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from helpers_review import needs_office, through_office
from helpers_workbooks import content, xlsx
from procfit.formats.proposal import ProposedTable, Wishes, propose
from procfit.formats.response_tables import TableReader
from procfit.formats.workbook import parse_workbook
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Row, Table

GREEN, RED, AMBER, GRAY = "00B050", "FF0000", "FFC000", "D9D9D9"
NAMES = {GREEN: "green fill #00B050", RED: "red fill #FF0000", AMBER: "yellow fill #FFC000"}
FEATURES = [
    "Web forms",
    "Duplicate check",
    "Offline visits",
    "Quote approval",
    "Order status",
    "Surveys",
]
MIXED = [GREEN, RED, GREEN, AMBER, GREEN, RED]
LEGEND = {GREEN: "Supported out of the box", RED: "Not available", AMBER: "Needs custom development"}


def fill(book: Workbook, cell: str, color: str, sheet: str = "Answers") -> None:
    book[sheet][cell].fill = PatternFill("solid", fgColor=f"FF{color}")


def colored(
    columns: Mapping[str, Sequence[str | None]],
    head: Sequence[str] = ("Requirement", "Cedar", "Dogwood"),
) -> Workbook:
    """Return a workbook whose cells below a head are filled as told, by column."""
    book = xlsx({"Answers": [head, *([feature] for feature in FEATURES)]})
    for letter, colors in columns.items():
        for row, color in enumerate(colors, 2):
            if color:
                fill(book, f"{letter}{row}", color)
    return book


def with_legend(book: Workbook) -> Workbook:
    """Return the workbook with a sheet that says what its colors mean."""
    sheet = book.create_sheet("Legend")
    for row, (color, words) in enumerate(LEGEND.items(), 1):
        sheet.cell(row, 2, words)
        fill(book, f"A{row}", color, "Legend")
    return book


def tables(data: bytes, wishes: Wishes | None = None) -> tuple[ProposedTable, ...]:
    return propose(parse_workbook(data, "acme.xlsx"), DEFAULT_EVALUATION, wishes).tables


def proposed(book: Workbook, wishes: Wishes | None = None) -> ProposedTable:
    (found,) = tables(content(book), wishes)
    return found


def read(data: bytes, table: Table) -> list[Row]:
    grid = parse_workbook(data, "acme.xlsx").grid(table.sheet)
    assert grid is not None
    return list(TableReader(grid, table, DEFAULT_EVALUATION).rows())


def rows(book: Workbook, column: int = 0) -> list[Row]:
    found = proposed(book)
    return read(content(book), found.table(found.vendors[column]))


def test_colors_are_proposed_as_answers_and_unknown_until_somebody_says_what_they_mean() -> None:
    found = proposed(colored({"B": MIXED, "C": list(reversed(MIXED))}))
    assert found.fill
    assert [(one.name, found.slot(one.answer)) for one in found.vendors] == [
        ("Cedar", "B"),
        ("Dogwood", "C"),
    ]
    assert found.unknown == {NAMES[GREEN]: 6, NAMES[RED]: 4, NAMES[AMBER]: 2}
    assert not found.codes
    why = "answers by color under B, C: hardly any text, cells filled otherwise than the requirement"
    assert why in found.reasons


def test_unknown_color_is_unreadable_with_its_name_and_cell() -> None:
    first = rows(colored({"B": MIXED, "C": list(reversed(MIXED))}))[0]
    assert (first.raw, first.code, first.cell) == (NAMES[GREEN], "unreadable", "B2")
    assert "is no code of" in first.rule


def test_legend_on_another_sheet_gives_the_dictionary() -> None:
    book = with_legend(colored({"B": MIXED, "C": list(reversed(MIXED))}))
    found = proposed(book)
    assert found.own_codes == {
        NAMES[GREEN]: "standard",
        NAMES[RED]: "none",
        NAMES[AMBER]: "customization",
    }
    assert any("Legend!A1" in reason for reason in found.reasons)
    told = [(row.code, row.cell) for row in rows(book)]
    assert told[:4] == [("standard", "B2"), ("none", "B3"), ("standard", "B4"), ("customization", "B5")]
    assert "green fill #00B050' is listed under standard" in rows(book)[0].rule


def test_legend_above_the_table_and_words_in_the_color_itself_count() -> None:
    book = colored({"B": MIXED, "C": list(reversed(MIXED))})
    sheet = book["Answers"]
    sheet.insert_rows(1, 4)
    for row, (color, words) in enumerate(LEGEND.items(), 1):
        sheet.cell(row, 1, words)
        fill(book, f"A{row}", color)
    found = proposed(book)
    assert found.header == 5
    assert found.own_codes[NAMES[GREEN]] == "standard"


def test_text_in_a_cell_wins_over_its_color() -> None:
    book = with_legend(colored({"B": MIXED, "C": list(reversed(MIXED))}))
    book["Answers"]["B2"] = "no"
    first, second = rows(book)[:2]
    assert (first.raw, first.code) == ("no", "none")
    assert (second.raw, second.code) == (NAMES[RED], "none")


def test_remark_on_a_colored_cell_is_kept() -> None:
    book = with_legend(colored({"B": MIXED, "C": list(reversed(MIXED))}))
    book["Answers"]["B2"].comment = Comment("from June on", "a")
    assert rows(book)[0].comment == "from June on"


def test_cell_without_color_is_not_answered() -> None:
    book = with_legend(colored({"B": [*MIXED[:5], None], "C": MIXED[::-1]}))
    last = rows(book)[-1]
    assert (last.code, last.raw) == ("blank", "")


@pytest.mark.parametrize(
    "columns",
    [
        {letter: [GRAY, None] * 3 for letter in "ABC"},
        {"B": [GRAY, AMBER] * 3, "C": [GRAY, AMBER] * 3},
        {"B": [GRAY, AMBER] * 3},
        {"B": [GRAY] * 6, "C": [GRAY] * 6},
        {"B": [GRAY, GRAY, AMBER, AMBER, GRAY, RED], "C": [GRAY, GRAY, AMBER, AMBER, GRAY, RED]},
        {"A": MIXED, "B": MIXED, "C": MIXED},
    ],
    ids=["every other row", "two stripes", "one column", "column", "blocks of rows", "whole rows"],
)
def test_shading_is_not_taken_for_answers(columns: Mapping[str, Sequence[str | None]]) -> None:
    found = proposed(colored(columns))
    assert not found.fill
    assert not found.unknown


def test_answers_in_words_stay_answers_in_words() -> None:
    book = colored({"B": MIXED})
    for row in range(2, 8):
        book["Answers"][f"B{row}"] = "yes"
    found = proposed(book)
    assert not found.fill
    assert found.codes == {"yes": "standard"}


def test_color_is_not_read_unless_the_mapping_says_so() -> None:
    data = content(colored({"B": MIXED}))
    table = Table("acme.xlsx", sheet="Answers", header="1", feature="A", answer="B")
    assert {row.code for row in read(data, table)} == {"blank"}


def test_row_shaded_like_its_requirement_is_a_heading_still() -> None:
    book = colored({"B": MIXED})
    for letter in "ABC":
        fill(book, f"{letter}4", GRAY)
    table = Table("a.xlsx", sheet="Answers", header="1", feature="A", answer="B", fill=True)
    assert [row.raw for row in read(content(book), table)][1:4] == [NAMES[RED], "", NAMES[AMBER]]


def test_filled_cell_under_a_code_is_a_tick() -> None:
    head = ("Requirement", "Standard", "Not available", "Custom")
    ticks = {"B": [GREEN, None, GREEN, None, GREEN, None], "C": [None, GREEN, None, None, None, GREEN]}
    book = colored({**ticks, "D": [None, None, None, GREEN, None, None]}, head)
    found = proposed(book)
    assert (found.layout, found.fill) == ("code-columns", True)
    read_rows = rows(book)
    assert [row.code for row in read_rows] == [
        "standard",
        "none",
        "standard",
        "customization",
        "standard",
        "none",
    ]
    assert (read_rows[0].raw, read_rows[0].cell) == (NAMES[GREEN], "B2")


def test_two_filled_cells_under_codes_are_unreadable() -> None:
    book = colored({"B": [GREEN, None], "C": [GREEN, GREEN]}, ("Requirement", "Standard", "None"))
    table = Table(
        "a.xlsx",
        sheet="Answers",
        layout="code-columns",
        header="1",
        feature="A",
        answers={"standard": "B", "none": "C"},
        fill=True,
    )
    assert [row.code for row in read(content(book), table)][:3] == ["unreadable", "none", "blank"]


def test_column_that_a_person_names_is_read_by_its_one_color() -> None:
    found = proposed(colored({"B": [GREEN] * 6}), Wishes(answers=(("B", ""),)))
    assert found.fill
    assert found.unknown == {NAMES[GREEN]: 6}
    assert "answers: you said so" in found.reasons


@needs_office
def test_colors_survive_another_program(tmp_path: Path) -> None:
    book = with_legend(colored({"B": MIXED, "C": list(reversed(MIXED))}))
    data = through_office(content(book), tmp_path)
    (found,) = tables(data)
    assert [row.code for row in read(data, found.table(found.vendors[0]))] == [
        row.code for row in rows(book)
    ]
