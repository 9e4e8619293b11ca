"""Work, waiting and money of single steps.

Minutes and workspace money throughout. What a map does not say stays unknown: it is left out of the
totals, named among the gaps, and the totals are lower bounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from procfit.model.process import ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import Rates

__all__ = ["StepTimes", "step_times"]

MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class StepTimes:
    """What one execution of a step takes; None = not assessed.

    ``cost`` is the work at the rate of its lane plus the step's own ``cost``, ``rate`` the money per minute
    of work; ``missing`` names the fields that are not given.
    """

    work: Duration | None
    wait: Duration | None
    cost: float | None
    rate: float | None = None
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
    rate = _per_minute(process, step, rates)
    labor = _labor(work, rate)
    if labor is None and work is not None:
        missing.append("rate")
    parts = [part for part in (labor, step.cost) if part is not None]
    return StepTimes(work, wait, sum(parts) if parts else None, rate, tuple(missing))


def _labor(work: Duration | None, rate: float | None) -> float | None:
    if work is None:
        return None
    if work.most == 0:
        return 0.0
    return None if rate is None else work.mean * rate


def _per_minute(process: ProcessMap, step: Step, rates: Rates) -> float | None:
    lane = process.lane_of(step)
    rate = rates.per_hour(step.lane, lane.department if lane else "")
    return None if rate is None else rate / MINUTES_PER_HOUR
