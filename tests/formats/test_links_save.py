"""Links and wordings put into files that teams write by hand."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import EXAMPLE
from procfit.formats.links_save import with_links, with_wordings
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_toml import build_vendor
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Link, Linked, Vendor

FORMS = Link("F-1", "Web forms")
TEXT = """\
# Alder, by Ana.
format = 1
name = "Alder"

# Rows were found by Bo.
[links]
# Leads
leads = [{ row = "F-1", text = "Web forms" }]  # sure
# Service
visits = [
    # the app
    { row = "F-7", text = "App" },
    { row = "F-8", text = "Sync" },  # only Android
]

[agreed]
# They showed it.
visits = { code = "standard" }
"""
OLD = {"leads": (FORMS,), "visits": (Link("F-7", "App"), Link("F-8", "Sync"))}
GROUPS = {"scoring": "Leads", "leads": "Leads", "fairs": "Leads", "visits": "Service", "fax": "Platform"}


def links_in(text: str) -> dict[str, tuple[Link, ...]]:
    return dict(vendor_in(text).links)


def vendor_in(text: str) -> Vendor:
    file = parse_toml(text, "vendors/alder.toml")
    vendor = build_vendor(file, "alder", DEFAULT_EVALUATION)
    assert vendor is not None
    assert file.reading.problems == []
    return vendor


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_new_link_is_one_more_line_among_those_of_its_group() -> None:
    after = with_links(TEXT, OLD, {**OLD, "fairs": ()}, GROUPS)
    assert changed_lines(TEXT, after) == ([], ["fairs = []"])
    assert after.index("# sure") < after.index("fairs") < after.index("# Service")
    first = with_links(TEXT, OLD, {**OLD, "scoring": ()}, GROUPS)
    assert "# Leads\nscoring = []\nleads" in first
    last = with_links(TEXT, OLD, {**OLD, "fax": (), "elsewhere": ()}, GROUPS)
    assert "]\nfax = []\nelsewhere = []\n\n[agreed]" in last


def test_a_changed_link_keeps_its_remark() -> None:
    after = with_links(TEXT, OLD, {**OLD, "leads": ()}, GROUPS)
    assert "leads = []  # sure\n" in after
    assert changed_lines(TEXT, after)[1] == ["leads = []  # sure"]


def test_rows_that_stay_keep_their_lines() -> None:
    new = {**OLD, "visits": (Link("F-8", "Sync"), Link("F-9", "Maps"))}
    after = with_links(TEXT, OLD, new, GROUPS)
    assert '    { row = "F-8", text = "Sync" },  # only Android\n' in after
    assert links_in(after) == new


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('format = 1\nname = "A"', 'format = 1\nname = "A"\n\n[links]\na = []\n'),
        (
            'format = 1\nname = "A"\n# said so\n[agreed]\n',
            'format = 1\nname = "A"\n\n[links]\na = []\n\n# said so\n[agreed]\n',
        ),
        ('format = 1\nname = "A"\n[links]', 'format = 1\nname = "A"\n[links]\na = []\n'),
    ],
)
def test_a_file_without_links_gets_a_table_before_what_was_agreed(text: str, after: str) -> None:
    assert with_links(text, {}, {"a": ()}) == after


def test_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    after = with_links(text, OLD, {**OLD, "fairs": ()}, GROUPS)
    assert after.replace("\r\n", "\n") == with_links(TEXT, OLD, {**OLD, "fairs": ()}, GROUPS)
    assert "\n" not in after.replace("\r\n", "")


MAY = date(2026, 5, 2)
BEST = Linked(OLD["visits"], "best", "Ana", 'one "app" is enough', MAY)


def test_who_linked_rows_and_which_counts_stands_behind_them_and_remarks_stay() -> None:
    after = with_links(TEXT, OLD, {"leads": Linked((FORMS,), by="Bo"), "visits": BEST}, GROUPS)
    assert vendor_in(after).linked == {"leads": Linked((FORMS,), by="Bo"), "visits": BEST}
    assert 'leads = { rows = [{ row = "F-1", text = "Web forms" }], by = "Bo" }  # sure\n' in after
    assert changed_lines(TEXT, after) == (
        ['leads = [{ row = "F-1", text = "Web forms" }]  # sure', "visits = [", "]"],
        [
            'leads = { rows = [{ row = "F-1", text = "Web forms" }], by = "Bo" }  # sure',
            "visits = { rows = [",
            '], counts = "best", by = "Ana", reason = "one \\"app\\" is enough", date = 2026-05-02 }',
        ],
    )
    back = with_links(after, vendor_in(after).linked, OLD, GROUPS)
    assert back == TEXT


def test_a_link_written_out_as_a_table_is_changed_there() -> None:
    out = '# both\n[links.visits]\n# seen\nrows = [{ row = "F-7" }, { row = "F-8" }]\nby = "Bo" # too\n'
    text = f'format = 1\nname = "A"\n\n{out}'
    old = vendor_in(text).linked
    rows = (Link("F-7"), Link("F-8"))
    assert old == {"visits": Linked(rows, by="Bo")}
    new = {"visits": Linked(rows, "best", "Ana", "", MAY), "leads": Linked((FORMS,))}
    after = with_links(text, old, new)
    assert vendor_in(after).linked == new
    assert "# both\n" in after
    assert 'by = "Ana" # too\n' in after


def test_what_is_no_way_to_count_is_told_at_its_line() -> None:
    text = 'format = 1\nname = "A"\n[links]\na = { rows = [], counts = "mean" }\nb = 3\n'
    file = parse_toml(text, "vendors/a.toml")
    vendor = build_vendor(file, "a", DEFAULT_EVALUATION)
    told = [(each.where.line, each.message) for each in file.reading.problems]
    assert told[0][0] == 4
    assert '"mean" is not one of worst, best' in told[0][1]
    assert told[1][0] == 5
    assert vendor is not None
    assert dict(vendor.links) == {"a": ()}


def test_nothing_new_changes_nothing() -> None:
    assert with_links(TEXT, OLD, OLD) is TEXT


@pytest.mark.parametrize("name", ["alder", "birch", "cedar", "dogwood", "elder"])
def test_links_of_the_example_taken_out_and_put_back_are_the_same(name: str) -> None:
    text = (EXAMPLE / "vendors" / f"{name}.toml").read_text(encoding="utf-8")
    links = links_in(text)
    start = text.index("[links]")
    end = text.find("\n[agreed]", start) + 1 or len(text)
    bare = text[:start] + text[end:]
    after = with_links(bare, {}, links, dict.fromkeys(links, ""))
    assert links_in(after) == links
    assert list(links_in(after)) == list(links)


NAMES = st.sampled_from([*GROUPS, "other", "more"])
WORDING = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), include_characters="\n\t"), max_size=120
)
ROWS = st.builds(Link, st.text("ABC-é!'#]\"\\ 123", min_size=1, max_size=8), WORDING)
LINKS = st.dictionaries(NAMES, st.lists(ROWS, max_size=3).map(tuple), max_size=5)
SAID = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40)
LINKED = st.builds(
    Linked,
    st.lists(ROWS, max_size=3).map(tuple),
    st.sampled_from([None, "best", "worst"]),
    SAID,
    SAID,
    st.none() | st.dates(),
)


@given(LINKS)
def test_any_links_read_back_and_every_other_line_stays(more: dict[str, tuple[Link, ...]]) -> None:
    after = with_links(TEXT, OLD, {**OLD, **more}, GROUPS)
    assert {
        name: tuple(Link(row["row"], row.get("text", "")) for row in rows)
        for name, rows in tomllib.loads(after)["links"].items()
    } == {**OLD, **more}
    head, _, rest = TEXT.partition("# Leads\n")
    agreed = rest[rest.index("\n[agreed]") :]
    assert after.startswith(f"{head}# Leads\n")
    assert after.endswith(agreed)
    assert "\n# Service\n" in after


@given(st.dictionaries(NAMES, LINKED, max_size=5), st.dictionaries(NAMES, LINKED, max_size=5))
def test_whoever_said_it_reads_back_also_when_it_is_changed_once_more(
    first: dict[str, Linked], second: dict[str, Linked]
) -> None:
    there = {**vendor_in(TEXT).linked, **first}
    once = with_links(TEXT, OLD, there, GROUPS)
    wanted = {**there, **second}
    twice = with_links(once, there, wanted, GROUPS)
    read = {
        name: Linked(
            tuple(Link(row["row"], row.get("text", "")) for row in rows),
            *(each.get(key) if isinstance(each, dict) else None for key in ("counts",)),
            *(each.get(key, "") if isinstance(each, dict) else "" for key in ("by", "reason")),
            each.get("date") if isinstance(each, dict) else None,
        )
        for name, each in tomllib.loads(twice)["links"].items()
        for rows in [each["rows"] if isinstance(each, dict) else each]
    }
    assert read == wanted
    assert "\n# Service\n" in twice
    assert "\n# They showed it.\n" in twice


CAPABILITIES = """\
format = 1

[[capability]]
id = "leads"
name = "Leads"
same_as = ["Enquiries"]  # from 2021
must = true

# asked by Bo
[[capability]]
id = "visits"
name = "Visits"
"""


def test_a_wording_is_added_under_its_capability_and_nothing_else_changes() -> None:
    after = with_wordings(CAPABILITIES, {"leads": ["Web forms", "Enquiries"], "visits": ["Tours"]})
    assert changed_lines(CAPABILITIES, after) == (
        ['same_as = ["Enquiries"]  # from 2021'],
        ['same_as = ["Enquiries", "Web forms"]  # from 2021', 'same_as = ["Tours"]'],
    )
    held = {each["id"]: each["same_as"] for each in tomllib.loads(after)["capability"]}
    assert held == {"leads": ["Enquiries", "Web forms"], "visits": ["Tours"]}


def test_the_example_takes_a_wording_for_every_capability() -> None:
    text = Path(EXAMPLE / "processes" / "capabilities.toml").read_text(encoding="utf-8")
    names = [each["id"] for each in tomllib.loads(text)["capability"]]
    after = with_wordings(text, {name: [f"Wording of {name}"] for name in names})
    held = tomllib.loads(after)["capability"]
    assert all(f"Wording of {each['id']}" in each["same_as"] for each in held)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments
