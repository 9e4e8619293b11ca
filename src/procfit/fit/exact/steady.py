"""How far the weight of a capability, or of a whole process, may move before another vendor leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    race = fit.race
    leader = fit.verdict.leader
    if leader is None or not race.capabilities:
        return ()
    found = stable_intervals(race.weights, _leads(race.vendors, race.mid, leader), race.fixed)
    return _named(race.capabilities, race.weights, found, _others(race.vendors, leader))


def stable_processes(fit: Fit) -> tuple[StableWeight, ...]:
    """Return how far the weight of each process may move, heaviest first.

    All else keeps its proportions: the steps in the process, and the other processes.
    """
    import numpy

    race = fit.race
    leader = fit.verdict.leader
    if leader is None or not race.capabilities:
        return ()
    names = list(dict.fromkeys(part.process for part in fit.weights.contributions))
    row = {name: number for number, name in enumerate(names)}
    column = {name: number for number, name in enumerate(race.capabilities)}
    parts = numpy.zeros((len(names), len(column)))
    for part in fit.weights.contributions:
        parts[row[part.process], column[part.capability]] += part.weight
    weights = parts.sum(axis=1)
    mid = race.mid @ (parts / weights[:, None]).T
    found = stable_intervals(weights, _leads(race.vendors, mid, leader))
    stable = _named(names, weights, found, _others(race.vendors, leader))
    return tuple(sorted(filter(lambda own: own.name, stable), key=lambda own: -own.weight))


def _others(vendors: Sequence[str], leader: str) -> list[str]:
    return [name for name in vendors if name != leader]


def _leads(vendors: Sequence[str], mid: Floats, leader: str) -> Floats:
    import numpy

    row = vendors.index(leader)
    found: Floats = mid[row] - numpy.delete(mid, row, axis=0)
    return found


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
