from __future__ import annotations

from math import ceil

import pytest

from helpers_witnesses import CASES, Raw, all_maps
from procfit.model.finding import Finding

FLAGGED = ("complaint#decide-remedy", "account-review#sum-visits")
HELD = (
    "field-service-visit#collect-parts",
    "lead-to-order#assign",
    "consent-and-preferences#identify",
    "consent-and-preferences#review-data",
)
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    per_step = sorted(_per_step(each) for each in all_maps())
    limit = per_step[ceil(0.75 * len(per_step)) - 1]
    numbers = dict(found.witness.numbers)
    assert numbers["per step"] == pytest.approx(_per_step(of), abs=0.02)
    assert numbers["limit"] == pytest.approx(limit, abs=0.02)
    assert numbers["per step"] > numbers["limit"]
    assert set(found.steps) == set(_changes(of)[0])


def _per_step(of: Raw) -> float:
    changes, steps = _changes(of)
    return sum(changes.values()) / steps


def _changes(of: Raw) -> tuple[dict[str, int], int]:
    """Count over many cases the changes of department, and the steps made in departments."""
    changes: dict[str, int] = {}
    steps = 0
    for run in of.runs():
        for name, past in run:
            if not _department(of, name):
                continue
            steps += 1
            if _kept_apart(of, name):
                continue
            before = _last_at_work(of, run, name, past)
            if (
                before
                and not _kept_apart(of, before)
                and _department(of, before) != _department(of, name)
            ):
                changes[name] = changes.get(name, 0) + 1
    assert len(of.runs()) == CASES
    return changes, steps


def _last_at_work(
    of: Raw, run: list[tuple[str, frozenset[str]]], name: str, past: frozenset[str]
) -> str:
    """Return the step in a department that the case made last before, along the branch it is on."""
    place = next(number for number, visit in enumerate(run) if visit == (name, past))
    seen = {name}
    for number in range(place - 1, -1, -1):
        each, its_past = run[number]
        leads = any(target in seen for target, _ in of.next[each])
        if leads and its_past < past | {name}:
            if _department(of, each):
                return each
            seen = {each}
    return ""


def _kept_apart(of: Raw, name: str) -> bool:
    return "control" in of.steps[name] or "legal" in of.steps[name].get("tags", [])


def _department(of: Raw, name: str) -> str:
    step = of.steps[name]
    if step.get("kind", "task") not in ("task", "decision", "call"):
        return ""
    return str(of.lanes[step["lane"]].get("department", ""))
