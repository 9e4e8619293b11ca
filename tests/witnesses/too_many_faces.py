from __future__ import annotations

from helpers_witnesses import Raw
from procfit.model.finding import Finding

FLAGGED = ("complaint#log-complaint", "delivery-and-installation#install")
HELD = ("account-review#meet", "field-service-visit#repair")
PATH = "pieces"


def met(of: Raw, visited: set[str]) -> set[str]:
    return {
        of.steps[name]["lane"]
        for name in visited
        if (of.steps[name].get("channel") or of.steps[name].get("asks"))
        and of.lanes[of.steps[name]["lane"]].get("kind") not in ("customer", "system")
    }


def check(found: Finding, of: Raw) -> None:
    cases = [{name for name, _ in run} for run in of.runs()]
    lanes = met(of, set(found.steps))
    assert len(lanes) == len(found.steps) == dict(found.witness.numbers)["faces"] > 3
    assert any(set(found.steps) <= visited for visited in cases)
    assert max(len(met(of, visited)) for visited in cases) == len(lanes)
    assert not any("single-contact" in of.steps[name].get("tags", []) for name in found.steps)
