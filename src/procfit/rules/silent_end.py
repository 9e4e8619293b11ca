"""Customers who act and then never hear of it again."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.flow.dominance import flood
from procfit.flow.journey import is_contact
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.customer import is_customers_action, is_customers_lane
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

WORK = frozenset({"task", "call"})
"""The kinds in which somebody works for the case."""

NAMED = 3
"""The steps that a finding names."""


def _run(context: MapContext) -> Iterator[Verdict]:
    if context.is_called and not _begins_with_the_customer(context):
        return
    seen = frozenset(step.id for step in context.steps if _is_seen(context, step))
    ends = [(step, hidden) for step in context.steps if (hidden := _unseen_end(context, step, seen))]
    lacking = _lacking(context, ends)
    if lacking:
        yield context.not_assessed(RULE, [step for step, _ in ends], lacking)
        return
    for step, hidden in ends:
        yield _finding(context, step, hidden)


def _begins_with_the_customer(context: MapContext) -> bool:
    """Whether cases begin with the customer, so that a map which others call runs by itself too."""
    return any(is_customers_lane(context.process, start) for start in context.process.starts)


def _is_seen(context: MapContext, step: Step) -> bool:
    """Whether the customer is told something at a step, or does something there."""
    ends = {message.source for message in context.process.messages}
    told = is_contact(step) or bool(step.delivers) or f"{context.process.id}#{step.id}" in ends
    return told or is_customers_action(context.process, step) or _is_seen_inside(context, step)


def _is_seen_inside(context: MapContext, calling: Step) -> bool:
    return any(is_contact(step) or step.delivers for step in context.information.inside(calling.id))


def _unseen_end(context: MapContext, step: Step, seen: frozenset[str]) -> list[Step]:
    """Return the work that goes on unseen after a customer's action, on every way, until the end.

    Empty where the customer may see something after it, or where a way holds no work at all.
    """
    if not is_customers_action(context.process, step):
        return []
    structure = context.order.structure
    number = structure.number[step.id]
    later = flood(structure.after[number], structure.after, lambda _: True)
    if not seen.isdisjoint(structure.ids[each] for each in later | context.order.beside(number)):
        return []
    after = [other for other in context.steps if structure.number[other.id] in later]
    hidden = [other for other in after if other.kind in WORK]
    if "opt-out" in step.tags or any("opt-out" in other.tags for other in after):
        return []
    busy = {structure.number[other.id] for other in hidden}
    idle = flood(structure.after[number], structure.after, lambda each: each not in busy)
    return [] if any(not structure.after[each] for each in idle) else hidden


def _lacking(context: MapContext, ends: list[tuple[Step, list[Step]]]) -> list[str]:
    """Return the fields without which nobody can say what the customer sees."""
    process = context.process
    if not any(is_customers_action(process, step) for step in context.steps):
        lanes = [process.lane_of(step) for step in context.steps if step.kind in WORK]
        return ["lane kind"] if any(lane is None or lane.kind is None for lane in lanes) else []
    if not ends:
        return []
    if any(step.kind == "call" and not context.calls(step) for _, hidden in ends for step in hidden):
        return ["call"]
    ours = [step for step in context.steps if not is_customers_lane(process, step)]
    return [] if any(is_contact(step) or step.delivers for step in ours) else ["channel", "delivers"]


def _finding(context: MapContext, step: Step, hidden: list[Step]) -> Verdict:
    more = f" and {len(hidden) - NAMED} more" if len(hidden) > NAMED else ""
    named = ", ".join(map(quoted, hidden[:NAMED])) if more else all_of(map(quoted, hidden))
    verb = "goes" if len(hidden) == 1 else "go"
    return context.finding(
        RULE,
        [step.id],
        f"After {quoted(step)} the customer never hears from us again: {named}{more} {verb} on unseen.",
        "add",
        Witness(path=_path(context, step)),
        effect=NOT_ASSESSED,
        quieter=context.is_called,
    )


def _path(context: MapContext, step: Step) -> tuple[str, ...]:
    structure = context.order.structure
    ends = [name for name in structure.ids if not structure.after[structure.number[name]]]
    paths = [context.order.path_from_start(step.id, end) for end in ends if end != step.id]
    return min(filter(None, paths), key=len, default=context.order.path_from_start(step.id))


RULE = MapRule(
    id="silent-end",
    title="The customer hears nothing more",
    question="How does the customer learn what became of it?",
    guard="the customer has not asked to hear no more, and no case goes on in another map",
    run=_run,
)
