"""Where everything of a map stands in a drawing, for formats that carry one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["FlowKey", "Picture", "Point", "Rect"]

Point = tuple[float, float]
FlowKey = tuple[str, int]
"""A flow: the step it leaves, and its place among the ways on from there."""


class Rect(NamedTuple):
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect) -> bool:
        """Tell whether the insides of two rectangles have a part in common."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Picture:
    """One map as a drawing, in points.

    Attributes
    ----------
    pool
        The whole map with the room for its name on the left; it begins at 0, 0.
    lanes
        Each lane by id, the lanes inside it on top of it.
    steps
        Each step by id.
    names
        The names that stand beside their steps, by step.
    flows
        The corners of each flow, from the border of one step to that of the next.
    labels
        What is written to flows.
    """

    pool: Rect
    lanes: Mapping[str, Rect]
    steps: Mapping[str, Rect]
    names: Mapping[str, Rect]
    flows: Mapping[FlowKey, tuple[Point, ...]]
    labels: Mapping[FlowKey, Rect]
