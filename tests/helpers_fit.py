"""Small portfolios and answers for the tests of fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procfit.fit.answers import utility_range
from procfit.model.capability import Capability
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Need, ProcessMap, Step, StepKind
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, Evidence, Settled, Vendor


def step(
    name: str,
    value: int | None,
    needs: Sequence[str | Need] = (),
    to: Sequence[Flow] = (),
    **more: Any,
) -> Step:
    """Return a task with needs; several ways on make it a decision."""
    wanted = tuple(Need(need) if isinstance(need, str) else need for need in needs)
    kind: StepKind = "decision" if len(to) > 1 else "task"
    return Step(name, name, kind=kind, value=value, needs=wanted, next=tuple(to), **more)


def portfolio(*maps: ProcessMap, **capabilities: Capability) -> Portfolio:
    """Return the maps with a capability per need, but for those that are given."""
    needed = {
        need.capability: Capability(need.capability, need.capability)
        for process in maps
        for one in process.steps
        for need in one.needs
    }
    return Portfolio({one.id: one for one in maps}, {**needed, **capabilities})


def process(name: str, importance: int | None, *steps: Step) -> ProcessMap:
    """Return a map of steps one after the other, unless they say where they lead."""
    from dataclasses import replace

    following = [*steps[1:], None]
    chained = tuple(
        replace(own, next=(Flow(after.id),)) if after is not None and not own.next else own
        for own, after in zip(steps, following, strict=True)
    )
    return ProcessMap(name, name, importance=importance, steps=chained)


def answer(vendor: str, capability: str, code: str, evidence: Evidence = "claimed") -> Answer:
    """Return an answer on the built-in scale, as if read from a workbook."""
    span = utility_range(code, evidence, DEFAULT_EVALUATION)
    return Answer(vendor, capability, code, *span, used="workbook", evidence=evidence)


def agreed(vendor: str, codes: Mapping[str, str], evidence: Evidence = "claimed") -> Vendor:
    """Return a vendor whose answers were all agreed."""
    settled = {capability: Settled(code, evidence) for capability, code in codes.items()}
    return Vendor(vendor, vendor, agreed=settled)
