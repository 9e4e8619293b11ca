import pytest

from helpers_rules import portfolio, step
from procfit.decisions.gained import Gained, gained
from procfit.model.team import Rates, Settings

VOLUME = 'volume = "10/month"\n'
RATED = Settings(rates=Rates(default=60))


def test_all_decisions_count_together_as_the_to_be_less_the_as_is() -> None:
    text = (
        step("a", "b", work="10m", wait="0m", value=1, disposition="discard")
        + step("b", "c", work="20m", wait="0m", value=2)
        + step("c", work="5m", wait="0m", value=3, disposition="add")
    )
    found = gained(portfolio(VOLUME + text, settings=RATED))
    assert found.work == pytest.approx(10 * 10 - 10 * 5)
    assert found.cost == pytest.approx(found.work)
    assert found.value == pytest.approx(10 * 3 - 10 * 1)


def test_a_map_without_a_volume_tells_nothing_per_month() -> None:
    assert gained(portfolio(step("a", work="10m", wait="0m"))) == Gained(None, None, None)
