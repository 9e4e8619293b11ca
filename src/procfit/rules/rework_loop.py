"""Loops through a check that cases run through too often."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.flow.loops import Loop, loops_of
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.effects import right_first_time
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted, times

__all__ = ["RULE"]

PASSES = 1.2
"""The expected passes from which a loop is rework."""

INTENDED = "negotiation"


def _run(context: MapContext) -> Iterator[Verdict]:
    if not context.routing.known:
        yield context.not_assessed(RULE, (), ["join"])
        return
    for loop in loops_of(context.routing):
        steps = [context.step(name) for name in loop.steps]
        checks = [step for step in steps if step.id in loop.exits and step.kind == "decision"]
        if not checks or any(INTENDED in step.tags for step in steps):
            continue
        assumed = [step for step in steps if step.id in context.routing.assumed]
        if assumed:
            yield context.not_assessed(RULE, assumed, ["next shares"])
        elif loop.passes >= PASSES:
            yield _finding(context, loop, checks)


def _finding(context: MapContext, loop: Loop, checks: list[Step]) -> Verdict:
    check = max(checks, key=lambda step: context.routing.visits[step.id])
    way_in = context.order.path_from_start(loop.header)
    around = context.order.path(loop.header, *_stops(loop, check), loop.header, avoiding=loop.outside)
    return context.finding(
        RULE,
        [check.id],
        f"Cases pass {quoted(check)} {times(loop.passes)} on average: it sends work back to"
        f" {quoted(context.step(loop.header))}.",
        "modify",
        Witness(path=(*way_in, *around[1:]), numbers=(("passes", loop.passes),)),
        effect=right_first_time(context.figures, loop, context.portfolio.settings.rates),
    )


def _stops(loop: Loop, check: Step) -> list[str]:
    return [] if check.id == loop.header else [check.id]


RULE = MapRule(
    id="rework-loop",
    title="Rework loop",
    question="Why is it not right the first time?",
    guard="the loop is not intended, such as a negotiation",
    run=_run,
)
