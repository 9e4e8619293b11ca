"""Shares of processes as importances from 1 to 5, which is all that a map can hold."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import floor

__all__ = ["importances"]

LEAST, MOST = 1, 5


def importances(shares: Mapping[str, float], total: float | None = None) -> dict[str, int]:
    """Return the importances whose proportions come nearest to the shares.

    Parameters
    ----------
    shares
        What each process was judged to weigh among these.
    total
        The sum that the importances should keep, so that these processes weigh as much against the others as
        before; None where they are free.

    Examples
    --------
    >>> importances({"order": 0.5, "return": 0.25, "recall": 0.25})
    {'order': 2, 'return': 1, 'recall': 1}
    >>> importances({"order": 0.5, "return": 0.5}, total=8)
    {'order': 4, 'return': 4}
    """
    if total is not None:
        return _rounded(shares, total)
    # Between two of these scales no importance changes.
    turns = sorted(
        {(step + 0.5) / share for share in shares.values() if share > 0 for step in range(MOST)}
    )
    scales = [
        turns[0] / 2,
        *((a + b) / 2 for a, b in pairwise(turns)),
        turns[-1] * 2,
    ]
    return min((_rounded(shares, scale) for scale in scales), key=lambda found: _apart(found, shares))


def _rounded(shares: Mapping[str, float], scale: float) -> dict[str, int]:
    return {item: min(max(floor(share * scale + 0.5), LEAST), MOST) for item, share in shares.items()}


def _apart(found: Mapping[str, int], shares: Mapping[str, float]) -> float:
    total = sum(found.values())
    return round(sum(abs(found[item] / total - share) for item, share in shares.items()), 12)
