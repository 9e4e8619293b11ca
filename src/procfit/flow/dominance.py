"""What surely comes before a step, what lies between two steps, and the path that proves it.

Meant over executions, not bare paths: at a join all branches of the split have run, so what any of them
surely does is done; at a merge only what every way has in common is. Steps of parallel branches are
unordered. Flows with a share of 0 are no ways. Where parallel work is not nested, a join is read as a
merge, which claims too little, never too much.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_, or_

from procfit.flow.structure import Structure, structure_of
from procfit.flow.threads import THREADS
from procfit.model.process import ProcessMap

__all__ = ["Order", "flood", "order_of", "surely_at_end", "surely_before"]


def surely_before(structure: Structure, gives: Sequence[int]) -> list[int]:
    """Return per step what every case has gathered before it comes there.

    The greatest solution of a forward data-flow problem (Kildall, 1973), with joins as explained above.

    Parameters
    ----------
    structure
        The map.
    gives
        Per step the set it adds, as bits.

    Returns
    -------
    list
        Per step the gathered set, as bits; all bits for steps that no case comes to.
    """
    everything = reduce(or_, gives, 0)
    before = [everything] * len(gives)
    starts = {start for start, share in structure.starts if share > 0}
    waiting = deque(structure.reached)
    queued = set(waiting)
    while waiting:
        step = waiting.popleft()
        queued.discard(step)
        branches = [
            reduce(and_, (before[source] | gives[source] for source in group), everything)
            for group in structure.incoming[step]
        ]
        found = 0 if step in starts or not branches else reduce(or_, branches)
        if found != before[step]:
            before[step] = found
            for target in structure.after[step]:
                if target not in queued:
                    queued.add(target)
                    waiting.append(target)
    return before


def surely_at_end(structure: Structure, gives: Sequence[int]) -> int:
    """Return what every case has gathered when it has ended, as bits.

    Parameters
    ----------
    structure
        The map.
    gives
        Per step the set it adds, as bits.
    """
    before = surely_before(structure, gives)
    after = [had | given for had, given in zip(before, gives, strict=True)]
    if structure.loose:
        return _common(after[step] for step in structure.reached if not structure.after[step])
    inside = [0] * len(structure.bodies)
    for number in range(len(inside) - 1, -1, -1):
        body = structure.bodies[number]
        ends = [step for step, end in zip(body.steps, body.ends, strict=True) if end > 0]
        inside[number] = _common(
            after[step] | _at_ends_of_branches(structure, step, inside)
            for step in ends
            if step in structure.reached
        )
    return inside[0]


def _at_ends_of_branches(structure: Structure, split: int, inside: Sequence[int]) -> int:
    """Return what the branches of a split that run to ends of their own have gathered by then."""
    block = structure.blocks.get(split)
    branches = zip(block.bodies, block.shares, strict=True) if block else ()
    return reduce(or_, (inside[body] for body, share in branches if share >= 1), 0)


def _common(sets: Iterable[int]) -> int:
    """Return what all sets have in common; nothing where there are none."""
    found = list(sets)
    return reduce(and_, found) if found else 0


class Order:
    """The order of the steps of one view of a map; steps are named by id."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self._number = structure.number
        self._after = structure.after
        self._reached: dict[int, set[int]] = {}

    @cached_property
    def _surely(self) -> list[int]:
        return surely_before(self.structure, [1 << step for step in range(len(self._after))])

    def dominates(self, first: str, then: str) -> bool:
        """Tell whether every case that comes to `then` has been at `first` before."""
        if first == then or not self.is_reached(then):
            return False
        return bool(self._surely[self._number[then]] >> self._number[first] & 1)

    def is_reached(self, step: str) -> bool:
        """Tell whether any case comes to the step."""
        return self._number[step] in self.structure.reached

    def leads_to(self, first: str, then: str) -> bool:
        """Tell whether a path of at least one flow leads from `first` to `then`."""
        return self._number[then] in self._reach(self._number[first])

    def _reach(self, step: int) -> set[int]:
        if step not in self._reached:
            self._reached[step] = flood(self._after[step], self._after, lambda _: True)
        return self._reached[step]

    def beside(self, step: int) -> frozenset[int]:
        """Return the numbers of the steps that may come at any time beside a step: in branches around it.

        Where parallel work is not nested, all that may come behind a split which leads to the step, but for
        what has surely been done before it.
        """
        structure = self.structure
        if not structure.loose:
            return structure.beside(step)
        found: set[int] = set()
        for split in structure.reached:
            several = structure.step(split).kind in THREADS and len(self._after[split]) > 1
            if several and split not in found and step in self._reach(split):
                found |= self._reach(split)
        return frozenset(each for each in found if each != step and not self._surely[step] >> each & 1)

    def between(self, first: str, then: str) -> tuple[str, ...]:
        """Return the steps on the ways from `first` to `then` that pass neither of them again.

        Steps of branches that run beside such a way are not between.
        """
        ends = {self._number[first], self._number[then]}

        def inside(step: int) -> bool:
            return step not in ends

        onward, backward = self.structure.onward, self.structure.back
        ahead = flood(onward[self._number[first]], onward, inside)
        back = flood(backward[self._number[then]], backward, inside)
        return tuple(name for step, name in enumerate(self.structure.ids) if step in ahead & back)

    def path(self, *stops: str, avoiding: Collection[str] = ()) -> tuple[str, ...]:
        """Return a shortest path through `stops` in that order; empty where there is none."""
        path: list[str] = [stops[0]]
        for stop in stops[1:]:
            leg = self._leg([path[-1]], stop, avoiding)
            if not leg:
                return ()
            path += leg[1:]
        return tuple(path)

    def path_from_start(self, *stops: str, avoiding: Collection[str] = ()) -> tuple[str, ...]:
        """Return a shortest path from a start through `stops`; empty where there is none."""
        first = (stops[0],) if stops[0] in self._starts else self._way_in(stops[0], avoiding)
        rest = self.path(*stops, avoiding=avoiding)
        return (*first, *rest[1:]) if first and rest else ()

    @cached_property
    def _starts(self) -> list[str]:
        return [self.structure.ids[step] for step, share in self.structure.starts if share > 0]

    @cached_property
    def _from_starts(self) -> dict[int, int]:
        return self._ways_out(self._starts, None, ())

    def _way_in(self, stop: str, avoiding: Collection[str]) -> tuple[str, ...]:
        """Return a shortest path of at least one flow from a start to the stop."""
        if avoiding:
            return self._leg(self._starts, stop, avoiding)
        return self._told(self._from_starts, self._starts, stop)

    def _leg(self, sources: Sequence[str], stop: str, avoiding: Collection[str]) -> tuple[str, ...]:
        """Return a shortest path of at least one flow from one of the sources to the stop."""
        return self._told(self._ways_out(sources, self._number[stop], avoiding), sources, stop)

    def _told(self, origin: dict[int, int], sources: Sequence[str], stop: str) -> tuple[str, ...]:
        ids, goal = self.structure.ids, self._number[stop]
        if goal not in origin:
            return ()
        return tuple(ids[each] for each in _backwards(goal, origin, sources, ids))

    def _ways_out(
        self, sources: Sequence[str], goal: int | None, avoiding: Collection[str]
    ) -> dict[int, int]:
        """Return the step before each on a shortest path from the sources, no farther than the goal."""
        barred = {self._number[name] for name in avoiding}
        origin: dict[int, int] = {}
        waiting = deque(step for step in map(self._number.__getitem__, sources) if step not in barred)
        while waiting and goal not in origin:
            step = waiting.popleft()
            for target in self._after[step]:
                if target not in origin and (target not in barred or target == goal):
                    origin[target] = step
                    waiting.append(target)
        return origin


def _backwards(
    goal: int, origin: dict[int, int], sources: Sequence[str], ids: Sequence[str]
) -> list[int]:
    path = [goal, origin[goal]]
    while ids[path[-1]] not in sources:
        path.append(origin[path[-1]])
    return path[::-1]


def flood(
    first: Iterable[int],
    ways: Sequence[Iterable[int]] | Mapping[int, Iterable[int]],
    may: Callable[[int], bool],
) -> set[int]:
    """Return what can be come to from `first`, these included, by ways over steps that may be passed."""
    found = {step for step in first if may(step)}
    waiting = list(found)
    while waiting:
        for target in ways[waiting.pop()]:
            if target not in found and may(target):
                found.add(target)
                waiting.append(target)
    return found


def order_of(process: ProcessMap) -> Order:
    """Return the order of the steps of one view of a map; computed once per map object."""
    known: dict[str, Order] = vars(process)
    if "_order" not in known:
        known["_order"] = Order(structure_of(process))
    return known["_order"]
