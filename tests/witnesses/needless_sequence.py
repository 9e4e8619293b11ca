from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from helpers_witnesses import Raw, average, fold, own_minutes
from procfit.model.finding import Finding

FLAGGED = (
    "account-review#sum-visits",
    "account-review#sum-invoices",
    "contract-renewal#index-price",
)
HELD = (
    "onboarding#screen-sanctions",
    "delivery-and-installation#sign-in",
    "account-review#discuss-causes",
    "credit-review#set-limit",
)
PATH = "from start"
FIELDS = ("asks", "reads", "writes", "delivers")


def check(found: Finding, of: Raw) -> None:
    for first, then in pairwise(found.steps):
        assert of.next[first] == [(then, 1.0)]
        assert [name for name, ways in of.next.items() if then in dict(ways)] == [first]
    for one, other in combinations((of.steps[name] for name in found.steps), 2):
        assert one["lane"] != other["lane"]
        assert not items(one) & items(other)
        assert not (is_with_customer(of, one) and is_with_customer(of, other))
    assert not any({"control", "approves"} & set(of.steps[name]) for name in found.steps)
    times = [own_minutes(of, name) for name in found.steps]
    saved = average(of, found.steps[0])[0] * (sum(times) - max(times))
    assert found.saves.minutes_per_case == pytest.approx(saved, rel=0.05)


def items(step: dict[str, list[str]]) -> set[str]:
    return {fold(item) for field in FIELDS for item in step.get(field, [])}


def is_with_customer(of: Raw, step: dict[str, str]) -> bool:
    return "channel" in step or "asks" in step or of.lanes[step["lane"]].get("kind") == "customer"
