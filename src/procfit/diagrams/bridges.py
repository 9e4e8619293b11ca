"""Where flows cross: the one that runs across goes over the other one on a small bridge."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Path", "with_bridges", "without_bridges"]

HALF = 4.5
"""Half the length of a bridge, and its height."""

NEAR = 0.01
"""What rounding may change."""

CLEAR = 3.0
"""What stays straight between a bridge and a corner, an end or the next bridge."""

Point = tuple[float, float]
Upright = tuple[float, float, float, str, str]
"""A line that runs down: where it is across, its top and bottom, its source and target."""


@dataclass(frozen=True, slots=True)
class Path:
    """The corners of a flow; flows of one source or one target meet without a bridge."""

    source: str
    target: str
    corners: tuple[Point, ...]


def with_bridges(paths: Sequence[Path]) -> list[tuple[Point, ...]]:
    """Return the corners of each flow with those of its bridges.

    Examples
    --------
    >>> level, upright = Path("a", "b", ((0, 0), (40, 0))), Path("c", "d", ((20, -30), (20, 30)))
    >>> with_bridges([level, upright])[0]
    ((0, 0), (15.5, 0), (15.5, -4.5), (24.5, -4.5), (24.5, 0), (40, 0))
    """
    upright = sorted(
        (begin[0], min(begin[1], end[1]), max(begin[1], end[1]), path.source, path.target)
        for path in paths
        for begin, end in pairwise(path.corners)
        if begin[0] == end[0] and begin[1] != end[1]
    )
    return [tuple(_over(path, upright)) for path in paths]


def without_bridges(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return the corners of a flow as they were before it got its bridges.

    Examples
    --------
    >>> without_bridges(((0, 0), (15.5, 0), (15.5, -4.5), (24.5, -4.5), (24.5, 0), (40, 0)))
    ((0, 0), (40, 0))
    """
    left: list[Point] = []
    number = 0
    while number < len(corners):
        if _is_bridge(corners[number : number + 4]):
            number += 4
        else:
            left.append(corners[number])
            number += 1
    return tuple(left)


def _is_bridge(corners: Sequence[Point]) -> bool:
    if len(corners) < 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    rises = abs(ay - by - HALF) < NEAR and abs(dy - cy - HALF) < NEAR and abs(ay - dy) < NEAR
    return rises and ax == bx and cx == dx and abs(abs(cx - bx) - 2 * HALF) < NEAR


def _x(line: Upright) -> float:
    return line[0]


def _over(path: Path, upright: list[Upright]) -> Iterator[Point]:
    yield path.corners[0]
    for begin, end in pairwise(path.corners):
        if begin[1] == end[1]:
            low = min(begin[0], end[0]) + HALF + CLEAR
            high = max(begin[0], end[0]) - HALF - CLEAR
            crossed = [
                x
                for x, top, bottom, source, target in upright[
                    bisect_right(upright, low, key=_x) : bisect_left(upright, high, key=_x)
                ]
                if source != path.source
                and target != path.target
                and top + CLEAR < begin[1] < bottom - CLEAR
            ]
            yield from _bridges(crossed if begin[0] < end[0] else crossed[::-1], begin, end)
        yield end


def _bridges(crossed: list[float], begin: Point, end: Point) -> Iterator[Point]:
    """Return the corners of one bridge over each line, or over several that lie close together."""
    sign = 1 if begin[0] < end[0] else -1
    y = begin[1]
    groups: list[list[float]] = []
    for x in crossed:
        if groups and abs(x - groups[-1][-1]) < 2 * HALF + CLEAR:
            groups[-1].append(x)
        else:
            groups.append([x])
    for group in groups:
        first, last = group[0] - sign * HALF, group[-1] + sign * HALF
        yield from ((first, y), (first, y - HALF), (last, y - HALF), (last, y))
