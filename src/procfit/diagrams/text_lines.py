"""Flows as box characters: cells remember to which sides their lines lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """Gathers the lines of all flows and tells which characters they need."""

    def __init__(self, width: int, height: int, routes: Sequence[Route]) -> None:
        import numpy as np

        self._routes = routes
        self._is_back = np.array([route.is_back for route in routes], dtype=bool)
        self._sides = np.zeros((height, width), dtype=np.uint8)
        self._of = np.full((height, width), -1, dtype=np.int16 if len(routes) < 32_767 else np.int32)
        self._arrows: dict[Cell, int] = {}

    def add(self, number: int, corners: list[Cell]) -> None:
        """Add a flow; its corners lead from the cell beside its source to the one beside its target."""
        route, first, last = self._routes[number], corners[0], corners[-1]
        self._mark(number, first, first, _toward_box(route.exit))
        self._mark(number, last, last, _toward_box(route.entry))
        for one, two in pairwise(corners):
            if one != two:
                self._line(number, min(one, two), max(one, two))
        self._arrows[last] = number

    def drawn(self) -> Iterator[tuple[Cell, str, Route, bool]]:
        """Return runs of the same character: where they begin, the flow, and whether it is an arrowhead."""
        for (x, y), number in self._arrows.items():
            self._sides[y, x] = 0
            route = self._routes[number]
            yield (x, y), _ARROWS[route.entry], route, True
        for y, x, length, sides, number in self._runs():
            route = self._routes[number]
            sign = _SIGNS[sides]
            yield (x, y), (_DASHED.get(sign, sign) if route.is_back else sign) * length, route, False

    def _runs(self) -> Iterator[tuple[int, ...]]:
        """Return row, column and length of the cells in a row that are the same, their sides and flow."""
        import numpy as np

        y, x = np.nonzero(self._sides)
        sides, of = self._sides[y, x], self._of[y, x]
        is_next = (np.diff(y) == 0) & (np.diff(x) == 1) & (np.diff(of) == 0)
        is_same = is_next & (sides[1:] == sides[:-1])
        starts = np.flatnonzero(np.concatenate(([True], ~is_same)))[: len(y)]
        lengths = np.diff(np.concatenate((starts, [len(y)])))
        columns = (y[starts], x[starts], lengths, sides[starts], of[starts])
        return zip(*(column.tolist() for column in columns), strict=True)

    def _line(self, number: int, low: Cell, high: Cell) -> None:
        back, on = (LEFT, RIGHT) if low[1] == high[1] else (UP, DOWN)
        self._mark(number, low, low, on)
        self._mark(number, high, high, back)
        (x, y), (right, bottom) = low, high
        if low[1] == high[1]:
            self._mark(number, (x + 1, y), (right - 1, y), back | on)
        else:
            self._mark(number, (x, y + 1), (x, bottom - 1), back | on)

    def _mark(self, number: int, low: Cell, high: Cell, sides: int) -> None:
        """Let the cells from `low` to `high` lead to `sides`; a flow ahead hides one that goes back."""
        cells = (slice(low[1], high[1] + 1), slice(low[0], high[0] + 1))
        self._sides[cells] |= sides
        of = self._of[cells]
        is_free = (of < 0) | self._is_back[of]
        of[is_free] = number


def _toward_box(side: str) -> int:
    return {"right": LEFT, "left": RIGHT, "bottom": UP, "top": DOWN}[side]
