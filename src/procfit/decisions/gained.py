"""What the decisions taken so far change together: the to-be of all maps against their as-is."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.flow.figures import figures_of
from procfit.flow.totals import own_amount
from procfit.model.portfolio import Portfolio
from procfit.model.process import View

__all__ = ["Gained", "gained"]


@dataclass(frozen=True, slots=True)
class Gained:
    """What a month saves and gives more once all decisions are carried out; None = not assessed.

    Minutes of work, workspace money and points of customer value, of the known parts of all maps with a
    volume. All decisions count together, so nothing counts twice.
    """

    work: float | None
    cost: float | None
    value: float | None


def gained(portfolio: Portfolio) -> Gained:
    """Return what the dispositions of all maps change together."""
    counted = {name for name, process in portfolio.maps.items() if process.volume is not None}
    today, planned = (_sums(portfolio, counted, view) for view in ("as-is", "to-be"))
    return Gained(
        _less(today["touch_time"], planned["touch_time"]),
        _less(today["cost"], planned["cost"]),
        _less(planned["value"], today["value"]),
    )


def _sums(portfolio: Portfolio, counted: set[str], view: View) -> dict[str, float | None]:
    sums: dict[str, float | None] = {"touch_time": None, "cost": None, "value": None}
    for name in counted:
        process = portfolio.maps[name]
        figures = figures_of(process, portfolio, view)
        if process.volume is None or not figures.routing.known:
            continue
        cases = process.volume.per_month(portfolio.settings.calendar)
        each = {
            "touch_time": own_amount(figures, "touch_time", sum(figures.touch.values()), counted),
            "cost": own_amount(figures, "cost", figures.total_cost, counted),
            "value": figures.value,
        }
        for key, amount in each.items():
            if amount is not None:
                sums[key] = (sums[key] or 0.0) + cases * amount
    return sums


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
