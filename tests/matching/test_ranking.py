"""Rows ranked for requirements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.matching.ranking import RankedRow, Requirement, rank_rows, requirement_of
from procfit.model.capability import Capability

WORDS = st.sampled_from(["lead", "leads", "capture", "form", "forms", "mobile", "visit", "the", "of"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ROWS = st.lists(TEXTS, max_size=8).map(lambda texts: {f"R-{n}": text for n, text in enumerate(texts)})


def ranked(text: str, rows: dict[str, str], **around: object) -> list[RankedRow]:
    return rank_rows([Requirement("x", text)], rows, **around)["x"]  # type: ignore[arg-type]


@given(st.lists(TEXTS, max_size=4), ROWS, st.integers(1, 5))
def test_rankings_are_short_sorted_and_within_bounds(
    texts: list[str], rows: dict[str, str], most: int
) -> None:
    requirements = [Requirement(f"c{n}", text) for n, text in enumerate(texts)]
    found = rank_rows(requirements, rows, most=most)
    assert list(found) == [each.id for each in requirements]
    for each in found.values():
        scores = [row.score for row in each]
        assert len(each) <= most
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1.001 for score in scores)
        assert all(row.why for row in each)


@given(TEXTS, ROWS)
def test_the_order_of_the_rows_only_decides_ties(text: str, rows: dict[str, str]) -> None:
    turned = dict(reversed(rows.items()))
    straight, back = ranked(text, rows, most=99), ranked(text, turned, most=99)
    assert {row.row: row.score for row in straight} == pytest.approx(
        {row.row: row.score for row in back}, abs=0.0011
    )


def test_the_reason_names_the_words_in_common() -> None:
    rows = {"F-1": "Web forms capture every lead", "F-2": "Calendar"}
    (first,) = ranked("Lead capture", rows)
    assert (first.row, first.why) == ("F-1", "same words: lead, capture")


def test_words_alike_and_slips_of_the_pen_are_found_too() -> None:
    assert ranked("Complaints", {"F-1": "Grievance", "F-2": "Calendar"})[0].why == (
        "words alike: complaints / grievance"
    )
    assert ranked("Duplicates", {"F-1": "Dublicates", "F-2": "Calendar"})[0].why == (
        "alike letter by letter"
    )


def test_what_people_called_it_before_is_found_at_once_in_every_form() -> None:
    capability = Capability(
        "lead-capture", "Lead capture", description="No retyping", same_as=("Web-to-lead forms",)
    )
    rows = {"F-1": "Lead capture by hand", "F-2": "Forms, web to lead", "F-3": "No retyping"}
    first, *_ = rank_rows([requirement_of(capability)], rows)["lead-capture"]
    assert first == RankedRow("F-2", 1.0, 'same wording: "Web-to-lead forms"')


def test_no_row_may_be_the_answer() -> None:
    assert ranked("Offline visits", {"F-1": "Dunning", "F-2": ""}) == []
    assert ranked("", {"F-1": "Dunning"}) == []
    assert ranked("Offline visits", {}) == []


def test_a_row_that_looks_like_every_requirement_says_little_about_one() -> None:
    rows = {"F-1": "Reports on visits", "F-2": "Reports on leads, calls, visits and orders"}
    requirements = [
        Requirement(name, f"Reports on {name}") for name in ("visits", "leads", "calls", "orders")
    ]
    alone = {row.row: row.score for row in rank_rows(requirements[:1], rows)["visits"]}
    among = {row.row: row.score for row in rank_rows(requirements, rows)["visits"]}
    assert among["F-2"] < alone["F-2"]


def test_equal_rows_keep_their_order() -> None:
    rows = {"F-2": "Lead capture", "F-1": "Lead capture"}
    assert [row.row for row in ranked("Lead capture", rows)] == ["F-2", "F-1"]


def test_most_links_of_the_example_are_among_the_first_five() -> None:
    workspace = open_workspace(EXAMPLE)
    requirements = [requirement_of(each) for each in workspace.capabilities.values()]
    hits = []
    for name, vendor in workspace.vendors.items():
        found = rank_rows(requirements, {row.row: row.text for row in workspace.rows[name]})
        hits += [
            bool({link.row for link in links} & {row.row for row in found[capability]})
            for capability, links in vendor.links.items()
            if links
        ]
    assert sum(hits) / len(hits) > 0.8
