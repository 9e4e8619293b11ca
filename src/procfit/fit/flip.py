"""How little weight would have to move for a leader to lose its lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from procfit.fit.exact.moves import Moves, least_moves

__all__ = ["Flip", "flip", "flips_of"]


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

    leads = numpy.array([[leader[each] - challenger[each] for each in weights]], dtype=float)
    shares = numpy.array(list(weights.values()), dtype=float)
    return flips_of(list(weights), [name], least_moves(shares, leads))[0]


def flips_of(capabilities: Sequence[str], challengers: Sequence[str], moves: Moves) -> list[Flip]:
    """Return the flips of several challengers, by the names that the numbers of their moves stand for."""
    return [_flip(capabilities, name, moves, row) for row, name in enumerate(challengers)]


def _flip(capabilities: Sequence[str], name: str, moves: Moves, row: int) -> Flip:
    distance = float(moves.distance[row])
    if not 0 < distance < inf:
        return Flip(name, 0.0 if distance == 0 else None)
    taking = zip(moves.order[row].tolist(), moves.moved[row].tolist(), strict=True)
    taken = tuple((capabilities[place], share) for place, share in taking if share > 0)
    return Flip(name, distance, capabilities[int(moves.target[row])], taken)
