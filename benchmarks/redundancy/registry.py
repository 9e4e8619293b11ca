"""Every plant and every near-miss by the rule it is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from benchmarks.redundancy.draft import Draft, Mark

__all__ = ["PLANTS", "SPARED", "Planter", "near_miss", "plant"]

Planter = Callable[[Draft], Mark]
"""Changes a draft and says which steps must be in a finding, or in none. Its docstring says why."""

PLANTS: dict[str, list[Planter]] = defaultdict(list)
"""By rule what makes it fire."""

SPARED: dict[str, list[Planter]] = defaultdict(list)
"""By rule what tempts it and must be left alone."""


def plant(*rules: str) -> Callable[[Planter], Planter]:
    """Keep a planter as one that makes rules fire."""
    return lambda planter: _kept(PLANTS, rules, planter)


def near_miss(*rules: str) -> Callable[[Planter], Planter]:
    """Keep a planter as one that must not make rules fire."""
    return lambda planter: _kept(SPARED, rules, planter)


def _kept(where: dict[str, list[Planter]], rules: Sequence[str], planter: Planter) -> Planter:
    for rule in rules:
        where[rule].append(planter)
    return planter
