"""The ways of cases through a map whose parallel work is nested: absorbing Markov chains, body by body."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from procfit.flow.chain import Chain
from procfit.flow.routing import Method, Routing
from procfit.flow.structure import Body

__all__ = ["ExactRouting"]


class ExactRouting(Routing):
    """Routing of a map whose parallel work is nested."""

    method: Method = "exact"

    @cached_property
    def _of_bodies(self) -> list[tuple[float, list[float], list[float]]]:
        """Per body: cases that enter it, then per place visits and repeats by one that does."""
        found: list[tuple[float, list[float], list[float]]] = []
        blocks = self.structure.block_of_body
        for number, body in enumerate(self.structure.bodies):
            entering = 1.0
            if number in blocks:
                block, share = blocks[number]
                entering, visits, _ = found[self.structure.body_of[block.split]]
                outer = self.structure.bodies[self.structure.body_of[block.split]]
                entering *= visits[outer.position[block.split]] * share
            found.append((entering, body.visits, body.chain.repeats()))
        return found

    @cached_property
    def visits(self) -> dict[str, float]:
        """Expected visits per case, by step."""
        visits = dict.fromkeys(self.structure.ids, 0.0)
        for body, (entering, inside, _) in zip(self.structure.bodies, self._of_bodies, strict=True):
            for step, value in zip(body.steps, inside, strict=True):
                visits[self.structure.ids[step]] = entering * value
        return visits

    @cached_property
    def reach(self) -> dict[str, float]:
        """The probability that a case comes to each step at least once."""
        reach = dict.fromkeys(self.structure.ids, 0.0)
        for number, body in enumerate(self.structure.bodies):
            for place, step in enumerate(body.steps):
                reach[self.structure.ids[step]] = self._reach(number, place)
        return reach

    def _reach(self, body: int, place: int) -> float:
        """Climb from a step's branch to the whole map, one enclosing split at a time."""
        _, visits, repeats = self._of_bodies[body]
        chance = visits[place] / repeats[place]
        while body in self.structure.block_of_body:
            block, share = self.structure.block_of_body[body]
            chance *= share
            body = self.structure.body_of[block.split]
            place = self.structure.bodies[body].position[block.split]
            _, visits, repeats = self._of_bodies[body]
            # Each pass through the split meets the step with `chance`; passes repeat independently.
            chance *= visits[place] / (1 + chance * (repeats[place] - 1))
        return min(chance, 1.0)

    def visits_until(self, stops: Collection[str]) -> dict[str, float]:
        """Return the expected visits per case before it has been at one of `stops`."""
        return self._visits_until(self._stopped(stops), stops)

    def _visits_until(self, stopped: _Stopped, stops: Collection[str]) -> dict[str, float]:
        visits = dict.fromkeys(self.structure.ids, 0.0)
        for number, body in enumerate(self.structure.bodies):
            block, share = self.structure.block_of_body.get(number, (None, 1.0))
            if block is not None:
                split = self.structure.ids[block.split]
                share *= 0.0 if split in stops else visits[split]
            for step, value in zip(body.steps, stopped.inside[number], strict=True):
                visits[self.structure.ids[step]] = share * value
        return visits

    def visits_until_other(self, step: str, stops: Collection[str]) -> float:
        """Return the expected visits of a step before a case has been at a stop other than itself.

        One solution serves all stops: the visits until any stop, the step included, and for each stop the
        chance to come back to it past the others.
        """
        if step not in stops or self.structure.number[step] in self._told_by_others:
            return super().visits_until_other(step, stops)
        everywhere = frozenset(stops)
        if everywhere not in self._first:
            stopped = self._stopped(everywhere)
            self._first[everywhere] = self._visits_until(stopped, everywhere), self._returns(stopped)
        first, returns = self._first[everywhere]
        return first[step] / (1 - returns.get(step, 0.0))

    @cached_property
    def _first(self) -> dict[frozenset[str], tuple[dict[str, float], dict[str, float]]]:
        return {}

    def _returns(self, stopped: _Stopped) -> dict[str, float]:
        """Return per stop the chance to come back to it, in its body, without passing another one."""
        found: dict[str, float] = {}
        for body, chain in zip(self.structure.bodies, stopped.chains, strict=True):
            names = (self.structure.ids[step] for step in body.steps)
            if chain is not body.chain:
                found.update(zip(names, chain.returns(body.ways), strict=True))
        return found

    @cached_property
    def _told_by_others(self) -> frozenset[int]:
        """The splits, and the steps of branches whose split a case can come back to."""
        repeated: set[int] = set()
        for number, (body, (_, _, repeats)) in enumerate(
            zip(self.structure.bodies, self._of_bodies, strict=True)
        ):
            block, _ = self.structure.block_of_body.get(number, (None, 0.0))
            inside = block is not None and block.split in repeated
            repeated.update(
                step for step, count in zip(body.steps, repeats, strict=True) if inside or count > 1
            )
        inner = {
            step
            for number, (block, _) in self.structure.block_of_body.items()
            if block.split in repeated
            for step in self.structure.bodies[number].steps
        }
        return frozenset(inner | self.structure.blocks.keys())

    def reach_any(self, steps: Collection[str]) -> float:
        """Return the probability that a case comes to at least one of `steps`."""
        stopped = self._stopped(steps)
        whole = self.structure.bodies[0].steps
        return sum(
            value * stopped.chances[step] for value, step in zip(stopped.inside[0], whole, strict=True)
        )

    def next_stops(self, sources: Collection[str], stops: Collection[str]) -> dict[str, float]:
        """Return per stop how often per case it is the first stop after one of `sources`."""
        structure = self.structure
        begun = {structure.number[name]: self.visits[name] for name in sources}
        stopping = [1.0 if name in stops else 0.0 for name in structure.ids]
        coming: dict[int, float] = {}
        for number, body in enumerate(structure.bodies):
            arrivals = [0.0] * len(body.steps)
            block, share = structure.block_of_body.get(number, (None, 0.0))
            if block is not None:
                from_split = begun.get(block.split, 0.0) + _onward(coming, block.split, stopping)
                arrivals = [share * from_split * entry for entry in body.arrivals]
            for place, step in enumerate(body.steps):
                for target, chance in body.ways[place]:
                    arrivals[target] += begun.get(step, 0.0) * chance
            found = _stopped_chain(body, stopping).visits(arrivals)
            coming.update(zip(body.steps, found, strict=True))
        return {name: coming.get(structure.number[name], 0.0) for name in stops}

    def _stopped(self, stops: Collection[str]) -> _Stopped:
        """Return how cases go that stop at the first of `stops`; a split meets what its branches meet."""
        bodies = self.structure.bodies
        met = frozenset(stops)
        chances = [1.0 if name in met else 0.0 for name in self.structure.ids]
        inside: list[list[float]] = [[] for _ in bodies]
        chains = [body.chain for body in bodies]
        for number in range(len(bodies) - 1, -1, -1):
            body = bodies[number]
            chain = chains[number] = _stopped_chain(body, chances)
            inside[number] = body.visits if chain is body.chain else chain.visits(body.arrivals)
            block, share = self.structure.block_of_body.get(number, (None, 1.0))
            if block is not None:
                meets = sum(
                    v * chances[step] for v, step in zip(inside[number], body.steps, strict=True)
                )
                chances[block.split] += (1 - chances[block.split]) * share * meets
        return _Stopped(chances, chains, inside)


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Per step the chance that a visit meets a stop; per body its chain, and its visits before a stop.

    The visits are those by a case that enters the body.
    """

    chances: list[float]
    chains: list[Chain]
    inside: list[list[float]]


def _onward(coming: dict[int, float], split: int, stopping: list[float]) -> float:
    return 0.0 if stopping[split] else coming.get(split, 0.0)


def _stopped_chain(body: Body, chances: list[float]) -> Chain:
    """Return the chain of a body in which cases stop with the chance given per step."""
    stopping = [place for place, step in enumerate(body.steps) if chances[step]]
    if not stopping:
        return body.chain
    ways, ends = list(body.ways), list(body.ends)
    for place in stopping:
        stop = chances[body.steps[place]]
        ways[place] = tuple((target, chance * (1 - stop)) for target, chance in ways[place])
        ends[place] = ends[place] * (1 - stop) + stop
    return Chain(ways, ends, like=body.chain)
