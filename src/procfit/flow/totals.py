"""The figures of all maps together, by volume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from procfit.flow.measure import Measures, measure
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View

__all__ = ["MonthlyTotals", "monthly_totals"]


@dataclass(frozen=True, slots=True)
class MonthlyTotals:
    """What all processes take and give in a month; None = not assessed for any of them.

    ``work`` is minutes, ``cost`` workspace money, ``value`` points of customer value. Each sum leaves out
    the maps that lack a volume or the figure; ``left_out`` names the maps that are missing somewhere.
    """

    cases: float | None
    work: float | None
    cost: float | None
    value: float | None
    left_out: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the totals as plain values."""
        return asdict(self)


def monthly_totals(portfolio: Portfolio, view: View, only: Mapping[str, ProcessMap]) -> MonthlyTotals:
    """Return the totals of some maps for a month of the working calendar.

    Parameters
    ----------
    portfolio
        All maps, the rates and the calendar.
    view
        As-is or to-be.
    only
        The maps to add up, by id.
    """
    left_out: dict[str, None] = {}

    def total(pick: str) -> float | None:
        amounts = []
        for name, process in only.items():
            figure = 1.0 if pick == "cases" else _figure(measure(process, portfolio, view), pick)
            if process.volume is None or figure is None:
                left_out[name] = None
                continue
            amounts.append(figure * process.volume.per_month(portfolio.settings.calendar))
        return sum(amounts) if amounts else None

    return MonthlyTotals(
        cases=total("cases"),
        work=total("touch_time"),
        cost=total("cost"),
        value=total("value"),
        left_out=tuple(name for name in only if name in left_out),
    )


def _figure(measures: Measures, name: str) -> float | None:
    figure: float | None = getattr(measures, name)
    return figure
