"""What the figures of a single step are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from procfit.flow.catalog import Unit
from procfit.flow.figures import MapFigures
from procfit.flow.parts import Part, source_of
from procfit.model import sayings

__all__ = ["STEP_FIGURES", "step_parts"]

MINUTES_PER_HOUR = 60
LEAST = 1e-9
"""What sums of shares may be off."""

STEP_FIGURES: Mapping[str, tuple[Unit, str]] = {
    "visits": ("count", "cases that begin here + visits of each step before × share of its flow"),
    "reach": ("share", "visits ÷ visits of a case that comes here at all"),
    "work": ("minutes", "visits × work"),
    "wait": ("minutes", "visits × wait"),
    "cost": ("money", "visits × (work × rate + cost)"),
    "value": ("points", "chance to reach the step × value"),
}
"""The figures of a step with their unit and formula."""


def step_parts(figures: MapFigures, step: str, name: str) -> Iterator[Part]:
    """Yield what a figure of one step is made of."""
    yield from _PARTS[name](figures, step)


def _visits(figures: MapFigures, name: str) -> Iterator[Part]:
    structure, visits = figures.routing.structure, figures.routing.visits
    here, come = structure.number[name], 0.0
    for start, share in structure.starts:
        if start == here:
            come += share
            yield Part("cases that begin here", share, sayings.percent(share))
    for number, ways in enumerate(structure.ways):
        before = structure.step(number)
        for target, share in ways:
            if target == here and visits[before.id]:
                how = f"{sayings.decimal(visits[before.id], 2)} × {sayings.percent(share, 1)}"
                come += visits[before.id] * share
                source = source_of(before)
                yield Part(f"from {before.name}", visits[before.id] * share, how, (before.id,), source)
    together = visits[name] - come
    if structure.step(here).kind == "join" and abs(together) > LEAST:
        yield Part("branches joined", together, "it goes on once for all of them")


def _reach(figures: MapFigures, name: str) -> Iterator[Part]:
    visits, reach = figures.routing.visits[name], figures.routing.reach[name]
    yield Part("visits", visits, "divided by", unit="count")
    if reach:
        yield Part("visits of a case that comes here", visits / reach, "", unit="count")


def _work(figures: MapFigures, name: str) -> Iterator[Part]:
    work = figures.times[name].work
    if work is not None:
        yield from _times_visits(figures, name, sayings.duration(work), work.mean)
    if name in figures.called:
        inside = sum(figures.called[name].touch.values())
        yield from _times_visits(figures, name, _called(figures, name), inside)


def _wait(figures: MapFigures, name: str) -> Iterator[Part]:
    wait = figures.times[name].wait
    if wait is not None:
        yield from _times_visits(figures, name, sayings.duration(wait), wait.mean)


def _cost(figures: MapFigures, name: str) -> Iterator[Part]:
    times, step = figures.times[name], figures.process.step(name)
    if times.work is not None and times.rate is not None and times.work.most:
        work, rate = sayings.minutes(times.work.mean), sayings.decimal(times.rate * MINUTES_PER_HOUR, 2)
        yield from _times_visits(
            figures, name, f"{work} at {rate} an hour", times.work.mean * times.rate
        )
    if step.cost:
        yield from _times_visits(figures, name, sayings.decimal(step.cost, 2), step.cost)
    called = figures.called[name].total_cost if name in figures.called else None
    if called is not None:
        yield from _times_visits(figures, name, _called(figures, name), called)


def _called(figures: MapFigures, name: str) -> str:
    return f'map "{figures.process.step(name).call}"'


def _times_visits(figures: MapFigures, name: str, each: str, amount: float) -> Iterator[Part]:
    visits, step = figures.routing.visits[name], figures.process.step(name)
    how = f"{sayings.decimal(visits, 2)} × {each}"
    yield Part(step.name, visits * amount, how, (name,), source_of(step))


def _value(figures: MapFigures, name: str) -> Iterator[Part]:
    step, reach = figures.process.step(name), figures.routing.reach[name]
    if step.value is not None:
        how = f"{sayings.percent(reach, 1)} × {step.value}"
        yield Part(step.name, reach * step.value, how, (name,), source_of(step))


_PARTS: Mapping[str, Callable[[MapFigures, str], Iterator[Part]]] = {
    "visits": _visits,
    "reach": _reach,
    "work": _work,
    "wait": _wait,
    "cost": _cost,
    "value": _value,
}
