"""Expected visits in an absorbing Markov chain, sparse and without subtractions.

States are numbers; ``ways[s]`` lists ``(target, probability)``. Strongly connected parts are solved in
topological order; inside a part, states are eliminated one by one (Grassmann, Taksar and Heyman, 1985),
which adds, multiplies and divides only, so that a loop left by one case in a million is as exact as any
other.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procfit.model.components import strongly_connected
from procfit.model.errors import InputError

__all__ = ["Chain", "Way"]

Way = tuple[int, float]

ONE = 1.0


@dataclass(frozen=True, slots=True)
class _Elimination:
    """What is left of one strongly connected part once its states are eliminated.

    Attributes
    ----------
    order
        The states in the order of their elimination.
    onward
        Per state, where a case that leaves it goes among the later states, as shares.
    into
        Per state, the probability of a step into it from each later state.
    stay
        Per state, the probability of leaving it for another state, loops back to it aside.
    """

    order: list[int]
    onward: dict[int, dict[int, float]]
    into: dict[int, dict[int, float]]
    stay: dict[int, float]

    def visits(self, arrivals: dict[int, float]) -> dict[int, float]:
        """Return the expected visits of each state, given the cases that arrive from outside."""
        known = dict(arrivals)
        for state in self.order:
            for target, share in self.onward[state].items():
                known[target] = known.get(target, 0.0) + known.get(state, 0.0) * share
        found: dict[int, float] = {}
        for state in reversed(self.order):
            inflow = sum(found[source] * weight for source, weight in self.into[state].items())
            found[state] = (known.get(state, 0.0) + inflow) / self.stay[state]
        return found

    def costs(self, own: dict[int, float]) -> dict[int, float]:
        """Return what a case that stands in each state spends until it leaves the part.

        ``own`` is what one visit spends, with what is spent behind the part.
        """
        gathered = dict(own)
        for state in self.order:
            for source, weight in self.into[state].items():
                gathered[source] += weight * gathered[state] / self.stay[state]
        found: dict[int, float] = {}
        for state in reversed(self.order):
            ahead = sum(share * found[target] for target, share in self.onward[state].items())
            found[state] = gathered[state] / self.stay[state] + ahead
        return found

    def repeats(self) -> dict[int, float]:
        """Return the expected visits of each state by a case that stands in it, this visit included.

        The diagonal of the fundamental matrix.
        """
        inverse = self.inverse()
        return {state: inverse[state][state] for state in self.order}

    def inverse(self) -> dict[int, dict[int, float]]:
        """Return the expected visits of one state by a case that stands in another, ``[from][to]``.

        The entries of the fundamental matrix for each way and its reverse, by the equations of Takahashi,
        Fagan and Chin (1973).
        """
        inverse: dict[int, dict[int, float]] = {}
        for state in reversed(self.order):
            onward, into, stay = self.onward[state], self.into[state], self.stay[state]
            row = {
                source: sum(share * inverse[target][source] for target, share in onward.items())
                for source in into
            }
            for target in onward:
                found = sum(inverse[target][source] * weight for source, weight in into.items())
                inverse[target][state] = found / stay
            row[state] = (1 + sum(row[source] * weight for source, weight in into.items())) / stay
            inverse[state] = row
        return inverse


class Chain:
    """An absorbing chain, factored once and solved for any arrivals.

    Parameters
    ----------
    ways
        Per state its targets and probabilities; each row sums to at most one.
    ends
        Per state the probability that the case leaves the chain there.
    like
        A chain with the same ways or more: its parts serve here too, solved where they hold the same rows.
    """

    def __init__(
        self, ways: Sequence[Sequence[Way]], ends: Sequence[float], like: Chain | None = None
    ) -> None:
        self.ways = ways
        self.ends = ends
        self.parts: list[list[int]] = like.parts if like else _parts(ways)
        self.loops: list[list[int]] = like.loops if like else list(filter(self._is_loop, self.parts))
        self.solved: dict[int, _Elimination] = {
            part[0]: like.solved[part[0]]
            if like and self._is_same(part, like)
            else _eliminate(part, ways, ends)
            for part in self.loops
            if like is None or self._is_loop(part)
        }

    def _is_loop(self, part: list[int]) -> bool:
        return len(part) > 1 or any(target == part[0] for target, _ in self.ways[part[0]])

    def _is_same(self, part: list[int], other: Chain) -> bool:
        return all(
            self.ways[state] is other.ways[state] and self.ends[state] == other.ends[state]
            for state in part
        )

    def visits(self, arrivals: Sequence[float]) -> list[float]:
        """Return the expected visits of each state by cases that arrive as given.

        Examples
        --------
        >>> Chain([[(1, 1.0)], [(0, 0.5)]], [0.0, 0.5]).visits([1.0, 0.0])
        [2.0, 2.0]
        """
        found = list(arrivals)
        ways = self.ways
        for part in self.parts:
            solved = self.solved.get(part[0])
            if solved is None:
                value = found[part[0]]
                if value:
                    for target, probability in ways[part[0]]:
                        found[target] += value * probability
                continue
            for state, value in solved.visits({state: found[state] for state in part}).items():
                found[state] = value
            inside = frozenset(part)
            for state in part:
                for target, probability in ways[state]:
                    if target not in inside:
                        found[target] += found[state] * probability
        return found

    def costs(self, own: Sequence[float]) -> list[float]:
        """Return what a case that stands in each state spends until it leaves the chain.

        Examples
        --------
        >>> Chain([[(1, 1.0)], [(0, 0.5)]], [0.0, 0.5]).costs([10.0, 1.0])
        [22.0, 12.0]
        """
        found = list(own)
        for part in reversed(self.parts):
            solved = self.solved.get(part[0])
            inside = frozenset(part) if solved else frozenset()
            for state in part:
                for target, probability in self.ways[state]:
                    if target not in inside:
                        found[state] += found[target] * probability
            if solved is not None:
                for state, value in solved.costs({state: found[state] for state in part}).items():
                    found[state] = value
        return found

    def returns(self, ways: Sequence[Sequence[Way]]) -> list[float]:
        """Return per state the expected visits of it by a case that leaves it by `ways` and then moves here.

        `ways` are those of the chain with other probabilities; a way of this chain may have none.
        """
        found = [0.0] * len(self.ways)
        for part in self.parts:
            solved = self.solved.get(part[0])
            inverse = solved.inverse() if solved else {}
            for state in part if solved else ():
                found[state] = sum(
                    probability * inverse[target][state]
                    for target, probability in ways[state]
                    if target in inverse
                )
        return found

    def repeats(self) -> list[float]:
        """Return per state the expected visits by a case that stands in it; 1 where none comes back."""
        found = [ONE] * len(self.ways)
        for solved in self.solved.values():
            for state, value in solved.repeats().items():
                found[state] = value
        return found


def _parts(ways: Sequence[Sequence[Way]]) -> list[list[int]]:
    """Return the strongly connected parts, each before those it leads to."""
    graph = {state: [target for target, _ in row] for state, row in enumerate(ways)}
    return strongly_connected(graph)[::-1]


def _eliminate(part: list[int], ways: Sequence[Sequence[Way]], ends: Sequence[float]) -> _Elimination:
    out, sources, leak = _inner_rows(part, ways, ends)
    order: list[int] = []
    onward: dict[int, dict[int, float]] = {}
    into: dict[int, dict[int, float]] = {}
    stay: dict[int, float] = {}
    for state in _fewest_ways_first(out, sources):
        row = out.pop(state)
        left = leak[state] + sum(row.values())
        if left <= 0:
            raise InputError("no way out of a loop", "lead one of its branches on to the end")
        shares = {target: weight / left for target, weight in row.items()}
        before = {source: out[source].pop(state) for source in sources.pop(state)}
        for source, weight in before.items():
            leak[source] += weight * leak[state] / left
            _reroute(source, weight, shares, out[source], sources)
        for target in shares:
            sources[target].discard(state)
        order.append(state)
        onward[state], into[state], stay[state] = shares, before, left
    return _Elimination(order, onward, into, stay)


def _inner_rows(
    part: list[int], ways: Sequence[Sequence[Way]], ends: Sequence[float]
) -> tuple[dict[int, dict[int, float]], dict[int, set[int]], dict[int, float]]:
    """Return the weights inside the part, who leads to whom, and what leaves the part."""
    out: dict[int, dict[int, float]] = {state: {} for state in part}
    sources: dict[int, set[int]] = {state: set() for state in part}
    leak = {state: ends[state] for state in part}
    for state in part:
        for target, probability in ways[state]:
            if target not in out:
                leak[state] += probability
            elif target != state:
                out[state][target] = out[state].get(target, 0.0) + probability
                sources[target].add(state)
    return out, sources, leak


def _reroute(
    source: int,
    weight: float,
    shares: dict[int, float],
    row: dict[int, float],
    sources: dict[int, set[int]],
) -> None:
    for target, share in shares.items():
        if target != source:
            row[target] = row.get(target, 0.0) + weight * share
            sources[target].add(source)


def _fewest_ways_first(out: dict[int, dict[int, float]], sources: dict[int, set[int]]) -> Iterator[int]:
    """Yield the states so that few new ways arise (Markowitz, 1957); the dicts shrink meanwhile."""
    heap = [(len(out[state]) * len(sources[state]), state) for state in out]
    heapq.heapify(heap)
    while heap:
        degree, state = heapq.heappop(heap)
        if state not in out:
            continue
        now = len(out[state]) * len(sources[state])
        if now > degree:
            heapq.heappush(heap, (now, state))
            continue
        yield state
