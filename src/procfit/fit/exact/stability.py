"""How far a single weight may move before another vendor leads.

One weight goes from `w` to `x`. What people set by hand stays, `fixed` in all; the other weights keep their
proportions and share what remains. The leader's lead over another vendor is then a straight line in `x`::

    lead(0)         = held + others × (1 - fixed) / (1 - fixed - w)
    lead(1 - fixed) = held + own × (1 - fixed)

where `own` is the lead in that capability alone, `held` what the fixed weights give to the lead as it stands,
and `others` what all others give. Where the line crosses zero, the other vendor takes over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.exact.moves import NOTHING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Flags = NDArray[numpy.bool_]
    Numbers = NDArray[numpy.intp]

__all__ = ["NOBODY", "Intervals", "stable_intervals"]

NOBODY = -1
"""The number of the vendor that takes over where none does."""


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """For each of `n` weights from where to where the leader stays first, and who leads beyond.

    `below` and `above` are numbers of rows of the leads, or `NOBODY` where nobody does.
    Without anybody, the interval goes from 0 to all that is not fixed.
    """

    lowest: Floats
    highest: Floats
    below: Numbers
    above: Numbers


def stable_intervals(weights: Floats, leads: Floats, fixed: Flags | None = None) -> Intervals:
    """Return the stability interval of every weight.

    Parameters
    ----------
    weights
        `n` weights that sum to 1, of capabilities or of processes.
    leads
        The utility of the leader less that of each other vendor, `m` rows of `n`.
    fixed
        Which weights stay as they are when another moves; none by default.

    Examples
    --------
    >>> import numpy
    >>> found = stable_intervals(numpy.array([0.5, 0.5]), numpy.array([[0.5, -0.25]]))
    >>> found.lowest.round(3), found.highest.round(3), found.below, found.above
    (array([0.333, 0.   ]), array([1.   , 0.667]), array([ 0, -1]), array([-1,  0]))
    """
    import numpy

    size = len(weights)
    if not len(leads):
        nobody = numpy.full(size, NOBODY, dtype=numpy.intp)
        return Intervals(numpy.zeros(size), numpy.ones(size), nobody, nobody)
    kept = numpy.where(numpy.zeros(size, bool) if fixed is None else fixed, weights, 0.0)
    whole = 1 - (kept.sum() - kept)
    remaining = whole - weights
    # Without others that could keep their proportions, a weight cannot move.
    movable = remaining > NOTHING
    parts = weights * leads
    held = (leads @ kept)[:, None] - kept * leads
    others = (leads @ weights)[:, None] - held - parts
    start = _without_noise(held + others * (whole / numpy.where(movable, remaining, 1.0)))
    end = _without_noise(held + whole * leads)
    fall = start - end
    turn = numpy.divide(start * whole, fall, out=numpy.zeros_like(fall), where=fall != 0)
    upward = numpy.where((end < 0) & movable, turn, numpy.inf)
    downward = numpy.where((start < 0) & movable, turn, -numpy.inf)
    highest, above = _first_to_pass(upward, -fall)
    lowest, below = _first_to_pass(-downward, fall)
    return Intervals(
        numpy.clip(-lowest, 0.0, weights),
        numpy.clip(highest, weights, numpy.maximum(whole, weights)),
        below,
        above,
    )


def _without_noise(values: Floats) -> Floats:
    import numpy

    return numpy.where(numpy.abs(values) <= NOTHING, 0.0, values)


def _first_to_pass(turn: Floats, slope: Floats) -> tuple[Floats, Numbers]:
    """Return where the first line falls under zero and whose it is: the steepest of those that do."""
    import numpy

    first = turn.min(axis=0)
    steepest = numpy.where(turn <= first + NOTHING, slope, numpy.inf).argmin(axis=0)
    return first, numpy.where(numpy.isfinite(first), steepest, NOBODY)
