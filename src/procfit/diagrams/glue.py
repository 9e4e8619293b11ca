"""Which shapes a line joins, so that programs that edit pictures can let it follow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from procfit.diagrams.bridges import without_bridges
from procfit.diagrams.grid import Side
from procfit.diagrams.scene import Item, Line, Scene, Shape

__all__ = ["Glued", "Tie", "glued_lines"]

NEAR = 2.5
"""How far, in points, the end of a line may be from a side to touch it."""

Corner = tuple[float, float]


class Tie(NamedTuple):
    """The side of a shape that an end of a line is tied to; `item` is the shape's number in the scene."""

    item: int
    side: Side


@dataclass(frozen=True, slots=True)
class Glued:
    """A line with what it is tied to at its begin and its end."""

    line: Line
    begin: Tie | None
    end: Tie | None


def glued_lines(scene: Scene) -> Iterator[Glued]:
    """Yield the flows of a scene, each in one piece, with the shapes that they join.

    A program that moves a flow bends it itself, so it has no bridges here. The short line between the
    cut of a strip and its number is made one with the flow that it goes on with.
    """
    ties = _ties(scene.items)
    flows = [
        replace(item, points=without_bridges(item.points))
        for item in scene.items
        if isinstance(item, Line) and "flow" in item.classes.split()
    ]
    stubs = [line for line in flows if "reference" in line.classes.split()]
    used: set[int] = set()
    for line in flows:
        if line in stubs:
            continue
        whole, taken = _whole(line, stubs)
        used |= taken
        yield Glued(whole, _tie(whole.points[0], ties), _tie(whole.points[-1], ties))
    for number, stub in enumerate(stubs):
        if number not in used:
            yield Glued(stub, _tie(stub.points[0], ties), _tie(stub.points[-1], ties))


def _whole(line: Line, stubs: list[Line]) -> tuple[Line, set[int]]:
    """Return a flow with the stubs at its ends, and their numbers."""
    taken: set[int] = set()
    for number, stub in enumerate(stubs):
        if _meets(stub.points[0], line.points[-1]) and not line.has_arrow:
            joined = _straight((*line.points, *stub.points[1:]))
            line = replace(line, points=joined, has_arrow=stub.has_arrow)
            taken.add(number)
        elif _meets(stub.points[-1], line.points[0]):
            line = replace(line, points=_straight((*stub.points[:-1], *line.points)))
            taken.add(number)
    return line, taken


def _meets(one: Corner, other: Corner) -> bool:
    return abs(one[0] - other[0]) < 0.1 and abs(one[1] - other[1]) < 0.1


def _straight(points: Iterable[Corner]) -> tuple[Corner, ...]:
    """Return a line without the points that are no corners."""
    kept: list[Corner] = []
    for point in points:
        if kept and _meets(kept[-1], point):
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(one: Corner, middle: Corner, other: Corner) -> bool:
    across = (middle[0] - one[0]) * (other[1] - one[1]) - (middle[1] - one[1]) * (other[0] - one[0])
    return abs(across) < 0.1


def _ties(items: Iterable[Item]) -> Mapping[Tie, Corner]:
    """Return the middles of the sides of all shapes that have a name or are a reference."""
    places: dict[Tie, Corner] = {}
    for number, item in enumerate(items):
        if isinstance(item, Shape) and (item.id or "reference" in item.classes.split()):
            across, down = item.width / 2, item.height / 2
            places[Tie(number, "top")] = (item.x, item.y - down)
            places[Tie(number, "left")] = (item.x - across, item.y)
            places[Tie(number, "bottom")] = (item.x, item.y + down)
            places[Tie(number, "right")] = (item.x + across, item.y)
    return places


def _tie(end: Corner, ties: Mapping[Tie, Corner]) -> Tie | None:
    near = {tie: abs(x - end[0]) + abs(y - end[1]) for tie, (x, y) in ties.items()}
    best = min(near, key=lambda tie: near[tie], default=None)
    return best if best is not None and near[best] <= NEAR else None
