"""What the customer does and sees of a process."""

from __future__ import annotations

from procfit.model.process import ProcessMap, Step

__all__ = ["is_customers_action", "is_customers_lane"]

NO_ACTION = frozenset({"end", "wait", "parallel", "join", "inclusive"})
"""Kinds in which nobody does anything."""


def is_customers_lane(process: ProcessMap, step: Step) -> bool:
    """Tell whether a step stands in a lane of the customer."""
    lane = process.lane_of(step)
    return lane is not None and lane.kind == "customer"


def is_customers_action(process: ProcessMap, step: Step) -> bool:
    """Tell whether the customer does something at a step: it is in the customer's lane, or asks for items."""
    return step.kind not in NO_ACTION and (bool(step.asks) or is_customers_lane(process, step))
