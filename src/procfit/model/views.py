"""As-is and to-be: two views of one map, so that no second copy can drift from it.

As-is is every step but ``add``; to-be is every step but ``discard`` with its ``to_be`` fields applied.
A hidden step with one way on is bypassed, and what begins there begins at the first visible step behind
it. One with no way on ends the flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from procfit.model.errors import InputError
from procfit.model.process import Disposition, Flow, ProcessMap, Step, View

__all__ = ["REROUTE", "Lost", "apply_to_be", "as_is", "hidden_splits", "lost_branches", "to_be"]

_HIDDEN: dict[View, Disposition] = {"as-is": "add", "to-be": "discard"}

REROUTE: dict[View, str] = {
    "as-is": "let next of the steps before it lead around it, and put the way through it into their "
    "to_be.next",
    "to-be": "give the steps before it a to_be.next that leads around it",
}
"""How the flow is led around a hidden step, by view."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A branch of a split that leads to nothing but hidden steps, so that its cases are lost.

    `share` is a fraction of the cases at the split; None where the team gave none.
    """

    split: Step
    step: Step
    share: float | None


def as_is(process: ProcessMap) -> ProcessMap:
    """Return the process as it runs today.

    Raises
    ------
    InputError
        When a hidden step with several ways on is still reached, or one that ends a branch.
    """
    return _without_hidden(process, "as-is")


def to_be(process: ProcessMap) -> ProcessMap:
    """Return the process as its dispositions would make it.

    Raises
    ------
    InputError
        When a discarded step with several ways on is still reached, or one that ends a branch.
    """
    return _without_hidden(process, "to-be")


def apply_to_be(step: Step) -> Step:
    """Return the step with the fields of its ``to_be`` put in."""
    return replace(step, **step.to_be, to_be={}) if step.to_be else step


def hidden_splits(process: ProcessMap, view: View) -> list[Step]:
    """Return the hidden steps with several ways on that a visible step still leads to."""
    steps = _steps_in(process, view)
    hidden = _hidden_of(steps, view)
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


def lost_branches(process: ProcessMap, view: View) -> list[Lost]:
    """Return the branches of visible decisions and inclusive splits that end in hidden steps.

    Behind a step that is no choice the flow simply ends; of a choice only some of the cases would.
    """
    steps = _steps_in(process, view)
    hidden = _hidden_of(steps, view)
    lost = []
    for step in steps:
        if step.id in hidden or step.kind not in ("decision", "inclusive") or len(step.next) < 2:
            continue
        for flow in step.next:
            last, target = _behind(flow.to, hidden)
            if target is None:
                lost.append(Lost(step, hidden[last], flow.share))
    return lost


def _steps_in(process: ProcessMap, view: View) -> tuple[Step, ...]:
    return process.planned if view == "to-be" else process.steps


def _hidden_of(steps: Sequence[Step], view: View) -> dict[str, Step]:
    return {step.id: step for step in steps if step.disposition == _HIDDEN[view]}


def _without_hidden(process: ProcessMap, view: View) -> ProcessMap:
    steps = _steps_in(process, view)
    hidden = _hidden_of(steps, view)
    if not hidden and all(new is old for new, old in zip(steps, process.steps, strict=True)):
        return process
    _refuse_gaps(process, view)
    begins = _takeovers(process, hidden)
    visible = [_leading_on(step, hidden) for step in steps if step.id not in hidden]
    visible = [_taking_over(step, begins.get(step.id, ())) for step in visible]
    found = replace(process, steps=tuple(visible))
    if begins:
        begin = {*begins, *(step.id for step in _visible_starts(process, found))}
        # a step that takes over is not told from others by its kind, so the view is told its starts
        return replace(found, begins=tuple(step.id for step in found.steps if step.id in begin))
    return found


def _leading_on(step: Step, hidden: Mapping[str, Step]) -> Step:
    """Return the step with its ways past hidden ones."""
    if all(flow.to not in hidden for flow in step.next):
        return step
    return replace(step, next=_bypassing(step.next, hidden))


def _refuse_gaps(process: ProcessMap, view: View) -> None:
    splits = hidden_splits(process, view)
    if splits:
        names = ", ".join(step.id for step in splits)
        message = f"{process.id}: the {view} view still leads to hidden split {names}"
        raise InputError(message, REROUTE[view])
    lost = lost_branches(process, view)
    if lost:
        names = ", ".join(dict.fromkeys(branch.step.id for branch in lost))
        message = f"{process.id}: the {view} view loses the cases that go to hidden {names}"
        raise InputError(message, REROUTE[view])


def _bypassing(flows: tuple[Flow, ...], hidden: Mapping[str, Step]) -> tuple[Flow, ...]:
    kept = []
    for flow in flows:
        _, target = _behind(flow.to, hidden)
        if target is not None:
            kept.append(flow if target == flow.to else replace(flow, to=target))
    return tuple(kept)


def _behind(target: str, hidden: Mapping[str, Step]) -> tuple[str, str | None]:
    """Return the last hidden step on the way from `target`, and the first visible one if any."""
    seen: set[str] = set()
    last = target
    while target in hidden:
        last = target
        ways = hidden[target].next
        if not ways or target in seen:
            return last, None
        seen.add(target)
        target = ways[0].to
    return last, target


def _takeovers(process: ProcessMap, hidden: dict[str, Step]) -> dict[str, tuple[Step, ...]]:
    """Return the hidden starts by the first visible step behind them.

    A step is a start only if nothing leads to it in both views: one that ``to_be.next`` leads around is
    none.
    """
    later = replace(process, steps=tuple(_steps_in(process, "to-be")))
    both = {step.id for step in process.starts} & {step.id for step in later.starts}
    found: dict[str, tuple[Step, ...]] = {}
    for step in hidden.values():
        if step.id in both and len(step.next) == 1:
            _, target = _behind(step.id, hidden)
            if target is not None:
                found[target] = (*found.get(target, ()), step)
    return found


def _visible_starts(process: ProcessMap, view: ProcessMap) -> tuple[Step, ...]:
    """Return the starts that a view has of its own: declared ones, or those that nothing leads to."""
    if any(step.kind == "start" for step in process.steps):
        return tuple(step for step in view.steps if step.kind == "start")
    return tuple(step for step in view.steps if not view.before(step.id))


def _taking_over(step: Step, starts: tuple[Step, ...]) -> Step:
    """Return the step with the shares of the hidden starts that it stands in for."""
    if not starts:
        return step
    own = () if step.share is None else (step.share,)
    shares = [share for start in starts if (share := start.share) is not None]
    return replace(step, share=sum((*shares, *own)) if len(shares) == len(starts) else None)
