"""What a case would save, and lose, if flagged steps or returns were not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose

from procfit.flow.figures import MapFigures, changed_figures
from procfit.flow.lead_time import expected_minutes
from procfit.flow.loops import Loop, headers_of
from procfit.flow.structure import structure_of
from procfit.model.errors import InputError
from procfit.model.finding import Costs, Savings
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.team import Rates

__all__ = ["NOT_ASSESSED", "Effect", "carried_out", "right_first_time", "without_steps"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change takes off an average case; None = not assessed.

    Attributes
    ----------
    minutes
        Lead time, by expected times.
    money
        Money, as far as rates are known.
    value
        Customer value.
    """

    minutes: float | None = None
    money: float | None = None
    value: float | None = None

    def saves(self, cases: float | None) -> Savings:
        """Return what is saved per case and, where the cases per month are known, per month."""
        return Savings(
            minutes_per_case=self.minutes,
            cost_per_case=self.money,
            minutes_per_month=None if cases is None or self.minutes is None else cases * self.minutes,
            cost_per_month=None if cases is None or self.money is None else cases * self.money,
        )

    @property
    def costs(self) -> Costs:
        """What the customer loses."""
        return Costs(self.value)


NOT_ASSESSED = Effect()


def carried_out(figures: MapFigures, remedy: ProcessMap, rates: Rates) -> Effect:
    """Return what a change of a map saves and loses: the map as it is, less the map with the change.

    Times count by their expected values. What the change makes worse is negative. Not assessed where
    parallel work is not nested, since played cases of two maps differ by chance; minutes and value not where
    nothing is known of them.
    """
    after = _changed(figures, remedy, rates)
    return NOT_ASSESSED if after is None else _effect(figures, after)


def _effect(figures: MapFigures, after: MapFigures) -> Effect:
    money = figures.total_cost, after.total_cost
    value = figures.value, after.value
    timed = figures.lead.mean > 0 or not figures.at_least
    return Effect(
        minutes=_less(figures.lead.mean, _mean(after)) if timed else None,
        money=_less(*money),
        value=_less(*value),
    )


def _changed(figures: MapFigures, remedy: ProcessMap, rates: Rates) -> MapFigures | None:
    """Return the figures of a changed map; None where one is not exact or no case leaves a loop."""
    if figures.routing.method != "exact" or structure_of(remedy).loose:
        return None
    try:
        after = changed_figures(figures, remedy, rates)
        return after if after.routing.visits else None
    except InputError:
        return None


def _mean(figures: MapFigures) -> float:
    """Return the lead time of a changed map, of which nothing else is asked."""
    return expected_minutes(figures.routing, figures.minutes)


def _less(before: float | None, after: float | None) -> float | None:
    """Return the difference, none where it is but what the sums were rounded by."""
    if before is None or after is None:
        return None
    return 0.0 if isclose(before, after, rel_tol=1e-12) else before - after


def without_steps(figures: MapFigures, steps: Sequence[str]) -> Effect:
    """Return what some steps take of a case; not assessed where one of them splits the flow or joins it."""
    gone = [figures.process.step(name) for name in steps]
    if not figures.routing.known or any(len(step.next) > 1 or step.kind == "join" for step in gone):
        return NOT_ASSESSED
    known = [cost for cost in map(figures.cost.__getitem__, steps) if cost is not None]
    return Effect(
        minutes=_minutes_of(figures, steps),
        money=sum(known) if known else None,
        value=_value(gone, [figures.routing.reach[name] for name in steps]),
    )


def _minutes_of(figures: MapFigures, steps: Sequence[str]) -> float | None:
    """Return the lead time with the steps less the lead time without them."""
    if not any(_is_timed(figures, name) for name in steps):
        return None
    if figures.routing.method == "exact" and not figures.routing.structure.blocks:
        return sum(figures.lead.critical.get(name, 0.0) for name in steps)
    without = {**figures.minutes, **dict.fromkeys(steps, 0.0)}
    return max(figures.lead.mean - expected_minutes(figures.routing, without), 0.0)


def _is_timed(figures: MapFigures, name: str) -> bool:
    """Whether anything is known of what a step takes; of a call that is its called map."""
    if figures.process.step(name).call and name not in figures.called:
        return False
    times = figures.times[name]
    return times.work is not None or times.wait is not None


def _value(steps: Sequence[Step], shares: Sequence[float]) -> float | None:
    """Return the customer value of steps that some shares of the cases meet."""
    values = [step.value for step in steps]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return sum(share * value for share, value in zip(shares, known, strict=True))


def right_first_time(figures: MapFigures, loop: Loop, rates: Rates) -> Effect:
    """Return what the returns of a loop take of a case: the map as it is, less the map without them.

    The branches that only lead back get no cases, the others of the same decision theirs in proportion.
    Not assessed where the loop has other ways back, or parallel work is not nested.
    """
    once = _once(figures.process, loop)
    if figures.routing.method != "exact" or once is None:
        return NOT_ASSESSED
    after = _changed(figures, once, rates)
    if after is None or loop.header in headers_of(after.routing):
        return NOT_ASSESSED
    before, now = figures.routing.reach, after.routing.reach
    lost = [name for name in loop.steps if before[name] - now[name] > 1e-9]
    whole = _effect(figures, after)
    timed = any(_is_timed(figures, name) for name in loop.steps)
    return Effect(
        minutes=whole.minutes if timed else None,
        money=whole.money,
        value=_value(
            [figures.process.step(name) for name in lost], [before[name] - now[name] for name in lost]
        ),
    )


def _once(process: ProcessMap, loop: Loop) -> ProcessMap | None:
    """Return the map without the returns, or None where a decision has nothing else to do."""
    changed: dict[str, Step] = {}
    for step in map(process.step, loop.steps):
        back = [flow for flow in step.next if _only_returns(process, loop, flow)]
        if step.kind != "decision" or not back:
            continue
        left = sum(flow.share or 0.0 for flow in step.next if flow not in back)
        if left <= 0:
            return None
        flows = tuple(
            replace(flow, share=0.0 if flow in back else (flow.share or 0.0) / left)
            for flow in step.next
        )
        changed[step.id] = replace(step, next=flows)
    return replace(process, steps=tuple(changed.get(step.id, step) for step in process.steps))


def _only_returns(process: ProcessMap, loop: Loop, flow: Flow) -> bool:
    """Whether a branch leads to the header of the loop and nowhere else.

    Behind a join it is not the branch that goes back, but all the work that has been joined.
    """
    name, seen = flow.to, set[str]()
    while name != loop.header:
        step = process.step(name)
        if len(step.next) != 1 or step.kind == "join" or name in seen:
            return False
        seen.add(name)
        name = step.next[0].to
    return True
