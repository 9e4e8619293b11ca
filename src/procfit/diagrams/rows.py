"""The rows of a layout: steps of one path stay on one row of their lane, the likeliest path first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from procfit.diagrams.ranks import Edge, Ranking
from procfit.model.process import ProcessMap

__all__ = ["main_path", "place_rows"]

LOOK_AHEAD = 40
"""Columns that a flow keeps free in front of its target; longer ones run in channels anyway."""

MOST_ROWS = 20
"""Rows above and below a lane's main row that are compared; a fuller lane grows at its edges."""

NEW_ROW = 0.8
OFF_MAIN = 0.5
TOWARD_LANE = 0.9
HELD_CELL = 3.0
BLOCKED_LINE = 2.0


def main_path(process: ProcessMap, ranking: Ranking) -> list[int]:
    """Return the steps of the path on which most work goes, from the start it begins with.

    The weight of a path is the number of its steps, each counted with the share of cases that come
    there.
    """
    if not process.steps:
        return []
    weights, best = _best_ways(ranking)
    starts = {step.id for step in process.starts}
    begins = [place for place, step in enumerate(process.steps) if step.id in starts]
    first = max(begins, key=lambda place: (process.steps[place].share or 0.0, weights[place], -place))
    return _follow(first, best, set())


def place_rows(ranking: Ranking, lanes: list[int], main: list[int]) -> list[int]:
    """Return each step's row in its lane, counted from the lane's first row."""
    placing = _Placing(ranking, lanes)
    for run in _runs(main, lanes):
        placing.put(run, 0)
    taken = set(main)
    _, best = _best_ways(ranking)
    by_column = sorted(range(len(lanes)), key=lambda place: (ranking.columns[place], place))
    for place in by_column:
        if place not in taken:
            for run in _runs(_follow(place, best, taken), lanes):
                placing.put(run, placing.best_row(run))
    return placing.from_zero()


def _best_ways(ranking: Ranking) -> tuple[list[float], list[int]]:
    """Return each step's weight on its best path, and the step that path goes to (-1 at the end)."""
    weights = [1.0] * len(ranking.columns)
    best = [-1] * len(ranking.columns)
    for place in reversed(ranking.order):
        for edge in ranking.forward[place]:
            weight = 1 + edge.likelihood * weights[edge.target] - 0.001 * edge.flow.rejects
            if weight > weights[place]:
                weights[place] = weight
                best[place] = edge.target
    return weights, best


def _follow(first: int, best: list[int], taken: set[int]) -> list[int]:
    path = []
    place = first
    while place >= 0 and place not in taken:
        path.append(place)
        taken.add(place)
        place = best[place]
    return path


def _runs(path: list[int], lanes: list[int]) -> list[list[int]]:
    """Return the parts of a path that stay in one lane."""
    runs: list[list[int]] = []
    for place in path:
        if runs and lanes[runs[-1][-1]] == lanes[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


@dataclass
class _Placing:
    ranking: Ranking
    lanes: list[int]
    rows: dict[int, int] = field(default_factory=dict)
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    held: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    extent: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.near: list[list[Edge]] = [[] for _ in self.lanes]
        for edge in self.ranking.edges:
            self.near[edge.source].append(edge)
            self.near[edge.target].append(edge)

    def put(self, run: list[int], row: int) -> None:
        lane = self.lanes[run[0]]
        for place in run:
            self.rows[place] = row
            self.cells[lane, row, self.ranking.columns[place]] = place
        low, high = self.extent.get(lane, (row, row))
        self.extent[lane] = (min(low, row), max(high, row))
        for place in run:
            for edge in self.near[place]:
                self._hold(edge)

    def best_row(self, run: list[int]) -> int:
        lane = self.lanes[run[0]]
        low, high = self.extent.get(lane, (0, 0))
        near = range(max(low - 1, -MOST_ROWS), min(high + 1, MOST_ROWS) + 1)
        rows: list[int] = sorted({*near, low - 1, high + 1}, key=lambda row: (abs(row), -row))
        free = [row for row in rows if self._is_free(lane, row, run)]
        costs = [(self._cost(run, lane, row), number) for number, row in enumerate(free)]
        return free[min(costs)[1]]

    def from_zero(self) -> list[int]:
        return [self.rows[place] - self.extent[lane][0] for place, lane in enumerate(self.lanes)]

    def _is_free(self, lane: int, row: int, run: list[int]) -> bool:
        return all((lane, row, self.ranking.columns[place]) not in self.cells for place in run)

    def _cost(self, run: list[int], lane: int, row: int) -> float:
        low, high = self.extent.get(lane, (0, 0))
        cost = OFF_MAIN * abs(row) + (NEW_ROW if not low <= row <= high else 0.0)
        columns = self.ranking.columns
        cost += sum(HELD_CELL * self.held[lane, row, columns[place]] for place in run)
        return cost + sum(
            self._pull(edge, place, lane, row) for place in run for edge in self.near[place]
        )

    def _pull(self, edge: Edge, place: int, lane: int, row: int) -> float:
        other = edge.target if edge.source == place else edge.source
        if self.lanes[other] != lane:
            return TOWARD_LANE * row * (1 if self.lanes[other] < lane else -1)
        if other not in self.rows:
            return 0.0
        if self.rows[other] == row:
            return BLOCKED_LINE * self._is_blocked(edge, lane, row)
        return float(abs(self.rows[other] - row))

    def _is_blocked(self, edge: Edge, lane: int, row: int) -> bool:
        ends = sorted((self.ranking.columns[edge.source], self.ranking.columns[edge.target]))
        between = range(ends[0] + 1, min(ends[1], ends[0] + LOOK_AHEAD))
        return any((lane, row, column) in self.cells for column in between)

    def _hold(self, edge: Edge) -> None:
        """Keep the cells in front of a flow's target free where both ends are placed on that row."""
        if self.rows.get(edge.source) != self.rows.get(edge.target, -1):
            return
        if self.lanes[edge.source] != self.lanes[edge.target]:
            return
        lane, row = self.lanes[edge.source], self.rows[edge.source]
        first = self.ranking.columns[edge.source] + 1
        for column in range(first, min(self.ranking.columns[edge.target], first + LOOK_AHEAD)):
            self.held[lane, row, column] += 1
