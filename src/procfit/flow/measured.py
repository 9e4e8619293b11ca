"""What is known of one view of a map once it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from procfit.flow.figures import COST_FIELDS, TIME_FIELDS, MapFigures
from procfit.flow.journey import Journey, journey_of
from procfit.flow.journeys import PathTold, path_journeys
from procfit.flow.kpis import KpiFigures, kpi_figures
from procfit.flow.sensitivity import Sensitivity, sensitivities
from procfit.flow.value import Assessed, TimeSplit, UnsourcedValue, assessed, time_split, unsourced
from procfit.flow.waiting import Waiting, waiting_between_contacts
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar

if TYPE_CHECKING:
    import pandas

__all__ = [
    "LOWERING",
    "SUMS",
    "CriticalStep",
    "Gap",
    "LeadTimeFigures",
    "Measures",
    "PerMonth",
    "StepFigures",
    "Summed",
]

Summed = Literal["lead_time", "touch_time", "cost", "value", "effort", "adds"]
LOWERING: Mapping[Summed, frozenset[str]] = {
    "lead_time": TIME_FIELDS,
    "touch_time": TIME_FIELDS - {"wait"},
    "cost": COST_FIELDS,
    "value": frozenset({"value"}),
    "effort": frozenset({"effort"}),
    "adds": frozenset({"adds"}),
}
"""The missing fields that make a sum a lower bound."""
SUMS: tuple[Summed, ...] = ("lead_time", "touch_time", "cost", "value", "effort")
"""The sums that are told as lower bounds."""
MINUTES_PER_HOUR = 60


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
class CriticalStep:
    """What a step adds to the lead time of an average case: minutes, and their share of it.

    ``passes`` is how often per case the step holds up the end, so what a minute more of it would add.
    """

    step: str
    minutes: float
    share: float
    passes: float


@dataclass(frozen=True, slots=True)
class PerMonth:
    """What all cases of a month take and give; None = not assessed."""

    cases: float | None
    work: float | None
    cost: float | None
    value: float | None


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

    figures: MapFigures = field(repr=False, compare=False)
    calendar: Calendar = field(repr=False, compare=False)
    steps: Mapping[str, StepFigures]
    lead_time: LeadTimeFigures
    touch_time: float | None
    flow_efficiency: float | None
    theoretical_lead_time: float | None
    cost: float | None
    value: float | None
    value_adding_ratio: float | None
    at_least: bool
    critical_path: tuple[CriticalStep, ...]
    not_assessed: tuple[Gap, ...] = field(default_factory=tuple)

    @property
    def process(self) -> ProcessMap:
        """The view that was measured."""
        return self.figures.process

    def is_lower(self, figure: Summed) -> bool:
        """Tell whether a sum lacks a part, so that it is a lower bound."""
        return any(gap.missing in LOWERING[figure] for gap in self.not_assessed)

    @cached_property
    def journey(self) -> Journey | None:
        """What the customer meets, on average; None where work multiplies without end."""
        return journey_of(self.figures.routing) if self.is_known else None

    @property
    def is_known(self) -> bool:
        """Whether there are figures at all: work does not multiply without end."""
        return self.figures.routing.known

    @property
    def contacts(self) -> float | None:
        """Expected contacts per case."""
        return self.journey.contacts if self.journey else None

    @property
    def faces(self) -> float | None:
        """Expected number of different lanes that the customer meets."""
        return self.journey.faces if self.journey else None

    @property
    def hand_offs(self) -> float | None:
        """Expected passages from lane to lane; None where the map has no lanes."""
        return self.journey.hand_offs if self.journey and self.process.lanes else None

    @property
    def department_crossings(self) -> float | None:
        """Expected passages from department to department; None where the map has no lanes."""
        return self.journey.department_crossings if self.journey and self.process.lanes else None

    @property
    def systems(self) -> float | None:
        """Expected number of different systems that a case touches."""
        return self.journey.systems if self.journey else None

    @property
    def channel_switches(self) -> float | None:
        """Expected contacts in another channel than the contact before."""
        return self.journey.channel_switches if self.journey else None

    @property
    def items_asked(self) -> float | None:
        """Expected items that the customer is asked for."""
        return self.journey.items_asked if self.journey else None

    @property
    def repeat_asks(self) -> float | None:
        """Expected items asked for that the case has given before."""
        return self.journey.repeat_asks if self.journey else None

    @property
    def effort(self) -> float | None:
        """What the contacts cost the customer, by their ``effort``."""
        return self.journey.effort if self.journey else None

    @cached_property
    def waiting_between_contacts(self) -> Waiting:
        """Expected minutes between one contact and the next."""
        return waiting_between_contacts(self.figures) if self.is_known else Waiting(None)

    @property
    def value_per_hour(self) -> float | None:
        """Customer value per hour of lead time."""
        if self.value is None or not self.lead_time.mean:
            return None
        return self.value / (self.lead_time.mean / MINUTES_PER_HOUR)

    @cached_property
    def time_split(self) -> TimeSplit | None:
        """What the minutes of a case are for."""
        if not self.is_known:
            return None
        return time_split(self.figures, {name: step.work for name, step in self.steps.items()})

    @cached_property
    def unsourced_value(self) -> UnsourcedValue | None:
        """The value that is claimed without a source."""
        return unsourced(self.figures) if self.is_known else None

    @cached_property
    def assessed(self) -> Assessed | None:
        """How much of the map is assessed at all."""
        return assessed(self.figures) if self.is_known else None

    @property
    def stuck(self) -> Mapping[str, float]:
        """The share of cases in which a join would wait for ever, by join."""
        return self.figures.routing.stuck

    @cached_property
    def sensitivity(self) -> tuple[Sensitivity, ...]:
        """What lead time and cost hang on most, the most important first."""
        passes = {step.step: step.passes for step in self.critical_path}
        return sensitivities(self.figures, passes) if self.is_known else ()

    @cached_property
    def per_month(self) -> PerMonth:
        """What all cases of a month take and give."""
        volume = self.process.volume
        cases = volume.per_month(self.calendar) if volume else None
        amounts = (self.touch_time, self.cost, self.value)
        if cases is None:
            return PerMonth(None, None, None, None)
        return PerMonth(cases, *(None if each is None else cases * each for each in amounts))

    @property
    def work_in_progress(self) -> float | None:
        """Cases under way at any time: cases per minute × lead time (Little, 1961)."""
        cases, lead = self.per_month.cases, self.lead_time.mean
        if cases is None or lead is None:
            return None
        return cases * lead / self.calendar.minutes_per_month

    @cached_property
    def paths(self) -> Mapping[str, PathTold]:
        """The customer's journey on the "typical" and the "longest" path, as far as there is one."""
        return path_journeys(self.figures) if self.is_known else {}

    @cached_property
    def kpis(self) -> tuple[KpiFigures, ...]:
        """The KPIs of the map with what this view predicts."""
        return kpi_figures(self, self.process.kpis, self.calendar)

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values under the names that other programs rely on."""
        from procfit.flow.document import document

        return document(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the figures per step as a data frame with the step ids as index."""
        import pandas

        rows = {name: asdict(figures) for name, figures in self.steps.items()}
        return pandas.DataFrame.from_dict(rows, orient="index")
