"""A mapping goes into a vendor's file, and everything its team wrote there stays."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import EXAMPLE
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_save import new_vendor, with_moved_links, with_stale, with_table
from procfit.formats.vendor_toml import build_vendor
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Table, Vendor

TABLE = Table("a.xlsx", "Answers", header="1", first="2", last="9", id="A", feature="B", answer="C")
OWN = """\
# Alder, from the fair.
format = 1
name = "Alder"

# The second sheet is theirs.
[[table]]
file = "a.xlsx"  # as sent
sheet = "Answers"
header = 1
first = 2
last = 9
id = "A"
feature = "B"
answer = "C"

[table.codes]
P = "configuration" # they said so

# Found by Ana.
[links]
leads = [{ row = "Answers!4", text = "Web" }] # checked
"""


def read(text: str) -> Vendor:
    file = parse_toml(text, "a.toml")
    vendor = build_vendor(file, "a", DEFAULT_EVALUATION)
    assert file.reading.problems == []
    assert vendor is not None
    return vendor


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20
)
places = st.sampled_from(["", "A", "AB", "7"])


@given(
    st.builds(
        Table,
        file=texts,
        sheet=texts,
        layout=st.sampled_from(["rows", "columns", "long", "code-columns"]),
        header=places,
        first=places,
        id=places,
        feature=places,
        comment=places,
        vendor_name=texts,
        codes=st.dictionaries(
            texts, st.sampled_from(["standard", "none", "unreadable", "score-1-of-5"]), max_size=4
        ),
        answers=st.dictionaries(st.sampled_from(["standard", "none"]), st.sampled_from(["C", "D"])),
        blank=st.sampled_from(["", "none"]),
        evidence=st.sampled_from(["claimed", "reference"]),
        stale=st.lists(texts, max_size=3).map(tuple),
        date=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    )
)
def test_a_new_mapping_reads_back_and_the_rest_stays(table: Table) -> None:
    expected = replace(
        table,
        codes={_normal(key): code for key, code in table.codes.items()},
        file=_normal(table.file),
        sheet=_normal(table.sheet),
        vendor_name=_normal(table.vendor_name),
        stale=tuple(map(_normal, table.stale)),
    )
    assert read(with_table(new_vendor("A"), table)).tables == (expected,)
    text = with_table(OWN, table)
    assert [line for line in OWN.splitlines() if line not in text.splitlines()] == []
    assert read(text).tables[1:] == (expected,)


def _normal(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def test_a_mapping_is_changed_in_place() -> None:
    old = read(OWN).tables[0]
    new = replace(old, last="12", sha256="0" * 64, codes={"P": "none", "S/C": "unreadable"})
    text = with_table(OWN, new, 0, old)
    assert read(text).tables == (new,)
    changed = [line for line in OWN.splitlines() if line not in text.splitlines()]
    assert changed == ["last = 9", "[table.codes]", 'P = "configuration" # they said so']


def test_the_same_mapping_changes_nothing() -> None:
    for path in sorted((EXAMPLE / "vendors").glob("*.toml")):
        if path.stem in ("evaluation", "scenarios"):
            continue
        text = path.read_text("utf-8")
        for index, table in enumerate(read(text).tables):
            assert with_table(text, table, index, table) == text


def test_windows_line_ends_stay() -> None:
    text = with_table(OWN.replace("\n", "\r\n"), TABLE)
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    "agreed",
    [
        '[agreed]\nleads = { code = "none", evidence = "reference" } # live\n',
        '[agreed.leads]\ncode = "none"\nevidence = "reference" # live\n',
        "[agreed]\nleads = {code = 'none', evidence = 'reference'} # live\n",
    ],
)
def test_stale_evidence_is_marked_where_the_answer_stands(agreed: str) -> None:
    text = with_stale(OWN + agreed, {"leads": 'went from "C" to "N"'})
    assert tomllib.loads(text)["agreed"]["leads"]["stale"] == 'went from "C" to "N"'
    assert "# live" in text


def test_moved_rows_are_renamed_in_links_only() -> None:
    text = with_moved_links(OWN, {"Answers!4": "Answers!6", "Web": "Nothing"})
    assert read(text).links["leads"][0].row == "Answers!6"
    assert "# checked" in text
