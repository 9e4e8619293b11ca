"""Customers who change the channel and find that nothing has come along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from procfit.flow.information import gives, uses
from procfit.flow.journey import is_contact
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.model.text import item_key
from procfit.rules.contacts import Following, by_customer, followings
from procfit.rules.context import MapContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import MOST_NAMED, any_of, quoted

__all__ = ["RULE"]


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown: dict[str, Step] = {}
    fields: dict[str, None] = {}
    origins = _Origins(context)
    for then in filter(is_contact, context.steps):
        if by_customer(context, then):
            continue
        broken = [pair for pair in followings(context, then) if _breaks(context, pair)]
        bare = [pair.first for pair in broken if not _known_at(pair.first)]
        if broken and not uses(then):
            unknown[then.id] = then
            fields["reads"] = None
        elif broken and not origins.reaches(then):
            unknown.update({step.id: step for step in bare})
            fields.update({"writes": None} if bare else {})
            yield from (_finding(context, pair) for pair in broken if pair.first not in bare)
    if unknown:
        yield context.not_assessed(RULE, unknown.values(), list(fields))


def _breaks(context: MapContext, pair: Following) -> bool:
    """Whether channel or system change, and nothing known at the first contact reaches the second."""
    steps = (pair.first, *pair.between, pair.then)
    return (
        _changes(pair)
        and not any("anonymous" in step.tags for step in steps)
        and not any(by_customer(context, step) for step in pair.between)
        and not _crosses(context, pair.first, pair.then, pair.between)
    )


def _known_at(step: Step) -> frozenset[str]:
    return gives(step) | uses(step)


def _changes(pair: Following) -> bool:
    """Whether channel or system are given for both contacts and differ."""
    return any(
        item_key(one) != item_key(other)
        for one, other in (
            (pair.first.channel, pair.then.channel),
            (pair.first.system, pair.then.system),
        )
        if one and other
    )


@dataclass(frozen=True)
class _Origins:
    """From which contacts the items of a map come, at first hand or by the work of later steps."""

    context: MapContext

    def reaches(self, then: Step) -> bool:
        """Tell whether a contact uses what comes from one that every case has had before."""
        contacts = {name for key in uses(then) for name in self._of_item.get(key, ())}
        return any(self.context.order.dominates(name, then.id) for name in contacts)

    @cached_property
    def _of_item(self) -> dict[str, set[str]]:
        readers: defaultdict[str, list[Step]] = defaultdict(list)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for step in self.context.steps:
            for key in uses(step):
                readers[key].append(step)
            for key in _known_at(step) if is_contact(step) else ():
                found[key].add(step.id)
        waiting = list(found)
        while waiting:
            key = waiting.pop()
            for written in {each for step in readers[key] for each in self.context.writes[step.id]}:
                if not found[key] <= found[written]:
                    found[written] |= found[key]
                    waiting.append(written)
        return found


def _crosses(context: MapContext, first: Step, then: Step, between: Iterable[Step]) -> bool:
    """Whether a contact uses what was known at an earlier one, or what has come of that."""
    known, waiting = _known_at(first), list(between)
    while True:
        reading = [step for step in waiting if step.kind == "call" or uses(step) & known]
        if not reading:
            return bool(known & uses(then))
        known = known.union(*(context.writes[step.id] for step in reading))
        waiting = [step for step in waiting if step not in reading]


def _finding(context: MapContext, pair: Following) -> Verdict:
    first, then = pair.first, pair.then
    items = (*first.writes, *first.asks, *first.delivers) or first.reads
    return context.finding(
        RULE,
        [first.id, then.id],
        f"After {quoted(first)} ({_where(first)}) the customer meets {quoted(then)} ({_where(then)}),"
        f" where nobody reads {any_of([*items[:MOST_NAMED], 'anything that came of it'])}.",
        "modify",
        Witness(
            path=context.order.path_from_start(first.id, then.id, avoiding=[then.id]),
            items=items,
        ),
        effect=NOT_ASSESSED,
    )


def _where(step: Step) -> str:
    return ", ".join(filter(None, (step.channel, step.system)))


RULE = MapRule(
    id="context-break",
    title="Nothing comes along",
    question="What of the contact before should be at hand here?",
    guard="nothing known at an earlier contact is used, no decision of the customer between, not anonymous",
    run=_run,
)
