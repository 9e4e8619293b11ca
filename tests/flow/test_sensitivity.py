from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from helpers_flow import Tree, holds, map_of, trees
from helpers_maps import process
from procfit.flow.measure import Measures, measure
from procfit.flow.sensitivity import Sensitivity
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import Rates, Settings

RATED = Portfolio(settings=Settings(rates=Rates(default=30)))
SMALL = 1e-4


def measured(made: ProcessMap) -> Measures:
    """Return the figures of a map whose every hour of work costs 30."""
    return measure(made, RATED)


def with_step(made: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with another step in the place of one."""
    return replace(made, steps=tuple(step if old.id == step.id else old for old in made.steps))


def slope(made: ProcessMap, changed: ProcessMap, by: float) -> tuple[float, float]:
    """Return by how much lead time and cost grow per unit of a change."""
    before, after = measured(made), measured(changed)
    assert before.lead_time.mean is not None
    assert after.lead_time.mean is not None
    lead = (after.lead_time.mean - before.lead_time.mean) / by
    return lead, ((after.cost or 0.0) - (before.cost or 0.0)) / by


def moved(step: Step, target: str, by: float) -> Step:
    """Return a decision with more cases on a branch, taken from the others in proportion."""
    (here,) = (flow for flow in step.next if flow.to == target)
    share = here.share or 0.0
    others = [
        Flow(flow.to, (flow.share or 0.0) * (1 - share - by) / (1 - share))
        if flow.to != target
        else Flow(target, share + by)
        for flow in step.next
    ]
    return replace(step, next=tuple(others))


def found_in(made: ProcessMap, levers: set[str]) -> list[Sensitivity]:
    return [each for each in measured(made).sensitivity if each.lever in levers]


@given(trees)
def test_a_minute_more_of_work_adds_what_is_told(tree: Tree) -> None:
    if holds(tree, {"and", "or"}):
        return  # the slowest branch may become another one: a kink, with no slope
    made = map_of(tree)[0]
    for each in found_in(made, {"work"}):
        step = made.step(each.step)
        assert step.work is not None
        longer = replace(step, work=Duration.fixed(step.work.mean + 1))
        expected = slope(made, with_step(made, longer), 1)
        assert (each.lead_time, each.cost) == pytest.approx(expected, rel=1e-6, abs=1e-6)
        assert each.lead_time_tenth == pytest.approx(each.lead_time * step.work.mean / 10)


@given(trees)
def test_a_point_more_of_a_branch_adds_what_is_told(tree: Tree) -> None:
    if holds(tree, {"and", "or"}):
        return
    made = map_of(tree)[0]
    for each in found_in(made, {"share", "loop"}):
        step = made.step(each.step)
        if len({flow.to for flow in step.next}) < len(step.next):
            continue
        up = slope(made, with_step(made, moved(step, each.target, SMALL)), SMALL * 100)
        down = slope(made, with_step(made, moved(step, each.target, -SMALL)), -SMALL * 100)
        middle = tuple((one + other) / 2 for one, other in zip(up, down, strict=True))
        assert (each.lead_time, each.cost) == pytest.approx(middle, rel=1e-4, abs=1e-4)


def test_an_inclusive_branch_adds_what_the_slowest_gains() -> None:
    def made(share: float) -> ProcessMap:
        text = f"""
[[step]]
id = "go"
name = "Go"
kind = "inclusive"
next = {{ a = {share}, b = 0.5 }}
[[step]]
id = "a"
name = "A"
work = "30m"
wait = "0m"
next = ["meet"]
[[step]]
id = "b"
name = "B"
work = "10m"
wait = "0m"
next = ["meet"]
[[step]]
id = "meet"
name = "Meet"
kind = "join"
next = ["end"]
[[step]]
id = "end"
name = "End"
kind = "end"
"""
        return process(text)

    (each,) = (one for one in found_in(made(0.4), {"share"}) if one.target == "a")
    # 30 with it; without it 10 in half of the cases. One hour costs 30.
    assert (each.lead_time, each.cost) == pytest.approx(((30 - 5) / 100, 15 / 100))
    assert each.lead_time_tenth == pytest.approx((30 - 5) * 0.04)


def test_branches_that_lead_back_are_loops() -> None:
    again = Step("check", "Check", kind="decision", next=(Flow("check", 0.2), Flow("end", 0.8)))
    made = ProcessMap(
        "p", "P", steps=(replace(again, work=Duration.fixed(10)), Step("end", "End", kind="end"))
    )
    levers = {(each.lever, each.target): each for each in measured(made).sensitivity}
    assert set(levers) == {("loop", "check"), ("share", "end"), ("work", "")}
    # 10 / (1 - q) grows by 10 / (1 - q)² per share q.
    assert levers["loop", "check"].lead_time == pytest.approx(10 / 0.8**2 / 100)


def test_shares_of_starts_are_levers() -> None:
    one = Step("one", "One", kind="start", share=0.25, next=(Flow("slow"),))
    other = Step("other", "Other", kind="start", share=0.75, next=(Flow("end"),))
    slow = Step("slow", "Slow", work=Duration.fixed(60), wait=Duration.fixed(0), next=(Flow("end"),))
    made = ProcessMap("p", "P", steps=(one, other, slow, Step("end", "End", kind="end")))
    found = {each.step: each.lead_time for each in found_in(made, {"share"})}
    assert found == pytest.approx({"one": 0.6, "other": -0.6})


def test_the_strongest_lever_comes_first() -> None:
    made = ProcessMap("p", "P", steps=(Step("a", "A", work=Duration.fixed(5), wait=Duration.fixed(60)),))
    assert [each.lever for each in measured(made).sensitivity] == ["wait", "work"]
