"""A finding tells the weakest level of evidence among the facts it rests on."""

from __future__ import annotations

from helpers_maps import process
from helpers_rules import judge, step
from procfit.rules.grounds import grounds_of

LOG, SURVEY = "call log 2026, n = 300", "survey 2026, n = 80"


def sorted_calls(source: str = "") -> str:
    sorting = {"source": source} if source else {}
    return (
        step("take", "ok", source=LOG)
        + step("ok", "file:40% stop:60%", kind="decision", **sorting)
        + step("file", "stop", adds="nothing", source=LOG)
        + step("stop", kind="end")
    )


def test_a_finding_is_as_sure_as_its_weakest_fact() -> None:
    (found,) = judge("no-value", sorted_calls(SURVEY))
    assert (found.evidence, found.assumes) == ("asked of the customer", ())


def test_a_decision_without_a_source_makes_what_lies_behind_it_an_assumption() -> None:
    (found,) = judge("no-value", sorted_calls())
    assert (found.evidence, found.assumes) == ("assumed", ("ok",))


def test_a_step_that_calls_itself_an_assumption_is_one() -> None:
    (found,) = judge("no-value", step("a", source="assumed: first draft", adds="nothing"))
    assert (found.evidence, found.assumes) == ("assumed", ("a",))


def test_what_only_holds_the_flow_together_claims_nothing() -> None:
    home = process(step("start", "a", kind="start") + step("a", source=LOG))
    assert grounds_of({}, home, ["start", "a"], ["start", "a"]).evidence == "measured"


def test_steps_of_other_maps_count_and_unknown_ones_do_not() -> None:
    home, other = process(step("a", source=LOG)), process(step("b"))
    grounds = grounds_of({"other": other}, home, ["a", "other#b", "gone#c"], [])
    assert (grounds.evidence, grounds.assumes) == ("assumed", ("other#b",))
