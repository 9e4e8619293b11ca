from __future__ import annotations

from helpers_witnesses import Raw, all_maps
from procfit.model.finding import Finding

FLAGGED = ("billing-question#send-dispute", "field-service-visit#sign-report")
HELD = ("consent-and-preferences#withdraw", "win-back#wants-quiet")
PATH = "from start"


def is_told(of: Raw, name: str) -> bool:
    step = of.steps[name]
    customers = of.lanes.get(step.get("lane", ""), {}).get("kind") == "customer"
    acts = customers and step.get("kind", "task") in ("task", "decision", "start", "call")
    return bool(step.get("channel") or step.get("asks") or step.get("delivers")) or acts


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    assert of.steps[name].get("asks") or of.lanes[of.steps[name]["lane"]]["kind"] == "customer"
    calls = {step.get("call") for each in all_maps() for step in each.steps.values()}
    if found.process in calls:
        assert found.level == "note"
        assert any(of.lanes[of.steps[start]["lane"]].get("kind") == "customer" for start in of.starts)
    met = 0
    for run in of.runs():
        last = max((place for place, (visit, _) in enumerate(run) if visit == name), default=None)
        if last is None:
            continue
        met += 1
        later = [visit for visit, _ in run[last + 1 :]]
        assert any(of.steps[visit].get("kind", "task") == "task" for visit in later)
        assert not any(is_told(of, visit) or "call" in of.steps[visit] for visit in later)
        assert not any("opt-out" in of.steps[visit].get("tags", []) for visit in (name, *later))
    assert met
