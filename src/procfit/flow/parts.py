"""One part of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.flow.catalog import Unit
from procfit.model.process import Step

__all__ = ["Part", "source_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """What adds to a figure: how much, how it comes about, which steps it is, and who said so.

    ``unit`` is that of the amount; None = that of the figure. ``source`` is that of the step; empty = the
    team's assumption where it is one step, else none.
    """

    label: str
    amount: float
    how: str
    steps: tuple[str, ...] = ()
    source: str = ""
    unit: Unit | None = None


def source_of(step: Step) -> str:
    """Return who said so: the source of a step, or the map that it calls."""
    return step.source or (f'map "{step.call}"' if step.call else "")
