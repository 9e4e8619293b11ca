"""Every finding on the worked example is proved again, by code that shares nothing with the rules."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

from helpers_witnesses import Raw, findings, raw
from procfit.rules import ALL

WITNESSES: dict[str, Any] = {
    module.replace("_", "-"): import_module(f"witnesses.{module}") for module in ALL
}


def places(of: str) -> list[tuple[str, str, str]]:
    return [
        (rule, *place.split("#")) for rule, module in WITNESSES.items() for place in getattr(module, of)
    ]  # type: ignore[misc]


def is_walkable(path: tuple[str, ...], of: Raw, steps: tuple[str, ...]) -> None:
    assert set(steps) <= set(path)
    for source, target in pairwise(path):
        assert target in dict(of.next[source]), (source, target)


@pytest.mark.parametrize("rule", list(WITNESSES))
def test_every_finding_of_the_example_is_proved_again(rule: str) -> None:
    mine = [found for found in findings() if found.rule == rule]
    assert mine
    for found in mine:
        of = raw(found.process)
        if WITNESSES[rule].PATH != "pieces":
            is_walkable(found.witness.path, of, found.steps)
        if WITNESSES[rule].PATH == "from start":
            assert found.witness.path[0] in of.starts
        WITNESSES[rule].check(found, of)


@pytest.mark.parametrize(("rule", "process", "step"), places("FLAGGED"))
def test_the_wounds_of_the_example_are_found(rule: str, process: str, step: str) -> None:
    assert any(
        found.rule == rule and found.process == process and step in found.steps for found in findings()
    )


@pytest.mark.parametrize(("rule", "process", "step"), places("HELD"))
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
    rules = set(WITNESSES)
    assert {rule for rule, _, _ in places("FLAGGED")} == rules
    assert {rule for rule, _, _ in places("HELD")} == rules
