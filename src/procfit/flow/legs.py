"""The likeliest and the slowest way through one body of a map.

A body is a chain of choices, so its likeliest way is the shortest one by minus the logarithm of the
chances (Dijkstra, 1959), and its slowest one comes out of the flows without those that lead back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf, log

from procfit.flow.structure import Body

__all__ = ["Leg", "Toll", "likeliest_leg", "rarity_of", "slowest_leg"]

DIGITS = 9
"""Rarities that agree in so many decimals are the same: sums of logarithms are never quite exact."""

MINUTE_DIGITS = 6

Node = tuple[int, int]
"""How many returns a way has used, and the place it has come to."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What it takes to pass a step with the block that it opens.

    ``rarity`` is minus the logarithm of the chance, infinite where there is no way; ``size`` counts the
    steps done.
    """

    minutes: float
    rarity: float
    size: int


@dataclass(frozen=True, slots=True)
class Leg:
    """A way through a body: its steps in order, and what it takes in all."""

    steps: tuple[int, ...]
    toll: Toll


@dataclass(frozen=True, slots=True)
class _Reached:
    """A way up to and with a place; ``before`` is the node before it, None where cases enter."""

    minutes: float
    rarity: float
    before: Node | None

    @property
    def slowness(self) -> tuple[float, float]:
        """What the slowest way has most of: minutes, and among equals the chance."""
        return round(self.minutes, MINUTE_DIGITS), -round(self.rarity, DIGITS)


def rarity_of(chance: float) -> float:
    """Return minus the logarithm of a chance; infinite where there is none."""
    return -log(min(chance, 1.0)) if chance > 0 else inf


def likeliest_leg(body: Body, tolls: Sequence[Toll]) -> Leg | None:
    """Return the most probable way through a body; None where no way ends.

    Parameters
    ----------
    body
        The body.
    tolls
        What passing takes, by step number. Among equal ways the step that the map names first decides.
    """
    if not body.entries:
        return Leg((), Toll(0.0, 0.0, 0))
    search = _Search(body, tolls)
    heap = [(way.rarity, node) for node, way in search.enter()]
    settled: set[Node] = set()
    while heap:
        _, node = heappop(heap)
        if node in settled:
            continue
        settled.add(node)
        for target in search.rows[node[1]]:
            onward = (0, target)
            if onward not in settled and search.offer(onward, node, _is_likelier):
                heappush(heap, (search.reached[onward].rarity, onward))
    ends = [(round(rarity, DIGITS), node[1]) for node, (_, rarity) in search.ends().items()]
    return search.leg((0, min(ends)[1])) if ends else None


def slowest_leg(body: Body, tolls: Sequence[Toll], *, returns: int = 1) -> Leg | None:
    """Return the way through a body that takes longest; None where no way ends.

    Parameters
    ----------
    body
        The body.
    tolls
        What passing takes, by step number.
    returns
        How often in all it may take a flow that leads back: one to a step on the way from where cases
        enter, when the flows are followed in depth, in the order they are given.
    """
    if not body.entries:
        return Leg((), Toll(0.0, 0.0, 0))
    search = _Search(body, tolls)
    search.enter()
    order, back = _in_depth(search)
    for layer in range(returns + 1):
        for place in order:
            if (layer, place) not in search.reached:
                continue
            for target in search.rows[place]:
                used = layer + ((place, target) in back)
                if used <= returns:
                    search.offer((used, target), (layer, place), _is_slower)
    ends = search.ends()
    slowest = max(
        ends,
        key=lambda node: (round(ends[node][0], MINUTE_DIGITS), -round(ends[node][1], DIGITS), -node[1]),
        default=None,
    )
    return None if slowest is None else search.leg(slowest)


def _is_likelier(new: _Reached, old: _Reached) -> bool:
    """Among equals the step before that the map names first; one where cases enter stays."""
    gain = round(old.rarity - new.rarity, DIGITS)
    if old.before is None or new.before is None:
        return gain > 0
    return gain > 0 or (gain == 0 and new.before < old.before)


def _is_slower(new: _Reached, old: _Reached) -> bool:
    return new.slowness > old.slowness


class _Search:
    """The ways found so far through a body."""

    def __init__(self, body: Body, tolls: Sequence[Toll]) -> None:
        self.body = body
        self.tolls = [tolls[step] for step in body.steps]
        self.rows = [self._passable(row) for row in body.ways]
        self.reached: dict[Node, _Reached] = {}

    def _passable(self, row: Sequence[tuple[int, float]]) -> dict[int, float]:
        """Return where a place leads; several flows to one step are one way."""
        found: dict[int, float] = {}
        for target, chance in row:
            if chance > 0 and self.tolls[target].rarity < inf:
                found[target] = found.get(target, 0.0) + chance
        return found

    def enter(self) -> list[tuple[Node, _Reached]]:
        """Put cases where they enter."""
        for step, share in self.body.entries:
            place = self.body.position[step]
            toll = self.tolls[place]
            rarity = rarity_of(share) + toll.rarity
            if rarity < inf:
                self.reached[0, place] = _Reached(toll.minutes, rarity, None)
        return list(self.reached.items())

    def offer(self, node: Node, before: Node, is_better: Callable[[_Reached, _Reached], bool]) -> bool:
        """Go on from one node to the next; tell whether that is the best way there so far."""
        way, toll = self.reached[before], self.tolls[node[1]]
        chance = self.rows[before[1]][node[1]]
        new = _Reached(way.minutes + toll.minutes, way.rarity + rarity_of(chance) + toll.rarity, before)
        old = self.reached.get(node)
        if old is not None and not is_better(new, old):
            return False
        self.reached[node] = new
        return True

    def ends(self) -> dict[Node, tuple[float, float]]:
        """Return the minutes and the rarity of the ways that leave the body, by their last node."""
        return {
            node: (way.minutes, way.rarity + rarity_of(self.body.ends[node[1]]))
            for node, way in self.reached.items()
            if self.body.ends[node[1]] > 0
        }

    def leg(self, last: Node) -> Leg:
        """Return the way that ends at a node."""
        places = list(self._back_from(last))[::-1]
        minutes, rarity = self.ends()[last]
        size = sum(self.tolls[place].size for place in places)
        return Leg(tuple(self.body.steps[place] for place in places), Toll(minutes, rarity, size))

    def _back_from(self, last: Node) -> Iterator[int]:
        node: Node | None = last
        while node is not None:
            yield node[1]
            node = self.reached[node].before


def _in_depth(search: _Search) -> tuple[list[int], set[tuple[int, int]]]:
    """Return the places, each after those before it, and the flows that lead back."""
    left: list[int] = []
    seen: set[int] = set()
    open_: dict[int, Iterator[int]] = {}
    back: set[tuple[int, int]] = set()
    for _, start in [*search.reached]:
        if start not in seen:
            seen.add(start)
            open_[start] = iter(search.rows[start])
        while open_:
            place, targets = next(reversed(open_.items()))
            target = next(targets, None)
            if target is None:
                del open_[place]
                left.append(place)
            elif target in open_:
                back.add((place, target))
            elif target not in seen:
                seen.add(target)
                open_[target] = iter(search.rows[target])
    return left[::-1], back
