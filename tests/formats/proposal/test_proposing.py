"""What is proposed for a sheet nobody has described, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from helpers_workbooks import content, xlsx
from procfit.formats.proposal import ProposedTable, Wishes, propose
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError
from procfit.model.scale import DEFAULT_EVALUATION, default_codes
from procfit.model.vendor import Code

Rows = Sequence[Sequence[object]]


def tables(book: Workbook, wishes: Wishes | None = None, name: str = "acme.xlsx") -> list[ProposedTable]:
    return list(propose(parse_workbook(content(book), name), DEFAULT_EVALUATION, wishes).tables)


def table(rows: Rows, wishes: Wishes | None = None, **others: Rows) -> ProposedTable:
    (found,) = tables(xlsx({"Answers": rows, **others}), wishes)
    return found


def columns(found: ProposedTable) -> dict[str, str]:
    return {column.name: found.slot(column.answer) for column in found.vendors}


FEATURES = [
    "Web forms",
    "Duplicate check",
    "Offline visits",
    "Quote approval",
    "Order status",
    "Surveys",
]


def listed(answers: Sequence[object], head: Sequence[object] = ("Requirement", "Answer")) -> Rows:
    return [head, *([feature, answer] for feature, answer in zip(FEATURES, answers, strict=False))]


def test_a_plain_list_is_found_and_named_after_the_file() -> None:
    found = table(listed(["S", "C", "T", "M", "R", "N"]))
    assert (found.layout, found.header, found.first, found.last) == ("rows", 1, 2, 7)
    assert columns(found) == {"acme": "B"}
    assert list(found.codes.values()) == [*default_codes()]
    assert found.unknown == {}
    assert found.own_codes == {}


def test_title_and_instruction_rows_are_passed_over() -> None:
    rows: Rows = [
        ["Tender 2026: customer management"],
        [],
        ["No.", "Requirement", "Code", "Comment"],
        ["fixed", "Do not change this column", "S C T M R N", "Please be brief"],
        *([f"F-{n}", feature, "S", ""] for n, feature in enumerate(FEATURES, 1)),
        [],
        ["", "Total", 6],
    ]
    found = table(rows)
    assert (found.header, found.first, found.last) == (3, 5, 10)
    assert found.slot(found.id) == "A"
    assert found.slot(found.vendors[0].comment) == "D"


def test_vendors_are_named_by_the_merged_head_above_their_columns() -> None:
    book = xlsx(
        {
            "Answers": [
                ["Area", "Requirement", "Acme Ltd", None, "Zenith GmbH"],
                [None, None, "Answer", "Comment", "Answer", "Comment"],
                *(["Sales", feature, "S", "yes", "N", "no"] for feature in FEATURES),
            ]
        }
    )
    for area in ("C1:D1", "E1:F1", "A1:A2", "B1:B2"):
        book["Answers"].merge_cells(area)
    (found,) = tables(book)
    assert columns(found) == {"Acme Ltd": "C", "Zenith GmbH": "E"}
    assert [found.slot(column.comment) for column in found.vendors] == ["D", "F"]
    assert found.header == 2


def test_one_row_per_vendor_is_the_long_form() -> None:
    rows = [[vendor, feature, "yes"] for feature in FEATURES for vendor in ("Acme", "Zenith")]
    found = table([["Vendor", "Feature", "Answer"], *rows])
    assert found.layout == "long"
    assert found.slot(found.vendor) == "A"
    assert columns(found) == {"Acme": "C", "Zenith": "C"}
    assert found.table(found.vendors[1]).vendor_name == "Zenith"


def test_one_ticked_column_per_code() -> None:
    head = ["#", "Question", "Out of the box", "With settings", "Partner app", "Not offered", "Remark"]
    rows = [
        [n, feature, *("x" if n % 4 == k else None for k in range(4))]
        for n, feature in enumerate(FEATURES)
    ]
    found = table([head, *rows])
    assert found.layout == "code-columns"
    slots = {code: found.slot(slot) for code, slot in found.code_slots.items()}
    assert slots == {"standard": "C", "configuration": "D", "third-party": "E", "none": "F"}
    assert found.blank == ""


def test_a_turned_table_reads_across() -> None:
    upright = listed(["S", "C", "T", "M", "R", "N"])
    found = table(list(zip(*upright, strict=True)))
    assert found.layout == "columns"
    assert (found.line(found.first), found.line(found.last)) == ("B", "G")
    assert (found.slot(found.feature), columns(found)) == ("1", {"acme": "2"})


def test_two_tables_on_a_sheet_are_two() -> None:
    rows: Rows = [*listed(["S"] * 6), [], ["Part two"], *listed(["N"] * 6)]
    first, second = tables(xlsx({"Answers": rows}))
    assert (first.first, first.last, second.first, second.last) == (2, 7, 11, 16)


def test_two_tables_side_by_side_are_two() -> None:
    halves = [[*left, None, *right] for left, right in zip(listed("SCT"), listed("MRN"), strict=True)]
    first, second = tables(xlsx({"Answers": halves}))
    assert (first.slot(first.feature), second.slot(second.feature)) == ("A", "D")
    assert (columns(first), columns(second)) == ({"acme": "B"}, {"acme": "E"})


def test_vendors_as_rows_are_read_across() -> None:
    found = table([["Vendor", *FEATURES], ["Acme", *"SCTMRN"], ["Zenith", *"NRMTCS"]])
    assert (found.layout, found.slot(found.feature)) == ("columns", "1")
    assert columns(found) == {"Acme": "2", "Zenith": "3"}


def test_names_alone_are_heads_and_a_list_may_have_none() -> None:
    named = table([["", "Acme", "Zenith"], *([feature, "yes", "no"] for feature in FEATURES)])
    assert columns(named) == {"Acme": "B", "Zenith": "C"}
    bare = table([[feature, "yes" if number % 2 else "no"] for number, feature in enumerate(FEATURES)])
    assert (bare.header, bare.first, bare.last) == (0, 1, 6)
    assert bare.table(bare.vendors[0]).header == ""


def test_headings_between_group_what_follows() -> None:
    rows: Rows = [
        ["Requirement", "Available (Y/N)", "Comment"],
        ["Leads"],
        *([feature, "Y", "as shown"] for feature in FEATURES[:3]),
        ["Service"],
        *([feature, "N", ""] for feature in FEATURES[3:]),
    ]
    found = table(rows)
    assert (found.rows, found.first, found.last) == (6, 3, 9)
    assert found.group == found.feature


def test_a_list_of_prices_beside_answers_is_left_out() -> None:
    found = table(listed("SCTMRN"), Prices=[["Item", "Price"], ["Licence", 40], ["Setup", 900]])
    assert found.sheet == "Answers"


def test_an_empty_box_is_an_empty_cell() -> None:
    found = table(listed(["☑", "☐", "☑", "☐", "☑", "☐"]))
    assert (found.codes, found.blank) == ({"☑": "standard", "☐": "none"}, "none")


def test_a_legend_in_one_cell_is_taken_apart_and_partly_is_no_code() -> None:
    legend = "F = fully supported, P = partially supported, N = not supported"
    found = table([[legend], [], *listed(["F", "P", "N", "F", "P", "N"])])
    assert found.codes == {"F": "standard", "N": "none"}
    assert found.unknown == {"P": 2}


def test_empty_cells_among_ticks_are_proposed_to_mean_none() -> None:
    found = table(listed(["x", None, "✓", None, "✔", None]))
    assert found.blank == "none"
    assert any("empty cell" in reason for reason in found.reasons)
    assert table(listed(["x", None, "no", None, "x", None])).blank == ""


def test_unknown_codes_are_listed_and_never_guessed() -> None:
    found = table(listed(["S", "P", "see proposal", "TBD", "P", "n/a"]))
    assert found.unknown == {"P": 2, "see proposal": 1, "TBD": 1}
    assert found.codes == {"S": "standard", "n/a": "blank"}


@pytest.mark.parametrize(
    ("words", "code"),
    [("available through a partner", "third-party"), ("custom development", "customization")],
)
def test_a_legend_outranks_the_scale(words: str, code: str) -> None:
    found = table(listed(["S", "C", "S", "C", "S", "C"]), Legend=[["C", words], ["S", "standard"]])
    assert found.codes["C"] == code
    assert found.own_codes == {"C": code}
    assert any("Legend!A1" in reason for reason in found.reasons)


def test_a_legend_whose_words_name_no_code_leaves_the_text_unread() -> None:
    found = table(listed(["S", "C", "S", "C", "S", "C"]), Legend=[["C", "see chapter four"]])
    assert found.unknown == {"C": 3}
    assert found.own_codes == {"C": "unreadable"}


def test_a_drop_down_list_tells_the_codes_before_anybody_used_them() -> None:
    book = xlsx({"Answers": listed([None] * 6, ("Requirement", "Zenith"))})
    offer = DataValidation(type="list", formula1='"Standard, Partly, No"')
    book["Answers"].add_data_validation(offer)
    offer.add("B2:B40")
    (found,) = tables(book)
    assert found.codes == {"Standard": "standard", "No": "none"}
    assert found.unknown == {"Partly": 0}


@pytest.mark.parametrize(
    ("head", "values", "most"),
    [("Rating", [0, 3, 5, 4, 2, 1], 5), ("Score (1-10)", [1, 4, 7, 5, 2, 3], 10)],
)
def test_numbers_become_codes_of_their_own(head: str, values: list[object], most: int) -> None:
    found = table(listed(values, ("Requirement", head)))
    assert found.codes[str(values[1])] == f"score-{values[1]}-of-{most}"
    assert any("scale up to" in reason for reason in found.reasons)


@pytest.mark.parametrize("word", ["ja", "oui", "sí", "はい", "да", "tak", "sim"])
def test_yes_is_known_in_several_languages(word: str) -> None:
    found = table(listed([word, "S", word, "S", word, "S"]))
    assert found.codes[word] == "standard"


def test_what_the_person_says_wins() -> None:
    rows: Rows = [["a", "b", "c"], *([n, feature, "S"] for n, feature in enumerate(FEATURES))]
    wishes = Wishes(header=1, feature="B", answers=(("C", "alder"),))
    found = table(rows, wishes)
    assert (found.slot(found.feature), columns(found)) == ("B", {"alder": "C"})
    with pytest.raises(InputError, match='no sheet "Answer"'):
        tables(xlsx({"Answers": rows}), replace(wishes, sheet="Answer"))


def test_a_known_vendor_is_recognized_in_the_title() -> None:
    rows: Rows = [["Alder Suite 9.3 – answers"], [], *listed(["S"] * 6)]
    assert columns(table(rows, Wishes(known={"alder": "Alder Suite"}))) == {"Alder Suite": "B"}


def test_own_codes_of_the_committee_are_known() -> None:
    partly = Code("partly", (0.3, 0.5, 0.7), answers=("P",))
    scale = replace(DEFAULT_EVALUATION, codes={**default_codes(), "partly": partly})
    book = parse_workbook(content(xlsx({"A": listed(["S", "P"] * 3)})), "a.xlsx")
    (found,) = propose(book, scale).tables
    assert found.codes == {"S": "standard", "P": "partly"}


SHEETS: Mapping[str, st.SearchStrategy[object]] = {
    "cell": st.one_of(
        st.none(),
        st.sampled_from(["Requirement", "Answer", "S", "x", "Total", "Vendor", "#", "1", "yes", " "]),
        st.text(max_size=12),
        st.integers(-5, 20),
    )
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SHEETS["cell"], max_size=6), max_size=12))
def test_any_sheet_gets_a_proposal_whose_codes_are_on_the_scale(rows: list[list[object]]) -> None:
    text = "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)
    try:
        book = parse_workbook(text.encode("utf-8", "replace"), "a.tsv")
    except InputError:
        return
    for found in propose(book, DEFAULT_EVALUATION).tables:
        assert found.first <= found.last
        assert 0 <= found.confidence <= 1
        assert not set(found.codes) & set(found.unknown)
        for code in found.codes.values():
            assert code in DEFAULT_EVALUATION.codes or code == "blank" or code.startswith("score-")


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""').replace("\x00", "") + '"'
