from __future__ import annotations

import pytest

from helpers_witnesses import Raw, minutes, own_minutes
from procfit.model.finding import Finding

FLAGGED = (
    "credit-review#set-limit",
    "complaint#authorize-goodwill",
    "self-service-support#write-article",
    "win-back#find-lost",
)
HELD = ("contract-renewal#cooling-off", "win-back#think", "consent-and-preferences#review-data")
PATH = "from start"


def wait(of: Raw, name: str) -> float:
    timeless = of.steps[name].get("kind", "task") not in ("task", "wait")
    return minutes(of.steps[name].get("wait", "0m" if timeless else of.data.get("default_wait", "0m")))


def is_the_customers(of: Raw, name: str) -> bool:
    return bool(of.steps[name].get("asks")) or of.lanes[of.steps[name]["lane"]].get("kind") == "customer"


def is_ours(of: Raw, name: str) -> bool:
    step = of.steps[name]
    by_law = step.get("control") == "regulatory" or "legal" in step.get("tags", [])
    before = step.get("kind") == "wait" and any(is_the_customers(of, to) for to, _ in of.next[name])
    return not (by_law or is_the_customers(of, name) or before)


def check(found: Finding, of: Raw) -> None:
    path = found.witness.path
    waiting = {name: wait(of, name) for name in path if is_ours(of, name)}
    total = sum(own_minutes(of, name) for name in path)
    numbers = dict(found.witness.numbers)
    assert numbers["waiting"] == pytest.approx(sum(waiting.values()))
    assert numbers["minutes"] == pytest.approx(total)
    assert sum(waiting.values()) > 0.9 * total
    assert min(waiting[name] for name in found.steps) >= max(
        (minutes for name, minutes in waiting.items() if name not in found.steps), default=0
    )
    assert not of.next[path[-1]]
