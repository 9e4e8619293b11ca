"""As-is and to-be in one picture: every step of a map, with what happens to it marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procfit.diagrams.text_boxes import PLANS
from procfit.model.process import Flow, ProcessMap, Step

__all__ = ["LEGEND", "both_views", "plans_of"]

LEGEND = "✗ discarded   + added   ~ changed   edits here change today’s map"


def both_views(process: ProcessMap) -> ProcessMap:
    """Return the map with all of its steps, and with the planned flows beside today's; made once.

    Examples
    --------
    >>> plan = {"next": (Flow("c"),)}
    >>> steps = (Step("a", "A", next=(Flow("b"),), to_be=plan), Step("b", "B"), Step("c", "C"))
    >>> [flow.to for flow in both_views(ProcessMap("p", "P", steps=steps)).step("a").next]
    ['b', 'c']
    """
    known: dict[str, ProcessMap] = vars(process).setdefault("_both_views", {})
    if "map" not in known:
        known["map"] = replace(process, steps=tuple(_with_planned_ways(step) for step in process.steps))
    return known["map"]


def _with_planned_ways(step: Step) -> Step:
    planned: tuple[Flow, ...] = step.to_be.get("next", ())
    today = {flow.to for flow in step.next}
    more = tuple(flow for flow in planned if flow.to not in today)
    return replace(step, next=(*step.next, *more)) if more else step


def plans_of(process: ProcessMap) -> Mapping[str, str]:
    """Return the sign of every step that is discarded, added or changed.

    Examples
    --------
    >>> dict(plans_of(ProcessMap("p", "P", steps=(Step("a", "A", disposition="discard"), Step("b", "B")))))
    {'a': '✗'}
    """
    return {step.id: PLANS[step.disposition] for step in process.steps if step.disposition in PLANS} | {
        step.id: PLANS["modify"] for step in process.steps if step.to_be and not step.disposition
    }
