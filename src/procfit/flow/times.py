"""Work, waiting and money of single steps, and the lead time they add up to.

Minutes and workspace money throughout. What a map does not say stays unknown: it is left out of the
totals, named among the gaps, and the totals are lower bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from procfit.flow.structure import Block, Body, Structure
from procfit.flow.tokens import play
from procfit.flow.visits import Routing
from procfit.model.process import ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import Rates

__all__ = ["LeadTime", "StepTimes", "expected_lead_time", "step_times"]

MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class StepTimes:
    """What one execution of a step takes; None = not assessed.

    ``cost`` is the work at the rate of its lane plus the step's own ``cost``; ``missing`` names the
    fields that are not given.
    """

    work: Duration | None
    wait: Duration | None
    cost: float | None
    missing: tuple[str, ...] = ()

    @property
    def mean_work(self) -> float:
        """Expected minutes of work, as far as known."""
        return self.work.mean if self.work else 0.0

    @property
    def mean(self) -> float:
        """Expected minutes of work and waiting, as far as known."""
        return self.mean_work + (self.wait.mean if self.wait else 0.0)

    @property
    def is_fixed(self) -> bool:
        """Whether the known times never vary."""
        return all(time is None or time.is_fixed for time in (self.work, self.wait))


def step_times(process: ProcessMap, step: Step, rates: Rates) -> StepTimes:
    """Return what one execution of a step takes and costs.

    A start, end, decision, split, join or call takes no time of its own unless it gives one, a wait no
    work. A step without ``wait`` waits the map's ``default_wait``, if there is one. The rate is needed
    only where there is work.

    Examples
    --------
    >>> step = Step("a", "A", work=Duration(2, 5, 14), wait=Duration.fixed(30), cost=1.5)
    >>> times = step_times(ProcessMap("p", "P", steps=(step,)), step, Rates(default=60))
    >>> times.mean, times.cost
    (36.0, 7.5)
    """
    work, wait = process.work_of(step), process.wait_of(step)
    missing = [name for name, time in (("work", work), ("wait", wait)) if time is None]
    labor = _labor(process, step, work, rates)
    if labor is None and work is not None:
        missing.append("rate")
    parts = [part for part in (labor, step.cost) if part is not None]
    return StepTimes(work, wait, sum(parts) if parts else None, tuple(missing))


def _labor(process: ProcessMap, step: Step, work: Duration | None, rates: Rates) -> float | None:
    if work is None:
        return None
    if work.most == 0:
        return 0.0
    lane = process.lane_of(step)
    rate = rates.per_hour(step.lane, lane.department if lane else "")
    return None if rate is None else work.mean / MINUTES_PER_HOUR * rate


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
    critical
        Per step its expected minutes on the critical path, per case; steps off it are absent.
    """

    mean: float
    exact: bool
    fixed: bool
    critical: Mapping[str, float] = field(default_factory=dict)


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
        Where parallel work is not nested, the average of played cases, without a critical path.
    """
    if routing.method != "exact":
        per_step = [minutes[name] for name in routing.structure.ids]
        played = play(routing.structure, per_step.__getitem__).times
        return LeadTime(sum(played) / max(len(played), 1), exact=False, fixed=False)
    return _Sum(routing.structure, minutes, varies).total()


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
        return LeadTime(means[0], self.exact, fixed[0], self._critical(visits))

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

    def _critical(self, visits: Sequence[Sequence[float]]) -> dict[str, float]:
        bodies = self.structure.bodies
        weight = [1.0] + [0.0] * (len(bodies) - 1)
        minutes: dict[str, float] = {}
        for number, body in enumerate(bodies):
            if not weight[number]:
                continue
            for step, count in zip(body.steps, visits[number], strict=True):
                minutes[self.structure.ids[step]] = weight[number] * count * self.minutes[step]
                for branch, chance in self.longest.get(step, ()):
                    weight[branch] = weight[number] * count * chance
        return minutes
