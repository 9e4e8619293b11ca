from __future__ import annotations

from helpers_witnesses import Raw, fold
from procfit.model.finding import Finding

FLAGGED = ("complaint#apologize",)
HELD = ("onboarding#create-login", "onboarding#send-login", "complaint#ack-product")
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step = of.steps[name]
    assert "control" not in step
    givers = {
        other
        for other, each in of.steps.items()
        if other != name and fold(each.get("benefit", "")) == fold(step["benefit"])
    }
    met = [{visit for visit, _ in run} for run in of.runs()]
    assert any(name in visits for visits in met)
    assert all(givers & visits for visits in met if name in visits)
    alone = {fold(item) for item in [*step.get("writes", []), *step.get("asks", [])]} - {
        item for other in of.steps if other != name for item in of.gives(other)
    }
    assert not alone & {fold(item) for each in of.steps.values() for item in each.get("reads", [])}
