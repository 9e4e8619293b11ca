"""A part of a map as a map of its own, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from procfit.model.edit_basis import (
    VIEWS,
    change_messages,
    checked,
    free_id,
    known_step,
    led_elsewhere,
    listing,
    refuse_id,
    retargeted,
    targets_of,
    ways_on,
    with_ways,
)
from procfit.model.edit_tokens import runs_apart
from procfit.model.errors import EditError
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import Flow, Lane, ProcessMap, Step, View

__all__ = ["extract_call"]


@dataclass(frozen=True)
class _Region:
    """Steps with one way in and one way out; `exits` is where each view goes on, or nowhere."""

    steps: tuple[Step, ...]
    entry: str
    exits: dict[View, str | None]


def extract_call(
    process: ProcessMap, steps: Collection[str], map_id: str, name: str
) -> tuple[ProcessMap, ProcessMap]:
    """Return the map with some steps replaced by a call, and the called map that holds them.

    The new map gets a start and an end, copies of the lanes that are used, and the customer, owner,
    importance and default waiting of the old one. Messages to and from the steps follow.

    Parameters
    ----------
    process
        The map.
    steps
        The ids of the steps to take out.
    map_id, name
        The id and name of the new map; the calling step is called the same.

    Raises
    ------
    EditError
        When cases enter or leave the steps at more than one place, or a start, an end or half of parallel
        work is among them.
    """
    refuse_id(map_id, [*NOT_MAPS, process.id], "file or map")
    region = _region(process, steps)
    inside = {step.id for step in region.steps}
    outside = [step for step in process.steps if step.id not in inside]
    call = free_id(map_id, {step.id for step in outside})
    messages = change_messages(
        process.messages, {f"{process.id}#{step}": f"{map_id}#{step}" for step in inside}
    )
    called = _called_map(process, region, map_id, name)
    led = [retargeted(step, {region.entry: call}) for step in outside]
    at = next(index for index, step in enumerate(process.steps) if step.id in inside)
    led.insert(at, _calling_step(process, region, call, map_id, name))
    calling = replace(process, steps=tuple(led), messages=messages)
    return checked(process, calling), checked(process, called)


def _region(process: ProcessMap, names: Collection[str]) -> _Region:
    wanted = {known_step(process, name).id for name in names}
    steps = tuple(step for step in process.steps if step.id in wanted)
    if not steps:
        raise EditError("no steps are chosen", "choose the steps that the new map takes over")
    marks = [step.id for step in steps if step.kind in ("start", "end")]
    if marks:
        raise EditError(
            f"{listing(marks)} begins or ends the whole process", "leave starts and ends where they are"
        )
    region = _Region(
        steps, _entry(process, wanted), {view: _exit(steps, wanted, view) for view in VIEWS}
    )
    _refuse_half_of_parallel_work(process, region, wanted)
    return region


def _entry(process: ProcessMap, inside: set[str]) -> str:
    """Return the only step at which cases come into a set of steps."""
    ways_in = dict.fromkeys(
        (step.id, target)
        for step in process.steps
        for view in VIEWS
        for target in targets_of(ways_on(step, view))
        if step.id not in inside and target in inside
    )
    begins = [step.id for step in process.starts if step.id in inside]
    entries = list(dict.fromkeys([*begins, *(target for _, target in ways_in)]))
    if len(entries) == 1:
        return entries[0]
    if not entries:
        raise EditError("no case ever reaches these steps", "connect them first")
    ways = [f'"{source}" to "{target}"' for source, target in ways_in]
    said = "; ".join([*(f'the process begins at "{begin}"' for begin in begins), *ways])
    raise EditError(f"cases come in at {len(entries)} places: {said}", "choose steps with one way in")


def _exit(steps: Iterable[Step], inside: set[str], view: View) -> str | None:
    """Return the only step that cases go to from a set of steps, or None where they end in it."""
    ways_out = dict.fromkeys(
        (step.id, target)
        for step in steps
        for target in targets_of(ways_on(step, view))
        if target not in inside
    )
    ending = [step.id for step in steps if not ways_on(step, view)]
    exits = {target for _, target in ways_out}
    if len(exits) + bool(ending) > 1:
        ways = [f'"{source}" to "{target}"' for source, target in ways_out]
        said = "; ".join([*ways, *(f'a case ends at "{step}"' for step in ending)])
        raise EditError(
            f"cases leave at several places ({view}): {said}", "choose steps with one way out"
        )
    return next(iter(exits), None)


def _refuse_half_of_parallel_work(process: ProcessMap, region: _Region, inside: set[str]) -> None:
    entry = process.step(region.entry)
    flows_in = [
        flow
        for step in process.steps
        if step.id not in inside
        for flow in step.next
        if flow.to == entry.id
    ]
    if entry.kind == "join" and len(flows_in) > 1:
        raise EditError(
            f'the join "{entry.id}" waits for {len(flows_in)} flows, and the call would run for each',
            "take the split before it in too, or begin behind the join",
        )
    for view in VIEWS:
        apart = region.exits[view] and runs_apart(region.steps, view)
        if apart:
            raise EditError(
                f'what "{apart}" starts side by side leaves before it is joined ({view})',
                "take its join in too, or leave it out",
            )


def _called_map(process: ProcessMap, region: _Region, map_id: str, name: str) -> ProcessMap:
    inside = {step.id for step in region.steps}
    start = free_id("start", inside)
    end = free_id("end", {*inside, start})
    steps = [_led_to_end(step, inside, end) for step in region.steps]
    entry = next(step for step in region.steps if step.id == region.entry)
    return ProcessMap(
        map_id,
        name,
        customer=process.customer,
        owner=process.owner,
        importance=process.importance,
        importance_source=process.importance_source,
        default_wait=process.default_wait,
        lanes=_lanes_of(process, steps),
        steps=(
            Step(start, "Start", lane=entry.lane, kind="start", next=(Flow(region.entry),)),
            *steps,
            Step(end, "End", lane=_last_lane(steps, end), kind="end"),
        ),
    )


def _led_to_end(step: Step, inside: set[str], end: str) -> Step:
    for view in VIEWS:
        if view == "as-is" or "next" in step.to_be:
            flows = ways_on(step, view)
            out = {flow.to: end for flow in flows if flow.to not in inside}
            step = _with_flows(step, led_elsewhere(flows, out) or (Flow(end),), view)
    return step


def _with_flows(step: Step, flows: tuple[Flow, ...], view: View) -> Step:
    """Return a step with its ways on written anew, its disposition as it is."""
    return replace(with_ways(step, flows, view), disposition=step.disposition)


def _last_lane(steps: Iterable[Step], end: str) -> str:
    return next((step.lane for step in steps if end in targets_of(step.next)), "")


def _lanes_of(process: ProcessMap, steps: Iterable[Step]) -> tuple[Lane, ...]:
    """Return the lanes that steps stand in, as-is or to-be, and those around them."""
    used = {step.lane for step in steps} | {step.to_be.get("lane", "") for step in steps}
    parents = {lane.id: lane.parent for lane in process.lanes}
    waiting = list(used)
    while waiting:
        parent = parents.get(waiting.pop(), "")
        if parent and parent not in used:
            used.add(parent)
            waiting.append(parent)
    return tuple(lane for lane in process.lanes if lane.id in used)


def _calling_step(process: ProcessMap, region: _Region, call: str, map_id: str, name: str) -> Step:
    lane = process.step(region.entry).lane
    exits = region.exits
    step = Step(call, name, lane=lane, kind="call", call=map_id, next=_to(exits["as-is"]))
    if exits["to-be"] == exits["as-is"]:
        return step
    return with_ways(step, _to(exits["to-be"]), "to-be")


def _to(target: str | None) -> tuple[Flow, ...]:
    return () if target is None else (Flow(target),)
