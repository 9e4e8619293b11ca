from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from helpers_workbooks import HOSTILE, content, needs_hostile, xlsx
from procfit.formats.responses import Books, read_responses
from procfit.model.errors import Problem
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Row, Table, Vendor


def read(folder: Path, *tables: Table, name: str = "Acme") -> tuple[tuple[Row, ...], list[Problem]]:
    return read_responses(Vendor("acme", name, tables=tables), folder, DEFAULT_EVALUATION)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vendors").mkdir()
    return tmp_path / "vendors"


def put(
    folder: Path, rows: Sequence[Sequence[object]], name: str = "a.xlsx", sheet: str = "Answers"
) -> str:
    data = content(xlsx({sheet: rows}))
    (folder / name).write_bytes(data)
    return sha256(data).hexdigest()


def said(problems: list[Problem]) -> str:
    return "\n".join(str(problem) for problem in problems)


ROWS = Table("a.xlsx", sheet="Answers", header="1", id="A", feature="B", answer="C", comment="D")


def test_rows_are_read_with_their_whole_origin(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer", "Remark"], ["F-1", "Web forms", " s ", "since 2019"]])
    rows, problems = read(folder, ROWS)
    assert problems == []
    assert rows == (
        Row(
            row="F-1",
            text="Web forms",
            raw=" s ",
            code="standard",
            file="a.xlsx",
            sheet="Answers",
            cell="C2",
            comment="since 2019",
            rule="'s' is listed under standard in the built-in scale",
        ),
    )


def test_own_codes_win_over_the_scale(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", "P"], ["2", "b", "S"]])
    rows, _ = read(folder, replace(ROWS, codes={"p": "configuration", "S": "roadmap"}))
    assert [row.code for row in rows] == ["configuration", "roadmap"]
    assert rows[1].rule == "'S' is listed under roadmap in this table's codes"


def test_numbers_are_codes_only_when_somebody_said_so(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", 5], ["2", "b", 0]])
    rows, problems = read(folder, ROWS)
    assert [row.code for row in rows] == ["unreadable", "unreadable"]
    assert "Answers!C2" in said(problems)
    rows, problems = read(folder, replace(ROWS, codes={"5": "standard", "0": "none"}))
    assert [row.code for row in rows] == ["standard", "none"]
    assert problems == []


def test_silences_are_told_apart(folder: Path) -> None:
    put(
        folder,
        [
            ["Id", "Feature", "Answer"],
            ["1", "empty", None],
            ["2", "blanks", "  "],
            ["3", "vendor's n/a", "N/A"],
            ["4", "error", "#REF!"],
            ["5", "formula", "=1+1"],
            ["6", "words", "see proposal"],
            ["7", "no", "no"],
        ],
    )
    rows, problems = read(folder, ROWS)
    assert [row.code for row in rows] == [*["blank"] * 3, *["unreadable"] * 3, "none"]
    assert rows[2].raw == "N/A"
    told = said(problems)
    for cell in ("C4", "C5", "C6", "C7"):
        assert f"Answers!{cell}" in told
    assert all(problem.level != "error" for problem in problems)


def test_empty_cell_means_what_the_table_says(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", None], ["2", "b", "s"]])
    rows, _ = read(folder, replace(ROWS, blank="none"))
    assert [row.code for row in rows] == ["none", "standard"]
    assert rows[0].rule == "an empty cell means none in this table"


def test_transposed_tables_read_across(folder: Path) -> None:
    put(
        folder,
        [
            ["No.", "F-1", "F-2"],
            ["Area", "Leads", None],
            ["Feature", "Web forms", "Dedupe"],
            ["Us", "yes", "no"],
        ],
    )
    table = Table(
        "a.xlsx", layout="columns", header="A", first="B", id="1", group="2", feature="3", answer="4"
    )
    rows, _ = read(folder, table)
    found = [(row.row, row.group, row.text, row.code, row.cell) for row in rows]
    assert found == [
        ("F-1", "Leads", "Web forms", "standard", "B4"),
        ("F-2", "Leads", "Dedupe", "none", "C4"),
    ]


def test_long_tables_keep_only_this_vendor(folder: Path) -> None:
    (folder / "a.csv").write_text("vendor;feature;answer\nAcme ;Web;S\nZenith;Web;N\nACME;Dedupe;N\n")
    table = Table("a.csv", layout="long", header="1", vendor="A", feature="B", answer="C")
    rows, problems = read(folder, table)
    assert [(row.row, row.code) for row in rows] == [("a!2", "standard"), ("a!4", "none")]
    assert [problem.level for problem in problems] == ["note"]


def test_ticks_name_the_code_of_their_column(folder: Path) -> None:
    put(
        folder,
        [
            ["Feature", "Standard", "Add-on", "No"],
            ["one", "x", None, None],
            ["two", None, "✓", None],
            ["none ticked", None, None, None],
            ["twice", "x", "x", None],
            ["words", None, "partly", None],
            ["zero", 0, None, 1],
        ],
    )
    columns = {"standard": "B", "third-party": "C", "none": "D"}
    table = Table("a.xlsx", layout="code-columns", header="1", feature="A", answers=columns)
    rows, problems = read(folder, table)
    codes = ["standard", "third-party", "blank", "unreadable", "unreadable", "none"]
    assert [row.code for row in rows] == codes
    assert [row.cell for row in rows] == ["B2", "C3", "B4", "B5", "C6", "D7"]
    assert rows[1].rule == "'✓' stands in column C (third-party)"
    assert len(problems) == 2


def test_headings_in_between_are_no_rows(folder: Path) -> None:
    book = xlsx(
        {
            "Answers": [
                ["Id", "Feature", "Answer"],
                ["LEADS"],
                ["1", "Web forms", "S"],
                [None, "Service", None],
                ["2", "Offline", None],
            ]
        }
    )
    book["Answers"].merge_cells("A2:C2")
    (folder / "a.xlsx").write_bytes(content(book))
    rows, problems = read(folder, ROWS)
    assert [(row.group, row.text, row.code) for row in rows] == [
        ("LEADS", "Web forms", "standard"),
        ("Service", "Offline", "blank"),
    ]
    assert [problem.level for problem in problems] == ["note"]
    assert "rows 2, 4 were read as headings" in said(problems)


def test_headings_may_stand_in_the_feature_column(folder: Path) -> None:
    rows: list[list[object]] = [
        ["Feature", "Answer"],
        ["Leads", None],
        ["Web forms", "S"],
        ["Service"],
        ["Offline", "N"],
    ]
    put(folder, rows)
    table = Table("a.xlsx", header="1", group="A", feature="A", answer="B")
    read_rows, problems = read(folder, table)
    assert [(row.group, row.text) for row in read_rows] == [
        ("Leads", "Web forms"),
        ("Service", "Offline"),
    ]
    assert "rows 2, 4 were read as headings" in said(problems)


def test_answer_merged_over_rows_holds_for_each(folder: Path) -> None:
    book = xlsx({"Answers": [["Id", "Feature", "Answer"], ["1", "a", "S"], ["2", "b", None]]})
    book["Answers"].merge_cells("C2:C3")
    (folder / "a.xlsx").write_bytes(content(book))
    rows, _ = read(folder, ROWS)
    assert [(row.code, row.cell) for row in rows] == [("standard", "C2"), ("standard", "C2")]


def test_comments_and_links_are_kept_as_evidence(folder: Path) -> None:
    book = xlsx({"Answers": [["Id", "Feature", "Answer", "Remark"], ["1", "a", "S", "see manual"]]})
    book["Answers"]["C2"].comment = Comment("Enterprise edition only", "x")
    book["Answers"]["D2"].hyperlink = "https://example.org/manual"
    (folder / "a.xlsx").write_bytes(content(book))
    rows, _ = read(folder, ROWS)
    assert rows[0].comment == "see manual\nEnterprise edition only\nhttps://example.org/manual"


def test_answer_without_requirement_and_contradiction_are_told(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", "S"], ["2", "a", "N"], [None, None, "S"]])
    rows, problems = read(folder, ROWS)
    assert len(rows) == 2
    told = said(problems)
    assert "Answers!C4: an answer without a requirement" in told
    assert "answered differently in Answers!C3" in told


def test_control_characters_become_visible(folder: Path) -> None:
    (folder / "a.csv").write_text("id;feature;answer\n1;Forms \x1b[2J;S\x07\n", newline="")
    rows, _ = read(folder, Table("a.csv", header="1", id="A", feature="B", answer="C"))
    assert rows[0].text == "Forms ␛[2J"
    assert rows[0].raw == "S␇"


def test_changed_workbook_is_told_and_still_read(folder: Path) -> None:
    digest = put(folder, [["Id", "Feature", "Answer"], ["1", "a", "S"]])
    assert read(folder, replace(ROWS, sha256=digest))[1] == []
    rows, problems = read(folder, replace(ROWS, sha256="0" * 64))
    assert len(rows) == 1
    assert [problem.level for problem in problems] == ["warning"]
    assert "has changed since" in said(problems)


def test_missing_workbook_leaves_the_others(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", "S"]])
    rows, problems = read(folder, replace(ROWS, file="gone.xlsx"), ROWS)
    assert len(rows) == 1
    assert [problem.level for problem in problems] == ["error"]
    assert "vendors/gone.xlsx: is missing" in said(problems)


@pytest.mark.parametrize(
    ("change", "level", "told"),
    [
        ({"file": "../../etc/passwd"}, "error", "outside"),
        ({"sheet": "Answer"}, "error", 'did you mean "Answers"?'),
        ({"answer": ""}, "error", "no answer column"),
        ({"feature": ""}, "error", "no feature column"),
        ({"answer": "E5"}, "error", "not a column"),
        ({"layout": "long"}, "error", "no vendor column"),
        ({"layout": "code-columns"}, "error", "no column per code"),
        ({"first": "9"}, "warning", "no rows found in sheet Answers"),
    ],
)
def test_wrong_mapping_is_one_line(folder: Path, change: dict[str, Any], level: str, told: str) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", "S"]])
    rows, problems = read(folder, replace(ROWS, **change))
    assert rows == ()
    assert [problem.level for problem in problems] == [level]
    assert told in said(problems)


def test_unreadable_workbook_is_an_error_of_its_own(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04")
    rows, problems = read(folder, ROWS)
    assert rows == ()
    assert [problem.level for problem in problems] == ["error"]


STANDARD = "standard"
NO_CODES = ["unreadable"] * 5


@needs_hostile
@pytest.mark.parametrize(
    ("column", "codes"),
    [
        (
            "C",
            [STANDARD, STANDARD, "configuration", "blank", "none", *NO_CODES, STANDARD, "third-party"],
        ),
        (
            "E",
            [STANDARD, STANDARD, "none", "blank", "blank", *NO_CODES, "roadmap", STANDARD],
        ),
    ],
)
def test_odd_workbook_is_read_right(column: str, codes: list[str]) -> None:
    table = Table("odd.xlsx", "Responses", header="3", last="17", group="A", feature="B", answer=column)
    rows, problems = read(HOSTILE, table)
    assert [row.code for row in rows] == [*codes, "unreadable"]
    assert rows[2].group == "Leads"
    assert rows[-1].group == "Cases"
    assert all(problem.level != "error" for problem in problems)
    if column == "C":
        assert rows[0].comment == "only in the Enterprise edition"
        assert "Responses!C15" in said(problems)
    else:
        assert rows[1].raw == "STANDARD\u00a0"
        assert "formula not calculated in E9" in said(problems)


def test_several_vendors_share_a_workbook_that_is_read_once(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Acme", "Zenith"], ["1", "a", "S", "N"]])
    books = Books(folder)
    first = Vendor("acme", "Acme", tables=(ROWS,))
    second = Vendor(
        "zenith", "Zenith", tables=(replace(ROWS, answer="D"), replace(ROWS, file="gone.xlsx"))
    )
    assert read_responses(first, folder, DEFAULT_EVALUATION, books)[0][0].code == "standard"
    (folder / "a.xlsx").unlink()
    rows, problems = read_responses(second, folder, DEFAULT_EVALUATION, books)
    assert [row.code for row in rows] == ["none"]
    assert "the answers of Zenith" in said(problems)


def test_a_changed_row_counts_as_claimed_until_somebody_looks_again(folder: Path) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", "S"], ["2", "b", "S"]])
    rows, _ = read(folder, replace(ROWS, evidence="demonstrated", stale=("2",)))
    assert [row.evidence for row in rows] == ["demonstrated", "claimed"]
    assert "changed since" in rows[1].rule


def test_a_heading_above_the_first_row_is_its_group(folder: Path) -> None:
    put(
        folder,
        [
            ["Id", "Feature", "Answer"],
            ["Please answer", "in full", "S"],
            [None, "Leads"],
            ["1", "a", "S"],
        ],
    )
    rows, problems = read(folder, replace(ROWS, first="4"))
    assert [(row.group, row.text) for row in rows] == [("Leads", "a")]
    assert "rows 3 were read as headings" in said(problems)


@pytest.mark.parametrize(
    ("raw", "code"), [("yes [3]", "standard"), ("no [@a] [@b-c]", "none"), ("yes (L)", None)]
)
def test_citations_are_no_part_of_an_answer(folder: Path, raw: str, code: str | None) -> None:
    put(folder, [["Id", "Feature", "Answer"], ["1", "a", raw]])
    rows, _ = read(folder, ROWS)
    assert rows[0].code == (code or "unreadable")
    assert rows[0].raw == raw
