"""Draw lead times, where means alone cannot tell: the slowest of several branches, and quantiles.

All draws use a fixed seed, so that the same map always gives the same figures. NumPy is loaded on use.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from procfit.flow.figures import MapFigures
from procfit.flow.structure import Body, Structure
from procfit.flow.times import StepTimes
from procfit.flow.tokens import play
from procfit.model.components import strongly_connected
from procfit.model.quantities import Duration

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Samples = NDArray[numpy.float64]
    Tokens = NDArray[numpy.intp]
    Draw = Callable[[int, int], Samples]

__all__ = ["lead_time_samples"]

SEED = 20260101
MOST_CASES = 20_000
FEWEST_CASES = 200
MOVES = 4_000_000
LONGEST_CASE = 50_000
PLAYED_MOVES = 40_000


def lead_time_samples(figures: MapFigures) -> Samples | None:
    """Return drawn lead times, one row per case: minutes, and minutes with every wait zero.

    Cases choose their branches by the shares; every time is drawn from the PERT-beta of its least, usual
    and most (Malcolm, Roseboom, Clark and Fazar, 1959); called maps are drawn whole.

    Parameters
    ----------
    figures
        The figures of the map.

    Returns
    -------
    ndarray or None
        Shape (cases, 2); None where a case takes too many steps to be drawn.
    """
    pools: dict[int, Samples | None] = {}
    for each in _called_first(figures):
        called = {name: pools[id(callee)] for name, callee in each.called.items()}
        if any(pool is None for pool in called.values()):
            pools[id(each)] = None
        else:
            found = {name: pool for name, pool in called.items() if pool is not None}
            pools[id(each)] = _draw_map(each, found)
    return pools[id(figures)]


def _called_first(figures: MapFigures) -> list[MapFigures]:
    found = {id(figures): figures}
    waiting = [figures]
    while waiting:
        for callee in waiting.pop().called.values():
            if id(callee) not in found:
                found[id(callee)] = callee
                waiting.append(callee)
    calls = {name: [id(callee) for callee in each.called.values()] for name, each in found.items()}
    return [found[name] for part in strongly_connected(calls) for name in part]


def _draw_map(figures: MapFigures, called: dict[str, Samples]) -> Samples | None:
    if not figures.routing.known:
        return None
    if figures.routing.method != "exact":
        return _played(figures, called)
    length = sum(figures.routing.visits.values())
    if length > LONGEST_CASE:
        return None
    cases = int(min(MOST_CASES, max(FEWEST_CASES, MOVES / max(length, 1))))
    return _Sampler(figures, called).draw(cases)


class _Sampler:
    """Draws nested maps: first the ways of all cases, outside in; then the times, inside out."""

    def __init__(self, figures: MapFigures, called: dict[str, Samples]) -> None:
        import numpy

        self.np = numpy
        self.random = numpy.random.default_rng(SEED)
        self.structure: Structure = figures.routing.structure
        self.times = [figures.times[name] for name in self.structure.ids]
        self.pools = [called.get(name) for name in self.structure.ids]
        self.spent: list[Samples] = []
        self.passes: dict[int, list[Tokens]] = {}

    def draw(self, cases: int) -> Samples:
        """Return minutes and minutes without waits, shape (cases, 2)."""
        threads: dict[int, Tokens] = {}
        for number, body in enumerate(self.structure.bodies):
            count = cases
            if number:
                block, share = self.structure.block_of_body[number]
                threads[number] = self._started(block.split, share)
                count = len(threads[number])
            self.spent.append(self._walk(body, count))
        for number in range(len(self.structure.bodies) - 1, -1, -1):
            for split in self.structure.bodies[number].steps:
                if split in self.passes and split in self.structure.blocks:
                    self._add_slowest(split, number, threads)
        return self.spent[0]

    def _started(self, split: int, share: float) -> Tokens:
        """Return which passes through a split start a branch."""
        count = sum(len(part) for part in self.passes.get(split, []))
        every = self.np.arange(count)
        return every if share >= 1 else every[self.random.random(count) < share]

    def _add_slowest(self, split: int, body: int, threads: dict[int, Tokens]) -> None:
        owners = self.np.concatenate(self.passes[split])
        slowest = self.np.zeros((len(owners), 2))
        for branch in self.structure.blocks[split].bodies:
            started = threads[branch]
            slowest[started] = self.np.maximum(slowest[started], self.spent[branch])
        self.np.add.at(self.spent[body], owners, slowest)

    def _walk(self, body: Body, count: int) -> Samples:
        """Send `count` threads through a body; return their minutes, blocks inside left out."""
        spent = self.np.zeros((count, 2))
        tokens = self.np.arange(count)
        if not body.entries or not count:
            return spent
        entries = [body.position[step] for step, _ in body.entries]
        places = self._choose(entries, [share for _, share in body.entries], count)
        while len(tokens):
            moved = self.np.empty_like(places)
            for place in self.np.unique(places):
                here = places == place
                moved[here] = self._visit(body, int(place), tokens[here], spent)
            going = moved >= 0
            tokens, places = tokens[going], moved[going]
        return spent

    def _visit(self, body: Body, place: int, tokens: Tokens, spent: Samples) -> Tokens:
        step = body.steps[place]
        if step in self.structure.blocks:
            self.passes.setdefault(step, []).append(tokens)
        spent[tokens] += self._minutes(step, len(tokens))
        targets = [*(target for target, _ in body.ways[place]), -1]
        chances = [*(chance for _, chance in body.ways[place]), body.ends[place]]
        return self._choose(targets, chances, len(tokens))

    def _choose(self, targets: list[int], chances: list[float], count: int) -> Tokens:
        if max(chances) >= 1:
            return self.np.full(count, targets[chances.index(max(chances))])
        total = self.np.cumsum(chances)
        drawn = self.np.searchsorted(total, self.random.random(count) * total[-1], side="right")
        chosen: Tokens = self.np.asarray(targets)[drawn]
        return chosen

    def _minutes(self, step: int, count: int) -> Samples:
        work, wait = self._drawn(self.times[step].work, count), self._drawn(self.times[step].wait, count)
        minutes = self.np.stack([work + wait, work], axis=1)
        pool = self.pools[step]
        if pool is not None:
            minutes += pool[self.random.integers(0, len(pool), count)]
        return minutes

    def _drawn(self, time: Duration | None, count: int) -> Samples:
        if time is None:
            return self.np.zeros(count)
        if time.is_fixed:
            return self.np.full(count, time.least)
        spread = time.most - time.least
        rising, falling = _beta(time)
        return time.least + spread * self.random.beta(rising, falling, count)


def _beta(time: Duration) -> tuple[float, float]:
    """Return the two shapes of the PERT-beta."""
    spread = time.most - time.least
    return 1 + 4 * (time.usual - time.least) / spread, 1 + 4 * (time.most - time.usual) / spread


def _played(figures: MapFigures, called: dict[str, Samples]) -> Samples:
    """Draw a map whose parallel work is not nested, case by case."""
    import numpy

    structure = figures.routing.structure
    times = [figures.times[name] for name in structure.ids]
    pools = [called.get(name) for name in structure.ids]
    columns = []
    for with_waits in (True, False):
        dice = random.Random(SEED)  # noqa: S311 - nothing secret is drawn

        def minutes(step: int, dice: random.Random = dice, with_waits: bool = with_waits) -> float:
            return _one(times[step], pools[step], dice, with_waits)

        columns.append(play(structure, minutes, moves=PLAYED_MOVES).times)
    return numpy.array(columns, dtype=float).T


def _one(times: StepTimes, pool: Samples | None, dice: random.Random, with_waits: bool) -> float:
    spent = [times.work, times.wait if with_waits else None]
    total = 0.0
    for time in spent:
        if time is not None and time.is_fixed:
            total += time.least
        elif time is not None:
            rising, falling = _beta(time)
            total += time.least + (time.most - time.least) * dice.betavariate(rising, falling)
    if pool is not None:
        total += float(pool[dice.randrange(len(pool)), 0 if with_waits else 1])
    return total
