"""Lines over corners as the bent connectors of Office, which keep their corners when a shape is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Bent", "bent"]

LEAST = 0.25
"""Points that a connector is at least wide and high: its corners are shares of these."""

WHOLE = 100_000
QUARTER = 5_400_000  # 90 degrees
HAIR = 0.05
MOST_PIECES = 5

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bent:
    """A connector: its preset with where it bends, its frame in points, how it is turned and mirrored."""

    preset: str
    bends: tuple[int, ...]
    x: float
    y: float
    width: float
    height: float
    turn: int = 0
    flip_h: bool = False
    flip_v: bool = False


def bent(points: Sequence[Corner]) -> Bent | None:
    """Return the connector that runs over these points; None where no connector has this form.

    Examples
    --------
    >>> bent([(0, 0), (10, 0), (10, 20), (40, 20)])
    Bent(preset='bentConnector3', bends=(25000,), x=0.0, y=0.0, width=40, height=20, turn=0, \
flip_h=False, flip_v=False)
    """
    pieces = list(pairwise(points))
    if len(pieces) == 1:
        return _framed("straightConnector1", (), points, is_upright=False)
    levels = [_level(*piece) for piece in pieces]
    if len(pieces) > MOST_PIECES or None in levels or any(a == b for a, b in pairwise(levels)):
        return None
    is_upright = not levels[0]
    u, v = (1, 0) if is_upright else (0, 1)
    begin, end = points[0], points[-1]
    bends = []
    for number, corner in enumerate(points[1 : len(pieces) - 1]):
        axis = u if number % 2 == 0 else v
        bends.append(round(WHOLE * (corner[axis] - begin[axis]) / _length(begin, end, axis)))
    return _framed(f"bentConnector{len(pieces)}", tuple(bends), points, is_upright)


def _level(one: Corner, other: Corner) -> bool | None:
    """Tell whether a piece runs across; None where it runs askew."""
    if abs(one[1] - other[1]) < HAIR:
        return True
    return False if abs(one[0] - other[0]) < HAIR else None


def _length(begin: Corner, end: Corner, axis: int) -> float:
    """Return how far a line leads along an axis, never nothing."""
    length = end[axis] - begin[axis]
    return length if abs(length) >= LEAST else LEAST


def _framed(preset: str, bends: tuple[int, ...], points: Sequence[Corner], is_upright: bool) -> Bent:
    (left, top), (right, bottom) = points[0], points[-1]
    width, height = abs(right - left), abs(bottom - top)
    if bends:
        width, height = max(width, LEAST), max(height, LEAST)
    x, y = min(left, right), min(top, bottom)
    if not is_upright:
        return Bent(preset, bends, float(x), float(y), width, height, 0, right < left, bottom < top)
    middle = (x + width / 2, y + height / 2)
    return Bent(
        preset, bends, middle[0] - height / 2, middle[1] - width / 2, height, width, QUARTER,
        bottom < top, right >= left,
    )  # fmt: skip
