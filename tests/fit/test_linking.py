"""Which rows are proposed for a capability, and what is learned from a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.fit.answers import linked_rows
from procfit.fit.linking import Proposal, clear_links, learned_wording, link_to, propose_links, rows_like
from procfit.model.capability import Capability
from procfit.model.vendor import Link, Row, Vendor

LEADS = Capability("leads", "Lead capture", description="Enquiries from the web become leads")
TRACE = Capability("trace", "Carrier tracking", description="Where a parcel is")
CAPABILITIES = {"leads": LEADS, "trace": TRACE}


def row(name: str, text: str, **more: Any) -> Row:
    return Row(name, text, "S", "standard", "a.xlsx", more.pop("sheet", "Sheet"), "C5", **more)


FORMS = row("F-1", "Web forms that capture leads")
ROWS = (FORMS, row("F-2", "Calendar"), row("F-3", "Tracking of carriers"))


def proposed(**links: tuple[Link, ...]) -> dict[str, Proposal]:
    vendor = Vendor("alder", "Alder", links=links)
    return {each.capability: each for each in propose_links(vendor, ROWS, CAPABILITIES)}


def test_the_likeliest_rows_come_first_with_what_speaks_for_them() -> None:
    found = proposed()["leads"]
    assert not found.confirmed
    assert found.candidates[0].row is FORMS
    assert "lead" in found.candidates[0].why
    assert all(each.row.row != "F-2" for each in found.candidates)


def test_a_linked_capability_shows_its_rows_and_no_others() -> None:
    found = proposed(leads=(Link("F-2", "Calendar"),), trace=())
    assert [each.row.row for each in found["leads"].candidates] == ["F-2"]
    assert found["leads"].candidates[0].score is None
    assert found["trace"].confirmed
    assert found["trace"].candidates == ()


def test_a_link_whose_row_is_gone_is_told_as_lost() -> None:
    link = Link("F-9", "Fax gateway")
    found = proposed(leads=(link,))["leads"]
    assert (found.candidates, found.lost) == ((), (link,))
    (entry,) = found.to_dict()["rows"]
    assert (entry["row"], entry["score"], entry["file"]) == ("F-9", None, "")


def test_a_candidate_tells_what_it_answers_already() -> None:
    found = proposed(leads=(Link("F-3", "Tracking of carriers"),))["trace"]
    assert found.candidates[0].row.row == "F-3"
    assert found.candidates[0].answers == ("leads",)


def test_rows_of_one_id_on_two_sheets_are_told_apart() -> None:
    rows = (row("1", "Tracking of carriers", sheet="A"), row("1", "Capture of leads", sheet="B"))
    found = propose_links(Vendor("v", "V"), rows, CAPABILITIES)
    assert [each.candidates[0].row.sheet for each in found] == ["B", "A"]


def test_a_link_names_the_sheet_where_two_have_the_same_row() -> None:
    one, other = row("1", "Reports", sheet="A"), row("1", "Reports", sheet="B")
    rows = (one, other, row("2", "Charts", sheet="B"))
    links = [link_to(each, rows) for each in rows]
    assert [link.row for link in links] == ["A!1", "B!1", "2"]
    assert linked_rows(links, rows) == list(rows)


def test_only_a_row_that_is_alone_at_the_top_is_clear() -> None:
    alike = (*ROWS, row("F-4", "Tracking of carriers", sheet="Other"))
    found = propose_links(Vendor("v", "V"), alike, CAPABILITIES)
    assert clear_links(found, alike, 0.3) == {"leads": (Link("F-1", FORMS.text),)}
    assert clear_links(found, alike, 1.0) == {}


def test_what_is_linked_already_is_never_linked_again_by_itself() -> None:
    found = proposed(leads=(), trace=()).values()
    assert clear_links(tuple(found), ROWS, 0.0) == {}


def test_a_wording_that_was_learned_is_found_at_once() -> None:
    renamed = {"leads": Capability("leads", "Lead capture", same_as=("Intake of enquiries",))}
    rows = (*ROWS, row("F-7", "Enquiry intake"))
    (found,) = propose_links(Vendor("v", "V"), rows, renamed)
    assert (found.candidates[0].row.row, found.candidates[0].score) == ("F-7", 1.0)


@pytest.mark.parametrize(
    ("links", "others", "learned"),
    [
        ([Link("1", "Web\n forms")], {}, "Web forms"),
        ([], {}, ""),
        ([Link("1", "Web forms"), Link("2", "Fairs")], {}, ""),
        ([Link("1", "Web forms")], {"trace": [Link("1", "Web forms")]}, ""),
        ([Link("1", "Capture of leads")], {}, ""),
        ([Link("1", "Known")], {}, ""),
        ([Link("1", "x" * 501)], {}, ""),
        ([Link("1", "")], {}, ""),
    ],
)
def test_only_a_row_that_means_just_the_capability_is_learned(
    links: list[Link], others: dict[str, list[Link]], learned: str
) -> None:
    capability = Capability("leads", "Lead capture", same_as=("Known",))
    assert learned_wording(capability, links, {"leads": links, **others}, "en") == learned


def test_rows_are_looked_for_by_other_words() -> None:
    assert [each.row.row for each in rows_like("calendars", ROWS)] == ["F-2"]
    assert rows_like("", ROWS) == ()


def test_the_rows_that_people_linked_in_the_example_are_proposed() -> None:
    workspace = open_workspace(EXAMPLE)
    first, among, linked = 0, 0, 0
    right, clear = 0, 0
    for vendor in workspace.vendors.values():
        bare = replace(vendor, links={})
        found = propose_links(bare, workspace.rows[vendor.id], workspace.capabilities)
        for proposal in found:
            wanted = {link.row for link in vendor.links.get(proposal.capability, ())}
            rows = [each.row.row for each in proposal.candidates]
            linked += bool(wanted)
            first += rows[:1] != [] and rows[0] in wanted
            among += bool(wanted.intersection(rows))
        for name, (link,) in clear_links(found, workspace.rows[vendor.id], 0.5).items():
            clear += name in vendor.links
            right += link in vendor.links.get(name, ())
    assert (linked, first / linked > 0.62, among / linked > 0.84) == (378, True, True)
    assert right / clear > 0.95


TEXTS = st.sampled_from(["Reports", "reports ", "Chat"])
PLACES = st.tuples(st.sampled_from("AB"), st.sampled_from("123"), TEXTS)


@given(st.lists(PLACES, unique_by=lambda place: (place[0], place[1]), min_size=1))
def test_a_link_finds_the_very_row_it_was_made_for(places: list[tuple[str, str, str]]) -> None:
    rows = [
        Row(name, text, "S", "standard", "a.xlsx", sheet, f"C{number}")
        for number, (sheet, name, text) in enumerate(places)
    ]
    links = [link_to(each, rows) for each in rows]
    assert linked_rows(links, rows) == rows
