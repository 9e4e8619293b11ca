"""Adding, deleting, copying and ordering the steps of a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procfit.model.edit_basis import (
    VIEWS,
    change_messages,
    checked,
    known_step,
    led_elsewhere,
    listing,
    refuse_id,
    refuse_lost_share,
    retargeted,
    targets_of,
    ways_on,
    with_step,
    with_ways,
    without_ways,
)
from procfit.model.errors import EditError
from procfit.model.process import Flow, ProcessMap, Step, View
from procfit.model.views import apply_to_be

__all__ = ["add_step", "delete_step", "duplicate_step", "insert_between", "reorder"]


def add_step(
    process: ProcessMap, step: Step, after: str | None = None, before: str | None = None
) -> ProcessMap:
    """Return the map with a new step.

    Parameters
    ----------
    process
        The map.
    step
        The new step. Alone it keeps the ways on that it has; else they are replaced.
    after
        The step it comes behind: that step's way on becomes the new step's.
    before
        The step it comes in front of: all flows into that step lead to the new one. With `after`, it
        comes between the two.

    Raises
    ------
    EditError
        When the id is taken, when `after` is an end or has several ways on, when `before` is a start or
        a join of several flows.
    """
    _refuse_step(process, step)
    if after is not None and before is not None:
        return insert_between(process, after, before, step)
    if after is not None:
        return _behind(process, known_step(process, after), without_ways(step))
    if before is not None:
        return _in_front(process, known_step(process, before), without_ways(step))
    return checked(process, replace(process, steps=(*process.steps, step)))


def _behind(process: ProcessMap, here: Step, step: Step) -> ProcessMap:
    if here.kind == "end":
        raise EditError(f'nothing comes behind the end "{here.id}"', "put the step in front of it")
    for view in VIEWS:
        if len(ways_on(here, view)) > 1:
            raise EditError(
                f'"{here.id}" leads to {listing(targets_of(ways_on(here, view)))} ({view})',
                "say on which of these ways the step comes",
            )
    step = replace(step, next=_bare(here.next))
    if targets_of(ways_on(here, "to-be")) != targets_of(here.next):
        step = with_ways(step, _bare(ways_on(here, "to-be")), "to-be")
    for view in VIEWS:
        if view == "as-is" or "next" in here.to_be:
            here = with_ways(here, _led_to(ways_on(here, view), step.id), view)
    return checked(process, _placed(with_step(process, here), step, _index(process, here.id) + 1))


def _in_front(process: ProcessMap, there: Step, step: Step) -> ProcessMap:
    if there.kind == "start":
        raise EditError(f'nothing comes in front of the start "{there.id}"', "put the step behind it")
    flows = [flow for known in process.steps for flow in known.next if flow.to == there.id]
    if there.kind == "join" and len(flows) > 1:
        raise EditError(
            f'the join "{there.id}" waits for {len(flows)} flows, and a step in front would run for each',
            "put the step on one of these flows, or behind the join",
        )
    led = tuple(retargeted(known, {there.id: step.id}) for known in process.steps)
    step = replace(step, next=(Flow(there.id),))
    return checked(process, _placed(replace(process, steps=led), step, _index(process, there.id)))


def insert_between(process: ProcessMap, source: str, target: str, step: Step) -> ProcessMap:
    """Return the map with a new step on the flow from one step to another.

    The first half of the flow keeps share, condition and rejection.

    Raises
    ------
    EditError
        When the id is taken, or no flow leads from `source` to `target`.
    """
    _refuse_step(process, step)
    here, there = known_step(process, source), known_step(process, target)
    led = retargeted(here, {there.id: step.id})
    if led == here:
        raise EditError(f'no flow leads from "{source}" to "{target}"', "connect them first")
    step = replace(without_ways(step), next=(Flow(there.id),))
    return checked(process, _placed(with_step(process, led), step, _index(process, source) + 1))


def delete_step(process: ProcessMap, step: str, follow: str | None = None) -> ProcessMap:
    """Return the map without a step; the flows into it lead on to what follows it.

    Share, condition and rejection of the flows are kept, and two branches that now reach the same step
    stay two. Messages to or from the step are then the map's.

    Parameters
    ----------
    process
        The map.
    step
        The step to delete.
    follow
        For a step with several ways on, the one that remains.

    Raises
    ------
    EditError
        When it is not clear which way remains, when a decision would lose a branch that cases take, or a
        loop its way out.
    """
    gone = known_step(process, step)
    past = {view: _way_past(gone, view, follow) for view in VIEWS}
    if follow is not None and follow not in past.values():
        raise EditError(
            f'"{step}" does not lead to "{follow}"', f"choose one of {listing(targets_of(gone.next))}"
        )
    steps = tuple(_led_past(known, step, past) for known in process.steps if known.id != step)
    messages = change_messages(process.messages, {f"{process.id}#{step}": process.id})
    return checked(process, replace(process, steps=steps, messages=messages))


def _way_past(gone: Step, view: View, follow: str | None) -> str | None:
    """Return where flows into a step go when it is gone; None where nothing follows it."""
    targets = [target for target in targets_of(ways_on(gone, view)) if target != gone.id]
    if follow in targets:
        return follow
    if len(targets) > 1:
        raise EditError(
            f'"{gone.id}" leads to {listing(targets)} ({view})', "say which of these ways remains"
        )
    return targets[0] if targets else None


def _led_past(step: Step, gone: str, past: Mapping[View, str | None]) -> Step:
    """Return a step with its flows led past a deleted one, each view its own way."""
    led: dict[View, tuple[Flow, ...]] = {}
    for view in VIEWS:
        flows, target = ways_on(step, view), past[view]
        if target is None:
            refuse_lost_share(step if view == "as-is" else apply_to_be(step), flows, {gone})
            led[view] = tuple(flow for flow in flows if flow.to != gone)
        else:
            led[view] = led_elsewhere(flows, {gone: target})
    if led["as-is"] != step.next:
        step = replace(step, next=led["as-is"])
    return step if ways_on(step, "to-be") == led["to-be"] else with_ways(step, led["to-be"], "to-be")


def duplicate_step(process: ProcessMap, step: str, new_id: str) -> ProcessMap:
    """Return the map with a copy of a step behind it in the file, without flows to or from the copy.

    Raises
    ------
    EditError
        When the new id is taken, or no id.
    """
    original = known_step(process, step)
    copy = replace(without_ways(original), id=new_id)
    _refuse_step(process, copy)
    return checked(process, _placed(process, copy, _index(process, step) + 1))


def reorder(process: ProcessMap, step: str, before: str | None = None) -> ProcessMap:
    """Return the map with a step moved in the order of the file: in front of another, or to the end."""
    moved = known_step(process, step)
    if before == step:
        return process
    rest = replace(process, steps=tuple(known for known in process.steps if known.id != step))
    at = len(rest.steps) if before is None else _index(rest, known_step(rest, before).id)
    return checked(process, _placed(rest, moved, at))


def _refuse_step(process: ProcessMap, step: Step) -> None:
    refuse_id(step.id, [known.id for known in process.steps], "step")


def _bare(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    return tuple(Flow(flow.to) for flow in flows)


def _led_to(flows: tuple[Flow, ...], target: str) -> tuple[Flow, ...]:
    return tuple(replace(flow, to=target) for flow in flows) or (Flow(target),)


def _index(process: ProcessMap, step: str) -> int:
    return next(index for index, known in enumerate(process.steps) if known.id == step)


def _placed(process: ProcessMap, step: Step, at: int) -> ProcessMap:
    return replace(process, steps=(*process.steps[:at], step, *process.steps[at:]))
