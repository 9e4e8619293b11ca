"""The figures of docs/money.md are those of the worked example."""

from __future__ import annotations

import pytest

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.api import money
from procfit.fit.money.assess import Money


@pytest.fixture(scope="module")
def found() -> Money:
    return money(open_workspace(EXAMPLE))


def test_birch_by_hand(found: Money) -> None:
    birch = found.vendors["birch"]
    yearly = 41 * 120 * 12 + 14_000
    usual = 110_000 + yearly * (1 - 1.06**-5) / 0.06
    assert birch.delivered is not None
    assert birch.delivered[1] == pytest.approx(usual) == pytest.approx(417_671, abs=1)
    assert len(birch.effort.gaps) == 80
    assert len(birch.effort.silent) == 10
    assert birch.effort.days == (83, 419.5, 1676)
    assert birch.closed is not None
    assert birch.closed[1] == pytest.approx(usual + 419.5 * 850)
    assert found.costs["birch"].p50 == pytest.approx(1_062_000, rel=0.001)


def test_the_benefit_and_the_map_that_holds_most_of_it(found: Money) -> None:
    largest = found.benefit.processes[0]
    assert found.full is not None
    assert found.full[1] == pytest.approx(0.69e6, rel=0.01)
    assert largest.process == "field-service-visit"
    assert largest.per_year / (found.benefit.per_year or 0) == pytest.approx(0.62, abs=0.005)


def test_the_front_and_who_is_beaten(found: Money) -> None:
    points = {point.vendor: point for point in found.plane.points}
    assert found.plane.front == ("birch", "cedar")
    assert not points["dogwood"].in_race
    assert points["alder"].beaten_by == ("cedar",)
    assert points["alder"].surely_beaten_by == ()
    assert found.cheaper["alder", "cedar"].share == pytest.approx(0.31, abs=0.005)
