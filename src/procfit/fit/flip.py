"""How little weight would have to move for a leader to lose its lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from procfit.fit.exact.moves import least_moves

__all__ = ["Flip", "flip"]


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
    >>> round(flip({"a": 0.6, "b": 0.4}, {"a": 1, "b": 0}, {"a": 0, "b": 1}).distance, 3)
    0.1
    """
    import numpy

    names = list(weights)
    leads = numpy.array([[leader[each] - challenger[each] for each in names]], dtype=float)
    found = least_moves(numpy.array([weights[each] for each in names], dtype=float), leads)
    distance = float(found.distance[0])
    if not 0 < distance < inf:
        return Flip(name, 0.0 if distance == 0 else None)
    taken = [
        (names[place], float(share))
        for place, share in zip(found.order[0], found.moved[0], strict=True)
        if share > 0
    ]
    return Flip(name, distance, names[int(found.target[0])], tuple(taken))
