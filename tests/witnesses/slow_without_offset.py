from __future__ import annotations

import pytest

from helpers_witnesses import Raw, average, own_minutes, raw
from procfit.model.finding import Finding

FLAGGED = (
    "onboarding#fill-form",
    "field-service-visit#retype-report",
    "billing-question#ask-sales",
    "complaint#authorize-goodwill",
)
HELD = (
    "field-service-visit#plan-visit",
    "delivery-and-installation#agree-slot",
    "lead-to-order#assign",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
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
