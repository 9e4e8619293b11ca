"""A called map put in the place of the step that calls it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from procfit.model.edit_basis import (
    VIEWS,
    change_messages,
    checked,
    free_id,
    known_step,
    listing,
    refuse_lost_share,
    retargeted,
    ways_on,
    with_ways,
)
from procfit.model.edit_tokens import runs_apart
from procfit.model.errors import EditError
from procfit.model.process import TIMELESS, Flow, Lane, Message, ProcessMap, Step, View
from procfit.model.views import apply_to_be

__all__ = ["inline_call"]


def inline_call(process: ProcessMap, step: str, called: ProcessMap) -> ProcessMap:
    """Return the map with the steps of a called map in the place of the step that calls it.

    Ids that are taken get a number. The called map's starts and ends vanish, and all its ends lead to what
    follows the call; where nothing does, an end that a decision leads to stays. A start or end that says
    more than its name becomes a task. Lanes are united by id; messages follow.

    Parameters
    ----------
    process
        The calling map.
    step
        The calling step.
    called
        The map it calls.

    Raises
    ------
    EditError
        When the step does not call that map, says something itself that would be lost, or when the called
        map has several starts, parallel work without a join, or another default waiting.
    """
    call = known_step(process, step)
    _refuse_call(process, call, called)
    start = _start(called)
    _refuse_parallel_work(process, call, called, start)
    names = _names(process, call, called)
    body = _Body(call, called, start, names)
    inner = list(body.steps(process))
    entry = names[start.next[0].to if body.start_vanishes else start.id]
    at = process.steps.index(call)
    steps = [*process.steps[:at], *inner, *process.steps[at + 1 :]]
    after = replace(
        process,
        steps=tuple(retargeted(known, {call.id: entry}) for known in steps),
        lanes=(*process.lanes, *_new_lanes(process, called)),
        messages=_messages(process, call, called, names),
    )
    return checked(process, after)


def _refuse_call(process: ProcessMap, call: Step, called: ProcessMap) -> None:
    if call.kind != "call" or call.call != called.id or called.id == process.id:
        raise EditError(f'"{call.id}" does not call "{called.id}"', "choose a step that does")
    bare = Step(call.id, call.name, call.lane, call.kind, call.description, source=call.source)
    kept = ("call", "share", "disposition", "to_be", "next")
    said = [
        name
        for name in Step.__slots__
        if name not in kept and getattr(call, name) != getattr(bare, name)
    ]
    said += [
        f"to_be.{name}" for name in call.to_be if name not in ("name", "description", "lane", "next")
    ]
    if said:
        raise EditError(
            f'"{call.id}" has {", ".join(said)}, which none of the called steps would keep',
            "give that to another step first",
        )


def _start(called: ProcessMap) -> Step:
    """Return the only start of the called map; EditError where it has another number of them."""
    starts = called.starts
    if len(starts) != 1:
        raise EditError(
            f'"{called.id}" has {len(starts)} starts, {listing(start.id for start in starts) or "no step"}',
            "a call can be put in line when its map has one start",
        )
    if all(step.kind in ("start", "end") for step in called.steps) or (
        _vanishes(starts[0]) and called.step(starts[0].next[0].to).kind == "end"
    ):
        raise EditError(f'"{called.id}" holds no step between start and end', "delete the call")
    return starts[0]


def _vanishes(step: Step) -> bool:
    """Tell whether a start or end says no more than that the map begins or ends there."""
    bare = Step(
        step.id, step.name, step.lane, step.kind, step.description, share=step.share, next=step.next
    )
    is_mark = step.kind == "end" or (step.kind == "start" and len(step.next) == 1)
    return is_mark and step == replace(bare, disposition=step.disposition) and step.disposition != "add"


def _refuse_parallel_work(process: ProcessMap, call: Step, called: ProcessMap, start: Step) -> None:
    entry = called.step(start.next[0].to) if _vanishes(start) else start
    into = [flow for step in process.steps for flow in step.next if flow.to == call.id]
    if entry.kind == "join" and len(into) > 1:
        raise EditError(
            f'"{called.id}" begins with the join "{entry.id}", which would wait for {len(into)} flows',
            "put a task in front of that join",
        )
    for view in VIEWS:
        apart = runs_apart(called.steps, view)
        if ways_on(call, view) and apart:
            raise EditError(
                f'what "{apart}" starts side by side in "{called.id}" is not joined ({view}), so that what '
                "follows the call would run for each",
                "add a join before the ends",
            )


def _names(process: ProcessMap, call: Step, called: ProcessMap) -> dict[str, str]:
    """Return an id that is free in the calling map for every step of the called one."""
    taken = {step.id for step in process.steps if step.id != call.id}
    names: dict[str, str] = {}
    for step in called.steps:
        names[step.id] = free_id(step.id, taken | {other.id for other in called.steps} - {step.id})
        if step.id not in taken:
            names[step.id] = step.id
        taken.add(names[step.id])
    return names


def _new_lanes(process: ProcessMap, called: ProcessMap) -> list[Lane]:
    known = {lane.id for lane in process.lanes}
    return [lane for lane in called.lanes if lane.id not in known]


def _messages(
    process: ProcessMap, call: Step, called: ProcessMap, names: dict[str, str]
) -> tuple[Message, ...]:
    ends = {f"{called.id}#{old}": f"{process.id}#{new}" for old, new in names.items()}
    ends[f"{process.id}#{call.id}"] = process.id
    return change_messages((*process.messages, *called.messages), ends)


@dataclass(frozen=True)
class _Body:
    """The steps of a called map on their way into the calling one."""

    call: Step
    called: ProcessMap
    start: Step
    names: dict[str, str]

    @property
    def start_vanishes(self) -> bool:
        return _vanishes(self.start)

    def steps(self, process: ProcessMap) -> Iterator[Step]:
        """Yield the steps that remain, under their new ids, leading to what follows the call."""
        gone = self._ends_that_vanish()
        past = {self.start.id: self.start.next[0].to} if self.start_vanishes else {}
        for step in self.called.steps:
            if step.id in gone or step.id in past:
                continue
            step = retargeted(_waiting(process, self.called, step), past)
            yield self._inside(self._led_on(step, gone))

    def _ends_that_vanish(self) -> set[str]:
        ends = {step.id for step in self.called.steps if step.kind == "end" and _vanishes(step)}
        if any(ways_on(self.call, view) for view in VIEWS):
            return ends
        kept = {
            flow.to
            for step in self.called.steps
            if "decision" in (step.kind, apply_to_be(step).kind)
            for flow in (*step.next, *ways_on(step, "to-be"))
        }
        return ends - kept

    def _led_on(self, step: Step, gone: set[str]) -> Step:
        """Return a step that leads to what follows the call where it led to an end, or nowhere."""
        led = {view: self._flows_on(step, gone, view) for view in VIEWS}
        if step.kind in ("start", "end") and (step.kind == "start" or led["as-is"]):
            step = replace(step, kind="task")
        own = "next" in step.to_be
        step = replace(step, next=led["as-is"])
        if own:
            return replace(step, to_be={**step.to_be, "next": led["to-be"]})
        return step if led["to-be"] == led["as-is"] else with_ways(step, led["to-be"], "to-be")

    def _flows_on(self, step: Step, gone: set[str], view: View) -> tuple[Flow, ...]:
        flows, behind = ways_on(step, view), ways_on(self.call, view)
        if not flows:
            return tuple(Flow(flow.to) for flow in behind)
        if not behind:
            refuse_lost_share(step if view == "as-is" else apply_to_be(step), flows, gone)
            flows = tuple(flow for flow in flows if flow.to not in gone)
        return tuple(
            replace(flow, to=behind[0].to if flow.to in gone else self.names[flow.to]) for flow in flows
        )

    def _inside(self, step: Step) -> Step:
        """Return a step under its new id, hidden where the call was."""
        step = replace(step, id=self.names[step.id])
        hidden = self.call.disposition
        if hidden not in ("add", "discard"):
            return step
        if step.disposition not in (None, "keep", "modify", hidden):
            raise EditError(
                f'"{self.call.id}" is {hidden} and "{step.id}" in "{self.called.id}" is {step.disposition}',
                "give both the same disposition first",
            )
        return replace(step, disposition=hidden)


def _waiting(process: ProcessMap, called: ProcessMap, step: Step) -> Step:
    """Return a step that waits in the calling map what it waits in its own."""
    if called.default_wait == process.default_wait or step.wait is not None:
        return step
    if step.kind in TIMELESS and apply_to_be(step).kind in TIMELESS:
        return step
    if called.default_wait is None:
        raise EditError(
            f'the waiting of "{step.id}" is not assessed in "{called.id}", but would be in "{process.id}"',
            f'give "{called.id}" a default_wait too, or the step a wait',
        )
    return replace(step, wait=called.default_wait)
