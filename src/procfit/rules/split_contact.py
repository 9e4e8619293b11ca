"""Customers who are contacted twice for what one contact could do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procfit.flow.information import uses
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.model.text import item_key
from procfit.rules.contacts import Following, by_customer, followings
from procfit.rules.context import MapContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.elapsed import quickest
from procfit.rules.remedies import in_one_contact
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import any_of, quoted

__all__ = ["RULE"]

MUST_WAIT = frozenset({"verify", "consent", "security", "legal", "negotiation"})
"""Tags of contacts that have to come by themselves."""


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown: dict[str, Step] = {}
    fields: dict[str, None] = {}
    for then in filter(lambda step: _may_come_earlier(context, step), context.steps):
        before = list(followings(context, then))
        needless = []
        for pair in before:
            if not _is_one_channel(pair) or _is_needed(context, pair):
                continue
            missing = _missing(context, pair)
            if missing is None:
                continue
            needless += [] if missing else [pair]
            fields.update(dict.fromkeys(missing))
            unknown.update({then.id: then} if missing else {})
        if needless:
            yield _finding(context, needless, len(needless) == len(before))
    if unknown:
        yield context.not_assessed(RULE, unknown.values(), list(fields))


def _may_come_earlier(context: MapContext, step: Step) -> bool:
    must_wait = step.control or MUST_WAIT.intersection(step.tags)
    return (
        bool(step.channel) and step.kind == "task" and not must_wait and not by_customer(context, step)
    )


def _is_one_channel(pair: Following) -> bool:
    return item_key(pair.first.channel) == item_key(pair.then.channel)


def _is_needed(context: MapContext, pair: Following) -> bool:
    """Whether the gap brings what the later contact uses, or somebody has to wait, fetch or decide."""
    brought = frozenset[str]().union(*(context.brings[step.id] for step in pair.between))
    return bool(brought & uses(pair.then)) or any(
        step.kind == "wait" or step.control or len(step.next) > 1 or by_customer(context, step)
        for step in pair.between
    )


def _missing(context: MapContext, pair: Following) -> tuple[str, ...] | None:
    """Return the fields without which the gap is not known; None where there is no gap at all."""
    gap = quickest(context, pair.first.id, pair.then.id)
    if gap.minutes <= 0 and not gap.untimed:
        return None
    if gap.minutes <= 0:
        return ("work", "wait") if pair.between else ("wait",)
    written = any(context.writes[step.id] for step in pair.between)
    return ("reads",) if written and not uses(pair.then) else ()


def _finding(context: MapContext, pairs: Sequence[Following], always: bool) -> Verdict:
    then = pairs[0].then
    firsts = [pair.first.id for pair in pairs]
    share = 1.0 if always else context.information.share_before(firsts, then.id)
    since = any_of(quoted(pair.first) for pair in pairs)
    who = "" if always else f" for {sayings.percent(share)} of these cases"
    remedy = in_one_contact(context.process, firsts, then.id, share)
    return context.finding(
        RULE,
        [*firsts, then.id],
        f"{quoted(then)} contacts the customer once more ({then.channel}){who}, though it needs nothing"
        f" that has happened since {since}: one contact could do both.",
        "modify",
        Witness(
            path=context.order.path_from_start(firsts[0], then.id, avoiding=[then.id]),
            numbers=(("share", share),),
        ),
        remedy=remedy,
        effect=NOT_ASSESSED if remedy is None else None,
        quieter=not always,
    )


RULE = MapRule(
    id="split-contact",
    title="Two contacts for one",
    question="Could the first contact have done this as well?",
    guard="nothing in between is needed for it, and the customer has nothing to fetch or decide",
    run=_run,
)
