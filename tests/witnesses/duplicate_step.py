from __future__ import annotations

from helpers_witnesses import Raw, fold, since
from procfit.model.finding import Finding

FLAGGED = ("onboarding#recheck-credit",)
HELD = (
    "credit-review#countersign-limit",
    "complaint#ack-product",
    "complaint#ack-delivery",
    "complaint#ack-service",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    first, again = found.steps
    assert not {"control"} & {*of.steps[first], *of.steps[again]}
    for run in of.runs():
        for place, (name, past) in enumerate(run):
            if name == again:
                assert first in past
                between = since(first, run, place)
                assert not set().union(*map(of.writes, between)) & {fold(i) for i in found.witness.items}
