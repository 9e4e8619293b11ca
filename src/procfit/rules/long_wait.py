"""Ways through a map on which a case does little but wait."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.flow.structure import Structure
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.customer import is_customers_action, is_customers_lane
from procfit.rules.remedies import without_waiting
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

MOST = 0.9
"""The share of the time on a path that waiting may take."""

WORST = 3
"""The waits that a finding names."""


def _run(context: MapContext) -> Iterator[Verdict]:
    untimed = [step for step in context.steps if _is_untimed(context, step)]
    if not untimed and not any(_waiting(context, step) for step in context.steps):
        return
    if context.routing.method != "exact":
        yield context.not_assessed(RULE, (), ["join"])
        return
    path = _worst_path(context)
    if path:
        yield _finding(context, path)
    elif untimed:
        yield context.not_assessed(RULE, untimed, ["work", "wait"])


def _is_untimed(context: MapContext, step: Step) -> bool:
    return context.process.work_of(step) is None or context.process.wait_of(step) is None


def _minutes(context: MapContext, step: Step) -> float:
    """Return the known minutes of one execution, called maps aside."""
    times = context.process.work_of(step), context.process.wait_of(step)
    return sum(time.mean for time in times if time)


def _waiting(context: MapContext, step: Step) -> float:
    """Return the minutes that a step waits for us: neither for the customer nor for what the law sets."""
    wait = context.process.wait_of(step)
    if not wait or step.control == "regulatory" or "legal" in step.tags:
        return 0.0
    return 0.0 if _is_the_customers(context, step) else wait.mean


def _is_the_customers(context: MapContext, step: Step) -> bool:
    if is_customers_lane(context.process, step) or is_customers_action(context.process, step):
        return True
    onward = [context.step(flow.to) for flow in step.next]
    return step.kind == "wait" and any(is_customers_action(context.process, each) for each in onward)


def _worst_path(context: MapContext) -> tuple[str, ...]:
    """Return the path whose waiting is furthest above the limit, if there is one; loops are passed once.

    A longest path over the flows that lead on, in topological order. Of parallel branches only the
    longest one is passed, for the others do not hold the case up; steps without times are not passed.
    """
    structure, ids = context.order.structure, context.order.structure.ids
    place = {step: number for number, step in enumerate(structure.reached)}
    best: dict[int, float] = {}
    origin: dict[int, int] = {}
    starts = {start for start, share in structure.starts if share > 0}
    for step in structure.reached:
        if step in starts and best.get(step, 0.0) <= 0.0:
            best[step] = 0.0
            origin.pop(step, None)
        if step not in best or not _is_passed(context, ids[step]):
            best.pop(step, None)
            continue
        best[step] += _above(context, context.step(ids[step]))
        for target in _onward(structure, step):
            if place[target] > place[step] and best[step] > best.get(target, float("-inf")):
                best[target], origin[target] = best[step], step
    ends = [step for step in best if not structure.after[step]]
    end = max(ends, key=best.__getitem__, default=-1)
    return _path_to(end, origin, ids) if ends and best[end] > 0 else ()


def _onward(structure: Structure, step: int) -> list[int]:
    """Return the steps that a case may go on to: not past the branches of a split if one always runs."""
    block = structure.blocks.get(step)
    if block is None:
        return structure.after[step]
    always = any(
        share >= 1 and structure.bodies[body].entries
        for body, share in zip(block.bodies, block.shares, strict=True)
    )
    return [target for target in structure.after[step] if not (always and target == block.join)]


def _is_passed(context: MapContext, name: str) -> bool:
    return name in context.figures.lead.critical and not _is_untimed(context, context.step(name))


def _above(context: MapContext, step: Step) -> float:
    """Return the waiting at a step above what its time allows."""
    return _waiting(context, step) - MOST * _minutes(context, step)


def _path_to(end: int, origin: dict[int, int], ids: tuple[str, ...]) -> tuple[str, ...]:
    path = [end]
    while path[-1] in origin:
        path.append(origin[path[-1]])
    return tuple(ids[step] for step in reversed(path))


def _finding(context: MapContext, path: tuple[str, ...]) -> Verdict:
    steps = [context.step(name) for name in path]
    waiting = sum(_waiting(context, step) for step in steps)
    total = sum(_minutes(context, step) for step in steps)
    waits = [step for step in steps if _waiting(context, step)]
    worst = sorted(waits, key=lambda step: -_waiting(context, step))[:WORST]
    told = all_of(f"{quoted(step)} ({sayings.minutes(_waiting(context, step))})" for step in worst)
    return context.finding(
        RULE,
        [step.id for step in worst],
        f"On the way to {quoted(steps[-1])} a case can lie waiting {sayings.minutes(waiting)} of"
        f" {sayings.minutes(total)}, {sayings.percent(waiting / total)}: most at {told}.",
        "modify",
        Witness(
            path=path,
            numbers=(("waiting", waiting), ("minutes", total), ("share", waiting / total)),
        ),
        remedy=without_waiting(context.process, [step.id for step in worst]),
    )


RULE = MapRule(
    id="long-wait",
    title="Mostly waiting",
    question="What does the case wait for here, and who could make it come sooner?",
    guard="no waiting for the customer, none that the law sets",
    level="note",
    run=_run,
)
