from __future__ import annotations

from helpers_witnesses import Raw, counts
from procfit.model.finding import Finding

FLAGGED = ("complaint#ack-product", "complaint#ack-service")
HELD = (
    "win-back#welcome-back",
    "win-back#thank-anyway",
    "consent-and-preferences#search-erp",
)
PATH = "pieces"
SAME = ("name", "lane", "system", "channel", "asks", "reads", "writes", "delivers", "control")


def check(found: Finding, of: Raw) -> None:
    split = found.witness.path[0]
    twins = [of.steps[name] for name in found.steps]
    assert len(twins) == len(of.next[split]) > 1
    assert all([twin.get(key) for key in SAME] == [twins[0].get(key) for key in SAME] for twin in twins)
    for run in of.runs():
        for name, past in run:
            if name in found.steps:
                assert split in past
    visits, _ = counts(of)
    assert sum(visits[name] for name in found.steps) == visits[split]
