from __future__ import annotations

from itertools import pairwise

from helpers_witnesses import Raw, fold, since
from procfit.model.finding import Finding

FLAGGED = (
    "quotation#sign-off-discount",
    "complaint#authorize-goodwill",
)
HELD = (
    "credit-review#countersign-limit",
    "return-and-refund#release-refund",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    met = 0
    assert len({fold(of.steps[name]["approves"]) for name in found.steps}) == 1
    for first, then in pairwise(found.steps):
        assert not {"control"} & {*of.steps[first], *of.steps[then]}
        for run in of.runs():
            for place, (name, past) in enumerate(run):
                if name == then and first in past:
                    met += 1
                    assert not set().union(*map(of.writes, since(first, run, place)))
    assert met
