from __future__ import annotations

import re

import pytest

from helpers_witnesses import Raw, average, own_minutes
from procfit.model.finding import Finding

FLAGGED = ("field-service-visit#under-warranty", "self-service-support#easy")
HELD = (
    "delivery-and-installation#runs",
    "campaign-response#responds",
    "order-change#changes-price",
)
PATH = "pieces"


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step, ways = of.steps[name], of.next[name]
    assert step["kind"] == "decision"
    assert "control" not in step
    assert len(ways) > 1
    if len({target for target, _ in ways}) == 1:
        assert found.witness.path[-1] == ways[0][0]
        assert not {"writes", "asks", "delivers"} & set(step)
        assert found.saves.minutes_per_case == pytest.approx(
            average(of, name)[0] * own_minutes(of, name), rel=0.05
        )
        return
    (cases,) = re.findall(r"n = (\d+)", step["source"])
    assert dict(found.witness.numbers) == {"share": min(share for _, share in ways), "cases": int(cases)}
    assert min(share for _, share in ways) < 0.01
