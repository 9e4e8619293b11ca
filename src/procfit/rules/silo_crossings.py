"""Processes in which the work changes departments oftener than in most others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from procfit.flow.journey import lane_at_work
from procfit.flow.visits import routing_of
from procfit.model import sayings
from procfit.model.finding import NotAssessed, Witness
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.rule import PortfolioRule, Verdict

__all__ = ["RULE", "nearest_rank"]

LEAST_MAPS = 5
PERCENTILE = 0.75
WORKING = frozenset({"task", "decision", "call"})
OUTSIDE = frozenset({"customer", "system", "partner"})
"""Kinds of lanes that are no departments, unless they say so."""


@dataclass(frozen=True, slots=True)
class _Crossings:
    """How often the work of an average case changes departments, and what is not known.

    Attributes
    ----------
    changes, steps
        Expected changes, and expected executions of steps in departments.
    at
        The steps to which the work comes from another department.
    unknown
        The steps of which nobody can tell the department.
    """

    changes: float
    steps: float
    at: tuple[str, ...] = ()
    unknown: tuple[Step, ...] = ()

    @property
    def per_step(self) -> float:
        return self.changes / self.steps


def _run(context: RuleContext) -> Iterator[Verdict]:
    found = {name: _crossings_of(each) for name, each in context.maps.items()}
    known = {name: each for name, each in found.items() if not each.unknown and each.steps}
    limit = nearest_rank([each.per_step for each in known.values()], PERCENTILE)
    for name, each in found.items():
        if each.unknown:
            yield _unknown(context.maps[name], each)
        elif len(known) < LEAST_MAPS and each.changes:
            yield NotAssessed(RULE.id, name, each.at, (f"departments in {LEAST_MAPS} maps",))
        elif len(known) >= LEAST_MAPS and each.changes and each.per_step > limit + 1e-9:
            yield _finding(context.maps[name], each, limit)


def nearest_rank(values: list[float], percentile: float) -> float:
    """Return the value that a share of all values does not exceed, by nearest rank; 0 for no values.

    Examples
    --------
    >>> nearest_rank([15, 20, 35, 40, 50], 0.75)
    40
    """
    return sorted(values)[ceil(percentile * len(values)) - 1] if values else 0.0


def _unknown(context: MapContext, crossings: _Crossings) -> Verdict:
    lacks_lane = any(lane_at_work(context.process, step) is None for step in crossings.unknown)
    fields = ["lane", "department"] if lacks_lane else ["department"]
    return context.not_assessed(RULE, crossings.unknown, fields)


def _crossings_of(context: MapContext) -> _Crossings:
    """Return the crossings of a map as it runs today; computed once per map object."""
    memory: dict[str, Any] = vars(context.process)
    if "_crossings" not in memory:
        memory["_crossings"] = _crossings(context)
    known: _Crossings = memory["_crossings"]
    return known


def _crossings(context: MapContext) -> _Crossings:
    process = context.process
    working = [step for step in context.steps if step.kind in WORKING and not _is_outside(process, step)]
    departments = {step.id: _department(process, step) for step in working}
    unknown = tuple(step for step in working if not departments[step.id])
    if unknown:
        lanes = {step.lane for step in working}
        alone = len(lanes) == 1 and all(lanes)
        return _Crossings(0.0, float(alone), unknown=() if alone else unknown)
    routing = routing_of(process)
    counts = _changes(process, departments)
    return _Crossings(
        changes=sum(counts.values()),
        steps=sum(routing.visits[step] for step in departments),
        at=tuple(step.id for step in working if counts.get(step.id)),
    )


def _changes(process: ProcessMap, departments: dict[str, str]) -> dict[str, float]:
    """Return per step how often per case the work comes to it from another department.

    Into a step that law or segregation keeps apart, and out of it, the work has to change.
    """
    free = {name for name in departments if not _is_kept_apart(process.step(name))}
    counts: dict[str, float] = {}
    for each in sorted(set(departments.values())):
        here = [name for name in departments if departments[name] == each and name in free]
        for name, count in routing_of(process).next_stops(here, departments).items():
            if name in free and departments[name] != each and count > 0:
                counts[name] = counts.get(name, 0.0) + count
    return counts


def _is_outside(process: ProcessMap, step: Step) -> bool:
    lane = lane_at_work(process, step)
    return lane is not None and not lane.department and lane.kind in OUTSIDE


def _department(process: ProcessMap, step: Step) -> str:
    lane = lane_at_work(process, step)
    return item_key(lane.department) if lane else ""


def _is_kept_apart(step: Step) -> bool:
    return step.control is not None or "legal" in step.tags


def _finding(context: MapContext, crossings: _Crossings, limit: float) -> Verdict:
    return context.finding(
        RULE,
        crossings.at,
        f"An average case changes departments {sayings.count(crossings.changes)} times in"
        f" {sayings.count(crossings.steps)} steps; three of four maps do with fewer changes per step.",
        "modify",
        Witness(
            path=crossings.at,
            numbers=(
                ("changes", crossings.changes),
                ("steps", crossings.steps),
                ("per step", crossings.per_step),
                ("limit", limit),
            ),
        ),
        effect=NOT_ASSESSED,
    )


RULE = PortfolioRule(
    id="silo-crossings",
    title="From silo to silo",
    question="Which departments could one team stand in for here?",
    guard="changes into and out of what law or segregation keeps apart do not count",
    level="note",
    run=_run,
)
