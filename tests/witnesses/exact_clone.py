from __future__ import annotations

from itertools import pairwise

from helpers_witnesses import Raw, raw
from procfit.model.finding import Finding

FLAGGED = (
    "billing-question#find-customer",
    "complaint#copy-data",
    "return-and-refund#find-customer",
    "lead-to-order#log-enquiry",
    "campaign-response#find-known",
)
HELD = (
    "lead-to-order#review-credit",
    "win-back#review-credit",
    "win-back#check-terms",
    "contract-renewal#check-terms",
)
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    there = [place.split("#") for place in found.witness.path if "#" in place]
    here = [name for name in found.witness.path if "#" not in name]
    (other,) = {name for name, _ in there}
    mine, theirs = [of.steps[name] for name in here], [raw(other).steps[name] for _, name in there]
    assert len(mine) >= 2
    assert [step["name"] for step in mine] == [step["name"] for step in theirs]
    assert not any(step.get("kind") == "call" for step in mine)
    for of_map, steps in ((of, mine), (raw(other), theirs)):
        for one, then in pairwise(steps):
            assert [target for target, _ in of_map.next[one["id"]]] == [then["id"]]
        assert not {"legal", "regional"} & {tag for step in steps for tag in step.get("tags", [])}
