"""Steps that hold the case up and give the customer nothing in return."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

SLOW = 0.1
"""The share of the lead time from which a step is slow."""


def _run(context: MapContext) -> Iterator[Verdict]:
    if context.routing.method != "exact":
        yield context.not_assessed(RULE, (), ["join"])
        return
    lead = context.figures.lead.mean
    untimed: list[Step] = []
    unjudged: dict[tuple[str, ...], list[Step]] = {}
    for step in context.steps:
        if _is_made_up_for(step):
            continue
        times = context.figures.times[step.id]
        if "work" in times.missing or "wait" in times.missing:
            untimed.append(step)
        minutes = _critical_minutes(context, step)
        if not lead or minutes < SLOW * lead:
            continue
        lacking = _lacking(step)
        if lacking:
            unjudged.setdefault(lacking, []).append(step)
        else:
            yield _finding(context, step, minutes, lead)
    if untimed:
        yield context.not_assessed(RULE, untimed, ["work", "wait"])
    for lacking, steps in unjudged.items():
        yield context.not_assessed(RULE, steps, lacking)


def _is_made_up_for(step: Step) -> bool:
    """Whether a sourced benefit is what customers expect for the time."""
    return bool(step.benefit and step.expected and step.source)


def _lacking(step: Step) -> tuple[str, ...]:
    """Return the fields without which nobody can say whether a benefit makes up for the time."""
    if not step.benefit:
        looked_at = step.expected is not None or step.value is not None or step.adds is not None
        return () if looked_at else ("benefit", "expected")
    if step.expected is None:
        return ("expected",)
    return ("source",) if step.expected else ()


def _critical_minutes(context: MapContext, step: Step) -> float:
    """Return the minutes per case that a step itself holds up the case, called maps aside."""
    whole = context.figures.minutes[step.id]
    own = context.figures.times[step.id].mean
    return context.figures.lead.critical.get(step.id, 0.0) * (own / whole) if whole else 0.0


def _finding(context: MapContext, step: Step, minutes: float, lead: float) -> Verdict:
    of = "the known lead time" if context.figures.at_least else "the lead time"
    takes, share = sayings.minutes(minutes), sayings.percent(minutes / lead)
    lacks = (
        "customers would not expect that for what they get"
        if step.benefit
        else "the customer gets no benefit from it"
    )
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} takes {takes} of an average case, {share} of {of}, and {lacks}.",
        "discard" if step.adds == "nothing" and not context.is_sole_source(step) else "modify",
        Witness(
            path=context.order.path_from_start(step.id),
            numbers=(("minutes", minutes), ("lead_time", lead), ("share", minutes / lead)),
        ),
    )


RULE = MapRule(
    id="slow-without-offset",
    title="Slow step without a benefit that makes up for it",
    question="Does this step slow the process, and would the customer expect that in return for the benefit?",
    guard="no sourced benefit that customers expect makes up for the time",
    run=_run,
)
