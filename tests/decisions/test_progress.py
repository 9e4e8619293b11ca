"""What counts as decided."""

from __future__ import annotations

from dataclasses import replace

from helpers_maps import process
from helpers_rules import judge, step
from procfit.decisions.progress import Count, findings_of, is_decided, progress_of, steps_of

TEXT = (
    step("start", "a", kind="start")
    + step("a", "b", adds="nothing", work="5m", wait="0m", disposition="discard")
    + step("b", "c", adds="nothing", work="9m", wait="0m")
    + step("c", "end", disposition="keep")
    + step("end", kind="end")
)
HEAD = (
    'format = 1\nname = "Test"\nvolume = "10/month"\nimportance = 4\nimportance_source = "survey 2026"\n'
)


def test_what_only_holds_the_flow_together_needs_no_decision() -> None:
    assert steps_of(process(TEXT)) == Count(2, 3)
    assert str(steps_of(process(TEXT))) == "2/3"


def test_a_finding_is_decided_by_the_dispositions_of_its_steps_or_when_accepted() -> None:
    home = process(TEXT)
    first, second = judge("no-value", TEXT)
    maps = {"test": home}
    assert (is_decided(first, maps), is_decided(second, maps)) == (True, False)
    assert is_decided(replace(second, accepted=True), maps)
    assert not is_decided(replace(first, steps=("a", "b")), maps)
    assert findings_of([first, second], maps) == Count(1, 2)


def test_a_finding_on_the_whole_map_is_decided_with_the_map() -> None:
    (found, _) = judge("no-value", TEXT)
    whole = replace(found, steps=())
    assert not is_decided(whole, {"test": process(TEXT)})
    assert is_decided(whole, {"test": replace(process(TEXT), disposition="modify")})


def test_steps_of_other_maps_count_by_their_own_dispositions() -> None:
    (found, _) = judge("no-value", TEXT)
    maps = {"test": process(TEXT), "other": replace(process(TEXT), id="other")}
    assert is_decided(replace(found, steps=("a", "other#c")), maps)
    assert not is_decided(replace(found, steps=("a", "other#b")), maps)
    assert not is_decided(replace(found, steps=("a", "gone#c")), maps)


def test_the_most_that_an_open_finding_saves_is_told_and_never_a_sum() -> None:
    home = process(TEXT, HEAD)
    findings = judge("no-value", TEXT)
    found = [replace(each, saves=replace(each.saves, minutes_per_month=50.0)) for each in findings]
    line = progress_of(home, [*found, found[1]], {"test": home})
    assert line.minutes_per_month == 50.0
    assert (line.importance, line.importance_evidence) == (4, "asked of the customer")


def test_what_nobody_has_assessed_stays_unknown() -> None:
    home = process(TEXT)
    line = progress_of(home, judge("no-value", TEXT), {"test": home})
    assert (line.importance, line.importance_evidence, line.minutes_per_month) == (None, None, None)
