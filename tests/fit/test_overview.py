"""How far a vendor's workbooks are read and linked."""

from __future__ import annotations

from typing import Any

from procfit.fit.answers import answers_of
from procfit.fit.overview import Overview, overview
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Link, Row, Settled, Vendor

WEIGHTS = {"a": 0.5, "b": 0.3, "c": 0.2}


def row(name: str, code: str = "standard") -> Row:
    return Row(name, f"text {name}", "S", code, "a.xlsx", "Sheet", "C5")


def seen(
    *rows: Row, weights: dict[str, float] = WEIGHTS, out: tuple[str, ...] = (), **more: Any
) -> Overview:
    vendor = Vendor("v", "V", **more)
    answers = answers_of(vendor, rows, {}, DEFAULT_EVALUATION, [*WEIGHTS, "d"])
    return overview(vendor, rows, answers, weights, out)


def test_coverage_is_the_share_of_weight_with_an_answer() -> None:
    found = seen(row("1"), row("2", "unreadable"), links={"a": (Link("1"),), "b": (Link("2"),)})
    assert found.coverage == 0.5


def test_coverage_without_weights_is_not_assessed() -> None:
    assert seen(row("1"), weights={}).coverage is None


def test_capabilities_that_no_row_answers_are_told_with_why_the_heaviest_first() -> None:
    links = {"a": (), "b": (Link("gone", "gone"),)}
    agreed = {"a": Settled("standard")}
    found = seen(row("1"), links=links, agreed=agreed)
    assert [(each.capability, each.weight, each.why, each.used) for each in found.unanswered] == [
        ("a", 0.5, "no row", "agreed"),
        ("b", 0.3, "row is gone", "none"),
        ("c", 0.2, "not linked", "none"),
        ("d", None, "not linked", "none"),
    ]
    assert (found.linked, found.counted("not linked")) == (0, 2)


def test_a_row_that_was_left_blank_answers_nothing_until_people_settle_it() -> None:
    links = {name: (Link("1"),) for name in "abcd"}
    found = seen(row("1", "blank"), links=links, agreed={"b": Settled("standard")})
    assert [(each.capability, each.why) for each in found.unanswered] == [
        ("a", "blank"),
        ("c", "blank"),
        ("d", "blank"),
    ]
    assert (found.linked, found.unneeded) == (4, ())


def test_what_the_buyer_left_out_need_not_be_answered() -> None:
    found = seen(row("1"), out=("a", "d"))
    assert [each.capability for each in found.unanswered] == ["b", "c"]


def test_rows_that_no_capability_is_linked_to_are_listed() -> None:
    found = seen(row("1"), row("2"), links={"a": (Link("1"),)})
    assert [each.row for each in found.unneeded] == ["2"]


def test_texts_without_a_meaning_are_gathered_the_most_frequent_first() -> None:
    rows = [
        Row(
            str(number),
            f"text {number}",
            raw,
            "unreadable",
            "a.xlsx",
            "Sheet",
            f"C{number}",
            rule="no code",
        )
        for number, raw in enumerate(("maybe", "?", " ? "), 1)
    ]
    often, once = seen(*rows, links={"b": (Link("3"),)}).unread
    assert (often.raw, often.cells, often.capabilities) == (
        "?",
        ("a.xlsx Sheet!C2", "a.xlsx Sheet!C3"),
        ("b",),
    )
    assert (once.raw, once.capabilities) == ("maybe", ())
