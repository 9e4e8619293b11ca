"""The columns of a layout: how many steps lie between a start and each step at most.

Loops are broken at the flows that lead back in a depth-first search that takes the likeliest way first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from procfit.model.process import Flow, ProcessMap, Step

__all__ = ["Edge", "Ranking", "rank"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One flow between two steps, given by their places in the map."""

    source: int
    target: int
    index: int
    flow: Flow
    likelihood: float


@dataclass(frozen=True)
class Ranking:
    """The column of each step, and the flows split into those that lead on and those that lead back."""

    columns: tuple[int, ...]
    edges: tuple[Edge, ...]
    forward: tuple[tuple[Edge, ...], ...]
    back: frozenset[tuple[int, int]]
    order: tuple[int, ...]
    """The steps so that every forward flow leads to a later one."""


def rank(process: ProcessMap) -> Ranking:
    """Return the columns of a map's steps.

    Examples
    --------
    >>> rank(ProcessMap("p", "P", steps=(Step("a", "A", next=(Flow("b"),)), Step("b", "B")))).columns
    (0, 1)
    """
    outgoing = _outgoing(process)
    back = _back_flows(process, outgoing)
    forward = tuple(
        tuple(edge for edge in edges if (edge.source, edge.index) not in back) for edges in outgoing
    )
    order = _topological(forward)
    columns = _longest_paths(forward, order)
    _pull_late_starts(forward, order, columns)
    edges = tuple(edge for edges in outgoing for edge in edges)
    return Ranking(tuple(_without_gaps(columns)), edges, forward, frozenset(back), tuple(order))


def _outgoing(process: ProcessMap) -> list[list[Edge]]:
    place = {step.id: index for index, step in enumerate(process.steps)}
    return [
        [
            Edge(place[step.id], place[flow.to], index, flow, _likelihood(step, flow))
            for index, flow in enumerate(step.next)
            if flow.to in place
        ]
        for step in process.steps
    ]


def _likelihood(step: Step, flow: Flow) -> float:
    if flow.share is not None:
        return flow.share
    return 1 / len(step.next) if step.kind == "decision" else 1.0


def _preferred(edges: list[Edge]) -> Iterator[Edge]:
    return iter(sorted(edges, key=lambda edge: (edge.flow.rejects, -edge.likelihood)))


def _back_flows(process: ProcessMap, outgoing: list[list[Edge]]) -> set[tuple[int, int]]:
    """Return the flows that lead to a step still open in the search, as (source, index)."""
    starts = {step.id for step in process.starts}
    roots = sorted(range(len(outgoing)), key=lambda place: process.steps[place].id not in starts)
    is_open = [False] * len(outgoing)
    is_seen = [False] * len(outgoing)
    back: set[tuple[int, int]] = set()
    for root in roots:
        if is_seen[root]:
            continue
        is_seen[root] = is_open[root] = True
        stack = [(root, _preferred(outgoing[root]))]
        while stack:
            place, edges = stack[-1]
            for edge in edges:
                if is_open[edge.target]:
                    back.add((edge.source, edge.index))
                elif not is_seen[edge.target]:
                    is_seen[edge.target] = is_open[edge.target] = True
                    stack.append((edge.target, _preferred(outgoing[edge.target])))
                    break
            else:
                is_open[place] = False
                stack.pop()
    return back


def _topological(forward: tuple[tuple[Edge, ...], ...]) -> list[int]:
    waiting_for = [0] * len(forward)
    for edges in forward:
        for edge in edges:
            waiting_for[edge.target] += 1
    ready = deque(place for place, count in enumerate(waiting_for) if not count)
    order = []
    while ready:
        place = ready.popleft()
        order.append(place)
        for edge in forward[place]:
            waiting_for[edge.target] -= 1
            if not waiting_for[edge.target]:
                ready.append(edge.target)
    return order


def _longest_paths(forward: tuple[tuple[Edge, ...], ...], order: list[int]) -> list[int]:
    columns = [0] * len(forward)
    for place in order:
        for edge in forward[place]:
            columns[edge.target] = max(columns[edge.target], columns[place] + 1)
    return columns


def _pull_late_starts(
    forward: tuple[tuple[Edge, ...], ...], order: list[int], columns: list[int]
) -> None:
    """Move a start that joins late, with the steps between, next to where it joins."""
    may_move = [len(edges) == 1 for edges in forward]
    for place in order:
        for edge in forward[place]:
            may_move[edge.target] &= may_move[place]
    for place in reversed(order):
        if may_move[place]:
            columns[place] = columns[forward[place][0].target] - 1


def _without_gaps(columns: list[int]) -> list[int]:
    used = {column: index for index, column in enumerate(sorted(set(columns)))}
    return [used[column] for column in columns]
