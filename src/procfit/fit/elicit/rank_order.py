"""Rank-order centroid: the mean of all weights that agree with an order.

Barron and Barrett, Management Science 42, 1996, 1515-1523: w_i = (1/n) · Σ_{k=i..n} 1/k.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

__all__ = ["centroid", "from_order"]


def centroid(count: int) -> list[float]:
    """Return the weights of so many items in order.

    Examples
    --------
    >>> centroid(2), centroid(1)
    ([0.75, 0.25], [1.0])
    """
    return [fsum(1 / k for k in range(rank, count + 1)) / count for rank in range(1, count + 1)]


def from_order(order: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the share of each item; items that are level share what their places hold.

    Examples
    --------
    >>> from_order([["a"], ["b"]]), from_order([["a", "b"]])
    ({'a': 0.75, 'b': 0.25}, {'a': 0.5, 'b': 0.5})
    """
    places = centroid(sum(map(len, order)))
    shares: dict[str, float] = {}
    for level in order:
        held = places[len(shares) : len(shares) + len(level)]
        shares |= dict.fromkeys(level, fsum(held) / len(level))
    return shares
