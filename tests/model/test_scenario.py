"""What if: values put into maps for a calculation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.model.errors import UsageError
from procfit.model.process import Flow, ProcessMap, Step, StepKind
from procfit.model.quantities import Duration
from procfit.model.scenario import ShareChange, StepChange, apply_changes

SHARES = st.lists(st.floats(0.01, 1), min_size=2, max_size=5).map(
    lambda found: [share / sum(found) for share in found]
)


def split(*shares: float | None, kind: StepKind = "decision") -> ProcessMap:
    ends = [Step(f"end-{number}", "End", kind="end") for number in range(len(shares))]
    flows = tuple(Flow(end.id, share) for end, share in zip(ends, shares, strict=True))
    return ProcessMap("m", "M", steps=(Step("d", "D", kind=kind, next=flows), *ends))


def share(target: int, value: float, number: int | None = None) -> ShareChange:
    return ShareChange("m", "d", f"end-{target}", value, number, said=f"d->end-{target}={value:g}")


def shares(process: ProcessMap) -> list[float | None]:
    return [flow.share for flow in process.step("d").next]


@given(SHARES, st.floats(0, 1))
def test_the_shares_of_a_decision_still_sum_to_one(old: list[float], wanted: float) -> None:
    found = shares(apply_changes(split(*old), [share(0, wanted)]))
    assert found[0] == wanted
    assert sum(part or 0 for part in found) == pytest.approx(1)


@given(SHARES)
def test_the_share_that_is_there_changes_nothing(old: list[float]) -> None:
    process = split(*old)
    assert shares(apply_changes(process, [share(0, old[0])])) == pytest.approx(old)


def test_the_other_branches_keep_their_proportions() -> None:
    changed = apply_changes(split(0.5, 0.3, 0.2), [share(0, 0.75)])
    assert shares(changed) == pytest.approx([0.75, 0.15, 0.1])


def test_branches_that_took_nothing_take_the_rest_equally() -> None:
    assert shares(apply_changes(split(1, 0, 0), [share(0, 0.5)])) == pytest.approx([0.5, 0.25, 0.25])


def test_shares_not_given_count_as_equal() -> None:
    found = shares(apply_changes(split(None, None, None), [share(0, 0.5)]))
    assert found == pytest.approx([0.5, 0.25, 0.25])


def test_several_shares_of_one_decision_are_all_kept() -> None:
    found = shares(apply_changes(split(0.5, 0.3, 0.2), [share(0, 0.1), share(1, 0.2)]))
    assert found == pytest.approx([0.1, 0.2, 0.7])


@pytest.mark.parametrize("wanted", [(0.9, 0.2), (0.1, 0.2)])
def test_shares_that_cannot_sum_to_one_are_refused(wanted: tuple[float, float]) -> None:
    with pytest.raises(UsageError, match="sum to"):
        apply_changes(split(0.5, 0.5), [share(0, wanted[0]), share(1, wanted[1])])


def test_an_inclusive_branch_is_set_alone() -> None:
    found = apply_changes(split(0.5, 0.9, kind="inclusive"), [share(0, 0.2)])
    assert shares(found) == [0.2, 0.9]


def test_a_parallel_split_takes_no_share() -> None:
    with pytest.raises(UsageError, match="leads to end-0, end-1"):
        apply_changes(split(None, None, kind="parallel"), [share(0, 0.2)])


def test_of_two_flows_to_one_step_it_must_be_said_which() -> None:
    flows = (Flow("e", 0.5, "x"), Flow("e", 0.5, "y"))
    process = ProcessMap("m", "M", steps=(Step("d", "D", kind="decision", next=flows), Step("e", "E")))
    with pytest.raises(UsageError, match="say which: d->e#1, d->e#2"):
        apply_changes(process, [ShareChange("m", "d", "e", 0.2)])
    assert shares(apply_changes(process, [ShareChange("m", "d", "e", 0.2, 2)])) == [0.8, 0.2]


def test_a_set_value_holds_in_both_views() -> None:
    step = Step("a", "A", to_be={"work": Duration.fixed(1), "wait": Duration.fixed(2)})
    found = apply_changes(
        ProcessMap("m", "M", steps=(step,)), [StepChange("m", "a", "work", Duration.fixed(9))]
    )
    assert found.as_is.step("a").work == found.to_be.step("a").work == Duration.fixed(9)
    assert found.to_be.step("a").wait == Duration.fixed(2)


def test_a_share_holds_in_planned_ways_too() -> None:
    process = split(0.5, 0.5)
    later = (Flow("end-0", 0.1), Flow("end-1", 0.9))
    steps = tuple(
        Step("d", "D", kind="decision", next=step.next, to_be={"next": later})
        if step.id == "d"
        else step
        for step in process.steps
    )
    found = apply_changes(ProcessMap("m", "M", steps=steps), [share(0, 0.7)])
    assert shares(found.as_is) == shares(found.to_be) == pytest.approx([0.7, 0.3])


def test_a_map_that_cannot_be_judged_names_the_option() -> None:
    change = StepChange("m", "d", "lane", "nowhere", said="d.lane=nowhere")
    with pytest.raises(UsageError, match=r'^--set d\.lane=nowhere: .*unknown lane "nowhere"'):
        apply_changes(split(1), [change])
