"""Steps whose benefit every case gets from other steps as well."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from procfit.flow.avoidance import passed_without
from procfit.flow.information import keys
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.facts import item_use_of
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import any_of, quoted

__all__ = ["RULE"]


def _run(context: MapContext) -> Iterator[Verdict]:
    groups: dict[Hashable, list[Step]] = {}
    for step in context.steps:
        if step.benefit:
            groups.setdefault(_group(context, step.benefit), []).append(step)
    unknown: list[Step] = []
    for steps in groups.values():
        if len(steps) > 1:
            yield from _judged(context, steps, unknown)
    if unknown:
        yield context.not_assessed(RULE, unknown, ["reads"])


def _group(context: MapContext, benefit: str) -> Hashable:
    return context.around.wordings.group(benefit) or item_key(benefit)


def _judged(context: MapContext, steps: list[Step], unknown: list[Step]) -> Iterator[Verdict]:
    """Judge steps of one benefit, the longest first, so that one of them always stays."""
    left = [step for step in steps if step.disposition != "discard"]
    place = {step.id: number for number, step in enumerate(steps)}
    minutes = context.figures.minutes
    for step in sorted(steps, key=lambda step: (step in left, -minutes[step.id], -place[step.id])):
        givers = [other for other in left if other is not step and _is_same(context, step, other)]
        if not givers or not _may_go(context, step, givers) or not _surely(context, step, givers):
            continue
        if context.brings[step.id] and not item_use_of(context.process).users:
            unknown.append(step)
            continue
        left = [other for other in left if other is not step]
        yield _finding(context, step, givers)


def _is_same(context: MapContext, step: Step, other: Step) -> bool:
    return context.around.wordings.same(step.benefit, other.benefit)


def _surely(context: MapContext, step: Step, givers: list[Step]) -> bool:
    """Whether every case that passes the step passes one of the givers: before, after or beside it."""
    number = context.order.structure.number
    barred = frozenset(number[giver.id] for giver in givers)
    return number[step.id] not in passed_without(context.order.structure, barred)


def _may_go(context: MapContext, step: Step, givers: list[Step]) -> bool:
    """Whether nothing else is lost with the step: no control, no way chosen, nothing only it can give."""
    if step.control or len(step.next) > 1 or context.is_sole_source(step):
        return False
    changes = keys(step.reads) & keys(step.writes)
    only_here = context.brings[step.id] - (context.information.known[step.id] - changes)
    return not (only_here & context.needed[step.id]) and not _hands_over(context, step, givers)


def _hands_over(context: MapContext, step: Step, givers: list[Step]) -> bool:
    """Whether the step gives the customer what other steps have made, which no giver does."""
    delivered = keys(step.delivers).difference(*(keys(giver.delivers) for giver in givers))
    return any(delivered & context.writes[other.id] for other in context.steps if other is not step)


def _finding(context: MapContext, step: Step, givers: list[Step]) -> Verdict:
    later = _comes_later(context, step, givers)
    return context.finding(
        RULE,
        [step.id],
        f'{quoted(step)} is there for "{step.benefit}", which every such case also gets'
        f"{', later,' if later else ''} from {any_of(map(quoted, givers))}.",
        "discard",
        Witness(path=_path(context, step, givers)),
        quieter=later,
    )


def _comes_later(context: MapContext, step: Step, givers: list[Step]) -> bool:
    """Whether customers would have to wait for the benefit until after the step."""
    if context.information.surely_after([giver.id for giver in givers], step.id):
        return False
    return all(context.order.leads_to(step.id, giver.id) for giver in givers)


def _path(context: MapContext, step: Step, givers: list[Step]) -> tuple[str, ...]:
    """Return a path from a start through the step, by way of a giver where one path holds both."""
    stops = [(giver.id, step.id) for giver in givers] + [(step.id, giver.id) for giver in givers]
    paths = (context.order.path_from_start(*pair) for pair in stops)
    return next(filter(None, paths), ()) or context.order.path_from_start(step.id)


RULE = MapRule(
    id="benefit-elsewhere",
    title="Benefit that comes from elsewhere",
    question="Would customers still get this benefit if the step were gone?",
    guard="no control, and nothing later needs what only this step brings",
    run=_run,
)
