from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_fit import agreed, answer, portfolio, process, step
from procfit.fit.assess import assess
from procfit.fit.gates import Gate, Relaxing, check_gates, overall, smallest_relaxing
from procfit.model.capability import Capability
from procfit.model.scale import DEFAULT_EVALUATION

PASSING = DEFAULT_EVALUATION.must_codes


def status(code: str) -> str:
    return check_gates({"a": answer("v", "a", code)}, ["a"], PASSING)[0].status


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("standard", "pass"),
        ("configuration", "pass"),
        ("third-party", "pass"),
        ("customization", "fail"),
        ("none", "fail"),
        ("roadmap", "unproven"),
        ("blank", "unproven"),
        ("unreadable", "unproven"),
    ],
)
def test_codes_pass_fail_or_prove_nothing(code: str, expected: str) -> None:
    assert status(code) == expected


def test_must_codes_decide_what_passes() -> None:
    gates = check_gates({"a": answer("v", "a", "third-party")}, ["a"], ["standard"])
    assert gates[0].status == "fail"


def test_evaluators_who_differ_about_passing_prove_nothing() -> None:
    given = replace(answer("v", "a", "customization"), used="evaluators")
    split = replace(given, evaluators={"ana": "standard", "bo": "customization"})
    both = replace(given, evaluators={"ana": "none", "bo": "customization"})
    gate = check_gates({"a": split}, ["a"], PASSING)[0]
    assert gate.status == "unproven"
    assert gate.reason == "evaluators disagree: customization, standard"
    assert str(gate) == "a (evaluators disagree: customization, standard)"
    assert check_gates({"a": both}, ["a"], PASSING)[0].status == "fail"


def test_worst_gate_is_the_vendors_state() -> None:
    passed, open_, failed = (Gate("a", state, "x") for state in ("pass", "unproven", "fail"))
    assert overall([]) == "pass"
    assert overall([passed, open_]) == "unproven"
    assert overall([passed, open_, failed]) == "fail"


def test_fewest_gates_to_relax_are_named_only_when_all_fail() -> None:
    failed = {name: Gate(name, "fail", "none") for name in "abc"}
    gates = {"x": (failed["a"], failed["b"]), "y": (failed["c"],), "z": (failed["a"],)}
    scores = {"x": 0.9, "y": 0.4, "z": 0.5}
    assert smallest_relaxing(gates, scores) == Relaxing("z", ("a",))
    assert smallest_relaxing({**gates, "w": ()}, {**scores, "w": 0.1}) is None
    assert smallest_relaxing({}, {}) is None


def test_a_must_have_that_the_buyer_leaves_out_stops_nobody_and_weighs_nothing() -> None:
    maps = portfolio(process("p", 3, step("s", 3, ["a", "b"])), a=Capability("a", "a", must=True))
    rules = replace(DEFAULT_EVALUATION, not_applicable={"a": "we have none"})
    vendors = {"x": agreed("x", {"a": "none", "b": "standard"})}
    found = assess(maps, rules, vendors, {}, {})
    assert (found.gates["x"], dict(found.weights.shares)) == ((), {"b": 1.0})
    assert found.standings[0].rank == 1
    assert assess(maps, DEFAULT_EVALUATION, vendors, {}, {}).standings[0].rank is None
