"""What people judged about weights: a committee's answers to the questions of one method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = ["Judgment", "JudgmentMethod", "Pair", "Subject"]

JudgmentMethod = Literal["direct", "swing", "order", "pairwise", "best-worst"]
Subject = Literal["capabilities", "processes"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison: `more` is `times` as important as `than`."""

    more: str
    than: str
    times: float


@dataclass(frozen=True)
class Judgment:
    """Who judged what by which method, and the answers that this method asks for.

    Attributes
    ----------
    points
        Direct rating and swing: points by item.
    order
        Rank order: the items, the most important first; items on one place are level.
    pairs
        Pairwise comparison: one per two items.
    best, worst, best_over, over_worst
        Best-worst: how many times as important the best is as each other, and each as the worst.
    share
        What the capabilities hold together, as a share of 1; None leaves them what they hold now.
    """

    about: Subject
    method: JudgmentMethod
    by: str
    date: date | None = None
    reason: str = ""
    share: float | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    order: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    best: str = ""
    worst: str = ""
    best_over: Mapping[str, float] = field(default_factory=dict)
    over_worst: Mapping[str, float] = field(default_factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        """What was judged, in the order in which it is named first."""
        named = [
            *self.points,
            *(item for place in self.order for item in place),
            *(item for pair in self.pairs for item in (pair.more, pair.than)),
            *([self.best, *self.best_over] if self.best else []),
        ]
        return tuple(dict.fromkeys(named))
