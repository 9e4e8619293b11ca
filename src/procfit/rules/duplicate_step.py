"""The same work done twice for one case."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from procfit.flow.information import keys
from procfit.matching.stems import is_placeholder
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

WORK = frozenset({"task", "decision", "call"})


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown: dict[str, Step] = {}
    for first, again in _pairs(context):
        if not _same_object(context, first, again):
            continue
        between = context.order.between(first.id, again.id)
        written = frozenset[str]().union(*(context.writes[name] for name in between))
        concerned = _object(context, first, again)
        if not concerned and written:
            unknown[again.id] = again
        elif not concerned & written:
            yield _finding(context, first, again, concerned)
    if unknown:
        yield context.not_assessed(RULE, unknown.values(), ["reads", "writes"])
    nameless = [step for step in context.steps if step.kind in WORK and is_placeholder(step.name)]
    if len(nameless) > 1:
        yield context.not_assessed(RULE, nameless, ["name"])


def _pairs(context: MapContext) -> Iterator[tuple[Step, Step]]:
    """Yield each step with the nearest one before it that does the same work in every case.

    Controls have no part in it: what stands before one and again after it is still done twice.
    """
    groups: dict[Hashable, list[Step]] = {}
    for step in context.steps:
        if step.kind in WORK and not step.control and not is_placeholder(step.name):
            groups.setdefault(context.around.wordings.group(step.name), []).append(step)
    for steps in groups.values():
        for again in steps:
            before = [step for step in steps if _same_before(context, step, again)]
            if before:
                yield (
                    max(before, key=lambda step: len(context.order.between(step.id, again.id)) * -1),
                    again,
                )


def _same_before(context: MapContext, step: Step, again: Step) -> bool:
    same = (
        context.around.wordings.same(step.name, again.name)
        and step.call == again.call
        and not _asks_for_result(step, again)
    )
    return same and context.order.dominates(step.id, again.id)


def _asks_for_result(step: Step, again: Step) -> bool:
    """Whether a decision without work of its own only sorts cases by what a task has found."""
    return again.kind == "decision" and step.kind != "decision" and not again.work


def _touched(context: MapContext, step: Step) -> frozenset[str]:
    return keys(step.reads) | context.writes[step.id]


def _same_object(context: MapContext, first: Step, again: Step) -> bool:
    """Whether both work on the same things, as far as the map says."""
    if first.approves and again.approves and item_key(first.approves) != item_key(again.approves):
        return False
    one, other = _touched(context, first), _touched(context, again)
    return not one or not other or bool(one & other)


def _object(context: MapContext, first: Step, again: Step) -> frozenset[str]:
    """Return the keys of what the work is about: what it reads, and what both steps touch."""
    shared = _touched(context, first) & _touched(context, again)
    return shared | keys(first.reads) | keys(again.reads)


def _finding(context: MapContext, first: Step, again: Step, concerned: frozenset[str]) -> Verdict:
    return context.finding(
        RULE,
        [first.id, again.id],
        f"{quoted(again)} does again what {quoted(first)} has done in every case;"
        " nothing it is about changes in between.",
        "modify" if again.kind == "decision" else "discard",
        Witness(path=context.order.path_from_start(first.id, again.id), items=tuple(sorted(concerned))),
        discarding=[again.id],
    )


RULE = MapRule(
    id="duplicate-step",
    title="Same work twice",
    question="Why is this done a second time?",
    guard="not on exclusive branches, no second pair of eyes, nothing changed in between, no loop",
    run=_run,
)
