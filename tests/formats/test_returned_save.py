from __future__ import annotations

from datetime import date

from procfit.formats.returned_save import with_returned
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_save import new_vendor
from procfit.formats.vendor_toml import build_vendor
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Price, Table, Vendor

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
    vendor = read(with_returned(new_vendor('Fir "9"'), [], [TABLE], price))
    assert vendor == Vendor("fir", 'Fir "9"', price, (TABLE,))


def test_tables_of_the_same_file_are_replaced_and_all_else_stays() -> None:
    text = with_returned(OWN, read(OWN).tables, [TABLE])
    vendor = read(text)
    assert vendor.tables == (TABLE, Table("else.xlsx", feature="B", answer="C"))
    assert vendor.links == read(OWN).links
    for kept in ("# the first paper\n[[table]]\n", "# what Ana found\n[links]\n# talking\n", "# sure"):
        assert kept in text


def test_nothing_new_changes_nothing() -> None:
    assert with_returned(OWN, read(OWN).tables, [], Price()) == OWN


def test_doing_it_twice_is_doing_it_once() -> None:
    once = with_returned(OWN, read(OWN).tables, [TABLE], Price(users=5))
    assert with_returned(once, read(once).tables, [TABLE], Price(users=5)) == once


def test_a_price_that_is_there_stays() -> None:
    text = "format = 1\nname = 'Fir'\n[price]\nusers = 3\n"
    assert read(with_returned(text, [], [], Price(users=9))).price.users == 3


def test_windows_line_ends_stay() -> None:
    text = with_returned(OWN.replace("\n", "\r\n"), read(OWN).tables, [TABLE])
    assert text.count("\n") == text.count("\r\n")
    assert read(text).tables[0] == TABLE


def test_a_file_without_a_line_end_is_continued_on_a_new_line() -> None:
    text = with_returned('format = 1\nname = "Fir"\n[links]\na = []', [], [TABLE])
    assert (read(text).links, read(text).tables) == ({"a": ()}, (TABLE,))
