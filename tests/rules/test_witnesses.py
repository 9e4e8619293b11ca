"""An independent look at the worked example: every finding is proved again from the raw files.

Nothing of procfit's flow or rules is used to check; cases are walked one by one.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

import procfit
from helpers_maps import EXAMPLE
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.rules.engine import all_rules, check

CASES = 3000
NOT_MAPS = {"answers", "capabilities", "items"}
SPLITS = ("parallel", "inclusive")

FLAGGED = """
repeat-ask lead-to-order#ask-duty-point delivery-and-installation#gate-call order-change#ask-date
repeat-ask field-service-visit#explain-again field-service-visit#call-access billing-question#call-back
repeat-ask self-service-support#call-operator self-service-support#diagnose campaign-response#call-response
duplicate-step onboarding#recheck-credit
no-value quotation#print-quote lead-to-order#log-enquiry campaign-response#log-enquiry onboarding#ask-missing
no-value billing-question#send-dispute account-review#make-slides delivery-and-installation#gate-call
no-value quotation#sign-off-discount complaint#approve-goodwill campaign-response#rank-response
no-value account-review#rehearse win-back#thank-anyway
slow-without-offset onboarding#fill-form field-service-visit#retype-report billing-question#ask-sales
slow-without-offset complaint#authorize-goodwill
dead-output quotation#file-copy lead-to-order#note-loss campaign-response#count-return
stacked-approval quotation#sign-off-discount complaint#authorize-goodwill
ping-pong order-change#ask-stage
rework-loop quotation#complete field-service-visit#fixed onboarding#form-complete
"""
"""What the example was made to show, as rule and map#step."""

HELD = """
repeat-ask onboarding#welcome-call consent-and-preferences#identify onboarding#fill-form
repeat-ask contract-renewal#note-wishes
duplicate-step credit-review#countersign-limit complaint#ack-product complaint#ack-delivery
duplicate-step complaint#ack-service
no-value onboarding#screen-sanctions
slow-without-offset field-service-visit#plan-visit delivery-and-installation#agree-slot lead-to-order#assign
dead-output complaint#record-cause account-review#file-minutes consent-and-preferences#review-data
stacked-approval credit-review#countersign-limit return-and-refund#release-refund
ping-pong order-change#set-date order-change#send-confirmation billing-question#ask-sales
rework-loop quotation#wants-changes complaint#satisfied contract-renewal#answer
"""
"""Where the example was made to tempt a rule whose guard must hold."""


def pairs(text: str) -> list[tuple[str, str, str]]:
    found = []
    for line in text.split("\n"):
        rule, *places = line.split() or [""]
        found += [(rule, *place.split("#")) for place in places]
    return found  # type: ignore[return-value]


@cache
def findings() -> tuple[Finding, ...]:
    opened = procfit.open_workspace(EXAMPLE)
    around = Portfolio(opened.maps, opened.capabilities, opened.items, opened.settings, opened.answers)
    return check(around).findings


class Raw:
    """One map as its file has it, without the steps that are only planned."""

    def __init__(self, name: str) -> None:
        with (EXAMPLE / "processes" / f"{name}.toml").open("rb") as file:
            self.data: dict[str, Any] = tomllib.load(file)
        steps = {step["id"]: step for step in self.data["step"]}
        self.steps = {name: step for name, step in steps.items() if step.get("disposition") != "add"}
        self.lanes = {lane["id"]: lane for lane in self.data.get("lane", [])}
        self.next = {name: self._ways(step, steps) for name, step in self.steps.items()}
        led_to = {target for ways in self.next.values() for target, _ in ways}
        starts = [name for name, step in self.steps.items() if step.get("kind") == "start"]
        self.starts = starts or [name for name in self.steps if name not in led_to]

    def _ways(self, step: dict[str, Any], steps: dict[str, Any]) -> list[tuple[str, float]]:
        written = step.get("next", [])
        flows = (
            list(written.items())
            if isinstance(written, dict)
            else [
                (way["to"], way.get("share")) if isinstance(way, dict) else (way, None)
                for way in written
            ]
        )
        ways = []
        for target, share in flows:
            while steps[target].get("disposition") == "add":
                (target,) = steps[target]["next"]
            whole = 1.0 if step.get("kind") in SPLITS else 1 / len(flows)
            ways.append((target, float(share.rstrip("%")) / 100 if share else whole))
        return ways

    def gives(self, name: str) -> set[str]:
        step = self.steps[name]
        items = {*step.get("asks", []), *step.get("writes", [])}
        if step.get("kind") == "call":
            called = raw(step["call"])
            inner = [
                set().union(*map(called.gives, dict.fromkeys(n for n, _ in run)))
                for run in called.runs()
            ]
            items |= set.intersection(*inner)
        return {fold(item) for item in items}

    def writes(self, name: str) -> set[str]:
        step = self.steps[name]
        items = {fold(item) for item in step.get("writes", [])}
        if step.get("kind") == "call":
            called = raw(step["call"])
            items = items.union(*map(called.writes, called.steps))
        return items

    @cache  # noqa: B019 - a handful of maps in one test run
    def runs(self) -> list[list[tuple[str, frozenset[str]]]]:
        """Walk many cases; each visit comes with the steps that surely came before it."""
        dice = random.Random(f"{self.data['name']}")
        return [self._run(dice) for _ in range(CASES)]

    def _run(self, dice: random.Random) -> list[tuple[str, frozenset[str]]]:
        shares = [float(self.steps[s].get("share", "0%").rstrip("%")) for s in self.starts]
        start = dice.choices(self.starts, shares if sum(shares) else None)[0]
        visits: list[tuple[str, frozenset[str]]] = []
        work, held = [(start, frozenset[str]())], dict[str, frozenset[str]]()
        while work or held:
            if work:
                name, past = work.pop()
                if self.steps[name].get("kind") == "join":
                    held[name] = held.get(name, frozenset()) | past
                    continue
            else:
                name, past = held.popitem()
            visits.append((name, past))
            past |= {name}
            ways = self.next[name]
            if self.steps[name].get("kind") in SPLITS:
                work += [(target, past) for target, share in ways if dice.random() < share]
            elif ways:
                work.append((dice.choices([w for w, _ in ways], [s for _, s in ways])[0], past))
        return visits


@cache
def raw(name: str) -> Raw:
    return Raw(name)


@cache
def all_maps() -> list[Raw]:
    stems = sorted(path.stem for path in (EXAMPLE / "processes").glob("*.toml"))
    return [raw(stem) for stem in stems if stem not in NOT_MAPS]


def fold(item: str) -> str:
    return " ".join(item.casefold().split())


def minutes(text: str) -> float:
    unit = {"s": 1 / 60, "m": 1, "h": 60, "d": 480, "w": 2400}
    each = [
        sum(float(n) * unit[u] for n, u in re.findall(r"([\d.]+)\s*([smhdw])", part))
        for part in text.split("/")
    ]
    return each[0] if len(each) == 1 else (each[0] + 4 * each[1] + each[2]) / 6


def own_minutes(of: Raw, name: str) -> float:
    step = of.steps[name]
    timeless = step.get("kind", "task") not in ("task", "wait")
    wait = step.get("wait", "0m" if timeless else of.data.get("default_wait", "0m"))
    return minutes(step.get("work", "0m")) + minutes(wait)


def average(of: Raw, name: str) -> tuple[float, float]:
    """Return the visits per case, and the share of cases that come there."""
    visits, cases = counts(of)
    return visits[name] / CASES, cases[name] / CASES


@cache
def counts(of: Raw) -> tuple[Counter[str], Counter[str]]:
    visits = Counter(name for run in of.runs() for name, _ in run)
    return visits, Counter(name for run in of.runs() for name in {visit for visit, _ in run})


def since(first: str, run: list[tuple[str, frozenset[str]]], place: int) -> set[str]:
    """Return what a case passes between its latest visit of `first` and the visit at `place`."""
    past = run[place][1]
    latest = max(number for number in range(place) if run[number][0] == first)
    return {name for name, _ in run[latest + 1 : place] if name in past}


def check_repeat_ask(found: Finding, of: Raw) -> None:
    (step,) = found.steps
    assert not {"verify", "consent"} & set(of.steps[step].get("tags", []))
    assert "control" not in of.steps[step]
    asks = {fold(item) for item in of.steps[step]["asks"]}
    items = {fold(item) for item in found.witness.items}
    assert items <= asks
    assert items <= set().union(*(of.gives(name) for name in found.witness.path[:-1] if name != step))
    again = []
    for run in of.runs():
        first = next((past for name, past in run if name == step), None)
        if first is not None:
            again.append(items <= set().union(*map(of.gives, first)))
    share = dict(found.witness.numbers)["share"]
    assert sum(again) / len(again) == pytest.approx(share, abs=0.04)
    assert all(again) == (found.level == "warning")


def check_duplicate_step(found: Finding, of: Raw) -> None:
    first, again = found.steps
    assert not {"control"} & {*of.steps[first], *of.steps[again]}
    for run in of.runs():
        for place, (name, past) in enumerate(run):
            if name == again:
                assert first in past
                between = since(first, run, place)
                assert not set().union(*map(of.writes, between)) & {fold(i) for i in found.witness.items}


def check_no_value(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step = of.steps[name]
    assert step.get("control") != "regulatory"
    assert (
        step.get("adds") == "nothing"
        or (step.get("adds") == "business" and "reason" not in step)
        or "benefit" not in step
    )


def check_slow_without_offset(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step = of.steps[name]
    assert "benefit" not in step or step["expected"] is False
    takes = average(of, name)[0] * own_minutes(of, name)
    numbers = dict(found.witness.numbers)
    assert takes == pytest.approx(numbers["minutes"], rel=0.15)
    whole = sum(average(of, other)[0] * total_minutes(of, other) for other in of.steps)
    assert numbers["lead_time"] <= whole * 1.05
    assert numbers["share"] >= 0.1


def total_minutes(of: Raw, name: str) -> float:
    step = of.steps[name]
    called = raw(step["call"]) if step.get("kind") == "call" else None
    inner = (
        sum(average(called, other)[0] * total_minutes(called, other) for other in called.steps)
        if called
        else 0.0
    )
    return own_minutes(of, name) + inner


def check_dead_output(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    assert not {"archive", "legal"} & set(of.steps[name].get("tags", []))
    used = {
        fold(item)
        for each in all_maps()
        for step in each.steps.values()
        for item in [*step.get("reads", []), *step.get("delivers", []), step.get("approves", "")]
    }
    dead = {fold(item) for item in found.witness.items}
    assert dead
    assert dead <= {fold(item) for item in of.steps[name]["writes"]} - used


def check_stacked_approval(found: Finding, of: Raw) -> None:
    met = 0
    assert len({fold(of.steps[name]["approves"]) for name in found.steps}) == 1
    for first, then in pairwise(found.steps):
        assert not {"control"} & {*of.steps[first], *of.steps[then]}
        for run in of.runs():
            for place, (name, past) in enumerate(run):
                if name == then and first in past:
                    met += 1
                    assert not set().union(*map(of.writes, since(first, run, place)))
    assert met


def check_ping_pong(found: Finding, of: Raw) -> None:
    out, *away, back = (of.steps[name] for name in found.steps)
    assert out["lane"] == back["lane"]
    (other,) = {step["lane"] for step in away}
    assert other != out["lane"]
    assert of.lanes[other].get("kind") not in ("customer", "system")
    brought = {fold(item) for step in away for item in [*step.get("writes", []), *step.get("asks", [])]}
    assert not brought & {fold(item) for item in back.get("reads", [])}
    assert not any(len(step.get("next", [])) > 1 or "control" in step for step in away)


def check_rework_loop(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    visits, reach = average(of, name)
    assert dict(found.witness.numbers)["passes"] == pytest.approx(visits / reach, rel=0.05)
    assert dict(found.witness.numbers)["passes"] >= 1.2
    header = found.witness.path[-1]
    loop = found.witness.path[found.witness.path.index(header) :]
    assert name in loop
    assert not any("negotiation" in of.steps[each].get("tags", []) for each in loop)


@pytest.mark.parametrize("rule", list(all_rules()))
def test_every_finding_of_the_example_is_proved_again(rule: str) -> None:
    checker = globals()[f"check_{rule.replace('-', '_')}"]
    mine = [found for found in findings() if found.rule == rule]
    assert mine
    for found in mine:
        of = raw(found.process)
        path = found.witness.path
        assert set(found.steps) <= set(path)
        for source, target in pairwise(path):
            assert target in dict(of.next[source]), (found.process, source, target)
        if rule != "ping-pong":
            assert path[0] in of.starts
        checker(found, of)


@pytest.mark.parametrize(("rule", "process", "step"), pairs(FLAGGED))
def test_the_wounds_of_the_example_are_found(rule: str, process: str, step: str) -> None:
    assert any(
        found.rule == rule and found.process == process and step in found.steps for found in findings()
    )


@pytest.mark.parametrize(("rule", "process", "step"), pairs(HELD))
def test_the_guards_of_the_example_hold(rule: str, process: str, step: str) -> None:
    assert step in raw(process).steps
    assert not any(
        found.rule == rule and found.process == process and step in found.steps for found in findings()
    )


def test_running_hours_that_have_expired_may_be_asked_again() -> None:
    for found in findings():
        if (found.rule, found.process) == ("repeat-ask", "field-service-visit"):
            assert "running hours" not in found.witness.items


def test_each_rule_both_fires_and_holds_on_the_example() -> None:
    rules = set(all_rules())
    assert {rule for rule, _, _ in pairs(FLAGGED)} == rules
    assert {rule for rule, _, _ in pairs(HELD)} == rules
