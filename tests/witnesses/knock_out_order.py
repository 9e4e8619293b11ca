from __future__ import annotations

import tomllib

import pytest

from helpers_maps import EXAMPLE
from helpers_witnesses import Raw, average, fold, minutes
from procfit.model.finding import Finding

FLAGGED = ("lead-to-order#in-range", "lead-to-order#in-region")
HELD = ("return-and-refund#unused", "order-change#feasible")
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    rates = tomllib.loads((EXAMPLE / "procfit.toml").read_text(encoding="utf-8"))["rates"]
    first, then = (of.steps[name] for name in found.steps)
    assert [target for target, _ in of.next[found.steps[0]] if target == found.steps[1]]
    assert [name for name, ways in of.next.items() if found.steps[1] in dict(ways)] == [found.steps[0]]
    for one, other in ((first, then), (then, first)):
        needs = {fold(item) for item in one["reads"]}
        assert not needs & {fold(item) for key in ("writes", "asks") for item in other.get(key, [])}
    lost, cost = {}, {}
    for step in (first, then):
        lost[step["id"]] = sum(
            float(way["share"].rstrip("%")) / 100 for way in step["next"] if way.get("rejects")
        )
        per_hour = rates[of.lanes[step["lane"]]["department"]]
        cost[step["id"]] = minutes(step["work"]) / 60 * per_hour / lost[step["id"]]
    assert cost[first["id"]] > cost[then["id"]]
    assert dict(found.witness.numbers) == pytest.approx(cost)
    visits = average(of, first["id"])[0]
    one, other = minutes(first["work"]), minutes(then["work"])
    saved = one + (1 - lost[first["id"]]) * other - other - (1 - lost[then["id"]]) * one
    assert found.saves.minutes_per_case == pytest.approx(visits * saved, rel=0.05)
