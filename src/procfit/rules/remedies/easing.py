"""Steps that take less time, or none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from procfit.model.process import NO_TIME, ProcessMap, Step
from procfit.model.quantities import Duration

__all__ = ["done_in", "done_without_work", "without_waiting"]


def done_without_work(process: ProcessMap, steps: Collection[str]) -> ProcessMap:
    """Return the map with some steps done by something that takes no time and no money of the case."""

    def quiet(step: Step) -> Step:
        kind = "task" if step.kind == "call" else step.kind
        return replace(step, kind=kind, call="", work=NO_TIME, wait=NO_TIME, cost=None)

    return _changed(process, steps, quiet)


def without_waiting(process: ProcessMap, steps: Collection[str]) -> ProcessMap:
    """Return the map with no waiting at some steps."""
    return _changed(process, steps, lambda step: replace(step, wait=NO_TIME))


def done_in(process: ProcessMap, name: str, minutes: float) -> ProcessMap:
    """Return the map with one step done in some minutes: first the waiting goes, then the work."""

    def quicker(step: Step) -> Step:
        work = process.work_of(step)
        worked = min(work.mean if work else 0.0, minutes)
        kept = work if work and work.mean <= minutes else Duration.fixed(worked)
        return replace(step, work=kept, wait=Duration.fixed(minutes - worked))

    return _changed(process, [name], quicker)


def _changed(process: ProcessMap, steps: Collection[str], change: Callable[[Step], Step]) -> ProcessMap:
    found = tuple(change(step) if step.id in steps else step for step in process.steps)
    return replace(process, steps=found)
