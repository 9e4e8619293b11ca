"""The loops of a map and how often cases run through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procfit.flow.dominance import order_of
from procfit.flow.visits import Routing
from procfit.model.components import strongly_connected

__all__ = ["Loop", "headers_of", "loop_steps", "loops_of"]


@dataclass(frozen=True)
class Loop:
    """A loop with the step it is entered at.

    Attributes
    ----------
    header
        Where cases enter.
    steps
        The steps of the loop in the order of the map.
    outside
        All other steps of the map.
    exits
        The steps of the loop that a flow leaves.
    passes
        Expected passes through the header by a case that enters: 1 / (1 - chance to come back), the
        rework factor of Dumas et al. (2018, chapter 7).
    """

    header: str
    steps: tuple[str, ...]
    outside: tuple[str, ...]
    exits: frozenset[str]
    passes: float


def loops_of(routing: Routing) -> list[Loop]:
    """Return the loops of a map, in the order of their headers in the map."""
    found, ways = loop_steps(routing), _live_ways(routing)
    return [_loop(routing, header, found[header], ways) for header in _in_map_order(routing, found)]


def loop_steps(routing: Routing) -> dict[str, set[str]]:
    """Return the steps of each loop of a map by the header of the loop.

    These are the natural loops: all steps that lead back to a header which every way into them passes
    (Aho, Lam, Sethi and Ullman, 2006). Loops with the same header are one. A set of steps that cases can
    enter at several places counts as one loop, entered at the first of them.
    """
    ways = _live_ways(routing)
    back, mixed = _ways_back(routing, ways)
    before = _turned(ways)
    found = {
        header: {header}.union(*(_leading_back(source, header, before) for source in sources))
        for header, sources in back.items()
    }
    found |= {header: set(part) for header, part in mixed.items()}
    return found


def headers_of(routing: Routing) -> frozenset[str]:
    """Return the headers of the loops of a map; see `loops_of`."""
    back, mixed = _ways_back(routing, _live_ways(routing))
    return frozenset(back.keys() | mixed.keys())


def _ways_back(
    routing: Routing, ways: dict[str, list[str]]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return from where a flow leads back to each header, and by header what has several ways in."""
    parts = [part for part in strongly_connected(ways) if len(part) > 1 or part[0] in ways[part[0]]]
    part_of = {name: number for number, part in enumerate(parts) for name in part}
    order = order_of(routing.structure.process)
    back: dict[str, list[str]] = {}
    for source in (name for name in ways if name in part_of):
        for target in ways[source]:
            # only a flow inside a part can lead back
            inside = part_of.get(target) == part_of[source]
            if inside and (source == target or order.dominates(target, source)):
                back.setdefault(target, []).append(source)
    headed = {part_of[header] for header in back}
    mixed = [part for number, part in enumerate(parts) if number not in headed]
    return back, {min(part, key=routing.structure.number.__getitem__): part for part in mixed}


def _in_map_order(routing: Routing, steps: Iterable[str]) -> list[str]:
    """Return step ids in the order of the map."""
    return sorted(steps, key=routing.structure.number.__getitem__)


def _live_ways(routing: Routing) -> dict[str, list[str]]:
    ids, order = routing.structure.ids, order_of(routing.structure.process)
    return {
        ids[number]: [ids[target] for target, chance in ways if chance > 0]
        for number, ways in enumerate(routing.structure.ways)
        if order.is_reached(ids[number])
    }


def _turned(ways: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return per step the steps before it."""
    before: dict[str, list[str]] = {name: [] for name in ways}
    for name, targets in ways.items():
        for target in targets:
            before[target].append(name)
    return before


def _leading_back(source: str, header: str, before: dict[str, list[str]]) -> set[str]:
    """Return the steps from which `source` is reached without passing the header."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        step = waiting.pop()
        if step != header and step not in found:
            found.add(step)
            waiting.extend(before[step])
    return found


def _loop(routing: Routing, header: str, inside: set[str], ways: dict[str, list[str]]) -> Loop:
    returning = sum(
        passages
        for (source, target), passages in routing.flows.items()
        if target == header and source in inside
    )
    visits = routing.visits[header]
    entering = visits - returning
    return Loop(
        header=header,
        steps=tuple(_in_map_order(routing, inside)),
        outside=tuple(_in_map_order(routing, set(ways) - inside)),
        exits=frozenset(step for step in inside if not inside.issuperset(ways[step])),
        passes=visits / entering if entering > 0 else 1.0,
    )
