from __future__ import annotations

import tomllib

from helpers_maps import EXAMPLE
from helpers_witnesses import Raw
from procfit.model.finding import Finding

FLAGGED = (
    "lead-to-order#fill-web-form",
    "billing-question#take-question",
    "order-change#take-change",
    "onboarding#fill-form",
    "delivery-and-installation#register-warranty",
)
HELD = (
    "consent-and-preferences#identify",
    "onboarding#welcome-call",
    "return-and-refund#ask-bank",
    "quotation#ask-address",
    "self-service-support#diagnose",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    (step,) = found.steps
    assert not {"verify", "consent"} & set(of.steps[step].get("tags", []))
    assert "control" not in of.steps[step]
    known = tomllib.loads((EXAMPLE / "processes" / "items.toml").read_text(encoding="utf-8"))["items"]
    assert found.witness.items
    for item in found.witness.items:
        assert item in of.steps[step]["asks"]
        assert known[item]["held_in"] in found.message
        assert known[item]["about"] == "customer"
        assert "valid_for" not in known[item]
