"""Draw lead times, where means alone cannot tell: the slowest of several branches, and quantiles.

All draws use fixed seeds, so that the same map always gives the same figures. NumPy is loaded on use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from procfit.flow.board import board_of
from procfit.flow.draws import Draws, draws_of
from procfit.flow.figures import MapFigures
from procfit.flow.play import Played, play, play_loose
from procfit.model.components import strongly_connected

if TYPE_CHECKING:
    from procfit.flow.board import Floats

__all__ = ["Simulated", "simulated"]

CASES = 2_000
FEWEST_CASES = 200
MOST_CASES = 20_000
MOVES = 2_000_000
LONGEST_CASE = 20_000
GOOD_ERROR = 0.01
"""The standard error of the mean, as a share of it, above which more cases are drawn."""


@dataclass(frozen=True)
class Simulated:
    """Drawn lead times of a map.

    Attributes
    ----------
    minutes
        One lead time per case.
    mean
        Their mean.
    standard_error
        Of the mean: that of the draws of this map and of the simulated maps it calls.
    played
        The cases.
    """

    minutes: Floats
    mean: float
    standard_error: float
    played: Played

    def quantiles(self) -> tuple[float, float]:
        """Return the lead times within which half of all cases end, and nine of ten."""
        import numpy

        p50, p90 = numpy.quantile(self.minutes, (0.5, 0.9))
        return float(p50), float(p90)


def simulated(figures: MapFigures, waits: bool = True, *, recorded: bool = False) -> Simulated | None:
    """Return drawn lead times of a map; drawn once per map.

    Cases choose their branches by the shares; every time is drawn from the PERT-beta of its least, usual
    and most (Malcolm, Roseboom, Clark and Fazar, 1959); called maps are drawn whole. Their draws are set
    to their exact mean where there is one.

    Parameters
    ----------
    figures
        The figures of the map.
    waits
        Whether waiting counts; without it only work does.
    recorded
        Whether every visit is needed. They are kept anyway where the mean is not exact.

    Returns
    -------
    Simulated or None
        None where a case takes too many steps to be drawn, here or in a called map.
    """
    for each in _called_first(figures):
        known = _memory(each)
        if waits not in known or (recorded and each is figures and _lacks_history(known[waits])):
            known[waits] = _simulated(each, waits, recorded and each is figures)
    return _memory(figures)[waits]


def _lacks_history(drawn: Simulated | None) -> bool:
    return drawn is not None and drawn.played.history is None


def _memory(figures: MapFigures) -> dict[bool, Simulated | None]:
    known: dict[Any, dict[bool, Simulated | None]] = vars(figures)
    return known.setdefault("_simulated", {})


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


def _simulated(figures: MapFigures, waits: bool, recorded: bool) -> Simulated | None:
    called = {name: _memory(callee)[waits] for name, callee in figures.called.items()}
    pools = {name: pool for name, pool in called.items() if pool is not None}
    if len(pools) < len(called) or not figures.routing.known:
        return None
    structure = figures.routing.structure
    draws = draws_of(
        [figures.times[name] for name in structure.ids],
        {
            structure.number[name]: _pool(figures.called[name], pool, waits)
            for name, pool in pools.items()
        },
        waits,
    )
    if figures.routing.method != "exact":
        return _summed(figures, play_loose(structure, draws), pools)
    return _nested(figures, draws, pools, recorded or (waits and not figures.exact))


def _pool(called: MapFigures, pool: Simulated, waits: bool) -> Floats:
    lead = called.lead if waits else called.theoretical
    return pool.minutes + (lead.mean - pool.mean) if called.exact else pool.minutes


def _nested(
    figures: MapFigures, draws: Draws, pools: Mapping[str, Simulated], recorded: bool
) -> Simulated | None:
    """Draw more cases where the first ones leave the mean too uncertain."""
    length = max(sum(figures.routing.visits.values()), 1)
    if length > LONGEST_CASE:
        return None
    board = board_of(figures.routing.structure)
    most = int(max(FEWEST_CASES, min(MOST_CASES, MOVES / length)))
    found = _summed(figures, play(board, draws, min(CASES, most), recorded=recorded), pools)
    if most > CASES and found.standard_error > GOOD_ERROR * found.mean:
        found = _summed(figures, play(board, draws, most, recorded=recorded), pools)
    return found


def _summed(figures: MapFigures, played: Played, pools: Mapping[str, Simulated]) -> Simulated:
    minutes = played.minutes
    variance = float(minutes.var(ddof=1)) / len(minutes)
    for name, pool in pools.items():
        if not figures.called[name].exact:
            variance += (figures.routing.visits[name] * pool.standard_error) ** 2
    return Simulated(minutes, float(minutes.mean()), variance**0.5, played)
