from dataclasses import replace

import pytest

from procfit.flow.totals import monthly_totals
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration, Volume

NONE = Duration.fixed(0)
CALLED = ProcessMap(
    "called", "Called", steps=(Step("x", "X", work=Duration.fixed(30), wait=NONE, cost=4),)
)
CALLER = ProcessMap(
    "caller",
    "Caller",
    volume=Volume(10, "month"),
    steps=(
        Step("a", "A", work=Duration.fixed(5), wait=NONE, cost=1, next=(Flow("c"),)),
        Step("c", "C", kind="call", call="called"),
    ),
)


@pytest.mark.parametrize(
    ("volume", "work", "cost"),
    [(None, 10 * 35, 10 * 5), (Volume(10, "month"), 10 * 5 + 10 * 30, 10 * 1 + 10 * 4)],
)
def test_what_a_called_map_takes_counts_once(volume: Volume | None, work: float, cost: float) -> None:
    maps = {"caller": CALLER, "called": replace(CALLED, volume=volume)}
    found = monthly_totals(Portfolio(maps), "as-is", maps)
    assert (found.work, found.cost) == (work, cost)


def test_a_called_map_that_is_not_added_up_counts_with_its_caller() -> None:
    maps = {"caller": CALLER, "called": replace(CALLED, volume=Volume(10, "month"))}
    found = monthly_totals(Portfolio(maps), "as-is", {"caller": CALLER})
    assert (found.work, found.cost) == (350, 50)
