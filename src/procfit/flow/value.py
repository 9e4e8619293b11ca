"""What the minutes of a case are for, what its value rests on, and how much of a map is assessed at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procfit.flow.figures import MapFigures
from procfit.model.process import TIMELESS, Step

__all__ = [
    "Assessed",
    "TimeSplit",
    "UnsourcedValue",
    "assessed",
    "needs_value",
    "time_split",
    "unsourced",
]


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """Minutes per case by what they do for the customer (value-added analysis, Dumas et al., 2018, ch. 6).

    The work of all steps, parallel ones too, by their ``adds``: value-adding, business-value-adding,
    non-value-adding, not assessed; ``waiting`` is all waiting. Work in called maps counts as not assessed
    here: it is split in their own figures.
    """

    customer: float = 0.0
    business: float = 0.0
    nothing: float = 0.0
    not_assessed: float = 0.0
    waiting: float = 0.0


@dataclass(frozen=True, slots=True)
class UnsourcedValue:
    """Value per case that nobody is named for: points, and the steps that claim it."""

    value: float = 0.0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """How much of a map is assessed: known entries as a share of those needed; None = none is needed.

    ``shares`` are the choices whose shares are given, ``overall`` is all entries together.
    """

    work: float | None
    wait: float | None
    value: float | None
    adds: float | None
    shares: float | None
    overall: float | None


def needs_value(step: Step) -> bool:
    """Tell whether a step should say what it gives: all that do something, not splits, joins and waits."""
    return step.kind not in TIMELESS and step.kind != "wait"


def time_split(figures: MapFigures, work: Mapping[str, float | None]) -> TimeSplit:
    """Return what the minutes of a case are for, given the minutes of work per case by step."""
    minutes = {"customer": 0.0, "business": 0.0, "nothing": 0.0, "": 0.0}
    waiting = 0.0
    for step in figures.process.steps:
        minutes[step.adds or ""] += work[step.id] or 0.0
        wait = figures.times[step.id].wait
        waiting += figures.routing.visits[step.id] * wait.mean if wait else 0.0
    return TimeSplit(minutes["customer"], minutes["business"], minutes["nothing"], minutes[""], waiting)


def unsourced(figures: MapFigures) -> UnsourcedValue:
    """Return the value that is claimed without a source."""
    reach = figures.routing.reach
    steps = [step for step in figures.process.steps if step.value and not step.source and reach[step.id]]
    return UnsourcedValue(
        sum(reach[step.id] * (step.value or 0) for step in steps), tuple(step.id for step in steps)
    )


def assessed(figures: MapFigures) -> Assessed:
    """Return how much of a map is assessed; steps that no case reaches need nothing."""
    known = {name: list(_known(figures, name)) for name in ("work", "wait", "value", "adds", "shares")}
    return Assessed(
        **{name: _share(entries) for name, entries in known.items()},
        overall=_share([entry for entries in known.values() for entry in entries]),
    )


def _known(figures: MapFigures, name: str) -> Iterator[bool]:
    for step in figures.process.steps:
        if not figures.routing.visits[step.id]:
            continue
        if name == "shares":
            if step.kind in ("decision", "inclusive") and len(step.next) > 1:
                yield step.id not in figures.routing.assumed
        elif name in ("value", "adds"):
            if needs_value(step):
                yield getattr(step, name) is not None
        elif step.kind not in TIMELESS and (name, step.kind) != ("work", "wait"):
            yield name not in figures.times[step.id].missing


def _share(entries: list[bool]) -> float | None:
    return sum(entries) / len(entries) if entries else None
