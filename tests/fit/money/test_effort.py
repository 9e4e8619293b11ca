from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_fit import answer, portfolio, process, step
from procfit.fit.money.effort import days_of, gap_effort, needed_by
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Code


def test_days_are_those_of_the_code() -> None:
    assert days_of(answer("x", "a", "customization"), DEFAULT_EVALUATION) == (5, 15, 40)
    assert days_of(answer("x", "a", "standard"), DEFAULT_EVALUATION) == (0, 0, 2)


def test_silence_is_no_cheaper_than_an_honest_answer_may_be() -> None:
    silent = days_of(answer("x", "a", "blank"), DEFAULT_EVALUATION)
    assert silent == (0, 15, 90)
    assert days_of(answer("x", "a", "unreadable"), DEFAULT_EVALUATION) == silent


def test_evaluators_who_differ_widen_the_range() -> None:
    mixed = replace(
        answer("x", "a", "none"), used="evaluators", evaluators={"ana": "none", "bo": "configuration"}
    )
    assert days_of(mixed, DEFAULT_EVALUATION) == (0, 16, 90)


def test_what_evaluators_said_does_not_count_where_the_committee_agreed() -> None:
    agreed = replace(answer("x", "a", "standard"), used="agreed", evaluators={"ana": "none"})
    assert days_of(agreed, DEFAULT_EVALUATION) == (0, 0, 2)


def test_a_code_without_effort_is_not_assessed_and_never_nought() -> None:
    codes = {**DEFAULT_EVALUATION.codes, "maybe": Code("maybe", (0, 0.5, 1))}
    scale = replace(DEFAULT_EVALUATION, codes=codes)
    effort = gap_effort(
        {"a": replace(answer("x", "a", "none"), code="maybe"), "b": answer("x", "b", "third-party")},
        {"a": ("p#s",), "b": ("p#t",)},
        scale,
    )
    assert effort.missing == ("maybe",)
    assert effort.days == (3, 8, 20)
    assert [gap.capability for gap in effort.gaps] == ["b", "a"]


def test_no_code_with_effort_leaves_silence_unknown() -> None:
    scale = replace(DEFAULT_EVALUATION, codes={"yes": Code("yes", (1, 1, 1))})
    assert days_of(answer("x", "a", "blank"), scale) is None


def test_needed_are_those_of_the_view_but_for_what_the_buyer_leaves_out() -> None:
    maps = portfolio(
        process("p", None, step("s", None, ["a", "b"]), step("t", 2, ["a"], disposition="discard"))
    )
    scale = replace(DEFAULT_EVALUATION, not_applicable={"b": "no longer"})
    assert needed_by(maps, scale, "to-be") == {"a": ("p#s",)}
    assert needed_by(maps, scale, "as-is") == {"a": ("p#s", "p#t")}
    assert gap_effort({}, {}, scale).days == pytest.approx((0, 0, 0))
