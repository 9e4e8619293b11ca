"""Play cases through a map step by step, for maps whose parallel work is not neatly nested.

A join waits until no other work of the case can still reach it: the "inclusive join" of workflow
patterns (Wynn, van der Aalst, ter Hofstede and Edmond, 2009). Cases are drawn with a fixed seed, so that
the same map always gives the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from procfit.flow.structure import Structure

__all__ = ["Played", "play"]

SEED = 1
MOST_CASES = 1000
FEWEST_CASES = 100
MOVES = 20_000
MOVES_OF_A_CASE = 10_000

Minutes = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Played:
    """What the played cases did.

    Attributes
    ----------
    paths
        Per case the numbers of its steps in the order they were begun.
    times
        Per case its minutes from start to the last end.
    endless
        Whether a case was given up because its work multiplied without end.
    """

    paths: tuple[tuple[int, ...], ...]
    times: tuple[float, ...]
    endless: bool


def play(
    structure: Structure,
    minutes: Minutes = lambda step: 0.0,
    most: int = MOST_CASES,
    moves: int = MOVES,
) -> Played:
    """Play up to `most` cases, fewer when they take more than `moves` steps in all."""
    game = _Game(structure, minutes)
    paths: list[tuple[int, ...]] = []
    times: list[float] = []
    played = 0
    while len(paths) < most and (played < moves or len(paths) < FEWEST_CASES):
        case = game.case()
        if case is None:
            return Played(tuple(paths), tuple(times), endless=True)
        paths.append(case[0])
        times.append(case[1])
        played += len(case[0])
    return Played(tuple(paths), tuple(times), endless=False)


class _Game:
    """The rules of one map."""

    def __init__(self, structure: Structure, minutes: Minutes) -> None:
        self.structure = structure
        self.minutes = minutes
        self.kinds: list[str] = [step.kind for step in structure.process.steps]
        import random

        self.random = random.Random(SEED)  # noqa: S311 - nothing secret is drawn
        self.leads_to = _who_can_reach(structure, self.kinds)

    def case(self) -> tuple[tuple[int, ...], float] | None:
        """Play one case; None when it never ends."""
        path: list[int] = []
        last = 0.0
        arriving = [(self._one_of(self.structure.starts), 0.0)]
        held: dict[int, float] = {}
        while arriving or held:
            if arriving:
                step, time = arriving.pop()
                if self.kinds[step] == "join":
                    held[step] = max(held.get(step, 0.0), time)
                    continue
            else:
                step, time = self._release(held)
            path.append(step)
            time += self.minutes(step)
            onward = self._onward(step)
            last = last if onward else max(last, time)
            arriving.extend((target, time) for target in onward)
            if len(path) > MOVES_OF_A_CASE:
                return None
        return tuple(path), last

    def _release(self, held: dict[int, float]) -> tuple[int, float]:
        """Take the first join that no other waiting join can still send work to."""
        for join in held:
            if not any(other in self.leads_to[join] for other in held if other != join):
                return join, held.pop(join)
        first = next(iter(held))
        return first, held.pop(first)

    def _onward(self, step: int) -> list[int]:
        ways = self.structure.ways[step]
        if self.kinds[step] == "parallel":
            return [target for target, _ in ways]
        if self.kinds[step] == "inclusive":
            return self._drawn(step)
        return [self._one_of(ways)] if ways else []

    def _drawn(self, step: int) -> list[int]:
        """Return the branches drawn; where none is, the case goes on at the join."""
        drawn = [target for target, share in self.structure.ways[step] if self.random.random() < share]
        join = self.structure.joins.get(step)
        return drawn or ([] if join is None else [join])

    def _one_of(self, ways: Sequence[tuple[int, float]]) -> int:
        if len(ways) == 1:
            return ways[0][0]
        left = self.random.random()
        for target, share in ways:
            left -= share
            if left < 0:
                return target
        return max(ways, key=lambda way: way[1])[0]


def _who_can_reach(structure: Structure, kinds: list[str]) -> dict[int, set[int]]:
    """Return per join the steps whose work can still come to it, without passing it first."""
    before: list[list[int]] = [[] for _ in structure.ids]
    for step, ways in enumerate(structure.ways):
        for target, share in ways:
            if share > 0:
                before[target].append(step)
    return {join: _ancestors(join, before) for join, kind in enumerate(kinds) if kind == "join"}


def _ancestors(join: int, before: list[list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(before[join])
    while waiting:
        step = waiting.pop()
        if step not in found and step != join:
            found.add(step)
            waiting.extend(before[step])
    return found
