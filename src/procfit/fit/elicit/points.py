"""Points given to each item: direct rating, and swing weighting.

Direct rating asks how important each item is. Swing asks how much it would be worth to go from the worst
to the best answer on it: the largest swing gets 100 points, the others in comparison (von Winterfeldt and
Edwards, Decision Analysis and Behavioral Research, Cambridge, 1986). Both are shares of the points.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

__all__ = ["from_points"]


def from_points(points: Mapping[str, float]) -> dict[str, float]:
    """Return each item's share of all points.

    Examples
    --------
    >>> from_points({"quotes": 100, "visits": 60, "mail": 40})
    {'quotes': 0.5, 'visits': 0.3, 'mail': 0.2}
    """
    total = fsum(points.values())
    return {item: own / total for item, own in points.items()}
