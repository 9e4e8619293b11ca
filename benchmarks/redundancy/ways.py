"""Where cases go, by plain reachability over dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from benchmarks.redundancy.worlds import Plain, ways

__all__ = ["Edge", "graph_of", "places", "reachable", "sinks_of", "spine", "starts_of"]

Edge = tuple[str, str]
Graph = dict[str, list[str]]


def graph_of(plain: Plain) -> Graph:
    """Return the steps that follow each step."""
    return {step["id"]: [way["to"] for way in ways(step)] for step in plain["step"]}


def starts_of(plain: Plain) -> list[str]:
    """Return where cases begin: the start steps, else those that nothing leads to, else the first."""
    graph = graph_of(plain)
    led_to = {target for targets in graph.values() for target in targets}
    declared = [step["id"] for step in plain["step"] if step.get("kind") == "start"]
    return declared or [name for name in graph if name not in led_to] or list(graph)[:1]


def sinks_of(graph: Graph) -> list[str]:
    """Return where cases end."""
    return [name for name, targets in graph.items() if not targets]


def reachable(
    graph: Graph, sources: Iterable[str], without: Collection[Edge] = (), avoiding: Collection[str] = ()
) -> set[str]:
    """Return the sources and what follows them, not over some edges and not through some steps."""
    found = {source for source in sources if source not in avoiding}
    waiting = list(found)
    while waiting:
        name = waiting.pop()
        for target in graph[name]:
            if target not in found and (name, target) not in without and target not in avoiding:
                found.add(target)
                waiting.append(target)
    return found


def places(plain: Plain) -> list[Edge]:
    """Return the edges that a case passes once at most, on branches and beside other work too."""
    graph = graph_of(plain)
    reached = reachable(graph, starts_of(plain))
    return [
        (name, target)
        for name, targets in graph.items()
        for target in dict.fromkeys(targets)
        if targets.count(target) == 1 and name in reached and name not in reachable(graph, [target])
    ]


def spine(plain: Plain) -> list[Edge]:
    """Return the edges that every case passes exactly once, in the order it passes them."""
    graph, starts = graph_of(plain), starts_of(plain)
    sinks = set(sinks_of(graph))
    if not sinks & reachable(graph, starts):
        return []
    found = [
        (name, target)
        for name, targets in graph.items()
        for target in dict.fromkeys(targets)
        if targets.count(target) == 1
        and not sinks & reachable(graph, starts, without=[(name, target)])
        and name not in reachable(graph, [target])
        and name in reachable(graph, starts)
    ]
    return sorted(found, key=lambda edge: -len(reachable(graph, [edge[1]])))
