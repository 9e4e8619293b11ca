"""Flows as box characters: cells remember to which sides their lines lead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from procfit.diagrams.grid import Route

__all__ = ["Lines"]

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
_SIGNS = {
    LEFT | RIGHT: "─",
    UP | DOWN: "│",
    RIGHT | DOWN: "┌",
    LEFT | DOWN: "┐",
    RIGHT | UP: "└",
    LEFT | UP: "┘",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    LEFT | RIGHT | DOWN: "┬",
    LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | UP | DOWN: "┼",
    LEFT: "─",
    RIGHT: "─",
    UP: "│",
    DOWN: "│",
}
_DASHED = {"─": "┄", "│": "┆"}
_ARROWS = {"left": "▶", "right": "◀", "top": "▼", "bottom": "▲"}

Cell = tuple[int, int]


class Lines:
    """Gathers the lines of all flows and tells which character each cell gets."""

    def __init__(self) -> None:
        self._sides: dict[Cell, int] = {}
        self._routes: dict[Cell, Route] = {}
        self._arrows: dict[Cell, Route] = {}

    def add(self, route: Route, corners: list[Cell]) -> None:
        """Add a flow; its corners lead from the cell beside its source to the one beside its target."""
        first, last = corners[0], corners[-1]
        self._mark(first, _toward_box(route.exit), route)
        self._mark(last, _toward_box(route.entry), route)
        for begin, end in pairwise(corners):
            self._line(begin, end, route)
        self._arrows[last] = route

    def drawn(self) -> Iterator[tuple[Cell, tuple[str, Route, bool]]]:
        """Return every cell with its character, its flow, and whether it is an arrowhead."""
        for cell, sides in self._sides.items():
            if cell in self._arrows:
                route = self._arrows[cell]
                yield cell, (_ARROWS[route.entry], route, True)
                continue
            route = self._routes[cell]
            sign = _SIGNS[sides]
            yield cell, (_DASHED.get(sign, sign) if route.is_back else sign, route, False)

    def _line(self, begin: Cell, end: Cell, route: Route) -> None:
        if begin == end:
            return
        if begin[1] == end[1]:
            low, high = sorted((begin[0], end[0]))
            for x in range(low, high + 1):
                self._mark((x, begin[1]), (LEFT if x > low else 0) | (RIGHT if x < high else 0), route)
            return
        low, high = sorted((begin[1], end[1]))
        for y in range(low, high + 1):
            self._mark((begin[0], y), (UP if y > low else 0) | (DOWN if y < high else 0), route)

    def _mark(self, cell: Cell, sides: int, route: Route) -> None:
        self._sides[cell] = self._sides.get(cell, 0) | sides
        known = self._routes.get(cell)
        if known is None or known.is_back:
            self._routes[cell] = route


def _toward_box(side: str) -> int:
    return {"right": LEFT, "left": RIGHT, "bottom": UP, "top": DOWN}[side]
