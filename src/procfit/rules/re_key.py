"""Information typed into a second system by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from procfit.flow.information import gives, keys, uses
from procfit.model.finding import Witness
from procfit.model.process import Disposition, Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.effects import NOT_ASSESSED, Effect, carried_out
from procfit.rules.facts import is_in_system_lane, system_of
from procfit.rules.remedies import done_without_work
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, any_of, quoted

__all__ = ["RULE"]

Gaps = dict[str, dict[str, Step]]
"""Steps that lack a field, by field and id."""


@dataclass
class _Again:
    """The items that a step writes once more, and the steps that wrote them into other systems."""

    items: list[str] = field(default_factory=list)
    firsts: dict[str, Step] = field(default_factory=dict)


def _run(context: MapContext) -> Iterator[Verdict]:
    writers: dict[str, list[Step]] = {}
    for step in context.steps:
        for key in keys(step.writes):
            writers.setdefault(key, []).append(step)
    gaps: Gaps = {}
    for step in context.steps:
        if not _is_transfer(context, step):
            again = _again(context, step, writers, gaps)
            if again.items:
                yield _finding(context, step, again)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps.values(), [missing])


def _again(context: MapContext, step: Step, writers: dict[str, list[Step]], gaps: Gaps) -> _Again:
    found = _Again()
    for item in step.writes:
        others = [each for each in writers[item_key(item)] if each is not step]
        firsts = [each for each in others if _is_typed_again(context, each, step, item, others, gaps)]
        if firsts:
            found.items.append(item)
            found.firsts.update((each.id, each) for each in firsts)
    return found


def _is_typed_again(
    context: MapContext, first: Step, step: Step, item: str, writers: list[Step], gaps: Gaps
) -> bool:
    """Whether a step types into one system what the first has written to another."""
    if not (_comes_straight(context, first, step, writers) or _is_beside(context, first, step)):
        return False
    if _has_another_source(first, step, item) or _is_transferred(context, first, step, item):
        return False
    systems = [item_key(system_of(context.process, each)) for each in (first, step)]
    if all(systems) and systems[0] == systems[1]:
        return False
    lacking = {
        "system": [each for each, name in zip((first, step), systems, strict=True) if not name],
        "reads": [] if step.reads else [step],
    }
    for name, steps in lacking.items():
        if steps:
            gaps.setdefault(name, {}).update((each.id, each) for each in steps)
    return not any(lacking.values())


def _comes_straight(context: MapContext, first: Step, step: Step, writers: list[Step]) -> bool:
    """Whether a case comes from the first to the step, and nobody writes the item in between."""
    others = [each.id for each in writers if each is not first]
    straight = context.order.path(first.id, step.id, avoiding=others)
    return bool(straight) and context.information.comes_first(first.id, step.id)


def _is_beside(context: MapContext, first: Step, step: Step) -> bool:
    """Whether two steps, the first of them earlier in the map, stand on parallel branches."""
    structure = context.order.structure
    one, other = structure.number[first.id], structure.number[step.id]
    return one < other and other in structure.beside(one)


def _has_another_source(first: Step, step: Step, item: str) -> bool:
    """Whether a step draws on something that the first neither had nor made."""
    drawn = keys((*step.reads, *step.asks)) - {item_key(item)}
    return bool(drawn - gives(first) - uses(first))


def _is_transferred(context: MapContext, first: Step, step: Step, item: str) -> bool:
    """Whether systems pass the item on before a later step, or at all where the two are in no order."""
    order = context.order
    between = order.between(first.id, step.id)
    if not order.leads_to(first.id, step.id):
        between = tuple(each.id for each in context.steps if order.leads_to(first.id, each.id))
    passing = [each for each in map(context.step, between) if _is_transfer(context, each)]
    return any(item_key(item) in keys(each.reads) for each in passing)


def _is_transfer(context: MapContext, step: Step) -> bool:
    """Whether systems do a step among themselves."""
    return "transfer" in step.tags or is_in_system_lane(context.process, step)


def _finding(context: MapContext, step: Step, again: _Again) -> Verdict:
    firsts = list(again.firsts.values())
    suggest, effect = _suggestion(context, step, again)
    since = any_of(quoted(first) for first in firsts)
    there = any_of(system_of(context.process, first) for first in firsts)
    return context.finding(
        RULE,
        [*again.firsts, step.id],
        f"{quoted(step)} types in {all_of(again.items)} once more by hand, which {since} has written before:"
        f" nothing passes it on from {there} to {system_of(context.process, step)}.",
        suggest,
        Witness(
            path=context.order.path_from_start(firsts[0].id, step.id, avoiding=[step.id])
            or (*context.order.path_from_start(firsts[0].id), step.id),
            items=tuple(again.items),
        ),
        discarding=[step.id],
        effect=effect,
    )


def _suggestion(context: MapContext, step: Step, again: _Again) -> tuple[Disposition, Effect | None]:
    """Return what to do, and what it saves: not assessed where the step does more than typing.

    None where the whole step goes.
    """
    does_more = step.kind != "task" or step.asks or not keys(step.writes) <= keys(again.items)
    if does_more:
        return "modify", NOT_ASSESSED
    if step.delivers or step.value or step.control:
        beyond_typing = done_without_work(context.process, [step.id])
        return "modify", carried_out(context.figures, beyond_typing, context.portfolio.settings.rates)
    return "discard", None


RULE = MapRule(
    id="re-key",
    title="Typed in again",
    question="Why does a person carry this from one system to another?",
    guard="no transfer between the systems, the second step draws on no other source",
    run=_run,
)
