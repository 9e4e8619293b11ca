"""Whether what a step has given still holds at a later step."""

from __future__ import annotations

from procfit.flow.information import keys
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.elapsed import quickest

__all__ = ["changed_since", "untimed_if_fresh"]


def untimed_if_fresh(context: MapContext, giver: str, step: Step, key: str) -> tuple[str, ...] | None:
    """Return None for an item that has expired by then, else the steps whose missing times leave it open."""
    held = context.portfolio.items.get(key)
    if held is None or held.valid_for is None:
        return ()
    elapsed = quickest(context, giver, step.id)
    return None if elapsed.minutes >= held.valid_for.mean else elapsed.untimed


def changed_since(context: MapContext, giver: str, step: Step, key: str) -> bool:
    """Tell whether the giver, or a step in between, reads the item and writes it anew."""
    later = (giver, *context.order.between(giver, step.id))
    return any(key in keys(each.reads) and key in keys(each.writes) for each in map(context.step, later))
