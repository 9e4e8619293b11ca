from __future__ import annotations

import pytest

from helpers_witnesses import Raw, average
from procfit.model.finding import Finding

FLAGGED = (
    "quotation#complete",
    "field-service-visit#fixed",
    "onboarding#form-complete",
)
HELD = (
    "quotation#wants-changes",
    "complaint#satisfied",
    "contract-renewal#answer",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    visits, reach = average(of, name)
    assert dict(found.witness.numbers)["passes"] == pytest.approx(visits / reach, rel=0.05)
    assert dict(found.witness.numbers)["passes"] >= 1.2
    header = found.witness.path[-1]
    loop = found.witness.path[found.witness.path.index(header) :]
    assert name in loop
    assert not any("negotiation" in of.steps[each].get("tags", []) for each in loop)
