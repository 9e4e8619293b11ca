"""How far the weight of a capability, or of a whole process, may move before another vendor leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.arrays import arrays_of
from procfit.fit.exact.stability import NOBODY, Intervals, stable_intervals

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from procfit.fit.assess import Fit

    Floats = NDArray[numpy.float64]

__all__ = ["StableWeight", "stable_capabilities", "stable_processes"]


@dataclass(frozen=True, slots=True)
class StableWeight:
    """A weight, from where to where the leader stays first, and who leads below and above that."""

    name: str
    weight: float
    lowest: float
    highest: float
    below: str | None
    above: str | None


def stable_capabilities(fit: Fit) -> tuple[StableWeight, ...]:
    """Return how far the weight of each capability may move, heaviest first.

    What was set by hand stays, the other weights keep their proportions, as with ``--set``.
    """
    race, leader = fit.race, fit.verdict.leader
    if leader is None or not race.capabilities:
        return ()
    others = _others(race.vendors, leader)
    found = stable_intervals(race.weights, race.leads(leader, others), race.fixed)
    return _named(race.capabilities, race.weights, found, others)


def stable_processes(fit: Fit) -> tuple[StableWeight, ...]:
    """Return how far the weight of each process may move, heaviest first.

    All else keeps its proportions: the steps in the process, and the other processes.
    """
    race, leader = fit.race, fit.verdict.leader
    if leader is None or not race.capabilities:
        return ()
    others = _others(race.vendors, leader)
    arrays = arrays_of(fit.weights.contributions, fit.answers, [leader, *others])
    mid = arrays.by_process(arrays.mid)
    found = stable_intervals(arrays.process_weights, mid[0] - mid[1:])
    stable = _named(arrays.processes, arrays.process_weights, found, others)
    return tuple(sorted(filter(lambda own: own.name, stable), key=lambda own: -own.weight))


def _others(vendors: Sequence[str], leader: str) -> list[str]:
    return [name for name in vendors if name != leader]


def _named(
    names: Sequence[str], weights: Floats, found: Intervals, others: Sequence[str]
) -> tuple[StableWeight, ...]:
    def vendor(number: int) -> str | None:
        return None if number == NOBODY else others[number]

    return tuple(
        StableWeight(
            name,
            float(weights[at]),
            float(found.lowest[at]),
            float(found.highest[at]),
            vendor(int(found.below[at])),
            vendor(int(found.above[at])),
        )
        for at, name in enumerate(names)
    )
