"""The figures of one map as people and other programs read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from procfit.flow.figures import COST_FIELDS, TIME_FIELDS, MapFigures, figures_of
from procfit.flow.journey import journey_of
from procfit.flow.simulation import lead_time_samples
from procfit.model.portfolio import Portfolio
from procfit.model.process import TIMELESS, ProcessMap, View

if TYPE_CHECKING:
    import pandas

    from procfit.flow.simulation import Samples

__all__ = ["Gap", "LeadTimeFigures", "Measures", "StepFigures", "Summed", "measure"]

Summed = Literal["lead_time", "touch_time", "cost", "value"]
LOWERING: Mapping[Summed, frozenset[str]] = {
    "lead_time": TIME_FIELDS,
    "touch_time": TIME_FIELDS - {"wait"},
    "cost": COST_FIELDS,
    "value": frozenset({"value"}),
}
"""The missing fields that make a sum a lower bound."""
UNVALUED = TIMELESS | {"wait"}
"""The kinds whose missing value is no gap."""


@dataclass(frozen=True, slots=True)
class StepFigures:
    """What one step adds to an average case; None = not assessed.

    ``visits`` is the expected number of executions, ``reach`` the probability of at least one; ``work``
    and ``wait`` are minutes and ``cost`` is money over all executions; ``value`` is the value of the
    step times ``reach``. A call holds the work and cost of the called map, and its own wait alone.
    """

    visits: float | None
    reach: float | None
    work: float | None
    wait: float | None
    cost: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class LeadTimeFigures:
    """Minutes from start to end of a case.

    ``p50`` and ``p90`` are None unless quantiles were asked for or the mean had to be simulated: they
    always come from simulation. ``standard_error`` is that of the simulated mean, 0 for an exact one.
    """

    mean: float | None
    p50: float | None = None
    p90: float | None = None
    method: Literal["exact", "simulated"] = "exact"
    standard_error: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Steps that lack a field, so that some figure is not assessed or a lower bound."""

    missing: str
    steps: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Measures:
    """All figures of one view of a map, per case; None = not assessed.

    Minutes, workspace money, and shares as fractions of 1. Sums with a missing part are lower bounds:
    ``at_least`` says that there is one, `is_lower` which, ``not_assessed`` lists what is missing.
    """

    steps: Mapping[str, StepFigures]
    lead_time: LeadTimeFigures
    touch_time: float | None
    flow_efficiency: float | None
    cost: float | None
    value: float | None
    value_adding_ratio: float | None
    at_least: bool
    contacts: float | None
    faces: float | None
    hand_offs: float | None
    channel_switches: float | None
    repeat_asks: float | None
    not_assessed: tuple[Gap, ...] = field(default_factory=tuple)

    def is_lower(self, figure: Summed) -> bool:
        """Tell whether a sum lacks a part, so that it is a lower bound."""
        return any(gap.missing in LOWERING[figure] for gap in self.not_assessed)

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values under the names that other programs rely on."""
        return asdict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the figures per step as a data frame with the step ids as index."""
        import pandas

        rows = {name: asdict(figures) for name, figures in self.steps.items()}
        return pandas.DataFrame.from_dict(rows, orient="index")


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
    if quantiles not in known:
        known[quantiles] = _measure(figures, quantiles) if figures.routing.known else _nothing(figures)
    return known[quantiles]


def _measure(figures: MapFigures, quantiles: bool) -> Measures:
    lead_time, theoretical = _lead_time(figures, quantiles)
    steps = {name: _step(figures, name) for name in figures.times}
    touch_time = _touch_time(figures, steps)
    journey = journey_of(figures.routing)
    gaps = tuple(_gaps(figures))
    values = [step.value for step in steps.values() if step.value is not None]
    return Measures(
        steps=steps,
        lead_time=lead_time,
        touch_time=touch_time,
        flow_efficiency=_flow_efficiency(figures, lead_time.mean, theoretical),
        cost=figures.total_cost,
        value=sum(values) if values else None,
        value_adding_ratio=_value_adding_ratio(figures.process, steps, touch_time),
        at_least=any(gap.missing in _LOWERING_ANY for gap in gaps),
        contacts=journey.contacts,
        faces=journey.faces,
        hand_offs=journey.hand_offs if figures.process.lanes else None,
        channel_switches=journey.channel_switches,
        repeat_asks=journey.repeat_asks,
        not_assessed=gaps,
    )


def _lead_time(figures: MapFigures, quantiles: bool) -> tuple[LeadTimeFigures, float | None]:
    """Return the lead time, and its mean with every wait zero."""
    exact = figures.exact
    mean: float | None = figures.lead.mean
    theoretical: float | None = figures.theoretical.mean
    if mean == 0 and figures.at_least:
        return LeadTimeFigures(None, standard_error=None), None
    if exact and not quantiles:
        return LeadTimeFigures(mean), theoretical
    samples = lead_time_samples(figures)
    if samples is None:
        return (LeadTimeFigures(mean) if exact else _UNKNOWN_TIME), theoretical if exact else None
    minutes = samples[:, 0]
    p50, p90 = (float(value) for value in _quantiles(samples))
    if exact:
        return LeadTimeFigures(mean, p50, p90), theoretical
    error = float(minutes.std(ddof=1)) / len(minutes) ** 0.5
    simulated = LeadTimeFigures(float(minutes.mean()), p50, p90, "simulated", error)
    return simulated, float(samples[:, 1].mean())


_LOWERING_ANY = frozenset[str]().union(*LOWERING.values())
_UNKNOWN_TIME = LeadTimeFigures(None, method="simulated", standard_error=None)


def _quantiles(samples: Samples) -> tuple[float, float]:
    import numpy

    p50, p90 = numpy.quantile(samples[:, 0], (0.5, 0.9))
    return float(p50), float(p90)


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
        yield Gap("join", (), routing.note)
    judged = [
        step
        for step in figures.process.steps
        if step.kind not in UNVALUED and routing.visits[step.id] > 0
    ]
    for field_name in ("value", "adds"):
        lacking = tuple(step.id for step in judged if getattr(step, field_name) is None)
        if lacking:
            yield Gap(field_name, lacking)


def _nothing(figures: MapFigures) -> Measures:
    """Return the figures of a map whose work multiplies without end: none at all."""
    none = StepFigures(None, None, None, None, None, None)
    return Measures(
        steps=dict.fromkeys(figures.times, none),
        lead_time=_UNKNOWN_TIME,
        touch_time=None,
        flow_efficiency=None,
        cost=None,
        value=None,
        value_adding_ratio=None,
        at_least=True,
        contacts=None,
        faces=None,
        hand_offs=None,
        channel_switches=None,
        repeat_asks=None,
        not_assessed=(Gap("join", (), figures.routing.note),),
    )
