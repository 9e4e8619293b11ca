from __future__ import annotations

from datetime import date

import pytest

from helpers_witnesses import Raw, minutes, own_minutes
from procfit.model.finding import Finding

FLAGGED = (
    "lead-to-order#ask-duty-point",
    "quotation#send-quote",
    "delivery-and-installation#agree-slot",
    "return-and-refund#issue-number",
    "self-service-support#call-operator",
)
HELD = ("complaint#apologize", "complaint#tell-customer", "onboarding#fill-form")
PATH = "from start"

NOW = date(2026, 11, 25)


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    rival = of.steps[name]["rival"]
    assert rival["same_benefit"]
    assert rival["source"]
    assert (NOW - rival["date"]).days < 731
    ours, theirs = own_minutes(of, name), minutes(rival["time"])
    assert theirs <= 0.8 * ours
    numbers = dict(found.witness.numbers)
    assert (numbers["minutes"], numbers["rival_minutes"]) == (pytest.approx(ours), theirs)
