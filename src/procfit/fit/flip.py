"""How little weight would have to move for a leader to lose its lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

__all__ = ["Flip", "flip"]

NOTHING = 1e-12
"""Differences of utility below this are rounding."""


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest move of weight that brings a challenger level with the leader.

    `distance` is the share of all weight that moves (half the L1 distance between the old weights and
    the new): 0 in a dead heat, None when the leader is as good everywhere. It goes from the
    capabilities in `taken`, with the share taken from each, to `capability`.
    """

    challenger: str
    distance: float | None
    capability: str = ""
    taken: tuple[tuple[str, float], ...] = ()


def flip(
    weights: Mapping[str, float],
    leader: Mapping[str, float],
    challenger: Mapping[str, float],
    name: str = "",
) -> Flip:
    """Return the smallest move of weight that ties two vendors.

    Moving to where the challenger leads most, from where the leader leads most, gains most per unit of
    weight moved, so taking greedily in that order is exact.

    Parameters
    ----------
    weights
        Capability to weight.
    leader, challenger
        Capability to utility.
    name
        The challenger's id.

    Examples
    --------
    >>> flip({"a": 0.6, "b": 0.4}, {"a": 1, "b": 0}, {"a": 0, "b": 1}).distance
    0.09999999999999998
    """
    lead = {capability: leader[capability] - challenger[capability] for capability in weights}
    gap = fsum(weight * lead[capability] for capability, weight in weights.items())
    if gap <= NOTHING:
        return Flip(name, 0.0)
    target = min(lead, key=lambda capability: lead[capability])
    if lead[target] >= -NOTHING:
        return Flip(name, None)
    taken = []
    for capability in sorted(weights, key=lambda capability: -lead[capability]):
        gain = lead[capability] - lead[target]
        moved = min(weights[capability], gap / gain)
        taken.append((capability, moved))
        gap -= moved * gain
        if gap <= 0 or moved < weights[capability]:
            break
    return Flip(name, fsum(moved for _, moved in taken), target, tuple(taken))
