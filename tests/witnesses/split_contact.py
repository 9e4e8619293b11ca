from __future__ import annotations

import pytest

from helpers_witnesses import Raw, fold, own_minutes
from procfit.model.finding import Finding

FLAGGED = ("billing-question#explain", "order-change#ask-date")
HELD = (
    "return-and-refund#ask-bank",
    "delivery-and-installation#gate-call",
    "self-service-support#diagnose",
    "field-service-visit#call-access",
    "account-review#show-machines",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    *firsts, then = found.steps
    uses = {fold(item) for field in ("reads", "delivers") for item in of.steps[then].get(field, [])}
    assert {of.steps[first]["channel"] for first in firsts} == {of.steps[then]["channel"]}
    had = []
    for run in of.runs():
        place = next((number for number, (name, _) in enumerate(run) if name == then), None)
        if place is None:
            continue
        contact = max(
            (number for number in range(place) if {"channel", "asks"} & of.steps[run[number][0]].keys()),
            default=0,
        )
        had.append(run[contact][0] in firsts)
        if had[-1]:
            between = [name for name, _ in run[contact + 1 : place]]
            assert not any(_needs_time(of, name) for name in between)
            assert not uses & set().union(*map(of.gives, between))
            assert sum(own_minutes(of, name) for name in between) + own_minutes(of, then) > 0
    share = dict(found.witness.numbers)["share"]
    assert sum(had) / len(had) == pytest.approx(share, abs=0.04)
    assert all(had) == (found.level == "warning")


def _needs_time(of: Raw, name: str) -> bool:
    step = of.steps[name]
    customer = of.lanes[step["lane"]].get("kind") == "customer"
    return customer or step.get("kind") == "wait" or "control" in step or len(of.next[name]) > 1
