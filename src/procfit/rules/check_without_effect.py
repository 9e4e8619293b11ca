"""Checks after which all cases go the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procfit.flow.information import keys
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Flow, Step
from procfit.rules.context import MapContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.remedies import all_through, done_without_work
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

RARE = 0.01
"""The share of cases below which a branch is rare."""

_COUNT = re.compile(r"\bn\s*=\s*(\d+)", re.IGNORECASE)


def _run(context: MapContext) -> Iterator[Verdict]:
    gaps: dict[str, list[Step]] = {}
    for step in context.steps:
        if step.kind != "decision" or len(step.next) < 2 or step.control:
            continue
        meeting = _meeting(context, step)
        rare = next((flow for flow in step.next if _is_rare(flow)), None)
        if meeting:
            if not _is_of_use(context, step):
                yield _same_way(context, step, meeting)
        elif rare is None:
            if any(flow.share is None for flow in step.next):
                gaps.setdefault("next shares", []).append(step)
        elif not _COUNT.search(step.source):
            gaps.setdefault("source", []).append(step)
        else:
            yield _hardly_ever(context, step, rare)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps, [missing])


def _meeting(context: MapContext, step: Step) -> str:
    """Return the step at which all branches meet with nothing done on any; empty where they do not."""
    ends = {_after_gateways(context, flow.to) for flow in step.next}
    return ends.pop() if len(ends) == 1 and step.id not in ends else ""


def _after_gateways(context: MapContext, name: str) -> str:
    """Return the first step from here on that does something or chooses."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        step = context.step(name)
        if step.kind not in ("decision", "inclusive") or len(step.next) != 1 or step.work or step.wait:
            return name
        name = step.next[0].to
    return name


def _is_of_use(context: MapContext, step: Step) -> bool:
    """Whether a decision brings something by itself that somebody uses."""
    brings = keys((*step.asks, *step.writes))
    return bool(step.delivers or brings & context.around.item_use.used)


def _is_rare(flow: Flow) -> bool:
    return flow.share is not None and flow.share < RARE


def _same_way(context: MapContext, step: Step, meeting: str) -> Verdict:
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} changes nothing: whatever the answer, the case goes on to"
        f" {quoted(context.step(meeting))}.",
        "discard",
        Witness(path=(*context.order.path_from_start(step.id), meeting)),
        remedy=all_through(context.process, step.id, meeting),
    )


def _hardly_ever(context: MapContext, step: Step, rare: Flow) -> Verdict:
    """Return the finding; with more than two branches the check stays, and what it loses is not known."""
    share, cases = rare.share or 0.0, int(_COUNT.findall(step.source)[0])
    is_checked_for_it = len(step.next) == 2
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} leads to {quoted(context.step(rare.to))} in only {sayings.percent(share, 1)} of"
        f" {sayings.count(cases)} cases counted; these few could be dealt with when they turn up.",
        "modify",
        Witness(
            path=context.order.path_from_start(step.id), numbers=(("share", share), ("cases", cases))
        ),
        effect=None if is_checked_for_it else NOT_ASSESSED,
        remedy=done_without_work(context.process, [step.id]) if is_checked_for_it else None,
    )


RULE = MapRule(
    id="check-without-effect",
    title="Check without effect",
    question="What would be different if nobody checked this?",
    guard="no law or segregation demands the check, nobody uses what it writes, a rare branch is counted",
    run=_run,
)
