"""Draw lead times, where means alone cannot tell: the slowest of several branches, and quantiles.

All draws use fixed seeds, so that the same map always gives the same figures. NumPy is loaded on use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procfit.flow.board import board_of
from procfit.flow.draws import Draws, draws_of
from procfit.flow.figures import MapFigures
from procfit.flow.history import History
from procfit.flow.play import Played, play, play_loose
from procfit.model.components import strongly_connected

if TYPE_CHECKING:
    from procfit.flow.board import Floats

__all__ = ["Simulated", "drawn_cases", "simulated"]

CASES = 1_000
FEWEST_CASES = 200
MOST_CASES = 20_000
MOVES = 2_000_000
LONGEST_CASE = 20_000
GOOD_ERROR = 0.015
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
    passes, critical
        By step, how often per case it holds up the end, and its minutes on the critical path; empty where
        the mean is exact without drawing.
    """

    minutes: Floats
    mean: float
    standard_error: float
    passes: Mapping[str, float] = field(default_factory=dict)
    critical: Mapping[str, float] = field(default_factory=dict)

    def quantiles(self) -> tuple[float, float]:
        """Return the lead times within which half of all cases end, and nine of ten."""
        import numpy

        p50, p90 = numpy.quantile(self.minutes, (0.5, 0.9))
        return float(p50), float(p90)


def simulated(figures: MapFigures, waits: bool = True) -> Simulated | None:
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

    Returns
    -------
    Simulated or None
        None where a case takes too many steps to be drawn, here or in a called map.
    """
    for each in _called_first(figures):
        known = _memory(each)
        if waits not in known:
            known[waits] = _simulated(each, waits)
    return _memory(figures)[waits]


def drawn_cases(figures: MapFigures) -> History | None:
    """Return every visit of the cases that `simulated` draws; drawn anew each time, since they are many."""
    drawn = simulated(figures)
    draws = _draws(figures, waits=True) if drawn else None
    if drawn is None or draws is None:
        return None
    structure = figures.routing.structure
    if figures.routing.method != "exact":
        return play_loose(structure, draws).recorded
    return play(board_of(structure), draws, len(drawn.minutes), recorded=True).recorded


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


def _simulated(figures: MapFigures, waits: bool) -> Simulated | None:
    draws = _draws(figures, waits)
    if draws is None:
        return None
    if figures.routing.method != "exact":
        return _summed(figures, play_loose(figures.routing.structure, draws), waits)
    return _nested(figures, draws, waits)


def _draws(figures: MapFigures, waits: bool) -> Draws | None:
    """Return what the steps take, once the called maps have been drawn; None where one cannot be."""
    pools = {name: _memory(callee)[waits] for name, callee in figures.called.items()}
    if not figures.routing.known or any(pool is None for pool in pools.values()):
        return None
    structure = figures.routing.structure
    return draws_of(
        [figures.times[name] for name in structure.ids],
        {
            structure.number[name]: _pool(figures.called[name], pool, waits)
            for name, pool in pools.items()
            if pool is not None
        },
        waits,
    )


def _pool(called: MapFigures, pool: Simulated, waits: bool) -> Floats:
    lead = called.lead if waits else called.theoretical
    return pool.minutes + (lead.mean - pool.mean) if called.exact else pool.minutes


def _nested(figures: MapFigures, draws: Draws, waits: bool) -> Simulated | None:
    """Draw more cases where the first ones leave the mean too uncertain."""
    length = max(sum(figures.routing.visits.values()), 1)
    if length > LONGEST_CASE:
        return None
    board, recorded = board_of(figures.routing.structure), waits and not figures.exact
    most = int(max(FEWEST_CASES, min(MOST_CASES, MOVES / length)))
    found = _summed(figures, play(board, draws, min(CASES, most), recorded=recorded), waits)
    if most > CASES and found.standard_error > GOOD_ERROR * found.mean:
        found = _summed(figures, play(board, draws, most, recorded=recorded), waits)
    return found


def _summed(figures: MapFigures, played: Played, waits: bool) -> Simulated:
    minutes = played.minutes
    variance = float(minutes.var(ddof=1)) / len(minutes)
    for name, callee in figures.called.items():
        pool = _memory(callee)[waits]
        if pool is not None and not callee.exact:
            variance += (figures.routing.visits[name] * pool.standard_error) ** 2
    ids, history = figures.routing.structure.ids, played.history
    passes = history.critical_visits(len(ids)).tolist() if history else []
    critical = history.critical_minutes(len(ids)).tolist() if history else []
    return Simulated(
        minutes,
        float(minutes.mean()),
        variance**0.5,
        dict(zip(ids, passes, strict=False)),
        dict(zip(ids, critical, strict=False)),
    )
