"""Changed maps are sound maps, and the rules that measure them come to an end on any map."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_flow import executions
from helpers_random_maps import errors_of, valid_maps
from helpers_rules import portfolio, step
from procfit.flow.figures import figures_of
from procfit.flow.visits import routing_of
from procfit.model.capability import Item
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap
from procfit.model.quantities import Duration
from procfit.model.team import Settings
from procfit.rules import remedies
from procfit.rules.engine import all_rules, check

RULES = (
    "ask-what-we-hold",
    "re-key",
    "hoistable-twin",
    "check-without-effect",
    "knock-out-order",
    "needless-sequence",
)
ONLY = Settings(rules={rule: "off" for rule in all_rules() if rule not in RULES})
ITEMS = {
    "name": Item("name", held_in="CRM", about="customer", valid_for=Duration.fixed(60)),
    "phone": Item("phone", held_in="CRM", about="customer"),
}
LANES = (Lane("sales"), Lane("crm", kind="system"), Lane("ops"))


@st.composite
def busy_maps(draw: st.DrawFn, name: str) -> ProcessMap:
    """Return random maps in which the rules find something: few kinds of work, most fields given."""
    process = draw(valid_maps())
    dice = random.Random(draw(st.integers(0, 2**32)))
    works = [_work(dice) for _ in range(dice.choice([1, 2, 4]))]
    steps = []
    for each in process.steps:
        flows = tuple(replace(flow, rejects=dice.random() < 0.2) for flow in each.next)
        work = {**dice.choice(works), "source": dice.choice(["", "log, n = 300"]), "next": flows}
        steps.append(replace(each, **work) if dice.random() < 0.9 else each)
    customer = dice.choice(["", "buyer"])
    return replace(process, id=name, customer=customer, lanes=LANES, steps=tuple(steps), messages=())


def _work(dice: random.Random) -> dict[str, Any]:
    return {
        "name": dice.choice(["Send note", "Check order"]),
        "lane": dice.choice([lane.id for lane in LANES]),
        "system": dice.choice(["", "ERP", "CRM"]),
        "asks": dice.choice([(), (), ("phone",)]),
        "reads": dice.choice([("a",), ("b",), ("c",)]),
        "writes": dice.choice([("d",), ("phone",), ("e",)]),
        "delivers": (),
        "channel": "",
        "control": None,
        "approves": "",
        "tags": (),
        "work": Duration.fixed(dice.choice([1, 5, 50])),
        "wait": dice.choice([None, Duration.fixed(10)]),
        "disposition": None,
        "to_be": {},
    }


@given(busy_maps("test"), busy_maps("other"))
@settings(max_examples=50)
def test_the_rules_judge_any_map(first: ProcessMap, second: ProcessMap) -> None:
    called = replace(
        second, steps=tuple(replace(s, kind="task") if s.kind == "call" else s for s in second.steps)
    )
    maps = {"test": first, "other": called}
    found = check(Portfolio(maps, items=ITEMS, settings=ONLY))
    for finding in found.findings:
        assert set(finding.steps) <= {each.id for each in maps[finding.process].as_is.steps}
        assert finding.witness.path
        for saved in (finding.saves.minutes_per_case, finding.saves.cost_per_case):
            assert saved is None or math.isfinite(saved)


@pytest.mark.parametrize("text", [step("a"), step("a", "b") + step("b"), step("w", kind="wait")])
def test_the_rules_judge_tiny_maps(text: str) -> None:
    assert not check(portfolio(text, settings=ONLY)).findings


def test_the_rules_judge_a_map_without_steps() -> None:
    assert not check(Portfolio({"test": ProcessMap("test", "Test")}, settings=ONLY)).findings


@given(valid_maps(), st.integers(0, 2**32))
def test_steps_side_by_side_are_a_sound_map_in_which_as_much_is_done(
    process: ProcessMap, seed: int
) -> None:
    whole = process.as_is
    pairs = [
        (one.id, one.next[0].to)
        for one in whole.steps
        if one.kind == "task"
        and len(one.next) == 1
        and whole.before(one.next[0].to) == (one,)
        and whole.step(one.next[0].to).kind == "task"
        and one.next[0].to != one.id
    ]
    if not pairs:
        return
    beside = remedies.side_by_side(whole, random.Random(seed).choice(pairs))
    assert errors_of(beside) <= errors_of(whole)
    if routing_of(whole).method == "exact":
        before, after = routing_of(whole).visits, routing_of(beside).visits
        assert {name: after[name] for name in before} == pytest.approx(before)


def twins(kind: str) -> ProcessMap:
    ways = "a:40% b:60%" if kind == "decision" else "a b"
    meet = "join" if kind == "parallel" else "task"
    text = step("k", ways, kind=kind) + step("a", "x") + step("b", "y") + step("x", "c") + step("y", "d")
    text += step("c", "m") + step("d", "m") + step("m", "z", kind=meet) + step("z", kind="end")
    return portfolio(text).maps["test"]


def visited(process: ProcessMap) -> set[frozenset[str]]:
    return {frozenset(name for name, _ in run) for run in executions(process)}


@pytest.mark.parametrize("kind", ["decision", "parallel"])
def test_a_twin_kept_once_is_met_by_every_case(kind: str) -> None:
    whole = twins(kind)
    early = remedies.without_twins_after(whole, "k", ["a", "b"], "b")
    late = remedies.without_twins_before(whole, "m", ["c", "d"], "c")
    assert not errors_of(early) | errors_of(late)
    renamed = [{"a": "b"}, {"d": "c"}]
    for changed, names in zip((early, late), renamed, strict=True):
        as_before = {frozenset(names.get(each, each) for each in run) for run in visited(whole)}
        assert visited(changed) == as_before
    assert early.starts[0].id == "b"


def test_checks_in_another_order_turn_the_same_cases_away() -> None:
    flows = {
        name: (Flow(to, 0.9), Flow("no", 0.1, rejects=True))
        for name, to in (("a", "b"), ("b", "c"), ("c", "on"))
    }
    text = "".join(step(name, "on no", kind="decision") for name in flows)
    whole = portfolio(step("s", "a") + text + step("on") + step("no")).maps["test"]
    whole = replace(whole, steps=tuple(replace(s, next=flows.get(s.id, s.next)) for s in whole.steps))
    changed = remedies.in_order(whole, ["c", "a", "b"], {name: (name, flows[name][0]) for name in flows})
    assert [[flow.to for flow in changed.step(name).next] for name in "scab"] == [
        ["c"],
        ["a", "no"],
        ["b", "no"],
        ["on", "no"],
    ]
    assert routing_of(changed).reach["on"] == pytest.approx(0.729)


def test_what_nothing_leads_to_any_more_is_no_new_start() -> None:
    text = step("d", "a:50% b:50%", kind="decision") + step("a") + step("b")
    changed = remedies.all_through(portfolio(text).maps["test"], "d", "a")
    assert [each.id for each in changed.steps] == ["a"]


def test_a_step_that_systems_take_over_takes_no_time_and_keeps_its_value() -> None:
    around = portfolio(step("a", work="5m", wait="1h", cost=2, value=3))
    changed = remedies.done_without_work(around.maps["test"], ["a"])
    assert figures_of(changed, Portfolio({"test": changed})).lead.mean == 0
    assert (changed.step("a").cost, changed.step("a").value) == (None, 3)
