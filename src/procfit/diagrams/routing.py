"""Lays every flow on the grid: straight ones first, each on the cheapest way that is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from procfit.diagrams.grid import gutter, is_channel
from procfit.diagrams.occupancy import Key, Laid, Occupancy
from procfit.diagrams.ranks import Edge, Ranking
from procfit.diagrams.runs import Run, runs_of
from procfit.diagrams.ways import End, Way, last_resort, straight, ways

__all__ = ["Router"]

BEND = 3.0
COLUMN = 0.1
ROW = 0.12
CROSSING = 3.0
CHANNEL = 0.5
MAIN_TURNS = 1.0
BRANCH_STRAIGHT = 1.0
SIDE_TAKEN = 1.0
ENTERS_SIDEWAYS = 1.5
BACK_THROUGH_FRONT = 1.0
BACK_BESIDE_ONWARD = 4.0
"""What it costs a way back to arrive where flows arrive that lead on: the two would look like one."""


class Router:
    """Lays the flows of one map, and remembers what lies where."""

    def __init__(self, ranking: Ranking, ends: list[End]) -> None:
        self._ranking = ranking
        self._ends = ends
        self._outgoing = Counter(edge.source for edge in ranking.edges)
        self._incoming = Counter(edge.target for edge in ranking.edges)
        self.occupancy = Occupancy([(end.column, end.row) for end in ends])
        self._used_sides: Counter[tuple[int, str]] = Counter()
        self._entered: set[tuple[int, str]] = set()
        self.main = {_likeliest(edges) for edges in ranking.forward if edges}

    def lay_all(self, main: set[tuple[int, int]]) -> list[Laid]:
        """Return every flow's way, in the order of the map; flows between steps in `main` go first."""
        by_ease = sorted(self._ranking.edges, key=lambda edge: self._ease(edge, main))
        laid = {id(edge): self._lay(edge) for edge in by_ease}
        return [laid[id(edge)] for edge in self._ranking.edges]

    def is_back(self, edge: Edge) -> bool:
        """Tell whether a flow leads back."""
        return (edge.source, edge.index) in self._ranking.back

    def _ease(self, edge: Edge, main: set[tuple[int, int]]) -> tuple[bool, bool, bool, int, int]:
        source, target = self._ends[edge.source], self._ends[edge.target]
        is_bent = source.row != target.row
        on_main = (edge.source, edge.target) in main
        return self.is_back(edge), not on_main, is_bent, abs(target.column - source.column), edge.source

    def _lay(self, edge: Edge) -> Laid:
        source, target = self._ends[edge.source], self._ends[edge.target]
        best = self._straight(edge) or self._cheapest(edge, ways(source, target), must_be_open=True)
        if best is None:
            best = self._cheapest(edge, last_resort(source, target), must_be_open=False)
        if best is None:
            raise AssertionError("a way on own tracks is always open")
        self.occupancy.put(best)
        self._used_sides[edge.source, best.way.exit] += 1
        if not self.is_back(edge):
            self._entered.add((edge.target, best.way.entry))
        return best

    def _straight(self, edge: Edge) -> Laid | None:
        """Return the way without a bend, if it is open and crosses nothing: no other can be cheaper."""
        source, target = self._ends[edge.source], self._ends[edge.target]
        if source.row != target.row or source.column >= target.column:
            return None
        laid = self._prepare(edge, straight(source, target))
        is_good = self.occupancy.is_open(laid) and not self.occupancy.crossings(laid)
        return laid if is_good else None

    def _cheapest(self, edge: Edge, found: Iterable[Way], must_be_open: bool) -> Laid | None:
        priced = [(self._price(edge, way), number, way) for number, way in enumerate(found)]
        best: Laid | None = None
        lowest = float("inf")
        for price, _, way in sorted(priced, key=lambda entry: entry[:2]):
            if price >= lowest:
                break
            laid = self._prepare(edge, way)
            if must_be_open and not self.occupancy.is_open(laid):
                continue
            price += CROSSING * self.occupancy.crossings(laid)
            if price < lowest:
                best, lowest = laid, price
        return best

    def _price(self, edge: Edge, way: Way) -> float:
        price = BEND * way.bends + self._sides_price(edge, way)
        for (x, y), (next_x, next_y) in pairwise(way.corners):
            price += COLUMN * abs(next_x - x) + ROW * abs(next_y - y)
            if y == next_y and is_channel(y):
                price += CHANNEL
        return price

    def _sides_price(self, edge: Edge, way: Way) -> float:
        if self.is_back(edge):
            price = BACK_THROUGH_FRONT * ((way.exit == "right") + (way.entry == "left"))
            is_beside = way.entry != "left" and (edge.target, way.entry) in self._entered
            return price + BACK_BESIDE_ONWARD * is_beside
        price = 0.0
        if self._ends[edge.source].is_split:
            is_main = (edge.source, edge.index) in self.main
            if is_main != (way.exit == "right"):
                price = MAIN_TURNS if is_main else BRANCH_STRAIGHT
            price += SIDE_TAKEN * bool(self._used_sides[edge.source, way.exit])
        if way.entry != "left" and self._ends[edge.target].kind != "join":
            price += ENTERS_SIDEWAYS
        return price

    def _prepare(self, edge: Edge, way: Way) -> Laid:
        runs = tuple(runs_of(way))
        keys = tuple(self._key(edge, way, run, number) for number, run in enumerate(runs))
        return Laid(edge, way, runs, keys)

    def _key(self, edge: Edge, way: Way, run: Run, number: int) -> Key:
        """Return the name of the track a line runs on; lines with one name share it."""
        if not run.has_track:
            return None
        if not way.shares_tracks:
            return "own", edge.source, edge.index, number
        if run.is_across:
            return ("in", edge.target) if self.is_back(edge) else ("out", edge.source)
        beside = gutter(self._ends[edge.source].column + 1)
        leaves = number == 1 and way.exit == "right" and run.at == beside
        arrives = way.entry == "left" and run.at == gutter(self._ends[edge.target].column)
        arrives = arrives and way.corners[-2][0] == run.at and number >= len(way.corners) - 3
        if leaves and arrives:
            leaves = self._outgoing[edge.source] > 1 or self._incoming[edge.target] == 1
        if leaves:
            return "out", edge.source
        return ("in", edge.target) if arrives else ("own", edge.source, edge.index, number)


def _likeliest(edges: tuple[Edge, ...]) -> tuple[int, int]:
    best = max(edges, key=lambda edge: (not edge.flow.rejects, edge.likelihood, -edge.index))
    return best.source, best.index
