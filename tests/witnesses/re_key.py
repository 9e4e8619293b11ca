from __future__ import annotations

from helpers_witnesses import Raw, average, fold, own_minutes, since
from procfit.model.finding import Finding

FLAGGED = (
    "onboarding#copy-to-erp",
    "field-service-visit#retype-report",
    "lead-to-order#log-enquiry",
    "consent-and-preferences#change-flag",
)
HELD = (
    "return-and-refund#post-receipt",
    "quotation#revise-quote",
    "field-service-visit#create-visit",
)
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    *firsts, again = found.steps
    assert found.witness.path[0] in of.starts
    assert found.witness.path[-1] == again
    items = {fold(item) for item in found.witness.items}
    drawn = {fold(item) for key in ("reads", "asks") for item in of.steps[again].get(key, [])} - items
    met = 0
    for first in firsts:
        step = of.steps[first]
        assert step["system"] != of.steps[again]["system"]
        assert items & {fold(item) for item in step["writes"]}
        assert drawn <= {fold(i) for key in ("reads", "asks", "writes") for i in step.get(key, [])}
        for run in of.runs():
            for place, (name, past) in enumerate(run):
                if name == again and first in past:
                    met += 1
                    assert not any(passes_on(of, each, items) for each in since(first, run, place))
    assert met
    if found.suggest == "discard" and "parallel" not in {s.get("kind") for s in of.steps.values()}:
        lost = average(of, again)[0] * own_minutes(of, again)
        assert abs((found.saves.minutes_per_case or 0.0) - lost) < 0.1 * lost


def passes_on(of: Raw, name: str, items: set[str]) -> bool:
    step = of.steps[name]
    by_itself = of.lanes.get(step.get("lane", ""), {}).get("kind") == "system"
    is_transfer = by_itself or "transfer" in step.get("tags", [])
    return is_transfer and bool(items & {fold(item) for item in step.get("reads", [])})
