"""Measure one view of a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from procfit.flow.figures import MapFigures, figures_of
from procfit.flow.journey import is_contact
from procfit.flow.measured import (
    LOWERING,
    SUMS,
    CriticalStep,
    Gap,
    LeadTimeFigures,
    Measures,
    StepFigures,
    Summed,
)
from procfit.flow.simulation import simulated
from procfit.flow.value import needs_value
from procfit.model.portfolio import Portfolio
from procfit.model.process import TIMELESS, ProcessMap, View
from procfit.model.quantities import Calendar

__all__ = ["Gap", "LeadTimeFigures", "Measures", "StepFigures", "Summed", "measure"]


def measure(
    process: ProcessMap, portfolio: Portfolio, view: View = "as-is", *, quantiles: bool = False
) -> Measures:
    """Return the figures of one view of a map.

    The mean lead time is exact wherever it can be: sequences, decisions, loops and parallel branches of
    fixed length. Elsewhere it is simulated with a fixed seed and carries its standard error.

    Parameters
    ----------
    process
        The map.
    portfolio
        The maps it may call, and the rates.
    view
        The process as it runs today, or as the dispositions would make it.
    quantiles
        Also simulate the quantiles of a lead time whose mean is exact.

    Raises
    ------
    InputError
        When the view cannot be made, or a loop has no way out.

    Examples
    --------
    >>> from procfit.model.process import Step
    >>> from procfit.model.quantities import Duration
    >>> quote = Step("quote", "Quote", work=Duration.fixed(5), wait=Duration.fixed(15))
    >>> measures = measure(ProcessMap("p", "P", steps=(quote,)), Portfolio())
    >>> measures.lead_time.mean, measures.flow_efficiency
    (20.0, 0.25)
    """
    figures = figures_of(process, portfolio, view)
    known: dict[Any, Measures] = vars(figures).setdefault("_measures", {})
    calendar = portfolio.settings.calendar
    if (calendar, quantiles) not in known:
        made = _measure(figures, calendar, quantiles) if figures.routing.known else None
        known[calendar, quantiles] = made or _nothing(figures, calendar)
    return known[calendar, quantiles]


def _measure(figures: MapFigures, calendar: Calendar, quantiles: bool) -> Measures:
    lead_time, theoretical = _lead_time(figures, quantiles)
    steps = {name: _step(figures, name) for name in figures.times}
    touch_time = _touch_time(figures, steps)
    gaps = tuple(_gaps(figures))
    return Measures(
        figures=figures,
        calendar=calendar,
        steps=steps,
        lead_time=lead_time,
        touch_time=touch_time,
        flow_efficiency=_flow_efficiency(figures, lead_time.mean, theoretical),
        theoretical_lead_time=theoretical,
        cost=figures.total_cost,
        value=figures.value,
        value_adding_ratio=_value_adding_ratio(figures.process, steps, touch_time),
        at_least=any(gap.missing in _LOWERING_ANY for gap in gaps),
        critical_path=tuple(_critical_path(figures, lead_time)),
        not_assessed=gaps,
    )


def _lead_time(figures: MapFigures, quantiles: bool) -> tuple[LeadTimeFigures, float | None]:
    """Return the lead time, and its mean with every wait zero."""
    exact = figures.exact
    mean: float | None = figures.lead.mean
    theoretical: float | None = figures.theoretical.mean
    if mean == 0 and figures.at_least:
        return LeadTimeFigures(None, standard_error=None), None
    drawn = simulated(figures) if quantiles or not exact else None
    if drawn is None:
        return (LeadTimeFigures(mean), theoretical) if exact else (_UNKNOWN_TIME, None)
    if exact:
        return LeadTimeFigures(mean, *drawn.quantiles()), theoretical
    without_waits = simulated(figures, waits=False)
    lead = LeadTimeFigures(drawn.mean, *drawn.quantiles(), "simulated", drawn.standard_error)
    return lead, without_waits.mean if without_waits else None


_LOWERING_ANY = frozenset[str]().union(*(LOWERING[each] for each in SUMS))
_UNKNOWN_TIME = LeadTimeFigures(None, method="simulated", standard_error=None)


def _critical_path(figures: MapFigures, lead_time: LeadTimeFigures) -> Iterator[CriticalStep]:
    """Yield the steps that the lead time consists of, in the order of the map."""
    if not lead_time.mean:
        return
    passes, minutes = figures.lead.passes, figures.lead.critical
    if lead_time.method == "simulated":
        drawn = simulated(figures)
        if drawn is None:
            return
        passes, minutes = drawn.passes, drawn.critical
    for name in figures.times:
        if passes.get(name):
            spent = minutes[name]
            yield CriticalStep(name, spent, spent / lead_time.mean, passes[name])


def _step(figures: MapFigures, name: str) -> StepFigures:
    times, step = figures.times[name], figures.process.step(name)
    visits, reach = figures.routing.visits[name], figures.routing.reach[name]
    work = None if times.work is None else figures.touch[name]
    wait = None if times.wait is None else visits * times.wait.mean
    if figures.lacks_call(name):
        work, wait = work or None, wait or None
    return StepFigures(
        visits=visits,
        reach=reach,
        work=work,
        wait=wait,
        cost=figures.cost[name],
        value=None if step.value is None else reach * step.value,
    )


def _touch_time(figures: MapFigures, steps: Mapping[str, StepFigures]) -> float | None:
    total = sum(step.work for step in steps.values() if step.work is not None)
    return None if total == 0 and figures.missing.keys() & LOWERING["touch_time"] else total


def _flow_efficiency(figures: MapFigures, mean: float | None, theoretical: float | None) -> float | None:
    """Return theoretical lead time / lead time (Dumas et al., 2018); None where no wait is known."""
    waits = any(
        times.wait is not None and figures.process.step(name).kind not in TIMELESS
        for name, times in figures.times.items()
    )
    if not mean or theoretical is None or not (waits or figures.called):
        return None
    return theoretical / mean


def _value_adding_ratio(
    process: ProcessMap, steps: Mapping[str, StepFigures], touch_time: float | None
) -> float | None:
    """Return the share of the work that adds value for the customer."""
    if not touch_time or all(step.adds is None for step in process.steps):
        return None
    adding = (steps[step.id].work for step in process.steps if step.adds == "customer")
    return sum(work for work in adding if work is not None) / touch_time


def _gaps(figures: MapFigures) -> Iterator[Gap]:
    for missing, steps in figures.missing.items():
        yield Gap(missing, steps)
    routing = figures.routing
    if routing.assumed:
        yield Gap("share", routing.assumed, "equal shares stand in")
    if routing.note:
        yield Gap("join", tuple(routing.stuck), routing.note)
    judged = [
        step for step in figures.process.steps if needs_value(step) and routing.visits[step.id] > 0
    ]
    for field_name in ("value", "adds"):
        lacking = tuple(step.id for step in judged if getattr(step, field_name) is None)
        if lacking:
            yield Gap(field_name, lacking)
    yield from _effort_gap(figures)


def _effort_gap(figures: MapFigures) -> Iterator[Gap]:
    """Yield the contacts without effort, where some other step says what it costs the customer."""
    visited = [step for step in figures.process.steps if figures.routing.visits[step.id] > 0]
    lacking = tuple(step.id for step in visited if is_contact(step) and step.effort is None)
    if lacking and any(step.effort is not None for step in visited):
        yield Gap("effort", lacking)


def _nothing(figures: MapFigures, calendar: Calendar) -> Measures:
    """Return the figures of a map whose work multiplies without end: none at all."""
    none = StepFigures(None, None, None, None, None, None)
    return Measures(
        figures=figures,
        calendar=calendar,
        steps=dict.fromkeys(figures.times, none),
        lead_time=_UNKNOWN_TIME,
        touch_time=None,
        flow_efficiency=None,
        theoretical_lead_time=None,
        cost=None,
        value=None,
        value_adding_ratio=None,
        at_least=True,
        critical_path=(),
        not_assessed=(Gap("join", (), figures.routing.note),),
    )
