"""Checks in an order that makes turning cases away dearer than it need be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from procfit.flow.information import gives, keys, uses
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Flow, Step
from procfit.rules.context import MapContext
from procfit.rules.remedies import in_order
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

Gaps = dict[str, dict[str, Step]]
"""Steps that lack a field, by field and id."""


@dataclass(frozen=True)
class _Check:
    """A decision that turns cases away, with the task before it that does nothing but prepare it.

    ``passing`` is the flow of the cases that it lets through.
    """

    work: tuple[Step, ...]
    passing: Flow

    @property
    def entry(self) -> str:
        return self.work[0].id

    @property
    def step(self) -> Step:
        return self.work[-1]

    @property
    def away(self) -> list[Flow]:
        return [flow for flow in self.step.next if flow is not self.passing]

    @property
    def brings(self) -> frozenset[str]:
        return frozenset[str]().union(*map(gives, self.work))

    @property
    def needs(self) -> frozenset[str]:
        """What it must have before it begins."""
        if len(self.work) == 1:
            return uses(self.step)
        return uses(self.work[0]) | (uses(self.step) - keys(self.work[0].writes))


def _run(context: MapContext) -> Iterator[Verdict]:
    gaps: Gaps = {}
    for row in _rows(context, gaps):
        yield from _judged(context, row, gaps)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps.values(), [missing])


def _rows(context: MapContext, gaps: Gaps) -> Iterator[list[_Check]]:
    """Yield checks that follow each other and need nothing of each other."""
    checks = _checks(context, gaps)
    following = {
        name: check.passing.to
        for name, check in checks.items()
        if check.passing.to in checks and context.process.before(check.passing.to) == (check.step,)
    }
    later = set(following.values())
    for name in (name for name in checks if name not in later):
        row = [checks[name]]
        while row[-1].entry in following:
            then = checks[following[row[-1].entry]]
            if not all(_independent(context, one, then, gaps) for one in row):
                yield row
                row = []
            row.append(then)
        yield row


def _checks(context: MapContext, gaps: Gaps) -> dict[str, _Check]:
    """Return the decisions that stand right before or behind another one, as checks by their entry."""
    choosing = [step for step in context.steps if step.kind == "decision" and len(step.next) > 1]
    works = {work[0].id: work for work in (_work(context, step) for step in choosing)}
    beside = {
        entry: None
        for name, work in works.items()
        for flow in work[-1].next
        if flow.to in works and flow.to != name
        for entry in (name, flow.to)
    }
    found = {entry: _check(context, works[entry], gaps) for entry in beside}
    return {entry: check for entry, check in found.items() if check}


def _work(context: MapContext, step: Step) -> tuple[Step, ...]:
    """Return a decision, with the task before it where that does the looking and nothing else."""
    before = context.process.before(step.id)
    if len(before) != 1 or step.work or step.wait:
        return (step,)
    (task,) = before
    for_it = not step.reads or keys(step.reads) & keys(task.writes)
    does_more = task.value or task.delivers or task.channel or task.approves
    prepares = task.kind == "task" and task.lane == step.lane and for_it and not does_more
    return (task, step) if prepares else (step,)


def _check(context: MapContext, work: tuple[Step, ...], gaps: Gaps) -> _Check | None:
    """Return a decision as a check, or None where it turns nobody away or that cannot be told."""
    step = work[-1]
    if any(flow.to == step.id or context.order.leads_to(flow.to, step.id) for flow in step.next):
        return None
    if any(flow.rejects for flow in step.next):
        passing = [flow for flow in step.next if not flow.rejects]
        return _Check(work, passing[0]) if len(passing) == 1 else None
    if len(step.next) != 2 or _only_skips(context, step):
        return None
    first, second = step.next
    value, other = (_value_ahead(context, flow.to) for flow in step.next)
    if value == other:
        gaps.setdefault("next rejects", {})[step.id] = step
        return None
    return _Check(work, first if value > other else second)


def _only_skips(context: MapContext, step: Step) -> bool:
    """Whether one branch only leaves out what the other does on its way to the same step."""
    one, other = (flow.to for flow in step.next)
    ends = [each.id for each in context.steps if not each.next]
    return any(
        context.step(short).next
        and long not in ends
        and not any(context.order.path(long, end, avoiding=[short]) for end in ends)
        for short, long in ((one, other), (other, one))
    )


def _value_ahead(context: MapContext, name: str) -> int:
    """Return the value of all steps that a case can still come to."""
    ahead = [step for step in context.steps if step.id == name or context.order.leads_to(name, step.id)]
    return sum(step.value or 0 for step in ahead)


def _independent(context: MapContext, first: _Check, then: _Check, gaps: Gaps) -> bool:
    """Whether neither check, nor what is done with the cases it turns away, needs what the other brings."""
    if (then.needs | _used_away(context, then)) & first.brings or first.needs & then.brings:
        return False
    silent = [then.step] if not then.needs else []
    silent += [first.step] if then.brings and not first.needs else []
    for step in silent:
        gaps.setdefault("reads", {})[step.id] = step
    return not silent


def _used_away(context: MapContext, check: _Check) -> frozenset[str]:
    """Return what the steps use that only cases turned away come to."""
    names = {flow.to for flow in check.away}
    ahead = [
        step
        for step in context.steps
        if step.id in names or any(context.order.leads_to(name, step.id) for name in names)
    ]
    return keys(item for step in ahead for item in (*step.reads, *step.delivers))


def _judged(context: MapContext, row: list[_Check], gaps: Gaps) -> Iterator[Verdict]:
    if len(row) < 2:
        return
    bare = [c.step for c in row if any(flow.share is None for flow in c.step.next)]
    if bare:
        gaps.setdefault("next shares", {}).update((step.id, step) for step in bare)
        return
    cost = _cost_per_rejection(context, row)
    best = sorted(row, key=lambda check: cost[check.step.id])
    if best != row:
        yield _finding(context, row, best, cost)


def _cost_per_rejection(context: MapContext, row: list[_Check]) -> dict[str, float]:
    """Return per check what it costs for each case it turns away: money, or minutes without rates.

    After Aalst (2001): the knock-out with the least cost per case turned away comes first.
    """
    in_money = _in_money(context, row)
    found = {}
    for check in row:
        times = [context.figures.times[step.id] for step in check.work]
        cost = sum((time.cost or 0.0) if in_money else time.mean_work for time in times)
        rejected = sum(flow.share or 0.0 for flow in check.away)
        found[check.step.id] = cost / rejected if rejected else math.inf
    return found


def _in_money(context: MapContext, row: list[_Check]) -> bool:
    steps = [step for check in row for step in check.work]
    return not any("rate" in context.figures.times[step.id].missing for step in steps)


def _finding(
    context: MapContext, row: list[_Check], best: list[_Check], cost: dict[str, float]
) -> Verdict:
    steps = [step.id for check in row for step in check.work]
    return context.finding(
        RULE,
        steps,
        _message(context, row, cost),
        "modify",
        Witness(path=context.order.path_from_start(*steps), numbers=tuple(cost.items())),
        remedy=in_order(
            context.process,
            [check.entry for check in best],
            {check.entry: (check.step.id, check.passing) for check in row},
        ),
    )


def _message(context: MapContext, row: list[_Check], cost: dict[str, float]) -> str:
    """Return a sentence on the first two neighbors in the wrong order."""
    early, late = next(
        (one.step, other.step) for one, other in pairwise(row) if cost[one.step.id] > cost[other.step.id]
    )
    before = f"{quoted(early)} comes before {quoted(late)}, though it"
    if cost[early.id] == math.inf:
        return f"{before} turns no case away: check that last."
    dear, cheap = (_said(context, row, cost[step.id]) for step in (early, late))
    return (
        f"{before} costs {dear} for each case it turns away and the other only {cheap}:"
        " check the cheaper one first."
    )


def _said(context: MapContext, row: list[_Check], amount: float) -> str:
    if _in_money(context, row):
        return sayings.money(amount, context.portfolio.settings.currency)
    return f"{sayings.minutes(amount)} of work"


RULE = MapRule(
    id="knock-out-order",
    title="Checks in the wrong order",
    question="Which check turns the most cases away for the least work, and does it come first?",
    guard="no check, and nothing done with the cases it turns away, needs what another check brings",
    run=_run,
)
