"""Contacts done together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from procfit.model.edit_basis import free_id, retargeted
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration

Number = TypeVar("Number", int, float)

__all__ = ["in_one_contact"]


def in_one_contact(
    process: ProcessMap, firsts: Collection[str], then: str, share: float
) -> ProcessMap | None:
    """Return the map in which earlier contacts do what a later one did, for a share of its cases.

    The earlier contacts take over work, money, value and information; the waiting before the later one is
    gone. The other cases still have it. None where the later contact does not lead on to one step.
    """
    gone = process.step(then)
    if len(gone.next) != 1 or gone.next[0].to == then:
        return None
    onward = gone.next[0].to
    choice = Step(
        free_id(f"{then}-left", {step.id for step in process.steps}),
        gone.name,
        kind="decision",
        next=(Flow(then, 1 - share), Flow(onward, share)),
    )
    target = onward if share >= 1 else choice.id
    steps = [
        retargeted(_with(step, gone) if step.id in firsts else step, {then: target})
        for step in process.steps
        if share < 1 or step.id != then
    ]
    return replace(process, steps=(*steps, choice) if share < 1 else tuple(steps))


def _with(step: Step, other: Step) -> Step:
    """Return a step that does what another one does as well."""
    return replace(
        step,
        work=_longer(step.work, other.work),
        cost=_sum(step.cost, other.cost),
        value=_sum(step.value, other.value),
        asks=(*step.asks, *other.asks),
        reads=(*step.reads, *other.reads),
        writes=(*step.writes, *other.writes),
        delivers=(*step.delivers, *other.delivers),
    )


def _longer(one: Duration | None, other: Duration | None) -> Duration | None:
    if one is None or other is None:
        return one or other
    return Duration(one.least + other.least, one.usual + other.usual, one.most + other.most)


def _sum(one: Number | None, other: Number | None) -> Number | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
