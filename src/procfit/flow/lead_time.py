"""The expected lead time of a map, and the critical path it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from procfit.flow.draws import fixed_draws
from procfit.flow.play import play_loose
from procfit.flow.structure import Block, Body, Structure
from procfit.flow.visits import Routing

__all__ = ["LeadTime", "expected_lead_time", "expected_minutes"]


@dataclass(frozen=True)
class LeadTime:
    """The expected lead time of a case, and where it comes from.

    Attributes
    ----------
    mean
        Minutes. Where ``exact`` is False, the longest branch by expected times stands for the slowest
        branch, which is a lower bound of the true mean (Jensen, 1906).
    exact
        Whether ``mean`` is the true mean of the known times.
    fixed
        Whether every case takes the same time.
    passes
        Per step how often per case it holds up the end: what one more minute of it adds to the mean.
        Steps off the critical path are absent.
    critical
        Per step its expected minutes on the critical path, per case; they sum to the mean.
    blocks
        Per split that starts branches, the expected minutes of the slowest; where work is nested.
    """

    mean: float
    exact: bool
    fixed: bool
    passes: Mapping[str, float] = field(default_factory=dict)
    critical: Mapping[str, float] = field(default_factory=dict)
    blocks: Mapping[str, float] = field(default_factory=dict)


def expected_lead_time(
    routing: Routing, minutes: Mapping[str, float], varies: Callable[[str], bool] = lambda step: False
) -> LeadTime:
    """Return the lead time of a map from expected times.

    Sums over sequences, weighs the branches of decisions and repeats loops by the expected visits, and
    takes the longest branch of parallel work (Dumas et al., 2018, chapter 7). Inclusive branches are
    taken to be started independently of each other.

    Parameters
    ----------
    routing
        The ways of the cases.
    minutes
        Expected minutes of one execution, by step.
    varies
        Tells whether the time of a step varies; without it, times count as fixed.

    Returns
    -------
    LeadTime
        Where parallel work is not nested, the average of played cases, every step taking its expected time.
    """
    if routing.method != "exact":
        return _played(routing, minutes)
    return _Sum(routing.structure, minutes, varies).total()


def expected_minutes(routing: Routing, minutes: Mapping[str, float]) -> float:
    """Return the mean of `expected_lead_time` alone, which takes less than where it comes from."""
    if routing.method != "exact":
        return _played(routing, minutes).mean
    return _Sum(routing.structure, minutes, lambda step: False).mean()


def _played(routing: Routing, minutes: Mapping[str, float]) -> LeadTime:
    ids = routing.structure.ids
    played = play_loose(routing.structure, fixed_draws([minutes[name] for name in ids]))
    if played.endless:
        return LeadTime(0.0, exact=False, fixed=False)
    passes = dict(zip(ids, played.recorded.critical_visits(len(ids)).tolist(), strict=True))
    critical = {name: count * minutes[name] for name, count in passes.items()}
    return LeadTime(float(played.minutes.mean()), False, False, passes, critical)


class _Sum:
    """Adds up the bodies of a map, the innermost first."""

    def __init__(
        self, structure: Structure, minutes: Mapping[str, float], varies: Callable[[str], bool]
    ) -> None:
        self.structure = structure
        self.minutes = [minutes[name] for name in structure.ids]
        self.varies = [varies(name) for name in structure.ids]
        self.blocks: dict[int, float] = {}
        self.block_varies: dict[int, bool] = {}
        self.longest: dict[int, list[tuple[int, float]]] = {}
        self.exact = True

    def total(self) -> LeadTime:
        """Return the lead time of the whole map."""
        bodies = self.structure.bodies
        visits = [body.visits for body in bodies]
        means = [0.0] * len(bodies)
        fixed = [True] * len(bodies)
        for number in range(len(bodies) - 1, -1, -1):
            for step in bodies[number].steps:
                if step in self.structure.blocks:
                    self._add_block(self.structure.blocks[step], means, fixed)
            means[number] = self._mean(bodies[number], visits[number])
            fixed[number] = self._is_fixed(bodies[number], visits[number])
        passes = self._passes(visits)
        number_of = self.structure.number
        critical = {name: count * self.minutes[number_of[name]] for name, count in passes.items()}
        blocks = {self.structure.ids[split]: minutes for split, minutes in self.blocks.items()}
        return LeadTime(means[0], self.exact, fixed[0], passes, critical, blocks)

    def mean(self) -> float:
        """Return the mean of the lead time of the whole map."""
        bodies = self.structure.bodies
        means, fixed = [0.0] * len(bodies), [True] * len(bodies)
        for number in range(len(bodies) - 1, -1, -1):
            for step in bodies[number].steps:
                if step in self.structure.blocks:
                    self._add_block(self.structure.blocks[step], means, fixed)
            means[number] = self._mean(bodies[number], bodies[number].visits)
        return means[0]

    def _mean(self, body: Body, visits: Sequence[float]) -> float:
        return sum(
            count * (self.minutes[step] + self.blocks.get(step, 0.0))
            for step, count in zip(body.steps, visits, strict=True)
        )

    def _is_fixed(self, body: Body, visits: Sequence[float]) -> bool:
        """Whether the branch always takes the same time: one way through, no time that varies."""
        for step, row, end, count in zip(body.steps, body.ways, body.ends, visits, strict=True):
            ways = sum(chance > 0 for _, chance in row) + (end > 0)
            if count and (ways > 1 or self.varies[step] or self.block_varies.get(step, False)):
                return False
        return True

    def _add_block(self, block: Block, means: list[float], fixed: list[bool]) -> None:
        """Note the expected time of the slowest branch, and which branch that is how often."""
        slowest = sorted(zip(block.bodies, block.shares, strict=True), key=lambda b: -means[b[0]])
        none_slower = 1.0
        longest = []
        for body, share in slowest:
            longest.append((body, none_slower * share))
            none_slower *= 1 - share
        self.longest[block.split] = longest
        self.blocks[block.split] = sum(chance * means[body] for body, chance in longest)
        certain = all(share in (0.0, 1.0) for share in block.shares)
        alike = all(fixed[body] for body in block.bodies)
        self.block_varies[block.split] = not (certain and alike)
        self.exact = self.exact and (alike or len(block.bodies) == 1)

    def _passes(self, visits: Sequence[Sequence[float]]) -> dict[str, float]:
        bodies = self.structure.bodies
        weight = [1.0] + [0.0] * (len(bodies) - 1)
        passes: dict[str, float] = {}
        for number, body in enumerate(bodies):
            if not weight[number]:
                continue
            for step, count in zip(body.steps, visits[number], strict=True):
                passes[self.structure.ids[step]] = weight[number] * count
                for branch, chance in self.longest.get(step, ()):
                    weight[branch] = weight[number] * count * chance
        return passes
