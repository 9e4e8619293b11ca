"""What is left to decide, and in which order."""

from __future__ import annotations

from dataclasses import replace

from helpers_maps import process
from helpers_rules import judge, step
from procfit.decisions.remaining import remaining_of

TEXT = step("a", "b", adds="nothing") + step("b", "c", adds="nothing") + step("c", disposition="keep")


def test_a_flagged_step_is_left_once_and_by_its_finding() -> None:
    home = process(TEXT)
    findings = judge("no-value", TEXT)
    left = remaining_of({"test": home}, findings[:1])
    assert [(item.kind, item.steps) for item in left] == [
        ("finding", ("a",)), ("process", ()), ("step", ("b",)),
    ]  # fmt: skip
    accepted = [replace(found, accepted=True) for found in findings]
    left = remaining_of({"test": home}, accepted)
    assert [item.kind for item in left] == ["process", "step", "step"]


def test_a_step_flagged_from_another_map_is_left_by_that_finding() -> None:
    home, other = process(TEXT), replace(process(TEXT), id="other", disposition="keep")
    (found, _) = judge("no-value", TEXT)
    left = remaining_of({"test": home, "other": other}, [replace(found, steps=("a", "other#b"))])
    assert [item.steps for item in left if item.process == "other"] == [("a",)]


def test_the_largest_saving_comes_first_then_importance_and_the_unknown_last() -> None:
    small, large, unknown = 10.0, 500.0, None
    home = replace(process(TEXT), importance=1)
    other = replace(process(TEXT), id="other", importance=5)
    (found, _) = judge("no-value", TEXT)
    findings = [
        replace(found, saves=replace(found.saves, minutes_per_month=minutes), process=name)
        for minutes, name in ((unknown, "test"), (small, "other"), (large, "test"))
    ]
    left = remaining_of({"test": home, "other": other}, findings)
    assert [item.minutes_per_month for item in left[:3]] == [500.0, 10.0, None]
    assert [item.importance for item in left[2:]] == sorted(
        [item.importance for item in left[2:]], reverse=True
    )


def test_what_is_all_decided_leaves_nothing() -> None:
    done = process(TEXT.replace('adds = "nothing"', 'disposition = "keep"'))
    assert remaining_of({"test": replace(done, disposition="keep")}, []) == ()
