"""How good a drawing of a map is, counted on its lines alone, whoever drew it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot

__all__ = ["Drawing", "Measures", "measure", "without_straight"]

Point = tuple[float, float]
HAIR = 0.5


@dataclass(frozen=True)
class Drawing:
    """The size of a drawing in points, and the corners of each flow by source, target and number."""

    width: float
    height: float
    flows: Mapping[tuple[str, str, int], Sequence[Point]]


@dataclass(frozen=True)
class Measures:
    """What is counted: places where lines cross, corners, length in points, area in square points."""

    crossings: int
    bends: int
    length: float
    area: float

    @property
    def disorder(self) -> int:
        """Crossings and bends."""
        return self.crossings + self.bends


def measure(drawing: Drawing) -> Measures:
    """Return the measures of a drawing; lines on top of each other cross another one once."""
    lines = [without_straight(line) for line in drawing.flows.values()]
    places = {
        (round(x), round(y))
        for one, other in combinations(lines, 2)
        for first in pairwise(one)
        for second in pairwise(other)
        for x, y in _crossing(first, second)
    }
    return Measures(
        len(places),
        sum(max(len(line) - 2, 0) for line in lines),
        sum(hypot(b[0] - a[0], b[1] - a[1]) for line in lines for a, b in pairwise(line)),
        drawing.width * drawing.height,
    )


def without_straight(line: Sequence[Point]) -> list[Point]:
    """Return the corners of a line, without points that stand on a straight part of it."""
    kept: list[Point] = []
    for point in line:
        if kept and hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) < HAIR:
            continue
        while len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _is_straight(a: Point, b: Point, c: Point) -> bool:
    """Tell whether b lies within a hair of the line from a to c, between them."""
    length = hypot(c[0] - a[0], c[1] - a[1]) or 1.0
    away = abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / length
    onward = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return away < HAIR and onward >= 0


def _crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> list[Point]:
    """Return the point in which the insides of two straight lines cross, if there is one."""
    (ax, ay), (bx, by) = first
    (cx, cy), (dx, dy) = second
    slant = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if abs(slant) < 1e-9:
        return []
    t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / slant
    u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / slant
    near, far = HAIR / (hypot(bx - ax, by - ay) or 1), HAIR / (hypot(dx - cx, dy - cy) or 1)
    if near < t < 1 - near and far < u < 1 - far:
        return [(ax + t * (bx - ax), ay + t * (by - ay))]
    return []
