"""What all edits of a map share: finding its parts, leading flows elsewhere, refusing with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from itertools import count
from typing import Literal

from procfit.model.errors import EditError
from procfit.model.process import Flow, Message, ProcessMap, Step, View
from procfit.model.quantities import Duration
from procfit.model.text import is_id, slug, visible
from procfit.model.validate import did_you_mean, faults_of_map

__all__ = [
    "TIMES",
    "VIEWS",
    "Time",
    "change_messages",
    "checked",
    "free_id",
    "in_both_views",
    "known_step",
    "led_elsewhere",
    "listing",
    "refuse_id",
    "refuse_lost_share",
    "retargeted",
    "targets_of",
    "time_of",
    "ways_on",
    "with_step",
    "with_ways",
    "without_time",
    "without_ways",
    "written_times",
]

VIEWS: tuple[View, View] = ("as-is", "to-be")
Time = Literal["work", "wait"]
TIMES: tuple[Time, Time] = ("work", "wait")
LONGEST_ID = 64
_CHANGEABLE = tuple(
    field.name
    for field in fields(Step)
    if field.name not in ("id", "work", "wait", "disposition", "to_be")
)


def checked(before: ProcessMap, after: ProcessMap) -> ProcessMap:
    """Return the changed map.

    Raises
    ------
    EditError
        When it has an error that it did not have before.
    """
    errors = [fault for fault in faults_of_map(after) if fault.level == "error"]
    known = {fault.message for fault in faults_of_map(before)} if errors else set()
    for fault in errors:
        if fault.message not in known:
            raise EditError(fault.message, fault.hint)
    return after


def known_step(process: ProcessMap, step: str) -> Step:
    """Return the step with that id; EditError if there is none."""
    if step not in process:
        names = [known.id for known in process.steps]
        raise EditError(f'{process.id} has no step "{visible(step)}"', did_you_mean(step, names))
    return process.step(step)


def refuse_id(new: str, taken: Collection[str], what: str) -> None:
    """Raise EditError when `new` is no id, or one of `taken`; `what` they are: "step", "lane"."""
    if not is_id(new):
        hint = f'use small letters, digits and hyphens, such as "{slug(new)}"'
        raise EditError(f'"{visible(new[:LONGEST_ID])}" is not an id', hint)
    if new in taken:
        raise EditError(f'there is a {what} "{new}" already', "choose another id")


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or the first of ``wanted-2``, ``wanted-3`` … that is not taken.

    Examples
    --------
    >>> free_id("end", {"start", "end"})
    'end-2'
    """
    endings = (f"-{number}" for number in count(2))
    name = wanted
    while name in taken:
        ending = next(endings)
        name = wanted[: LONGEST_ID - len(ending)] + ending
    return name


def ways_on(step: Step, view: View) -> tuple[Flow, ...]:
    """Return the ways on from a step in one view."""
    if view == "as-is":
        return step.next
    ways: tuple[Flow, ...] = step.to_be.get("next", step.next)
    return ways


def targets_of(flows: Iterable[Flow]) -> list[str]:
    """Return where flows lead, each once, in their order."""
    return list(dict.fromkeys(flow.to for flow in flows))


def with_ways(step: Step, flows: tuple[Flow, ...], view: View) -> Step:
    """Return the step with other ways on in one view; a change of the to-be marks it ``modify``."""
    if view == "as-is":
        return replace(step, next=flows)
    disposition = step.disposition if step.disposition in ("add", "discard") else "modify"
    return replace(step, to_be={**step.to_be, "next": flows}, disposition=disposition)


def without_ways(step: Step) -> Step:
    """Return the step without ways on, in both views."""
    later = {key: value for key, value in step.to_be.items() if key != "next"}
    return replace(step, next=(), to_be=later)


def led_elsewhere(flows: tuple[Flow, ...], names: Mapping[str, str]) -> tuple[Flow, ...]:
    """Return flows with some targets replaced; share, condition and rejection are kept."""
    if not any(flow.to in names for flow in flows):
        return flows
    return tuple(replace(flow, to=names.get(flow.to, flow.to)) for flow in flows)


def retargeted(step: Step, names: Mapping[str, str]) -> Step:
    """Return the step with its flows led to other steps, in both views."""
    now = led_elsewhere(step.next, names)
    later = step.to_be.get("next", ())
    led = led_elsewhere(later, names)
    if led != later:
        step = replace(step, to_be={**step.to_be, "next": led})
    return step if now == step.next else replace(step, next=now)


def with_step(process: ProcessMap, step: Step) -> ProcessMap:
    """Return the map with the step of that id replaced."""
    return replace(
        process, steps=tuple(step if known.id == step.id else known for known in process.steps)
    )


def change_messages(messages: tuple[Message, ...], ends: Mapping[str, str]) -> tuple[Message, ...]:
    """Return messages with some of their ends (``map#step``) replaced."""
    return tuple(
        replace(
            message,
            source=ends.get(message.source, message.source),
            target=ends.get(message.target, message.target),
        )
        for message in messages
    )


def refuse_lost_share(step: Step, flows: Iterable[Flow], lost: Collection[str]) -> None:
    """Raise EditError when a decision would lose a branch that has a share of its cases."""
    for flow in flows:
        if step.kind == "decision" and flow.to in lost and flow.share:
            raise EditError(
                f'decision "{step.id}" sends {100 * flow.share:.4g} % of its cases to "{flow.to}"',
                "give that share to its other branches first, or lead this branch elsewhere",
            )


def time_of(process: ProcessMap, step: Step, name: Time) -> Duration | None:
    """Return the work or the waiting of a step, in minutes; None = not assessed."""
    return process.work_of(step) if name == "work" else process.wait_of(step)


def without_time(step: Step, name: Time) -> Step:
    """Return a step that does not write out its work, or its waiting."""
    return replace(step, work=None) if name == "work" else replace(step, wait=None)


def written_times(step: Step) -> set[str]:
    """Return which of ``work`` and ``wait`` a step writes out."""
    return {name for name in TIMES if getattr(step, name) is not None}


def in_both_views(process: ProcessMap, now: Step, later: Step, written: Collection[str] = ()) -> Step:
    """Return one step from its two views, each with its times written out.

    A time whose absence would say the same is left out, unless it is one of `written`.
    """
    changes = {
        name: getattr(later, name) for name in _CHANGEABLE if getattr(later, name) != getattr(now, name)
    }
    for name in TIMES:
        bare = without_time(now, name)
        if name not in written and time_of(process, bare, name) == getattr(now, name):
            now = bare
        time = getattr(later, name)
        told = replace(later, work=now.work, wait=now.wait)
        if time not in (None, time_of(process, told, name)):
            changes[name] = time
    return replace(now, to_be={key: value for key, value in changes.items() if value is not None})


def listing(names: Iterable[str]) -> str:
    """Return names in quotes, joined by commas."""
    return ", ".join(f'"{name}"' for name in names)
