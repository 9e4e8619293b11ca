from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_fit import agreed, answer, portfolio, process, step
from procfit.fit.assess import assess
from procfit.fit.contributions import Contribution
from procfit.fit.worst_step import worst_step
from procfit.model.capability import Capability
from procfit.model.scale import DEFAULT_EVALUATION


def part(process: str, step: str, capability: str, of: float, share: float, need: float) -> Contribution:
    return Contribution(process, step, capability, of, share, need, of * share * need)


ANSWERS = {
    name: answer("x", name, code, "reference")
    for name, code in {"a": "standard", "b": "customization", "c": "none", "d": "roadmap"}.items()
}


def named(parts: list[Contribution]) -> str | None:
    found = worst_step(parts, ANSWERS)
    return found.step if found else None


def test_only_the_processes_that_weigh_most_count() -> None:
    # c is worse, but in a process that weighs less.
    parts = [
        part("p", "s", "a", 0.6, 0.5, 1),
        part("p", "t", "b", 0.6, 0.5, 1),
        part("q", "u", "c", 0.4, 1, 1),
    ]
    found = worst_step(parts, ANSWERS)
    assert found
    assert (found.process, found.step, found.mid) == ("p", "t", 0.5)
    even = [replace(own, process_weight=0.5) for own in parts]
    assert worst_step(even, ANSWERS) == worst_step(even[::-1], ANSWERS)
    assert named(even) == "u"


def test_a_step_is_served_as_its_needs_are_by_their_shares() -> None:
    parts = [part("p", "s", "a", 1, 1, 0.25), part("p", "s", "b", 1, 1, 0.75)]
    found = worst_step(parts, ANSWERS)
    assert found
    assert found.mid == pytest.approx(0.25 * 1 + 0.75 * 0.5)
    assert found.low <= found.mid <= found.high


def test_of_steps_served_equally_badly_the_heaviest_is_named() -> None:
    parts = [part("p", "s", "d", 1, 0.3, 1), part("p", "t", "d", 1, 0.7, 1)]
    assert named(parts) == "t"


def test_what_no_step_needs_is_no_step_and_nothing_is_none() -> None:
    by_hand = Contribution("", "", "c", 0.0, 0.0, 0.0, 0.5)
    parts = [by_hand, part("p", "s", "a", 1, 1, 1)]
    assert named(parts) == "s"
    assert named([by_hand]) is None
    assert named([]) is None


def test_a_must_have_that_the_buyer_leaves_out_stops_nobody_and_weighs_nothing() -> None:
    maps = portfolio(process("p", 3, step("s", 3, ["a", "b"])), a=Capability("a", "a", must=True))
    rules = replace(DEFAULT_EVALUATION, not_applicable={"a": "we have none"})
    vendors = {"x": agreed("x", {"a": "none", "b": "standard"})}
    found = assess(maps, rules, vendors, {}, {})
    assert (found.gates["x"], dict(found.weights.shares)) == ((), {"b": 1.0})
    assert found.standings[0].rank == 1
    assert assess(maps, DEFAULT_EVALUATION, vendors, {}, {}).standings[0].rank is None
