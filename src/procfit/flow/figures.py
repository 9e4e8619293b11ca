"""What one view of a map takes, step by step and in all, from expected times, without simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from procfit.flow.lead_time import LeadTime, expected_lead_time
from procfit.flow.times import StepTimes, step_times
from procfit.flow.visits import Routing, routing_of
from procfit.model.components import strongly_connected
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View
from procfit.model.team import Rates

__all__ = ["COST_FIELDS", "TIME_FIELDS", "MapFigures", "changed_figures", "figures_of"]

CALLED_TIMES = "times of the called map"
CALLED_RATES = "rates of the called map"
TIME_FIELDS = frozenset({"work", "wait", "call", CALLED_TIMES})
"""The fields without which the times are lower bounds."""
COST_FIELDS = frozenset({"work", "rate", "call", CALLED_TIMES, CALLED_RATES})
"""The fields without which the cost is a lower bound."""


@dataclass(frozen=True)
class MapFigures:
    """The expected figures of one view of a map; called maps are counted in their calling steps.

    Attributes
    ----------
    process
        The view of the map.
    routing
        The ways of its cases.
    times
        What one execution of each step takes, called maps aside.
    called
        The figures of the called map, by calling step.
    """

    process: ProcessMap
    routing: Routing
    times: Mapping[str, StepTimes]
    called: Mapping[str, MapFigures]

    @cached_property
    def minutes(self) -> dict[str, float]:
        """Expected minutes of one execution, by step, called maps included."""
        return {
            name: time.mean + (self.called[name].lead.mean if name in self.called else 0.0)
            for name, time in self.times.items()
        }

    @cached_property
    def lead(self) -> LeadTime:
        """The expected lead time."""
        return expected_lead_time(self.routing, self.minutes, self._varies)

    @cached_property
    def theoretical(self) -> LeadTime:
        """The expected lead time with every wait zero."""
        return expected_lead_time(self.routing, self._work, self._varies)

    @cached_property
    def exact(self) -> bool:
        """Whether ``lead`` and ``theoretical`` are true means, in the called maps too."""
        here = self.lead.exact and self.theoretical.exact
        return here and all(called.exact for called in self.called.values())

    @cached_property
    def touch(self) -> dict[str, float]:
        """Expected minutes of work per case, by step, called maps included; all work adds up."""
        visits = self.routing.visits
        return {
            name: visits[name]
            * (time.mean_work + (sum(self.called[name].touch.values()) if name in self.called else 0.0))
            for name, time in self.times.items()
        }

    @cached_property
    def cost(self) -> dict[str, float | None]:
        """Expected money per case, by step, called maps included; None = not assessed."""
        visits = self.routing.visits
        return {
            name: None if money is None else visits[name] * money for name, money in self.money.items()
        }

    @cached_property
    def total_cost(self) -> float | None:
        """Expected money per case, as far as known; None where nothing is."""
        total = sum(cost for cost in self.cost.values() if cost is not None)
        return None if total == 0 and self.missing.keys() & COST_FIELDS else total

    @cached_property
    def value(self) -> float | None:
        """Expected customer value per case, as far as assessed; None where nothing is."""
        reach = self.routing.reach
        known = [reach[step.id] * step.value for step in self.process.steps if step.value is not None]
        return sum(known) if known else None

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The steps that lack a figure, by field; steps that no case reaches need none."""
        gaps: dict[str, list[str]] = {}
        for name, time in self.times.items():
            if not self.routing.visits[name]:
                continue
            for field in (*time.missing, *self._gaps_of_call(name)):
                gaps.setdefault(field, []).append(name)
        return {field: tuple(steps) for field, steps in gaps.items()}

    def settle(self) -> None:
        """Compute what a calling map asks for, so that long chains of calls do not recurse."""
        _ = self.lead, self.theoretical, self.touch, self.total_cost, self.missing, self.exact

    @property
    def at_least(self) -> bool:
        """Whether a time is missing, so that the sums are lower bounds."""
        return not TIME_FIELDS.isdisjoint(self.missing)

    def lacks_call(self, name: str) -> bool:
        """Tell whether a step calls a map that is not there or cannot be judged."""
        return self.process.step(name).kind == "call" and name not in self.called

    @cached_property
    def _work(self) -> dict[str, float]:
        return {
            name: time.mean_work + (self.called[name].theoretical.mean if name in self.called else 0.0)
            for name, time in self.times.items()
        }

    def _varies(self, name: str) -> bool:
        called = self.called.get(name)
        return not self.times[name].is_fixed or (called is not None and not called.lead.fixed)

    @cached_property
    def money(self) -> dict[str, float | None]:
        """Expected money of one execution, by step, called maps included; None = not assessed."""
        return {name: self._money(name) for name in self.times}

    def _money(self, name: str) -> float | None:
        called = self.called[name].total_cost if name in self.called else None
        own = self.times[name].cost
        if self.lacks_call(name):
            own = own or None
        known = [cost for cost in (own, called) if cost is not None]
        return sum(known) if known else None

    def _gaps_of_call(self, name: str) -> tuple[str, ...]:
        if self.lacks_call(name):
            return ("call",)
        if name not in self.called:
            return ()
        lacking = self.called[name].missing.keys()
        times = (CALLED_TIMES,) if lacking & TIME_FIELDS else ()
        return (*times, CALLED_RATES) if lacking & {"rate", CALLED_RATES} else times


def figures_of(process: ProcessMap, portfolio: Portfolio, view: View = "as-is") -> MapFigures:
    """Return the expected figures of a map; computed once per map, rates and maps that it calls.

    Raises
    ------
    InputError
        When the view cannot be made, or a loop has no way out.
    """
    known: dict[Any, MapFigures] = vars(portfolio).setdefault("_figures", {})
    shown = process.view(view)
    if (id(shown), view) not in known:
        for each in _callees_first(shown, portfolio, view):
            if (id(each), view) not in known:
                known[id(each), view] = _kept(each, portfolio, view, known)
    return known[id(shown), view]


def _callees_first(process: ProcessMap, portfolio: Portfolio, view: View) -> list[ProcessMap]:
    """Return the map and all it calls, each after those it calls."""
    calls: dict[str, list[str]] = {}
    shown = {process.id: process}
    waiting = [process.id]
    while waiting:
        name = waiting.pop()
        calls[name] = [
            step.call
            for step in shown[name].steps
            if step.kind == "call" and step.call in portfolio.maps
        ]
        for call in calls[name]:
            if call not in shown:
                shown[call] = portfolio.maps[call].view(view)
                waiting.append(call)
    return [shown[name] for part in strongly_connected(calls) for name in part]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The figures of a view of a map, with the rates that they hold for."""

    rates: Rates
    figures: MapFigures

    def holds(self, rates: Rates, called: Mapping[str, MapFigures]) -> bool:
        """Tell whether they hold for these rates and figures of called maps."""
        before = self.figures.called
        return (
            self.rates == rates
            and before.keys() == called.keys()
            and all(before[name] is each for name, each in called.items())
        )


def _kept(
    process: ProcessMap, portfolio: Portfolio, view: View, known: dict[Any, MapFigures]
) -> MapFigures:
    """Return the figures that are kept with the map, made anew where they no longer hold."""
    memory: dict[View, _Kept] = vars(process).setdefault("_figures", {})
    rates = portfolio.settings.rates
    called = _called(process, portfolio, view, known)
    if view not in memory or not memory[view].holds(rates, called):
        times = {step.id: step_times(process, step, rates) for step in process.steps}
        memory[view] = _Kept(rates, MapFigures(process, routing_of(process), times, called))
        memory[view].figures.settle()
    return memory[view].figures


def _called(
    process: ProcessMap, portfolio: Portfolio, view: View, known: dict[Any, MapFigures]
) -> dict[str, MapFigures]:
    called = {}
    for step in process.steps:
        if step.kind == "call" and step.call in portfolio.maps:
            callee = known.get((id(portfolio.maps[step.call].view(view)), view))
            if callee is not None and callee.routing.known:
                called[step.id] = callee
    return called


def changed_figures(before: MapFigures, process: ProcessMap, rates: Rates) -> MapFigures:
    """Return the expected figures of a changed map; what did not change is not computed again.

    Parameters
    ----------
    before
        The figures of the map as it is. The changed map may call the same maps, no others.
    process
        The changed map.
    rates
        What an hour of work costs.

    Raises
    ------
    InputError
        When the changed map has a loop without a way out.
    """
    times = {}
    for step in process.steps:
        known = step.id in before.times and before.process.step(step.id) is step
        times[step.id] = before.times[step.id] if known else step_times(process, step, rates)
    called = {
        name: called
        for name, called in before.called.items()
        if name in process and process.step(name).call == before.process.step(name).call
    }
    return MapFigures(process, routing_of(process), times, called)
