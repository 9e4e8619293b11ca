from __future__ import annotations

from helpers_witnesses import Raw, all_maps, fold
from procfit.model.finding import Finding

FLAGGED = (
    "quotation#file-copy",
    "lead-to-order#note-loss",
    "campaign-response#count-return",
)
HELD = (
    "complaint#record-cause",
    "account-review#file-minutes",
    "consent-and-preferences#review-data",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    assert not {"archive", "legal"} & set(of.steps[name].get("tags", []))
    used = {
        fold(item)
        for each in all_maps()
        for step in each.steps.values()
        for item in [*step.get("reads", []), *step.get("delivers", []), step.get("approves", "")]
    }
    dead = {fold(item) for item in found.witness.items}
    assert dead
    assert dead <= {fold(item) for item in of.steps[name]["writes"]} - used
