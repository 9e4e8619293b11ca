from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from helpers_lists import only_map, read_rows, said, ways
from helpers_maps import EXAMPLE, SHARED
from helpers_workbooks import content, xlsx
from procfit.formats.map_import import MapImport
from procfit.formats.spec import RefusedError
from procfit.formats.step_list import parse_step_list, read_step_list
from procfit.formats.step_list.headings import Heading, heading_of
from procfit.formats.step_list.values import raw_value
from procfit.model.errors import InputError
from procfit.model.process import Flow, Lane, Need, Step
from procfit.model.quantities import Calendar, Duration

HOSTILE = SHARED / "hostile"


def errors(read: MapImport) -> list[str]:
    return [str(problem) for problem in read.problems if problem.level == "error"]


def first_step(*rows: str) -> Step:
    return only_map(read_rows(*rows)).steps[0]


def test_a_list_of_names_is_a_chain() -> None:
    process = only_map(read_rows("Step", "Log enquiry", "Qualify", "Quote"))
    assert ways(process) == {"log-enquiry": ["qualify"], "qualify": ["quote"], "quote": []}
    assert (process.id, process.name) == ("list", "list")


GERMAN = (
    "Prozess | Angebot erstellen",
    "Kunde | Planer",
    "Stand: März, Entwurf",
    "",
    "Nr | Tätigkeit | Wer | Abteilung | Nächster Schritt | Dauer (Std.) | Wartezeit (Tage) | Nutzen",
    "1 | Anfrage erfassen | Innendienst | Vertrieb | 2 | 1,5 | 1 | 3",
    "2 | Prüfen? | Prüfer |  | wenn machbar: 3 (85 %); 4 (15 %) | 0,5 | | ",
    "3 | Angebot senden | Innendienst | Vertrieb | Ende | 2 | | 4",
    "4 | Absagen | Innendienst | | – | 0,25 | | 0",
)


def test_a_german_sheet_under_title_rows_is_read() -> None:
    process = only_map(read_rows(*GERMAN))
    assert (process.id, process.name, process.customer) == (
        "angebot-erstellen",
        "Angebot erstellen",
        "Planer",
    )
    assert process.lanes == (Lane("innendienst", "Innendienst", "Vertrieb"), Lane("prufer", "Prüfer"))
    log, check, send, decline = process.steps
    assert (log.work, log.wait, log.value) == (Duration.fixed(90), Duration.fixed(480), 3)
    assert check.kind == "decision"
    assert check.next == (Flow("angebot-senden", 0.85, "machbar"), Flow("absagen", 0.15))
    assert (check.value, check.wait, check.adds) == (None, None, None)
    assert (send.next, decline.next, decline.value) == ((), (), 0)


@pytest.mark.parametrize(
    ("cell", "flows"),
    [
        ("Book", [Flow("book")]),
        ("book", [Flow("book")]),
        ("row 3", [Flow("book")]),
        ("3; 4", [Flow("book"), Flow("no")]),
        ("3, 4", [Flow("book"), Flow("no")]),
        ("Book (85%)\nDecline (15 %)", [Flow("book", 0.85), Flow("no", 0.15)]),
        ("85% Book; Decline: 15%", [Flow("book", 0.85), Flow("no", 0.15)]),
        ("if approved: Book; else: Decline", [Flow("book", when="approved"), Flow("no", when="else")]),
        ("yes -> Book; no -> Decline", [Flow("book", when="yes"), Flow("no", when="no")]),
        (
            "Book if approved; Decline (rejects)",
            [Flow("book", when="approved"), Flow("no", rejects=True)],
        ),
        ("approved (85%): Book; Decline (15%)", [Flow("book", 0.85, "approved"), Flow("no", 0.15)]),
        ('if "a; b: c": Book; Decline', [Flow("book", when="a; b: c"), Flow("no")]),
        ("", [Flow("book")]),
        ("–", []),
        ("Ende", []),
    ],
)
def test_ways_on_are_read_as_people_write_them(cell: str, flows: list[Flow]) -> None:
    rows = [("Kind", "Step", "Id", "Next"), ("decision", "Approved?", "ok", cell)]
    rows += [("end", "Book", "book", ""), ("end", "Decline", "no", "")]
    read = parse_step_list(content(xlsx({"Steps": rows})), "list.xlsx")
    assert [*only_map(read).steps[0].next] == flows


def test_rows_named_by_their_number_are_told() -> None:
    read = read_rows("Step | Next", "A | 3", "B | ")
    assert ways(only_map(read))["a"] == ["b"]
    assert '"3" read as row 3 of the sheet, b' in said(read)


def test_a_step_with_several_ways_on_gets_a_decision_behind_it_and_a_question_becomes_one() -> None:
    read = read_rows("Step | Who | Next", "Check | Sales | A; B", "Ask? | | A; B", "A | | –", "B | | –")
    process = only_map(read)
    assert [step.kind for step in process.steps] == ["task", "decision", "decision", "task", "task"]
    assert process.steps[1] == Step(
        "check-which-way", "Check: which way?", "sales", "decision", next=(Flow("a"), Flow("b"))
    )
    assert said(read).count("several ways on") == 2


def test_a_row_before_a_start_does_not_lead_into_it() -> None:
    process = only_map(read_rows("Step | Kind", "Call | Start", "Answer | ", "Mail | Start", "Read |"))
    assert ways(process) == {"call": ["answer"], "answer": [], "mail": ["read"], "read": []}


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("Minutes", "5", "work", Duration.fixed(5)),
        ("Minutes", "2/5/15", "work", Duration(2, 5, 15)),
        ("Hours", "1,5", "work", Duration.fixed(90)),
        ("Work", "1 h 30 min", "work", Duration.fixed(90)),
        ("Duration", "0:45", "work", Duration.fixed(45)),
        ("Wait", "3 Tage", "wait", Duration.fixed(3 * 480)),
        ("Aufwand (min)", "7", "work", Duration.fixed(7)),
        ("Cost", "€ 1.234,50", "cost", 1234.5),
        ("Cost", "1,234,567.5", "cost", 1234567.5),
        ("Cost", "1.234.567", "cost", 1234567.0),
        ("Cost", "12,5 EUR", "cost", 12.5),
        ("Value (0-5)", "0", "value", 0),
        ("Nutzen", "3", "value", 3),
        ("Nutzen", "Ich weiß Bescheid", "benefit", "Ich weiß Bescheid"),
        ("Expected", "ja", "expected", True),
        ("Adds value", "NVA", "adds", "nothing"),
        ("Art", "Teilprozess", "kind", "call"),
        ("Asks", "name, phone", "asks", ("name", "phone")),
        ("Asks", "price list, 2026;", "asks", ("price list, 2026",)),
        ("Needs", "lead-capture; Duplicate detection (30 %)", "needs",
         (Need("lead-capture"), Need("duplicate-detection", 0.3))),
        ("System", "=HYPERLINK(1)", "system", "=HYPERLINK(1)"),
        ("System", "'=1+1", "system", "=1+1"),
        ("Notes", "ask Jo", "description", "ask Jo"),
        ("to_be.work", "1", "to_be", {"work": Duration.fixed(1)}),
        ("to_be.channel", "–", "to_be", {"channel": ""}),
    ],
)  # fmt: skip
def test_cells_become_fields(header: str, cell: str, field: str, value: object) -> None:
    extra = "Calls map" if value == "call" else "Tags"
    step = first_step(f"Step | {header} | {extra}", f"A | {cell} | {'b' if value == 'call' else ''}")
    assert getattr(step, field) == value


def test_blank_and_unknown_cells_are_not_assessed() -> None:
    read = read_rows("Step | Minutes | Wait | Value | Cost", "A |  | ? | n/a | unbekannt")
    step = only_map(read).steps[0]
    assert (step.work, step.wait, step.value, step.cost) == (None, None, None, None)
    assert said(read).count("not assessed") == 3


def test_every_problem_is_told_at_its_cell_and_all_at_once() -> None:
    read = read_rows(
        "Id | Step | Next | Minutes | Value | Kind | Expected",
        "a | One | Nowhere | soon | 7 | diamond | perhaps",
        "a | Two | One | 5 | 1 | | ",
        "  |  | One | 5 | 1 | | ",
        "b | Same | One | | | |",
        "c | Same | Same | | | |",
    )
    found = errors(read)
    assert read.maps == ()
    for start, words in {
        "list.csv:list!A3": '"a" is there twice, first at A2',
        "list.csv:list!C2": '"Nowhere" names no step',
        "list.csv:list!D2": '"soon" is not a time',
        "list.csv:list!E2": "7 is out of range",
        "list.csv:list!F2": '"diamond" is not one of',
        "list.csv:list!G2": '"perhaps" is neither yes nor no',
        "list.csv:list!B4": "the row has no step",
        "list.csv:list!C6": '"Same" is the name of 2 steps',
    }.items():
        assert any(line.startswith(start) and words in line for line in found), (start, found)


@pytest.mark.parametrize("header", ["Value", "Cost", "Minutes", "Wait", "Share"])
@pytest.mark.parametrize("cell", ["1e999", "9" * 400, "0nan", "-1", "1e", "1,2,3,4.5.6", "1.2.3"])
def test_numbers_that_are_none_are_refused_at_their_cell(header: str, cell: str) -> None:
    (found,) = errors(read_rows(f"Step | {header}", f"A | {cell}"))
    assert found.startswith("list.csv:list!B2: ")


def test_the_sample_in_the_docs_is_read_as_they_say() -> None:
    page = (EXAMPLE / "docs" / "step-lists.md").read_text(encoding="utf-8")
    rows = [line.strip("|") for line in page.splitlines() if line.startswith("|")][:6]
    process = only_map(read_rows(rows[0], *rows[2:]))
    log, sell, send, decline = process.steps
    assert (log.work, log.wait, log.asks) == (
        Duration.fixed(5),
        Duration.fixed(120),
        ("company name", "phone"),
    )
    assert (sell.kind, sell.next) == (
        "decision",
        (Flow("send-quote", 0.85, "in range"), Flow("decline", 0.15)),
    )
    assert (send.work, send.wait, send.next) == (Duration(10, 20, 45), Duration.fixed(480), ())
    assert (decline.value, decline.wait) == (0, None)


def test_a_long_list_is_read_in_one_go() -> None:
    rows = ["Step | Who | Next | Minutes", *(f"Do {at} | Desk | Do {at + 1} | 5" for at in range(4_999))]
    assert len(only_map(read_rows(*rows, "Do 4999 | Desk | – | 5")).steps) == 5_000


SLOW = ("(" * 1600, "a" + " " * 1600 + "b", "a: " * 500, "1" * 1600 + "%", "a if " * 300)


@pytest.mark.parametrize("cell", SLOW, ids=["brackets", "blanks", "colons", "digits", "conditions"])
def test_a_cell_made_to_take_long_does_not(cell: str) -> None:
    read = read_rows("Step | Next", *[f"S{at} | {cell}" for at in range(30)])
    assert read.maps == ()


def test_shares_that_do_not_add_up_are_told_at_the_cell() -> None:
    found = errors(
        read_rows("Step | Kind | Next", "Fine? | decision | A (80%); B (30%)", "A | | –", "B | | –")
    )
    assert found == ['list.csv:list!C2: shares of "fine" sum to 110 %; make them sum to 100 %']


def test_a_loop_without_a_way_out_is_told_at_the_cell() -> None:
    (found,) = errors(read_rows("Step | Next", "A | B", "B | A"))
    assert found.startswith("list.csv:list!B2: no way out of the loop")


def test_nothing_is_dropped_in_silence() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Order"
    rows = [
        ("About orders",),
        ("Step", "Who", "Mood", None),
        ("A", "Sales", "good", "stray"),
        ("B", "Sales", "bad"),
    ]
    for row in rows:
        sheet.append(row)
    sheet.append(("Phase 2",))
    sheet.merge_cells("A5:C5")
    sheet["A3"].comment = Comment("says Jo", "Jo")
    book.create_sheet("Scratch")["A1"] = "nothing here"
    book.create_sheet("Hidden").sheet_state = "hidden"
    told = said(parse_step_list(content(book), "list.xlsx"))
    for words in (
        'Order!A1: title "About orders" not read',
        'Order!C2: column "Mood" not understood: 2 cells not read',
        "Order!D2: column without a header: 1 cells not read",
        'Order!A5: heading "Phase 2" not read',
        'Order!A3: comment "says Jo" not read',
        "Scratch: no header with a column for the step: sheet not read",
        'Hidden: sheet "Hidden" is hidden and was not read',
        "no column says what follows",
    ):
        assert words in told


def test_each_sheet_with_a_header_is_a_map_named_after_it() -> None:
    sheets = {"Order": [("Step", "Who"), ("A", "Sales")], "Refund": [("Activity", "Next"), ("B", "")]}
    read = parse_step_list(content(xlsx(sheets)), "list.xlsx")
    assert [(process.id, process.name) for process in read.maps] == [
        ("order", "Order"),
        ("refund", "Refund"),
    ]
    assert read.counts["activities"] == 2


def test_a_sheet_that_was_never_named_is_called_after_the_file() -> None:
    sheets = {"Tabelle1": [("Step", "Who"), ("A", "Sales")]}
    assert parse_step_list(content(xlsx(sheets)), "x/order desk.xlsx").maps[0].name == "order desk"


def test_errors_and_uncalculated_formulas_are_told_by_cell() -> None:
    sheets = {"S": [("Step", "Minutes", "Value"), ("A", "=1+1", 3)]}
    book = xlsx(sheets)
    sheet = book["S"]
    sheet["C2"] = "#REF!"
    found = errors(parse_step_list(content(book), "list.xlsx"))
    assert (
        "list.xlsx:S!B2: holds a formula that was not calculated; open and save it in a spreadsheet"
        in found
    )
    assert any(line.startswith("list.xlsx:S!C2: holds the error #REF!") for line in found)


def test_two_columns_of_one_meaning_are_an_error_not_one_over_the_other() -> None:
    found = errors(read_rows("Step | Who | Rolle", "A | Sales | Ops"))
    assert found == ['list.csv:list!C1: "Rolle" means the same as B1; rename one of them']


def test_step_beside_activity_is_the_number() -> None:
    process = only_map(read_rows("Step | Activity | Next", "1 | Ask | 2", "2 | Answer | "))
    assert ways(process) == {"ask": ["answer"], "answer": []}


def test_a_title_in_a_word_of_the_header_is_not_taken_for_it() -> None:
    read = read_rows("Activities", "", "Step | Who | Minutes", "A | Sales | 5")
    assert [step.lane for step in only_map(read).steps] == ["sales"]
    assert 'list!A1: title "Activities" not read' in said(read)


def test_a_header_without_rows_is_told_and_makes_no_map() -> None:
    read = read_rows("Step | Who | Next")
    assert (read.maps, errors(read)) == ((), [])
    assert "list: no rows found below the header" in said(read)


def test_a_total_in_the_last_row_is_no_step() -> None:
    read = read_rows("Step | Minutes", "A | 5", "Total | 5")
    assert [step.name for step in only_map(read).steps] == ["A"]
    assert "in the last row: not read" in said(read)


def test_a_merged_cell_speaks_for_all_its_rows() -> None:
    book = xlsx({"S": [("Step", "Who"), ("A", "Sales"), ("B", None)]})
    book["S"].merge_cells("B2:B3")
    process = only_map(parse_step_list(content(book), "list.xlsx"))
    assert [step.lane for step in process.steps] == ["sales", "sales"]


def test_days_count_by_the_calendar_of_the_workspace() -> None:
    read = parse_step_list(b"Step,Wait\nA,2 days\n", "list.csv", Calendar(hours_per_day=6))
    assert only_map(read).steps[0].wait == Duration.fixed(720)


def test_lanes_with_two_departments_keep_the_first_and_say_so() -> None:
    read = read_rows("Step | Who | Department", "A | Desk | Sales", "B | desk | Ops")
    assert only_map(read).lanes == (Lane("desk", "Desk", "Sales"),)
    assert '"Ops" differs from the first department of this lane, "Sales"' in said(read)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_decided_not_guessed(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Step;Wer\nPrüfen €;Müller\n".encode(encoding))
    read = read_step_list(file)
    assert only_map(read).steps[0].name == "Prüfen €"
    assert "read as" in said(read)


def test_a_file_without_a_step_column_is_refused_with_a_hint() -> None:
    with pytest.raises(InputError, match=r"^list.csv: no step list in it.*header row"):
        read_rows("Mood | Weather", "good | fine")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Nächster Schritt", Heading("next")),
        ("followed by:", Heading("next")),
        ("Duration [h]", Heading("work", unit="h")),
        ("Wartezeit in Stunden", Heading("wait", unit="h")),
        ("to_be.rival.time", Heading("rival.time", to_be=True)),
        ("Soll Dauer (min)", Heading("work", to_be=True, unit="m")),
        ("#", Heading("id")),
        ("Weather", None),
    ],
)
def test_headers_mean_columns(text: str, heading: Heading | None) -> None:
    assert heading_of(text) == heading


@given(
    st.sampled_from(["work", "cost", "value", "share", "needs", "rival.date", "kind"]),
    st.text(max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_no_cell_is_worse_than_refused(key: str, text: str) -> None:
    with suppress(RefusedError):
        raw_value(key, text or "x", "")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="no ../shared/data/hostile")
@pytest.mark.parametrize(
    "name", sorted(path.name for path in HOSTILE.glob("*.csv")) if HOSTILE.is_dir() else []
)
def test_hostile_tables_give_one_clear_line_or_a_reading(name: str) -> None:
    try:
        read = read_step_list(HOSTILE / name, name)
    except InputError as error:
        told = [str(error)]
    else:
        told = [*map(str, read.problems), *said(read).splitlines()]
    assert told
    assert all(line.startswith(name.removesuffix(".csv")) and line.isprintable() for line in told)
