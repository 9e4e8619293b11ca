"""Customers who change the channel and find that nothing has come along."""

from __future__ import annotations

from collections.abc import Iterator

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
    for then in context.steps:
        if not is_contact(then) or by_customer(context, then):
            continue
        before = list(followings(context, then))
        carried = {each.first.id: _carried(context, each) for each in before}
        if any(carried[name] and context.order.dominates(name, then.id) for name in carried):
            continue
        for each in before:
            if carried[each.first.id] or not _changes(each) or _is_anonymous(each):
                continue
            if not uses(then):
                unknown[then.id] = then
                fields["reads"] = None
            elif not _known_at(each.first):
                unknown[each.first.id] = each.first
                fields["writes"] = None
            else:
                yield _finding(context, each)
    if unknown:
        yield context.not_assessed(RULE, unknown.values(), list(fields))


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


def _is_anonymous(pair: Following) -> bool:
    return any("anonymous" in step.tags for step in (pair.first, *pair.between, pair.then))


def _carried(context: MapContext, pair: Following) -> frozenset[str]:
    """Return what the later contact uses of what was known at the earlier one, or has come of that."""
    known = _known_at(pair.first)
    for _ in pair.between:
        grown = known.union(*(context.writes[step.id] for step in pair.between if uses(step) & known))
        if grown == known:
            break
        known = grown
    return known & uses(pair.then)


def _finding(context: MapContext, pair: Following) -> Verdict:
    items = list(dict.fromkeys((*pair.first.writes, *pair.first.asks, *pair.first.delivers)))
    items = items or list(pair.first.reads)
    return context.finding(
        RULE,
        [pair.first.id, pair.then.id],
        f"After {quoted(pair.first)} ({_where(pair.first)}) the customer meets {quoted(pair.then)}"
        f" ({_where(pair.then)}), where nobody reads {any_of(items[:MOST_NAMED])} or what came of it.",
        "modify",
        Witness(
            path=context.order.path_from_start(pair.first.id, pair.then.id, avoiding=[pair.then.id]),
            items=tuple(items),
        ),
        effect=NOT_ASSESSED,
    )


def _where(step: Step) -> str:
    return ", ".join(filter(None, (step.channel, step.system)))


RULE = MapRule(
    id="context-break",
    title="Nothing comes along",
    question="What of the contact before should be at hand here?",
    guard="no item crosses from the contact before, no deliberate anonymity",
    run=_run,
)
