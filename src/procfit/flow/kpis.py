"""What a process is measured by, beside what its map itself predicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.model.process import Kpi, KpiFigure
from procfit.model.quantities import Calendar
from procfit.model.text import item_key

if TYPE_CHECKING:
    from procfit.flow.measure import Measures

__all__ = ["KpiFigures", "figure_of", "kpi_figures"]

WORDINGS: Mapping[KpiFigure, tuple[str, ...]] = {
    "lead_time": (
        "lead time", "cycle time", "throughput time", "turnaround", "durchlaufzeit", "doorlooptijd",
    ),
    "touch_time": ("touch time", "processing time", "handling time", "work time", "bearbeitungszeit"),
    "cost": ("cost per case", "cost of a case", "process cost", "prozesskosten"),
    "contacts": ("contacts per case", "number of contacts", "customer contacts", "kundenkontakte"),
}  # fmt: skip
"""The words in a KPI's name by which a figure of the map is recognized; its ``figure`` outranks them."""

UNITS: Mapping[str, str] = {
    "s": "s", "sec": "s", "seconds": "s", "m": "m", "min": "m", "minutes": "m", "minute": "m",
    "h": "h", "hours": "h", "hour": "h", "d": "d", "days": "d", "day": "d", "working days": "d",
    "w": "w", "weeks": "w", "week": "w", "tage": "d", "stunden": "h", "minuten": "m", "wochen": "w",
}  # fmt: skip
TIMES: frozenset[KpiFigure] = frozenset({"lead_time", "touch_time"})


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI with what the map predicts, in the unit of the KPI; None = not assessed.

    ``figure`` is the figure of the map that the KPI is about; empty where the map cannot tell.
    ``at_least`` marks a prediction that is a lower bound.
    """

    name: str
    unit: str
    baseline: float | None
    target: float | None
    figure: str = ""
    predicted: float | None = None
    at_least: bool = False


def figure_of(kpi: Kpi) -> KpiFigure | None:
    """Return the figure of a map that a KPI is about: as it says, else by its name and unit.

    Examples
    --------
    >>> figure_of(Kpi("Quote turnaround", "h")), figure_of(Kpi("Contracts renewed", "%"))
    ('lead_time', None)
    """
    if kpi.figure is not None:
        return kpi.figure
    name = item_key(kpi.name)
    for figure, wordings in WORDINGS.items():
        if any(wording in name for wording in wordings):
            timed = item_key(kpi.unit) in UNITS
            return figure if timed == (figure in TIMES) else None
    return None


def kpi_figures(measures: Measures, kpis: tuple[Kpi, ...], calendar: Calendar) -> tuple[KpiFigures, ...]:
    """Return the KPIs of a map with the predictions of one view."""
    return tuple(_predicted(measures, kpi, calendar) for kpi in kpis)


def _predicted(measures: Measures, kpi: Kpi, calendar: Calendar) -> KpiFigures:
    figure = figure_of(kpi)
    if figure is None:
        return KpiFigures(kpi.name, kpi.unit, kpi.baseline, kpi.target)
    value = _VALUES[figure](measures)
    if figure in TIMES:
        unit = UNITS.get(item_key(kpi.unit))
        value = None if value is None or unit is None else value / calendar.minutes(unit)
    lower = figure != "contacts" and measures.is_lower(figure)
    return KpiFigures(kpi.name, kpi.unit, kpi.baseline, kpi.target, figure, value, lower)


_VALUES: Mapping[KpiFigure, Callable[[Measures], float | None]] = {
    "lead_time": lambda measures: measures.lead_time.mean,
    "touch_time": lambda measures: measures.touch_time,
    "cost": lambda measures: measures.cost,
    "contacts": lambda measures: measures.contacts,
}
