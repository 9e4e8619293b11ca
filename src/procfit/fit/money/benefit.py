"""What the planned processes bring in a year, from the maps: work and cost saved, and KPIs reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from procfit.fit.money.savings import Saving, Untold, savings_of
from procfit.fit.weights import need_shares
from procfit.flow.kpis import figure_of
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Kpi, ProcessMap
from procfit.model.vendor import Evaluation

__all__ = ["Benefit", "KpiGain", "NotCounted", "ProcessBenefit", "benefit_of"]

IN_THE_MINUTES = frozenset({"touch_time", "cost"})
"""The figures of a map whose betterment the saved work holds already."""
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class KpiGain:
    """What a KPI at its target is worth in a year: the units between baseline and target × worth."""

    name: str
    units: float
    worth: float

    @property
    def per_year(self) -> float:
        """Money per year."""
        return self.units * self.worth


@dataclass(frozen=True, slots=True)
class NotCounted:
    """What brings no benefit here, and why."""

    process: str
    why: str


@dataclass(frozen=True)
class ProcessBenefit:
    """What one process brings in a year once its to-be is reached.

    Attributes
    ----------
    cases
        Cases per year; None where only KPIs count.
    savings
        What each step costs less (or more) per case.
    kpis
        What KPIs at their target are worth.
    needs
        Per step of the to-be its needed capabilities with their shares of 1.
    shares
        The needed capabilities of the whole process, each step counting by the probability that a case
        reaches it; they sum to 1.
    """

    process: str
    cases: float | None
    savings: tuple[Saving, ...]
    kpis: tuple[KpiGain, ...]
    needs: Mapping[str, Mapping[str, float]]
    shares: Mapping[str, float]

    @cached_property
    def per_year(self) -> float:
        """Money per year with the to-be reached in full."""
        return self.dearer + fsum(self.by_capability.values())

    @cached_property
    def dearer(self) -> float:
        """Money per year by which steps become dearer, as a negative number: it counts in full."""
        return fsum(saving.per_case * (self.cases or 0.0) for saving in self._told(gains=False))

    @cached_property
    def by_capability(self) -> dict[str, float]:
        """Money per year that hangs on each capability.

        What a step saves hangs on the capabilities it needs in the to-be; what a step saves that needs none,
        or is no longer there, and what a KPI gains, hangs on all that the process needs.
        """
        parts: dict[str, list[float]] = {name: [] for name in self.shares}
        for saving in self._told(gains=True):
            for name, share in self.needs.get(saving.step, self.shares).items():
                parts[name].append(saving.per_case * (self.cases or 0.0) * share)
        for gain in self.kpis:
            for name, share in self.shares.items():
                parts[name].append(gain.per_year * share)
        return {name: fsum(own) for name, own in parts.items()}

    def _told(self, gains: bool) -> Iterator[Saving]:
        return (saving for saving in self.savings if (saving.per_case > 0) == gains)


@dataclass(frozen=True)
class Benefit:
    """What all processes bring in a year once their to-be is reached."""

    processes: tuple[ProcessBenefit, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()

    @cached_property
    def per_year(self) -> float | None:
        """Money per year; None where nothing could be counted."""
        return fsum(part.per_year for part in self.processes) if self.processes else None

    @cached_property
    def dearer(self) -> float:
        """Money per year by which steps become dearer, as a negative number."""
        return fsum(part.dearer for part in self.processes)

    @cached_property
    def by_capability(self) -> dict[str, float]:
        """Money per year that hangs on each capability."""
        parts: dict[str, list[float]] = {}
        for process in self.processes:
            for name, amount in process.by_capability.items():
                parts.setdefault(name, []).append(amount)
        return {name: fsum(own) for name, own in parts.items()}


def benefit_of(portfolio: Portfolio, evaluation: Evaluation) -> Benefit:
    """Return what the planned processes bring in a year, and what could not be counted.

    A process counts where it has a volume and its cost can be compared: as-is and to-be lack the same
    figures, or none. What a called map saves counts once: with that map where it has a volume itself.
    """
    known = set(portfolio.capabilities) - set(evaluation.not_applicable)
    counted = {name for name, process in portfolio.maps.items() if process.volume is not None}
    found: list[ProcessBenefit] = []
    not_counted: list[NotCounted] = []
    for process in portfolio.maps.values():
        gains = tuple(_gains(process, not_counted))
        needs, shares = _needs(process, known)
        savings, cases = _savings(process, portfolio, counted, not_counted)
        if cases is None and not gains:
            continue
        if not shares:
            why = "no step of its to-be needs a capability, so no vendor brings it"
            not_counted += [NotCounted(process.id, why)] if savings or gains else []
            continue
        found.append(ProcessBenefit(process.id, cases, savings, gains, needs, shares))
    return Benefit(tuple(sorted(found, key=lambda part: -part.per_year)), tuple(not_counted))


def _savings(
    process: ProcessMap, portfolio: Portfolio, counted: Collection[str], not_counted: list[NotCounted]
) -> tuple[tuple[Saving, ...], float | None]:
    """Return the savings of a process with its cases per year; none where they cannot be told."""
    told = savings_of(process, portfolio, counted)
    if isinstance(told, Untold):
        not_counted.append(NotCounted(process.id, told.why))
        return (), None
    if process.volume is None:
        if told:
            not_counted.append(NotCounted(process.id, "volume not assessed"))
        return (), None
    return told, process.volume.per_month(portfolio.settings.calendar) * MONTHS_PER_YEAR


def _gains(process: ProcessMap, not_counted: list[NotCounted]) -> Iterator[KpiGain]:
    for kpi in process.kpis:
        if kpi.worth is None:
            continue
        why = _why_not(kpi)
        if why:
            not_counted.append(NotCounted(process.id, f'KPI "{kpi.name}": {why}'))
        elif kpi.baseline is not None and kpi.target is not None:
            yield KpiGain(kpi.name, abs(kpi.target - kpi.baseline), kpi.worth)


def _why_not(kpi: Kpi) -> str:
    if figure_of(kpi) in IN_THE_MINUTES:
        return "the work saved holds it already"
    if kpi.baseline is None or kpi.target is None:
        return "it lacks a baseline or a target"
    return ""


def _needs(
    process: ProcessMap, known: Collection[str]
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Return the needs of each step of the to-be, and those of the whole, each summing to 1."""
    shown = process.view("to-be")
    routing = routing_of(shown)
    needs: dict[str, dict[str, float]] = {}
    whole: dict[str, float] = {}
    for step in shown.steps:
        own = [need for need in step.needs if need.capability in known]
        reach = routing.reach[step.id] if own and routing.known else 0.0
        if reach > 0:
            needs[step.id] = need_shares(own)
            for name, share in needs[step.id].items():
                whole[name] = whole.get(name, 0.0) + reach * share
    total = fsum(whole.values())
    return needs, {name: weight / total for name, weight in whole.items()} if total else {}
