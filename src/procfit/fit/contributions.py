"""What single steps give to the weights of capabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["NOTHING", "Contribution", "shares_of"]

NOTHING = 1e-15
"""Weights below this are rounding."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one step gives to one capability's weight.

    `weight` is the part of the whole (all contributions sum to 1); without overrides it is
    `process_weight` × `step_share` × `need_share`. An override that no step supports has neither
    process nor step.
    """

    process: str
    step: str
    capability: str
    process_weight: float
    step_share: float
    need_share: float
    weight: float


def shares_of(contributions: Collection[Contribution]) -> dict[str, float]:
    """Return the weight of each capability, the heaviest first."""
    shares: dict[str, float] = defaultdict(float)
    for part in contributions:
        shares[part.capability] += part.weight
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
