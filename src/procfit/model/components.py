"""Strongly connected parts of a directed graph, without recursion on input depth."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

__all__ = ["strongly_connected"]

Node = TypeVar("Node", bound=Hashable)


def strongly_connected(ways: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the strongly connected parts, each before the parts that lead to it.

    Tarjan's algorithm (1972) with an explicit stack.

    Examples
    --------
    >>> strongly_connected({1: [2], 2: [3], 3: [2]})
    [[3, 2], [1]]
    """
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    open_nodes: list[Node] = []
    is_open: set[Node] = set()
    parts: list[list[Node]] = []
    for root in ways:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        open_nodes.append(root)
        is_open.add(root)
        stack = [(root, iter(ways[root]))]
        while stack:
            node, targets = stack[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    open_nodes.append(target)
                    is_open.add(target)
                    stack.append((target, iter(ways[target])))
                    break
                if target in is_open:
                    low[node] = min(low[node], order[target])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == order[node]:
                    parts.append(_pop_part(node, open_nodes, is_open))
    return parts


def _pop_part(root: Node, open_nodes: list[Node], is_open: set[Node]) -> list[Node]:
    part: list[Node] = []
    while not part or part[-1] != root:
        part.append(open_nodes.pop())
        is_open.discard(part[-1])
    return part
