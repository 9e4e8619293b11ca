from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_save import new_vendor_text, updated_vendor_text
from procfit.formats.vendor_toml import build_vendor
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Link, Price, Table, Vendor

OWN = """# ours
format = 1
name = "Fir"

# the first paper
[[table]]
file = "fir.xlsx"
sheet = "One"  # the good one
feature = "B"
answer = "C"
[table.codes]
"ok" = "standard"

# the second
[[table]]
file = "fir.xlsx"
sheet = "Two"
feature = "B"
answer = "C"

[[table]]
file = "else.xlsx"
feature = "B"
answer = "C"

# what Ana found
[links]
# talking
calls = [{ row = "7" }]  # sure
mail = []

[agreed]
calls = { code = "none" }
"""
TABLE = Table(
    "fir.xlsx", sheet="One", header="4", first="5", id="A", feature="C", answer="G", proof="H",
    sha256="ab", confirmed_by="procfit rfp", date=date(2026, 5, 4),
)  # fmt: skip


def read(text: str) -> Vendor:
    file = parse_toml(text, "vendors/fir.toml")
    vendor = build_vendor(file, "fir", DEFAULT_EVALUATION)
    assert vendor is not None
    assert [each for each in file.reading.problems if each.level == "error"] == []
    return vendor


def test_a_new_file_reads_back_as_written() -> None:
    price = Price((30, 40.5, 55), 120, None, (1, 2, 3))
    links = {"calls": (Link("calls", 'Say "hi" \\ now'),), "mail": (), "both": (Link("a"), Link("b"))}
    vendor = read(updated_vendor_text(new_vendor_text("Fir"), [TABLE], links, price))
    assert vendor == Vendor("fir", "Fir", price, (TABLE,), links)


def test_tables_of_the_same_file_are_replaced_and_all_else_stays() -> None:
    text = updated_vendor_text(OWN, [TABLE], {})
    vendor = read(text)
    assert vendor.tables == (TABLE, Table("else.xlsx", feature="B", answer="C"))
    assert "# the first paper\n[[table]]\n" in text
    assert vendor.links == read(OWN).links
    assert "# what Ana found\n[links]\n# talking\n" in text


def test_links_are_replaced_where_they_stand_and_new_ones_follow() -> None:
    text = updated_vendor_text(OWN, [], {"calls": (Link("Q", "Calls"),), "fax": ()})
    assert 'calls = [{ row = "Q", text = "Calls" }]  # sure\nmail = []\nfax = []\n\n[agreed]' in text


def test_nothing_new_changes_nothing() -> None:
    assert updated_vendor_text(OWN, [], {}) == OWN


def test_doing_it_twice_is_doing_it_once() -> None:
    links = {"calls": (Link("Q"),), "fax": (Link("R"),)}
    once = updated_vendor_text(OWN, [TABLE], links, Price(users=5))
    assert updated_vendor_text(once, [TABLE], links, Price(users=5)) == once


def test_a_price_that_is_there_stays() -> None:
    text = "format = 1\nname = 'Fir'\n[price]\nusers = 3\n"
    assert read(updated_vendor_text(text, [], {}, Price(users=9))).price.users == 3


def test_windows_line_ends_stay() -> None:
    text = updated_vendor_text(OWN.replace("\n", "\r\n"), [TABLE], {"fax": ()})
    assert text.count("\n") == text.count("\r\n")
    assert read(text).links["fax"] == ()


def test_a_file_without_a_line_end_is_continued_on_a_new_line() -> None:
    text = updated_vendor_text('format = 1\nname = "Fir"\n[links]\na = []', [], {"b": ()})
    assert read(text).links == {"a": (), "b": ()}


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=30
)


@given(st.dictionaries(st.sampled_from(["calls", "mail", "fax", "chat"]), st.lists(TEXTS, max_size=3)))
def test_whatever_the_wording_links_read_back(wordings: dict[str, list[str]]) -> None:
    from procfit.model.text import normal

    links = {
        name: tuple(Link(f"r{number}", normal(text)) for number, text in enumerate(texts))
        for name, texts in wordings.items()
    }
    vendor = read(updated_vendor_text(OWN, [TABLE], links))
    assert {name: vendor.links[name] for name in links} == links
    assert vendor.agreed == read(OWN).agreed
