"""Rows of two versions are paired by id, then by their text; what is the same is not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_workbooks import content, xlsx
from procfit.formats.grid import Grid
from procfit.formats.response_versions import compare_rows, moved_table
from procfit.formats.workbook import parse_workbook
from procfit.model.vendor import Row, Table

FEATURES = [f"Feature {letter}" for letter in "abcdefgh"]


def rows(answers: Sequence[tuple[str, str, str]]) -> list[Row]:
    return [
        Row(
            name,
            text,
            raw,
            {"S": "standard", "N": "none"}.get(raw, "unreadable"),
            "a.xlsx",
            "A",
            f"C{number}",
        )
        for number, (name, text, raw) in enumerate(answers, 2)
    ]


def grid(cells: Sequence[Sequence[object]]) -> Grid:
    return parse_workbook(content(xlsx({"A": cells})), "a.xlsx").grids[0]


def told(before: list[Row], after: list[Row]) -> list[tuple[str, str]]:
    return [(change.change, change.row.row) for change in compare_rows(before, after)[0]]


@given(st.permutations(range(8)), st.booleans())
def test_moving_rows_changes_nothing(order: list[int], ids: bool) -> None:
    before = rows([(f"F-{n}" if ids else f"A!{n + 2}", FEATURES[n], "SN"[n % 2]) for n in range(8)])
    after = [
        replace(before[n], row=before[n].row if ids else f"A!{place + 2}")
        for place, n in enumerate(order)
    ]
    changes, pairs = compare_rows(before, after)
    assert changes == []
    assert {(old.text, new.text) for old, new in pairs} == {(text, text) for text in FEATURES}


def test_changed_appeared_and_vanished_rows_are_told() -> None:
    before = rows([("1", "a", "S"), ("2", "b", "N"), ("3", "c", "?")])
    after = rows([("1", "a", "N"), ("3", "c", "??"), ("4", "d", "S")])
    assert told(before, after) == [
        ("changed", "1"),
        ("changed", "3"),
        ("appeared", "4"),
        ("vanished", "2"),
    ]


def test_a_renumbered_row_is_found_by_its_text() -> None:
    assert told(rows([("1", "a", "S")]), rows([("1.1", "A ", "N")])) == [("changed", "1.1")]


def test_a_changed_remark_is_told_and_another_spelling_is_not() -> None:
    (before,) = rows([("1", "a", "S")])
    assert told([before], [replace(before, raw=" s ")]) == []
    assert told([before], [replace(before, comment="Enterprise edition only")]) == [("remark", "1")]


HEAD = ["No.", "Feature", "Answer", "Remark"]
BODY = [[n, feature, "S", ""] for n, feature in enumerate(FEATURES)]
TABLE = Table(
    "a.xlsx", "A", header="1", first="2", last="9", id="A", feature="B", answer="C", comment="D"
)


@pytest.mark.parametrize("known", [True, False])
def test_a_longer_table_ends_where_its_rows_end(known: bool) -> None:
    old = grid([HEAD, *BODY, [], ["", "Total", 8]])
    new = grid([HEAD, *BODY, [9, "Feature i", "N", ""], [], ["", "Total", 9]])
    assert moved_table(TABLE, old if known else None, new) == replace(TABLE, last="10")


def test_rows_above_and_columns_between_are_followed() -> None:
    old = grid([HEAD, *BODY])
    new = grid(
        [
            ["Second round"],
            [],
            [*HEAD[:2], "Module", *HEAD[2:]],
            *([*row[:2], "x", *row[2:]] for row in BODY),
        ]
    )
    moved = moved_table(TABLE, old, new)
    assert (moved.header, moved.first, moved.last) == ("3", "4", "11")
    assert (moved.id, moved.feature, moved.answer, moved.comment) == ("A", "B", "D", "E")
