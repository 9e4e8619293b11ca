"""Customers who are passed from team to team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.flow.journey import is_contact
from procfit.flow.widest import Widest, widest
from procfit.model.finding import Witness
from procfit.model.process import ProcessMap, Step
from procfit.rules.context import MapContext
from procfit.rules.remedies import without_waiting
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of

__all__ = ["RULE"]

MOST = 3
"""The different people or teams that a customer may meet in one case."""

SINGLE = "single-contact"


def _run(context: MapContext) -> Iterator[Verdict]:
    if len(_teams(context.process, context.steps)) <= MOST:
        return
    single = frozenset(step.lane for step in context.steps if SINGLE in step.tags)
    faces = {step.id: face for step in context.steps if (face := _face(context.process, step, single))}
    nameless = [step for step in context.steps if is_contact(step) and not step.lane]
    if len(set(faces.values())) > MOST:
        yield from _judged(context, faces)
    elif nameless and len(set(faces.values())) + len(nameless) > MOST:
        yield context.not_assessed(RULE, nameless, ["lane"])
    elif not any(map(is_contact, context.steps)):
        yield context.not_assessed(RULE, (), ["channel"])


def _teams(process: ProcessMap, steps: tuple[Step, ...]) -> set[str]:
    """Return the lanes of people; a contact without a lane may be one more."""
    lanes = {step.id: process.lane_of(step) for step in steps}
    named = {lane.id for lane in lanes.values() if lane and lane.kind not in ("customer", "system")}
    return named | {step.id for step in steps if lanes[step.id] is None and is_contact(step)}


def _face(process: ProcessMap, step: Step, single: frozenset[str]) -> str:
    """Return whom the customer meets at a step; the lanes under one named contact are one face."""
    lane = process.lane_of(step)
    if lane is None or lane.kind in ("customer", "system") or not is_contact(step):
        return ""
    return SINGLE if lane.id in single else f"lane {lane.id}"


def _judged(context: MapContext, faces: Mapping[str, str]) -> Iterator[Verdict]:
    bits = {face: 1 << number for number, face in enumerate(dict.fromkeys(faces.values()))}
    structure = context.order.structure
    found = widest(structure, [bits.get(faces.get(name, ""), 0) for name in structure.ids])
    if len(found.steps) > MOST:
        yield _finding(context, found)
    elif not found.exact:
        yield context.not_assessed(RULE, (), ["join"])


def _finding(context: MapContext, found: Widest) -> Verdict:
    steps = [context.process.steps[number] for number in found.steps]
    lanes = [lane.label for lane in map(context.process.lane_of, steps) if lane]
    count = f"{'' if found.exact else 'at least '}{len(steps)}"
    return context.finding(
        RULE,
        [step.id for step in steps],
        f"In one case the customer may have to do with {count} different teams: {all_of(lanes)}.",
        "modify",
        Witness(path=tuple(step.id for step in steps), numbers=(("faces", float(len(steps))),)),
        remedy=without_waiting(context.process, [step.id for step in steps[MOST:]]),
    )


RULE = MapRule(
    id="too-many-faces",
    title="Too many faces",
    question="Could one person or team stay with the customer all the way?",
    guard="no one named contact speaks for the others",
    run=_run,
)
