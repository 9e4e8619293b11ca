"""Steps and checks in another order, side by side, once instead of several times, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from procfit.model.edit_basis import free_id, led_elsewhere, retargeted
from procfit.model.process import Flow, ProcessMap, Step

__all__ = [
    "all_through",
    "in_order",
    "side_by_side",
    "without_twins_after",
    "without_twins_before",
]


def without_twins_after(process: ProcessMap, split: str, twins: Sequence[str], kept: str) -> ProcessMap:
    """Return the map in which a step stands once before a split, not at the beginning of each branch."""
    past = {twin: process.step(twin).next[0].to for twin in twins}
    past = {twin: kept if target == split else target for twin, target in past.items()}
    steps = []
    for step in process.steps:
        if step.id == split:
            steps.append(replace(process.step(kept), next=(Flow(split),)))
            steps.append(retargeted(step, past))
        elif step.id not in twins:
            steps.append(retargeted(step, {split: kept}))
    return replace(process, steps=tuple(steps))


def without_twins_before(process: ProcessMap, merge: str, twins: Sequence[str], kept: str) -> ProcessMap:
    """Return the map in which a step stands once where branches meet, not at the end of each."""
    at_join = process.step(merge).kind == "join"
    goes_on = process.step(merge).next if at_join else (Flow(merge),)
    led = dict.fromkeys(twins, merge if at_join else kept)
    steps = []
    for step in process.steps:
        if step.id == kept:
            steps.append(replace(step, next=goes_on))
        elif step.id == merge and at_join:
            steps.append(replace(step, next=(Flow(kept),)))
        elif step.id not in twins:
            steps.append(retargeted(step, led))
    return replace(process, steps=tuple(steps))


def all_through(process: ProcessMap, decision: str, target: str) -> ProcessMap:
    """Return the map without a decision: all cases go on to one of its targets."""
    begins = [target if step.id == decision else step.id for step in process.starts]
    steps = [retargeted(step, {decision: target}) for step in process.steps if step.id != decision]
    return _reached(replace(process, steps=tuple(steps)), begins)


def in_order(
    process: ProcessMap, checks: Sequence[str], passing: Mapping[str, tuple[str, Flow]]
) -> ProcessMap:
    """Return the map with checks that follow each other put in another order.

    Parameters
    ----------
    process
        The map.
    checks
        The steps that begin the checks, in their new order.
    passing
        By these, in the order of the map, the decision of the check and its flow to what comes next.
    """
    into = {next(iter(passing)): checks[0]}
    exit_to = list(passing.values())[-1][1].to
    after = zip(checks, [*checks[1:], into.get(exit_to, exit_to)], strict=True)
    led = {passing[entry][0]: (passing[entry][1], target) for entry, target in after}
    steps = []
    for step in process.steps:
        moved = retargeted(step, into)
        if step.id in led:
            on, target = led[step.id]
            place = step.next.index(on)
            moved = replace(
                moved, next=(*moved.next[:place], replace(on, to=target), *moved.next[place + 1 :])
            )
        steps.append(moved)
    return replace(process, steps=tuple(steps))


def side_by_side(process: ProcessMap, chain: Sequence[str]) -> ProcessMap:
    """Return the map in which steps that follow each other start together and are waited for."""
    taken = {step.id for step in process.steps}
    split, join = free_id("side-by-side", taken), free_id("all-done", taken)
    into = {chain[0]: split}
    steps = [
        replace(step, next=(Flow(join),)) if step.id in chain else retargeted(step, into)
        for step in process.steps
    ]
    after = led_elsewhere(process.step(chain[-1]).next, into)
    steps.append(Step(split, "Side by side", kind="parallel", next=tuple(map(Flow, chain))))
    steps.append(Step(join, "All done", kind="join", next=after))
    return replace(process, steps=tuple(steps))


def _reached(process: ProcessMap, begins: Iterable[str]) -> ProcessMap:
    """Return the map without the steps that nothing leads to any more, which would count as starts."""
    found: set[str] = set()
    waiting = list(begins)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(flow.to for flow in process.step(name).next)
    return replace(process, steps=tuple(step for step in process.steps if step.id in found))
