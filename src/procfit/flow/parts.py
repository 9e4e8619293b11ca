"""One part of a figure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """What adds to a figure: how much, how it comes about, which steps it is, and who said so.

    ``source`` is that of the step; empty = the team's assumption.
    """

    label: str
    amount: float
    how: str
    steps: tuple[str, ...] = ()
    source: str = ""
