from __future__ import annotations

from helpers_witnesses import Raw, fold
from procfit.model.finding import Finding

FLAGGED = ("order-change#ask-stage",)
HELD = (
    "order-change#set-date",
    "order-change#send-confirmation",
    "billing-question#ask-sales",
)
PATH = "inside"


def check(found: Finding, of: Raw) -> None:
    out, *away, back = (of.steps[name] for name in found.steps)
    assert out["lane"] == back["lane"]
    (other,) = {step["lane"] for step in away}
    assert other != out["lane"]
    assert of.lanes[other].get("kind") not in ("customer", "system")
    brought = {fold(item) for step in away for item in [*step.get("writes", []), *step.get("asks", [])]}
    assert not brought & {fold(item) for item in back.get("reads", [])}
    assert not any(len(step.get("next", [])) > 1 or "control" in step for step in away)
