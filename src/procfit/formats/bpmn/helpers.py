"""Gateways and starts that a drawing needs so that BPMN means what the map means.

In a map, flows into a split merge, and several steps that nothing leads to are alternatives. A BPMN
parallel or inclusive gateway would wait for all flows into it, and BPMN would start all such steps at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from procfit.formats.names import Ids
from procfit.model.process import Flow, ProcessMap, Step, StepKind

__all__ = ["DrawnMap", "with_helpers"]

_WAITS: tuple[StepKind, ...] = ("parallel", "inclusive")


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map as it is drawn: with helpers among its steps, and what each step's place in the map is."""

    process: ProcessMap
    places: dict[str, int]

    def is_helper(self, step: Step) -> bool:
        """Tell whether a step stands in the drawing only."""
        return step.id not in self.places


def with_helpers(process: ProcessMap) -> DrawnMap:
    """Return a map with the helpers that its drawing needs, each before the step it helps.

    Examples
    --------
    >>> a, b = (Step(name, name, kind="start", next=(Flow("both"),)) for name in "ab")
    >>> drawn = with_helpers(ProcessMap("p", "P", steps=(a, b, Step("both", "Both", kind="parallel"))))
    >>> [(step.id, [flow.to for flow in step.next]) for step in drawn.process.steps]
    [('a', ['both-merge']), ('b', ['both-merge']), ('both-merge', ['both']), ('both', [])]
    """
    places = {step.id: place for place, step in enumerate(process.steps)}
    ids = Ids(places)
    return DrawnMap(_with_merges(_with_starts(process, ids), ids), places)


def _with_starts(process: ProcessMap, ids: Ids) -> ProcessMap:
    begins = _begins(process)
    steps: list[Step] = []
    for step in process.steps:
        if step.id in begins:
            start = ids.make(f"{step.id[:50]}-start")
            steps.append(Step(start, "", step.lane, "start", next=(Flow(step.id),)))
        steps.append(step)
    return replace(process, steps=tuple(steps)) if begins else process


def _begins(process: ProcessMap) -> set[str]:
    """Return the steps that begin a case where BPMN could not tell without a start event."""
    if any(step.kind == "start" for step in process.steps):
        return set()
    led_to = {flow.to for step in process.steps for flow in step.next}
    roots = {step.id for step in process.steps} - led_to
    begins = {step.id for step in process.as_is.starts}
    return set() if len(roots) == 1 and begins == roots else begins


def _with_merges(process: ProcessMap, ids: Ids) -> ProcessMap:
    into: dict[str, int] = {}
    for step in process.steps:
        for flow in step.next:
            into[flow.to] = into.get(flow.to, 0) + 1
    merges = {
        step.id: Step(
            ids.make(f"{step.id[:50]}-merge"), "", step.lane, "decision", next=(Flow(step.id),)
        )
        for step in process.steps
        if step.kind in _WAITS and into.get(step.id, 0) > 1
    }
    if not merges:
        return process
    steps: list[Step] = []
    for step in process.steps:
        if step.id in merges:
            steps.append(merges[step.id])
        flows = (
            replace(flow, to=merges[flow.to].id) if flow.to in merges else flow for flow in step.next
        )
        steps.append(replace(step, next=tuple(flows)))
    return replace(process, steps=tuple(steps))
