from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from helpers_witnesses import Raw, raw
from procfit.model.finding import Finding

FLAGGED = ("delivery-and-installation#take-machine", "field-service-visit#safety-permit")
HELD = ("win-back#draft-offer", "contract-renewal#send-offer")
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    there = [place.split("#") for place in found.witness.path if "#" in place]
    (other,) = {name for name, _ in there}
    mine = _parts(of, [name for name in found.witness.path if "#" not in name])
    theirs = _parts(raw(other), [name for _, name in there])
    common = sum((mine & theirs).values())
    distance = 1 - 2 * common / (sum(mine.values()) + sum(theirs.values()))
    assert distance == pytest.approx(dict(found.witness.numbers)["distance"])
    assert 0 < distance <= 0.4


def _parts(of: Raw, steps: list[str]) -> Counter[object]:
    """Return the steps of a chain and its flows, by name."""
    assert len(steps) >= 3
    names = [of.steps[step]["name"] for step in steps]
    for one, then in pairwise(steps):
        assert [target for target, _ in of.next[one]] == [then]
    assert not {"legal", "regional"} & {tag for step in steps for tag in of.steps[step].get("tags", [])}
    return Counter([*names, *pairwise(names)])
