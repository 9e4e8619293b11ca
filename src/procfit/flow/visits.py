"""How often a case comes to each step, and how likely it comes there at all.

Exact where parallel work is nested (a split's branches all meet at its join, or all run to ends of
their own): each branch is an absorbing Markov chain (Kemeny and Snell, 1960). Elsewhere cases are played
with a fixed seed, and the figures say "simulated".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from procfit.flow.board import board_of
from procfit.flow.chain import Chain
from procfit.flow.history import History
from procfit.flow.play import Played, play_loose
from procfit.flow.structure import Body, Structure, structure_of
from procfit.model.process import ProcessMap

if TYPE_CHECKING:
    from procfit.flow.board import Flags, Floats

__all__ = ["Method", "Routing", "routing_of"]

Method = Literal["exact", "simulated"]


class Routing(ABC):
    """The ways of cases through one view of a map; steps are named by id.

    Attributes
    ----------
    method
        "exact", or "simulated" for played cases.
    known
        False where work multiplies without end, so that there are no figures.
    note
        Why the figures are simulated or missing; empty when exact.
    """

    method: Method
    known: bool = True
    note: str = ""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure

    @property
    def assumed(self) -> tuple[str, ...]:
        """Ids of the splits and starts whose shares are not given, so that equal ones stand in."""
        return self.structure.assumed

    @property
    def stuck(self) -> dict[str, float]:
        """The share of cases in which a join waits for ever, by join; none where parallel work is nested."""
        return {}

    @property
    @abstractmethod
    def visits(self) -> dict[str, float]:
        """Expected visits per case, by step."""

    @property
    @abstractmethod
    def reach(self) -> dict[str, float]:
        """The probability that a case comes to each step at least once."""

    @abstractmethod
    def visits_until(self, stops: Collection[str]) -> dict[str, float]:
        """Return the expected visits per case before it has been at one of `stops`.

        A visit of a stop counts when it is the first of them. Steps of parallel branches are unordered:
        a stop in one branch does not hold back the other branches of the same split.
        """

    @abstractmethod
    def reach_any(self, steps: Collection[str]) -> float:
        """Return the probability that a case comes to at least one of `steps`."""

    @abstractmethod
    def next_stops(self, sources: Collection[str], stops: Collection[str]) -> dict[str, float]:
        """Return per stop how often per case it is the first stop after one of `sources`.

        After parallel work the case goes on from what it met before the split.
        """

    @cached_property
    def flows(self) -> dict[tuple[str, str], float]:
        """Expected passages per case of each flow, by the ids of its ends."""
        ids, found = self.structure.ids, dict[tuple[str, str], float]()
        for number, ways in enumerate(self.structure.ways):
            for target, chance in ways:
                ends = ids[number], ids[target]
                found[ends] = found.get(ends, 0.0) + self.visits[ids[number]] * chance
        return found


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
        visits = dict.fromkeys(self.structure.ids, 0.0)
        numbers = {self.structure.number[name] for name in stops}
        inside, _ = self._stopped(numbers)
        entering: list[float] = []
        for number, body in enumerate(self.structure.bodies):
            block, share = self.structure.block_of_body.get(number, (None, 1.0))
            if block is not None:
                begun = 0.0 if block.split in numbers else visits[self.structure.ids[block.split]]
                share *= begun
            entering.append(share)
            for step, value in zip(body.steps, inside[number], strict=True):
                visits[self.structure.ids[step]] = share * value
        return visits

    def reach_any(self, steps: Collection[str]) -> float:
        """Return the probability that a case comes to at least one of `steps`."""
        inside, chances = self._stopped({self.structure.number[name] for name in steps})
        whole = self.structure.bodies[0].steps
        return sum(value * chances[step] for value, step in zip(inside[0], whole, strict=True))

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
            found = _visits_until(body, stopping, arrivals)
            coming.update(zip(body.steps, found, strict=True))
        return {name: coming.get(structure.number[name], 0.0) for name in stops}

    def _stopped(self, stops: set[int]) -> tuple[list[list[float]], list[float]]:
        """Return per body the visits before a stop, and per step the chance that a visit meets one.

        The visits are those by a case that enters the body; a split meets what its branches meet.
        """
        bodies = self.structure.bodies
        chances = [1.0 if step in stops else 0.0 for step in range(len(self.structure.ids))]
        inside: list[list[float]] = [[] for _ in bodies]
        for number in range(len(bodies) - 1, -1, -1):
            body = bodies[number]
            inside[number] = _visits_until(body, chances, body.arrivals)
            block, share = self.structure.block_of_body.get(number, (None, 1.0))
            if block is not None:
                meets = sum(
                    v * chances[step] for v, step in zip(inside[number], body.steps, strict=True)
                )
                chances[block.split] += (1 - chances[block.split]) * share * meets
        return inside, chances


def _onward(coming: dict[int, float], split: int, stopping: list[float]) -> float:
    return 0.0 if stopping[split] else coming.get(split, 0.0)


def _visits_until(body: Body, chances: list[float], arrivals: list[float]) -> list[float]:
    """Return the visits of a body's steps by cases that stop with the chance given per step."""
    if not any(chances[step] for step in body.steps):
        return body.chain.visits(arrivals)
    ways, ends = [], []
    for step, row, end in zip(body.steps, body.ways, body.ends, strict=True):
        on = 1 - chances[step]
        ways.append([(target, chance * on) for target, chance in row] if on else [])
        ends.append(end * on + chances[step])
    return Chain(ways, ends).visits(arrivals)


class PlayedRouting(Routing):
    """Routing of a map whose parallel work is not nested: cases played with a fixed seed."""

    method: Method = "simulated"

    def __init__(self, structure: Structure) -> None:
        super().__init__(structure)
        self.known = not self._played.endless
        self.note = self._note() if self.known else "work multiplies without end in a loop"

    def _note(self) -> str:
        note = self.structure.loose
        for join, share in self.stuck.items():
            name = self.structure.process.step(join).name
            note += f'; "{name}" waits for ever in {share:.1%} of cases, for a branch that has gone elsewhere'
        if self._played.circular:
            note += "; joins wait for each other"
        return f"{note}; the figures let it go on" if self.stuck or self._played.circular else note

    @cached_property
    def _played(self) -> Played:
        return play_loose(self.structure)

    @property
    def _history(self) -> History:
        return self._played.recorded

    @cached_property
    def stuck(self) -> dict[str, float]:
        """The share of cases in which a join waits for ever, for a branch that has gone elsewhere."""
        joins = board_of(self.structure).joins
        return {self.structure.ids[joins[join]]: share for join, share in self._played.stuck.items()}

    @cached_property
    def visits(self) -> dict[str, float]:
        """Average visits per played case, by step."""
        return self._by_step(self._history.visits(len(self.structure.ids)))

    @cached_property
    def reach(self) -> dict[str, float]:
        """The share of played cases that come to each step."""
        return self._by_step(self._history.reach(len(self.structure.ids)))

    def visits_until(self, stops: Collection[str]) -> dict[str, float]:
        """Return the average visits per played case before it has been at a stop."""
        stopping = self._marked(stops)
        passed = self._history.carried(lambda coming, step: coming | stopping[step])
        return self._by_step(self._history.visits(len(self.structure.ids), ~passed))

    def next_stops(self, sources: Collection[str], stops: Collection[str]) -> dict[str, float]:
        """Return per stop how often per played case it is the first stop after one of `sources`."""
        begins, stopping = self._marked(sources), self._marked(stops)
        fresh = self._history.carried(
            lambda coming, step: begins[step] | (coming & ~stopping[step]),
        )
        visits = self._by_step(self._history.visits(len(self.structure.ids), fresh))
        return {name: visits[name] for name in stops}

    def reach_any(self, steps: Collection[str]) -> float:
        """Return the share of played cases that come to at least one of `steps`."""
        return self._history.share_of_cases(self._marked(steps)[self._history.step])

    def _marked(self, steps: Collection[str]) -> Flags:
        import numpy

        return numpy.array([name in steps for name in self.structure.ids])

    def _by_step(self, values: Floats) -> dict[str, float]:
        return dict(zip(self.structure.ids, values.tolist(), strict=True))


def routing_of(process: ProcessMap) -> Routing:
    """Return the routing of one view of a map; computed once per map object.

    Examples
    --------
    >>> from procfit.model.process import Flow, Step
    >>> again = Step("check", "Check", kind="decision", next=(Flow("check", 0.2), Flow("end", 0.8)))
    >>> round(routing_of(ProcessMap("p", "P", steps=(again, Step("end", "End")))).visits["check"], 6)
    1.25
    """
    known: dict[str, Routing] = vars(process)
    if "_routing" not in known:
        structure = structure_of(process)
        known["_routing"] = PlayedRouting(structure) if structure.loose else ExactRouting(structure)
    return known["_routing"]
