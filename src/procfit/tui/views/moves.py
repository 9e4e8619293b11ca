"""Where the selection of a map goes: along a flow where one leads that way, else to the nearest box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from procfit.model.process import ProcessMap

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import Area

__all__ = ["Direction", "first_step", "last_step", "neighbor"]

Direction = Literal["left", "right", "up", "down"]

ASIDE = 3
"""How much worse it is to go aside than ahead; lines are about twice as high as columns are wide."""


def neighbor(process: ProcessMap, boxes: Mapping[str, Area], step: str, direction: Direction) -> str:
    """Return the step to select after `step`, `step` itself where nothing lies that way."""
    if direction == "right":
        joined = [flow.to for flow in process.step(step).next]
    elif direction == "left":
        joined = [before.id for before in process.before(step)]
    else:
        joined = []
    along = _nearest(boxes, step, direction, joined)
    return along or _nearest(boxes, step, direction, list(boxes)) or step


def _nearest(boxes: Mapping[str, Area], step: str, direction: Direction, candidates: list[str]) -> str:
    here_x, here_y = _middle(boxes[step])
    found, best = "", float("inf")
    for other in candidates:
        x, y = _middle(boxes[other])
        across, down = (x - here_x) / 2, y - here_y
        ahead = {"right": across, "left": -across, "down": down, "up": -down}[direction]
        aside = abs(down) if direction in ("left", "right") else abs(across)
        far = ahead + ASIDE * aside
        if ahead > 0 and far < best:
            found, best = other, far
    return found


def _middle(area: Area) -> tuple[float, float]:
    return area.x + area.width / 2, area.y + area.height / 2


def first_step(process: ProcessMap) -> str:
    """Return the step where most cases start, empty for a map without steps."""
    starts = sorted(process.starts, key=lambda step: -(step.share or 0))
    return starts[0].id if starts else ""


def last_step(boxes: Mapping[str, Area]) -> str:
    """Return the step farthest to the right."""
    return max(boxes, key=lambda step: (boxes[step].x, boxes[step].y), default="")
