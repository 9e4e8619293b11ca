"""Who does what, in which order, with letters for what the rules found."""

from __future__ import annotations

from procfit.diagrams.overlay import Overlay
from procfit.diagrams.scene import Scene
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted

__all__ = ["scene"]


def scene(wanted: Wanted) -> Scene:
    """Return the map in lanes."""
    overlay = Overlay(links=wanted.links)
    return lanes(wanted.shown, wanted.view, wanted.marks, wanted.ratio, overlay)
