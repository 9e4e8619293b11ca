"""The time that passes between two steps on the quickest way."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from procfit.rules.context import MapContext

__all__ = ["Elapsed", "quickest"]


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Known expected minutes between two steps, and the steps on the way that lack a time."""

    minutes: float
    untimed: tuple[str, ...] = ()


def quickest(context: MapContext, first: str, then: str) -> Elapsed:
    """Return the time from the end of one step to the work of another, by expected times (Dijkstra, 1959).

    The steps in between count in full, and the wait of the last step.
    """
    times = context.figures.times
    last_wait = times[then].wait
    best: dict[str, float] = {}
    heap: list[tuple[float, str, tuple[str, ...]]] = [
        (0.0, flow.to, ()) for flow in context.step(first).next
    ]
    while heap:
        minutes, step, untimed = heapq.heappop(heap)
        if step == then:
            lacking = untimed if last_wait else (*untimed, then)
            return Elapsed(minutes + (last_wait.mean if last_wait else 0.0), lacking)
        if step in best or step == first:
            continue
        best[step] = minutes
        lacks = {"work", "wait"} & set(times[step].missing)
        onward = (*untimed, step) if lacks else untimed
        for flow in context.step(step).next:
            heapq.heappush(heap, (minutes + context.figures.minutes[step], flow.to, onward))
    return Elapsed(0.0)
