"""Customers who must say again what they have said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from procfit.flow.information import keys
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Disposition, Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.freshness import changed_since, untimed_if_fresh
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, any_of, quoted

__all__ = ["RULE"]

FEW = 0.01
"""The share of cases below which a percentage needs a decimal."""

VERIFYING = frozenset({"verify", "consent"})


@dataclass
class _Again:
    """The items of one step that the same steps have given before."""

    givers: tuple[str, ...]
    sure: bool
    items: list[str] = field(default_factory=list)


def _run(context: MapContext) -> Iterator[Verdict]:
    for step in filter(_may_not_repeat, context.steps):
        groups: dict[tuple[str, ...], _Again] = {}
        untimed: dict[str, None] = {}
        for item in step.asks:
            givers, lacking = _givers(context, step, item_key(item))
            untimed.update(dict.fromkeys(lacking))
            if givers:
                sure = context.information.surely_after(givers, step.id)
                groups.setdefault(givers, _Again(givers, sure)).items.append(item)
        yield from _findings(context, step, list(groups.values()))
        if untimed:
            yield context.not_assessed(RULE, map(context.step, untimed), ["work", "wait"])
    calling = [
        step
        for step in context.steps
        if _may_ask_inside(context, step) or _may_have_said_inside(context, step)
    ]
    if calling:
        yield context.not_assessed(RULE, calling, ["call"])


def _may_not_repeat(step: Step) -> bool:
    """Whether a step asks for something, and neither to verify it nor for consent."""
    return bool(step.asks) and not (step.control or VERIFYING & frozenset(step.tags))


def _may_ask_inside(context: MapContext, step: Step) -> bool:
    """Whether a called map asks for what the case has given before the call.

    Whether it still holds at the step inside takes the called map to tell; that map is judged by itself.
    """
    return any(_givers(context, step, key)[0] for key in sorted(_asked_inside(context, step)))


def _may_have_said_inside(context: MapContext, step: Step) -> bool:
    """Whether some cases, nobody knows how many, have given an item asked for here in a called map."""
    return _may_not_repeat(step) and any(
        _perhaps_given(context, step, item_key(item)) for item in step.asks
    )


def _perhaps_given(context: MapContext, step: Step, key: str) -> bool:
    information = context.information
    calls = [
        name
        for name in information.perhaps_givers(key)
        if information.comes_first(name, step.id) and not changed_since(context, name, step, key)
    ]
    return bool(calls) and not information.surely_after(_givers(context, step, key)[0], step.id)


def _asked_inside(context: MapContext, calling: Step) -> set[str]:
    inside = filter(_may_not_repeat, context.information.inside(calling.id))
    return set(keys(item for step in inside for item in step.asks))


def _findings(context: MapContext, step: Step, groups: list[_Again]) -> Iterator[Verdict]:
    sure_items = [item for again in groups if again.sure for item in again.items]
    suggest = _suggestion(context, step, sure_items)
    for again in groups:
        yield _finding(context, step, again, suggest if again.sure else "modify")


def _givers(context: MapContext, step: Step, key: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the steps before that have given an item which still holds, and the steps without times.

    The step itself is none of them: in a loop it asks about something new. Nor is a step that comes only
    after it.
    """
    givers: list[str] = []
    untimed: list[str] = []
    for giver in context.information.givers(key):
        if not context.information.comes_first(giver, step.id):
            continue
        if changed_since(context, giver, step, key):
            continue
        lacking = untimed_if_fresh(context, giver, step, key)
        if lacking:
            untimed.extend(lacking)
        elif lacking is not None:
            givers.append(giver)
    return tuple(givers), untimed


def _finding(context: MapContext, step: Step, again: _Again, suggest: Disposition) -> Verdict:
    share = 1.0 if again.sure else context.information.share_before(again.givers, step.id)
    who = (
        "every case has"
        if again.sure
        else f"{sayings.percent(share, digits=int(share < FEW))} of these cases have"
    )
    since = any_of(quoted(context.step(giver)) for giver in again.givers)
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} asks the customer for {all_of(again.items)}, which {who} given since {since}.",
        suggest,
        Witness(
            path=_path(context, _nearest_sure(context, again, step), step.id),
            items=tuple(again.items),
            numbers=(("share", share),),
        ),
        quieter=not again.sure,
    )


def _path(context: MapContext, giver: str, step: str) -> tuple[str, ...]:
    """Return a path by way of the giver.

    Only where a case can be at the giver first because a split before it has started nothing does the path
    pass the step twice.
    """
    straight = context.order.path_from_start(giver, step, avoiding=[step])
    return straight or context.order.path_from_start(giver, step)


def _nearest_sure(context: MapContext, again: _Again, step: Step) -> str:
    """Return the giver to show: one that every case passes, if there is one."""
    sure = [giver for giver in again.givers if context.order.dominates(giver, step.id)]
    return (sure or list(again.givers))[0]


def _suggestion(context: MapContext, step: Step, sure_items: list[str]) -> Disposition:
    """Discard a step that does nothing but ask for what every case has given."""
    asks_only_that = keys(step.asks) <= keys(sure_items)
    writes_nothing_new = keys(step.writes) <= context.information.known[step.id]
    does_more = step.delivers or step.value or step.kind != "task"
    return "discard" if asks_only_that and writes_nothing_new and not does_more else "modify"


RULE = MapRule(
    id="repeat-ask",
    title="Asked again",
    question="Must customers tell us here what they have told us before?",
    guard="no verification or consent, not expired or changed in between, not the same step in a loop",
    run=_run,
)
