"""The figures of all maps together, by volume."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from procfit.flow.figures import MapFigures
from procfit.flow.measure import Summed, measure
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View

__all__ = ["MonthlyTotals", "monthly_totals", "own_amount"]


@dataclass(frozen=True, slots=True)
class MonthlyTotals:
    """What all processes take and give in a month; None = not assessed for any of them.

    ``work`` is minutes, ``cost`` workspace money, ``value`` points of customer value. What a called map takes
    counts once: with that map where it is one of those added up and has a volume, else with the caller.
    Each sum leaves out the maps that lack a volume or the figure; ``left_out`` names the maps that are
    missing somewhere. ``at_least`` names the sums that are lower bounds, since a map or a part of its
    figure is missing.
    """

    cases: float | None
    work: float | None
    cost: float | None
    value: float | None
    left_out: tuple[str, ...]
    at_least: tuple[str, ...] = ()

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
    counted = {name for name, process in only.items() if process.volume is not None}
    left_out: dict[str, None] = {}
    at_least: dict[str, None] = {}

    def total(label: str, pick: Summed | None = None) -> float | None:
        amounts = []
        for name, process in only.items():
            figure, lower = (
                (1.0, False) if pick is None else _figure(process, portfolio, view, pick, counted)
            )
            if process.volume is None or figure is None:
                left_out[name] = at_least[label] = None
                continue
            if lower:
                at_least[label] = None
            amounts.append(figure * process.volume.per_month(portfolio.settings.calendar))
        return sum(amounts) if amounts else None

    return MonthlyTotals(
        cases=total("cases"),
        work=total("work", "touch_time"),
        cost=total("cost", "cost"),
        value=total("value", "value"),
        left_out=tuple(name for name in only if name in left_out),
        at_least=tuple(at_least),
    )


def _figure(
    process: ProcessMap, portfolio: Portfolio, view: View, name: Summed, counted: Collection[str]
) -> tuple[float | None, bool]:
    """Return a figure per case, and whether it is a lower bound."""
    measures = measure(process, portfolio, view)
    return own_amount(measures.figures, name, getattr(measures, name), counted), measures.is_lower(name)


def own_amount(
    figures: MapFigures, name: Summed, whole: float | None, counted: Collection[str]
) -> float | None:
    """Return a sum per case without what called maps take that are counted by themselves.

    Parameters
    ----------
    figures
        The figures of the map.
    name
        Which sum it is.
    whole
        The sum with all that called maps take.
    counted
        The maps that are counted by themselves.
    """
    if whole is None or name not in ("touch_time", "cost"):
        return whole
    for step, called in figures.called.items():
        if figures.process.step(step).call in counted:
            inside = sum(called.touch.values()) if name == "touch_time" else called.total_cost
            whole -= figures.routing.visits[step] * (inside or 0.0)
    return whole
