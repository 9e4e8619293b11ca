"""As-is and to-be: two views of one map, so that no second copy can drift from it.

As-is is every step but ``add``; to-be is every step but ``discard`` with its ``to_be`` fields applied.
A hidden step with one way on is bypassed, one with no way on takes the flows into it along.
"""

from __future__ import annotations

from dataclasses import replace

from procfit.model.errors import InputError
from procfit.model.process import Disposition, Flow, ProcessMap, Step, View

__all__ = ["apply_to_be", "as_is", "hidden_splits", "to_be"]

_HIDDEN: dict[View, Disposition] = {"as-is": "add", "to-be": "discard"}


def as_is(process: ProcessMap) -> ProcessMap:
    """Return the process as it runs today.

    Raises
    ------
    InputError
        When a hidden step with several ways on is still reached.
    """
    return _without_hidden(process, "as-is")


def to_be(process: ProcessMap) -> ProcessMap:
    """Return the process as its dispositions would make it.

    Raises
    ------
    InputError
        When a discarded step with several ways on is still reached.
    """
    return _without_hidden(process, "to-be")


def apply_to_be(step: Step) -> Step:
    """Return the step with the fields of its ``to_be`` put in."""
    return replace(step, **step.to_be, to_be={}) if step.to_be else step


def hidden_splits(process: ProcessMap, view: View) -> list[Step]:
    """Return the hidden steps with several ways on that a visible step still leads to."""
    steps = _steps_in(process, view)
    hidden = {step.id: step for step in steps if step.disposition == _HIDDEN[view]}
    reached: dict[str, Step] = {}
    for step in steps:
        if step.id in hidden:
            continue
        waiting = [flow.to for flow in step.next]
        seen: set[str] = set()
        while waiting:
            target = waiting.pop()
            if target not in hidden or target in seen:
                continue
            seen.add(target)
            if len(hidden[target].next) > 1:
                reached[target] = hidden[target]
            else:
                waiting.extend(flow.to for flow in hidden[target].next)
    return list(reached.values())


def _steps_in(process: ProcessMap, view: View) -> list[Step]:
    return [apply_to_be(step) if view == "to-be" else step for step in process.steps]


def _without_hidden(process: ProcessMap, view: View) -> ProcessMap:
    steps = _steps_in(process, view)
    hidden = {step.id: step for step in steps if step.disposition == _HIDDEN[view]}
    if not hidden and all(new is old for new, old in zip(steps, process.steps, strict=True)):
        return process
    splits = hidden_splits(process, view)
    if splits:
        names = ", ".join(step.id for step in splits)
        raise InputError(f"{process.id}: the {view} view still leads to hidden split {names}", REROUTE)
    visible = [
        replace(step, next=_bypassing(step.next, hidden)) for step in steps if step.id not in hidden
    ]
    return replace(process, steps=tuple(visible))


REROUTE = "give the steps before it a to_be.next that leads around it"


def _bypassing(flows: tuple[Flow, ...], hidden: dict[str, Step]) -> tuple[Flow, ...]:
    kept = []
    for flow in flows:
        target = _first_visible(flow.to, hidden)
        if target is not None:
            kept.append(flow if target == flow.to else replace(flow, to=target))
    return tuple(kept)


def _first_visible(target: str, hidden: dict[str, Step]) -> str | None:
    seen: set[str] = set()
    while target in hidden:
        ways = hidden[target].next
        if not ways or target in seen:
            return None
        seen.add(target)
        target = ways[0].to
    return target
