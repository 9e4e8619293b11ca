from __future__ import annotations

import pytest

from helpers_witnesses import Raw, fold
from procfit.model.finding import Finding

FLAGGED = (
    "lead-to-order#ask-duty-point",
    "delivery-and-installation#gate-call",
    "order-change#ask-date",
    "field-service-visit#explain-again",
    "field-service-visit#call-access",
    "billing-question#call-back",
    "self-service-support#call-operator",
    "self-service-support#diagnose",
    "campaign-response#call-response",
)
HELD = (
    "onboarding#welcome-call",
    "consent-and-preferences#identify",
    "onboarding#fill-form",
    "contract-renewal#note-wishes",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
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
