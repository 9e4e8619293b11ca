"""What a style is asked to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procfit.diagrams.palette import A_SERIES
from procfit.model.process import ProcessMap, View

__all__ = ["Wanted"]


@dataclass(frozen=True)
class Wanted:
    """A map and what is known around it.

    Attributes
    ----------
    process
        The whole map, not a view of it.
    view
        Which view to draw.
    marks
        What is marked on steps, with commas between.
    ratio
        Width through height of the page that a long map wraps for; None never wraps.
    facts
        What the style shows besides the map, in the style's own dataclass.
    links
        Where steps lead to, by step id.
    """

    process: ProcessMap
    view: View = "as-is"
    marks: Mapping[str, str] = field(default_factory=dict)
    ratio: float | None = A_SERIES
    facts: Any = None
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> ProcessMap:
        """The view of the map that is drawn."""
        return self.process.view(self.view)
