"""Single paths of cases through a map: the typical one and the longest one.

Parallel work makes a path a partial order: its branches stand side by side, and their join begins when
the slowest of them is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, inf

from procfit.flow.legs import Leg, Toll, likeliest_leg, rarity_of, slowest_leg
from procfit.flow.structure import Block, Structure
from procfit.flow.threads import THREADS
from procfit.flow.visits import Routing

__all__ = ["Case", "PathTaken", "PathVisit", "longest_path", "typical_path"]

LARGEST = 100_000
"""The most visits of a body on a path with a return: nested loops double them at each level."""

Case = Sequence[tuple[str, float, float]]
"""A simulated case: the step, begin and end of each visit."""


@dataclass(frozen=True, slots=True)
class PathVisit:
    """One visit of a step, with the minutes since the case came in at which it begins and ends."""

    step: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class PathTaken:
    """One way of a case through a map.

    Attributes
    ----------
    visits
        The visits in the order they begin. Of those that begin together, one that leads to another comes
        first, else the branch that its split names first.
    passages
        The flows taken, as places in ``visits``: from, to; the first is always the lower.
    chance
        The probability of exactly this way through; of a simulated case the share of cases that come
        to the same steps.
    minutes
        When the last visit has ended.
    """

    visits: tuple[PathVisit, ...]
    passages: tuple[tuple[int, int], ...]
    chance: float
    minutes: float

    @property
    def flows(self) -> tuple[tuple[str, str], ...]:
        """The flows taken by the ids of their ends, one as often as it is taken."""
        return tuple((self.visits[one].step, self.visits[other].step) for one, other in self.passages)


def typical_path(
    routing: Routing, minutes: Mapping[str, float], cases: Sequence[Case] = ()
) -> PathTaken | None:
    """Return the most likely way through a map; None where none is known.

    In each body it is the most probable way from where cases enter to where they leave, blocks counting
    with the chance of their own typical branches. Of inclusive branches it takes those that at least half
    of the cases take, or else the single likeliest one. Among equals the order of the map decides.

    Parameters
    ----------
    routing
        The ways of cases through the map.
    minutes
        Expected minutes of one execution, by step id.
    cases
        Simulated cases, used where parallel work is not nested: the path is then the first case of those
        with the most frequent set of steps.

    Examples
    --------
    >>> from procfit.flow.visits import routing_of
    >>> from procfit.model.process import Flow, ProcessMap, Step
    >>> again = Step("check", "Check", kind="decision", next=(Flow("check", 0.2), Flow("end", 0.8)))
    >>> routing = routing_of(ProcessMap("p", "P", steps=(again, Step("end", "End"))))
    >>> typical_path(routing, {"check": 5, "end": 1}).minutes
    6.0
    >>> longest_path(routing, {"check": 5, "end": 1}).minutes
    11.0
    """
    if routing.method == "exact":
        return _Paths(routing.structure, minutes, is_longest=False).taken()
    sets = Counter(_steps_of(case) for case in cases)
    if not sets:
        return None
    usual = max(sets, key=sets.__getitem__)
    case = next(case for case in cases if _steps_of(case) == usual)
    return _taken_by(routing.structure, case, sets[usual] / len(cases))


def longest_path(
    routing: Routing, minutes: Mapping[str, float], cases: Sequence[Case] = ()
) -> PathTaken | None:
    """Return the way through a map that takes longest with at most one return; None if none is known.

    A flow leads back when it ends at a step on the way to it, the flows followed in depth from the starts
    in the order they are given. Each pass of a body, the whole map or a branch, takes such a flow at most
    once in all. Blocks count with their slowest branch, and every inclusive branch that cases ever take is
    taken. Among ways that take as long the likeliest counts. A body where the return would make more than
    100,000 visits, as loops nested many levels deep do, goes without it.

    Parameters
    ----------
    routing
        The ways of cases through the map.
    minutes
        Expected minutes of one execution, by step id.
    cases
        Simulated cases, used where parallel work is not nested: the path is then the first case of those
        that end latest.
    """
    if routing.method == "exact":
        return _Paths(routing.structure, minutes, is_longest=True).taken()
    if not cases:
        return None
    case = max(cases, key=_end_of)
    alike = sum(_steps_of(other) == _steps_of(case) for other in cases)
    return _taken_by(routing.structure, case, alike / len(cases))


@dataclass
class _Strand:
    """Where one thread of a path stands: the time, and the visits that lead to its next step."""

    clock: float = 0.0
    last: list[int] = field(default_factory=list)


class _Paths:
    """Finds the way through each body, innermost first, then follows them from the start."""

    def __init__(self, structure: Structure, minutes: Mapping[str, float], *, is_longest: bool) -> None:
        self.structure = structure
        self.is_longest = is_longest
        self.minutes = [float(minutes[name]) for name in structure.ids]
        self.tolls = [Toll(spent, 0.0, 1) for spent in self.minutes]
        self.legs: list[Leg | None] = [None] * len(structure.bodies)
        for number in range(len(structure.bodies) - 1, -1, -1):
            self._settle(number)

    def _settle(self, number: int) -> None:
        """Find the way through a body; the blocks in it come after it, so theirs are known."""
        body = self.structure.bodies[number]
        for step in body.steps:
            if step in self.structure.blocks:
                self.tolls[step] = self._toll(self.structure.blocks[step])
        if not self.is_longest:
            self.legs[number] = likeliest_leg(body, self.tolls)
            return
        leg = slowest_leg(body, self.tolls)
        if leg is not None and leg.toll.size > LARGEST:
            leg = slowest_leg(body, self.tolls, returns=0)
        self.legs[number] = leg

    def _toll(self, block: Block) -> Toll:
        """Return what it takes to pass a split and its branches."""
        taken = self._branches(block)
        rarity, slowest, size = (0.0 if taken else inf), 0.0, 1
        for body, share in zip(block.bodies, block.shares, strict=True):
            leg = self.legs[body]
            if body not in taken:
                rarity += rarity_of(1 - share)
            elif leg is None:
                rarity = inf
            else:
                rarity += rarity_of(share) + leg.toll.rarity
                slowest = max(slowest, leg.toll.minutes)
                size += leg.toll.size
        return Toll(self.minutes[block.split] + slowest, rarity, size)

    def _branches(self, block: Block) -> list[int]:
        """Return the branches that the path takes."""
        shares = dict(zip(block.bodies, block.shares, strict=True))
        likeliest = max(shares, key=shares.__getitem__)
        if self.is_longest:
            return [body for body, share in shares.items() if share > 0]
        usual = [body for body, share in shares.items() if share >= 0.5]
        return usual or [likeliest][: shares[likeliest] > 0]

    def taken(self) -> PathTaken | None:
        """Return the path through the whole map."""
        whole = self.legs[0] if self.legs else None
        if whole is None or not whole.steps:
            return None
        visits, passages, end = self._follow(whole)
        order = sorted(range(len(visits)), key=lambda place: visits[place].begin)
        at = {place: index for index, place in enumerate(order)}
        return PathTaken(
            visits=tuple(visits[place] for place in order),
            passages=tuple(sorted((at[one], at[other]) for one, other in passages)),
            chance=exp(-whole.toll.rarity),
            minutes=end,
        )

    def _follow(self, whole: Leg) -> tuple[list[PathVisit], list[tuple[int, int]], float]:
        """Follow the path step by step: what leads to a visit is listed before it."""
        visits: list[PathVisit] = []
        passages: list[tuple[int, int]] = []
        main = _Strand()
        waiting: list[tuple[int, _Strand, list[_Strand]]] = [
            (step, main, []) for step in reversed(whole.steps)
        ]
        while waiting:
            step, strand, branches = waiting.pop()
            if branches:
                strand.clock = max(branch.clock for branch in branches)
                strand.last = list(dict.fromkeys(one for branch in branches for one in branch.last))
                continue
            passages.extend((one, len(visits)) for one in strand.last)
            end = strand.clock + self.minutes[step]
            visits.append(PathVisit(self.structure.ids[step], strand.clock, end))
            strand.clock, strand.last = end, [len(visits) - 1]
            if step in self.structure.blocks:
                waiting.extend(self._opened(step, strand))
        return visits, passages, main.clock

    def _opened(self, split: int, strand: _Strand) -> list[tuple[int, _Strand, list[_Strand]]]:
        """Return what is to do at a split, last first: its branches, then the waiting for them all."""
        legs = [self.legs[body] for body in self._branches(self.structure.blocks[split])]
        inside = [leg.steps for leg in legs if leg is not None]
        branches = [_Strand(strand.clock, list(strand.last)) for _ in inside]
        found: list[tuple[int, _Strand, list[_Strand]]] = [(split, strand, branches)]
        for steps, branch in zip(reversed(inside), reversed(branches), strict=True):
            found.extend((step, branch, []) for step in reversed(steps))
        return found


def _steps_of(case: Case) -> frozenset[str]:
    return frozenset(step for step, _, _ in case)


def _end_of(case: Case) -> float:
    return max((end for _, _, end in case), default=0.0)


def _taken_by(structure: Structure, case: Case, chance: float) -> PathTaken:
    visits = tuple(sorted((PathVisit(*visit) for visit in case), key=lambda visit: visit.begin))
    return PathTaken(visits, tuple(_told_passages(structure, visits)), chance, _end_of(case))


def _told_passages(structure: Structure, visits: Sequence[PathVisit]) -> list[tuple[int, int]]:
    """Tell from the times which visits led to which: the last ones before it that a flow leads from.

    A join follows one visit per step that leads to it, any other step a single visit. A visit leads to
    one step, that of a split to each of its branches.
    """
    found: list[tuple[int, int]] = []
    done: dict[int, list[int]] = {}
    used: set[tuple[int, int]] = set()
    for place, visit in enumerate(visits):
        step = structure.number[visit.step]
        sources: dict[int, tuple[int, int]] = {}
        for before in dict.fromkeys(structure.before[step]):
            way = step if structure.step(before).kind in THREADS else -1
            for one in reversed(done.get(before, ())):
                if (one, way) not in used and visits[one].end <= visit.begin:
                    sources[one] = one, way
                    break
        if structure.step(step).kind != "join":
            latest = sorted(sources, key=lambda one: (visits[one].end, one))[-1:]
            sources = {one: sources[one] for one in latest}
        used.update(sources.values())
        found.extend((one, place) for one in sources)
        done.setdefault(step, []).append(place)
    return sorted(found)
