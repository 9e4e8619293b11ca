"""Work handed to another team and back without gaining anything."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from procfit.flow.information import keys
from procfit.flow.journey import lane_at_work
from procfit.model.finding import Witness
from procfit.model.process import Lane, Step
from procfit.rules.context import MapContext
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

PASSED_THROUGH = frozenset({"parallel", "join", "inclusive", "start", "end", "wait"})
"""Kinds in which nobody works."""


@dataclass(frozen=True)
class _Visit:
    """A case that leaves a team, is with another one, and comes back."""

    out: Step
    away: tuple[Step, ...]
    back: Step


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown: dict[str, Step] = {}
    told: set[tuple[str, str]] = set()
    for visit in _visits(context):
        ends = visit.away[0].id, visit.back.id
        if ends in told:
            continue
        told.add(ends)
        region = _region(context, visit)
        if any(_changes_course(step) for step in region):
            continue
        gained = frozenset[str]().union(*(context.brings[step.id] for step in region))
        if not visit.back.reads:
            unknown[visit.back.id] = visit.back
        elif not gained & keys(visit.back.reads):
            yield _finding(context, visit)
    if unknown:
        yield context.not_assessed(RULE, unknown.values(), ["reads"])


def _changes_course(step: Step) -> bool:
    """Whether a step is a check that must be made by others, or decides where the case goes."""
    return step.control is not None or (step.kind == "decision" and len(step.next) > 1)


def _visits(context: MapContext) -> Iterator[_Visit]:
    """Yield every way out of a team's lane, through one other lane, and back."""
    for out in context.steps:
        lane = _team(context, out)
        if lane is None:
            continue
        for first in _next_at_work(context, out):
            other = _team(context, first)
            if other is not None and other.id != lane.id:
                yield from _ways_back(context, out, first, lane, other)


def _ways_back(context: MapContext, out: Step, first: Step, lane: Lane, other: Lane) -> Iterator[_Visit]:
    ways: dict[str, tuple[Step, ...]] = {first.id: (first,)}
    waiting = deque([first])
    while waiting:
        step = waiting.popleft()
        for target in _next_at_work(context, step):
            there = _team(context, target)
            if there is not None and there.id == lane.id:
                yield _Visit(out, ways[step.id], target)
            elif there is not None and there.id == other.id and target.id not in ways:
                ways[target.id] = (*ways[step.id], target)
                waiting.append(target)


def _team(context: MapContext, step: Step) -> Lane | None:
    """Return the lane that works at a step; customers and systems are no teams."""
    if step.kind in PASSED_THROUGH:
        return None
    lane = lane_at_work(context.process, step)
    return None if lane is None or lane.kind in ("customer", "system") else lane


def _next_at_work(context: MapContext, step: Step) -> list[Step]:
    """Return the next steps at which somebody works."""
    found: dict[str, Step] = {}
    seen: set[str] = set()
    waiting = [flow.to for flow in step.next]
    while waiting:
        target = context.step(waiting.pop(0))
        if target.id in seen or not context.order.is_reached(target.id):
            continue
        seen.add(target.id)
        if target.kind in PASSED_THROUGH:
            waiting.extend(flow.to for flow in target.next)
        else:
            found[target.id] = target
    return list(found.values())


def _region(context: MapContext, visit: _Visit) -> list[Step]:
    """Return all steps of the other team between going out and coming back."""
    lane = visit.away[0].lane
    names = {*context.order.between(visit.out.id, visit.back.id), *(step.id for step in visit.away)}
    return [step for step in context.steps if step.id in names and step.lane == lane]


def _finding(context: MapContext, visit: _Visit) -> Verdict:
    steps = [visit.out.id, *(step.id for step in visit.away), visit.back.id]
    home = lane_at_work(context.process, visit.back)
    there = lane_at_work(context.process, visit.away[0])
    brings = "brings nothing that" if len(visit.away) == 1 else "bring nothing that"
    return context.finding(
        RULE,
        steps,
        f"The work goes from {home.label if home else ''} to {there.label if there else ''} and back:"
        f" {all_of(map(quoted, visit.away))} {brings} {quoted(visit.back)} reads.",
        "modify",
        Witness(path=context.order.path(*steps)),
        discarding=[step.id for step in visit.away],
    )


RULE = MapRule(
    id="ping-pong",
    title="There and back",
    question="Could the first team do this itself, or the second one finish it?",
    guard="the other team brings nothing that the next step reads, decides nothing, and is no control",
    run=_run,
)
