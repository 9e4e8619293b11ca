"""Is there a winner? Only when nothing that is still open is likely to take the lead away.

No forced winner: a file that could not be read, an unproven gate, a lead that rests on silence, that a
small change of weights would end, or that is seldom enough found when what is not sure is drawn leaves
the result undecided, and the cells that would decide it are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from procfit.fit.drawn.chances import Chances
from procfit.fit.exact.cells import DecidingCell, gate_cells, score_cells
from procfit.fit.exact.moves import least_moves
from procfit.fit.exact.race import Race, race_of
from procfit.fit.flip import Flip, flips_of
from procfit.fit.gates import Gate, Relaxing
from procfit.fit.score import Standing
from procfit.model.sayings import percent
from procfit.model.vendor import Answer

__all__ = ["FLIP_MARGIN", "DecidingCell", "Verdict", "decide"]

NO_CHANCES = Chances()
FLIP_MARGIN = 0.05
"""A lead that moving less than this share of the weight would end is no decision."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is a winner, why or why not, and what would decide or turn it."""

    decided: bool
    leader: str | None
    reasons: tuple[str, ...]
    flip: Flip | None = None
    cells: tuple[DecidingCell, ...] = ()

    @property
    def why(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class _Race:
    """The leader against the others, each with the move of weight that brings it level."""

    leader: Standing
    others: Sequence[tuple[Standing, Flip]]

    @property
    def flip(self) -> Flip | None:
        """The flip of the vendor that needs the least weight to draw level; None without others."""
        return min((found for _, found in self.others), key=_distance, default=None)


def _distance(found: Flip) -> float:
    return inf if found.distance is None else found.distance


def decide(
    weights: Mapping[str, float],
    standings: Sequence[Standing],
    answers: Mapping[str, Mapping[str, Answer]],
    gates: Mapping[str, Sequence[Gate]],
    relaxing: Relaxing | None = None,
    chances: Chances = NO_CHANCES,
    undecided_below: float = 0.0,
    unreadable: Collection[str] = (),
) -> Verdict:
    """Return whether the first vendor has won.

    Parameters
    ----------
    weights
        Capability to weight.
    standings
        The vendors in order.
    answers
        Vendor to capability to answer.
    gates
        Vendor to its gates.
    relaxing
        The gates to relax where all vendors fail.
    chances
        How often each vendor takes each rank.
    undecided_below
        The probability of being first under which no winner is named.
    unreadable
        The files of vendors that could not be read.
    """
    running = [standing for standing in standings if standing.rank is not None]
    if not running:
        return Verdict(False, None, (*_unread(unreadable), _nobody(standings, relaxing)))
    if not weights:
        nothing = "nothing has a weight: no step has a value and needs"
        return Verdict(False, None, (*_unread(unreadable), nothing))
    leader, others = running[0], running[1:]
    arrays = race_of(weights, [place.vendor for place in running], answers)
    race = _Race(leader, _flips(arrays, leader, others))
    open_gates = [
        (place.vendor, gate)
        for place in running
        if place.rank == 1
        for gate in gates[place.vendor]
        if gate.status == "unproven"
    ]
    doubts = [
        *_unread(unreadable),
        *_unproven(leader, gates[leader.vendor]),
        *_shared(running),
        *_close(race),
        *_unlikely(leader, chances, undecided_below),
    ]
    cells = (
        *gate_cells(weights, answers, open_gates),
        *score_cells(arrays, leader.vendor, answers),
    )
    reasons = tuple(doubts) or (_clear(race),)
    return Verdict(not doubts, leader.vendor, reasons, race.flip, cells)


def _flips(race: Race, leader: Standing, others: Sequence[Standing]) -> list[tuple[Standing, Flip]]:
    """Return the other vendors, each with the least move of weight that brings it level."""
    leads = race.leads(leader.vendor, [other.vendor for other in others])
    names = [other.vendor for other in others]
    flips = flips_of(race.capabilities, names, least_moves(race.weights, leads))
    return list(zip(others, flips, strict=True))


def _nobody(standings: Sequence[Standing], relaxing: Relaxing | None) -> str:
    if not standings:
        return "there is no vendor to compare"
    if relaxing is None:
        return "no vendor passes the gates"
    return f"no vendor passes the gates; relaxing {', '.join(relaxing.gates)} would let {relaxing.vendor} in"


def _unread(files: Iterable[str]) -> list[str]:
    return [f"{file} could not be read" for file in files]


def _unproven(leader: Standing, gates: Iterable[Gate]) -> list[str]:
    unproven = [str(gate) for gate in gates if gate.status == "unproven"]
    return [f"{leader.vendor} leads, but has not proven {', '.join(unproven)}"] if unproven else []


def _shared(running: Sequence[Standing]) -> list[str]:
    first = [place.vendor for place in running if place.rank == 1]
    if len(first) < 2:
        return []
    level = abs(running[0].score.mid - running[1].score.mid) <= 1e-12
    reason = "are level" if level else "would change places if silences were worth nothing"
    return [f"{', '.join(first[:-1])} and {first[-1]} {reason}"]


def _close(race: _Race) -> list[str]:
    near = [
        found
        for other, found in race.others
        if 0 < _distance(found) < FLIP_MARGIN and race.leader.score.low < other.score.high
    ]
    return [
        f"moving {percent(_distance(found), 1)} of the weight would bring {found.challenger} level with "
        f"{race.leader.vendor}, and their ranges overlap"
        for found in sorted(near, key=_distance)[:1]
    ]


def _unlikely(leader: Standing, chances: Chances, undecided_below: float) -> list[str]:
    first = chances.first(leader.vendor)
    if first is None or first >= undecided_below:
        return []
    return [f"P(first) of {leader.vendor} is {first:.2f}, under {undecided_below:.2f}"]


def _clear(race: _Race) -> str:
    if race.flip is None:
        return f"{race.leader.vendor} is the only one that passes the gates"
    if race.flip.distance is None:
        return f"{race.leader.vendor} is at least as good as the others everywhere"
    moved = percent(race.flip.distance)
    return (
        f"{race.leader.vendor} leads; {moved} of the weight would have to move to bring "
        f"{race.flip.challenger} level"
    )
