"""Steps that a competitor does much quicker for the same benefit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procfit.flow.figures import TIME_FIELDS
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Rival, Step
from procfit.rules.context import MapContext
from procfit.rules.remedies import done_in
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

QUICKER = 0.8
"""The share of our time that a rival may take at most."""

STALE = 24
"""The age in months from which what a rival did says nothing of today."""

MONTHS_PER_YEAR = 12


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown: list[Step] = []
    missing: dict[str, None] = {}
    for step in context.steps:
        if step.rival is None or _is_no_match(context, step, step.rival):
            continue
        lacking = _lacking(context, step, step.rival)
        if lacking:
            unknown.append(step)
            missing.update(dict.fromkeys(lacking))
        elif step.rival.time and _is_quicker(context, step, step.rival):
            yield _finding(context, step, step.rival, step.rival.time.mean)
    if unknown:
        yield context.not_assessed(RULE, unknown, list(missing))


def _is_no_match(context: MapContext, step: Step, rival: Rival) -> bool:
    """Whether what is known is enough to say that the rival does not beat the step."""
    slower = not _is_quicker(context, step, rival) and not _untimed(context, step)
    stale = rival.date is not None and _months(rival.date, context.portfolio.today) >= STALE
    return rival.same_benefit is False or stale or (rival.time is not None and slower)


def _lacking(context: MapContext, step: Step, rival: Rival) -> list[str]:
    """Return the fields without which nobody can say whether the rival beats the step."""
    told = {
        "rival time": rival.time,
        "rival same_benefit": rival.same_benefit,
        "rival source": rival.source or None,
        "rival date": rival.date,
    }
    lacking = [name for name, value in told.items() if value is None]
    return lacking if _is_quicker(context, step, rival) else lacking + _untimed(context, step)


def _is_quicker(context: MapContext, step: Step, rival: Rival) -> bool:
    """Whether the rival is that much quicker than the step is at least."""
    return rival.time is not None and rival.time.mean <= QUICKER * context.figures.minutes[step.id]


def _untimed(context: MapContext, step: Step) -> list[str]:
    """Return the fields without which the time of the step is only known to be at least so long."""
    missing = context.figures.missing
    return [name for name in sorted(TIME_FIELDS & missing.keys()) if step.id in missing[name]]


def _months(then: date, now: date) -> int:
    """Return the whole months from one date to another."""
    months = (now.year - then.year) * MONTHS_PER_YEAR + now.month - then.month
    return months - (now.day < then.day)


def _finding(context: MapContext, step: Step, rival: Rival, time: float) -> Verdict:
    ours = context.figures.minutes[step.id]
    takes = f"{'at least ' if _untimed(context, step) else ''}{sayings.minutes(ours)}"
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} takes {takes}; {rival.who} gives customers the same in {sayings.minutes(time)}"
        f" ({rival.source}, {rival.date}).",
        "modify",
        Witness(
            path=context.order.path_from_start(step.id),
            numbers=(("minutes", ours), ("rival_minutes", time)),
        ),
        remedy=done_in(context.process, step.id, time),
    )


RULE = MapRule(
    id="beaten-by-rival",
    title="A competitor is quicker",
    question="What does a competitor do differently who gives customers the same much sooner?",
    guard="the same benefit, from a source under 24 months old, in at most 80 % of our time",
    run=_run,
)
