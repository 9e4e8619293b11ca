"""How far a single weight may move before another vendor leads.

One weight goes from `w` to `x` while all others keep their proportions. The leader's lead over another
vendor is then a straight line in `x`::

    lead(x) = rest + x × (own - rest),   rest = (gap - w × own) / (1 - w)

where `gap` is the lead as it stands and `own` the lead in that capability alone. Where the line crosses
zero, the other vendor takes over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.exact.moves import NOTHING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.intp]

__all__ = ["NOBODY", "Intervals", "stable_intervals"]

NOBODY = -1
"""The number of the vendor that takes over where none does."""


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """For each of `n` weights from where to where the leader stays first, and who leads beyond.

    `below` and `above` are numbers of rows of the leads, or `NOBODY` where the interval ends at 0 or 1.
    """

    lowest: Floats
    highest: Floats
    below: Numbers
    above: Numbers


def stable_intervals(weights: Floats, leads: Floats) -> Intervals:
    """Return the stability interval of every weight.

    Parameters
    ----------
    weights
        `n` weights that sum to 1, of capabilities or of processes.
    leads
        The utility of the leader less that of each other vendor, `m` rows of `n`.

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
    remaining = 1 - weights
    # A weight of all leaves nothing that could keep its proportions, so it cannot move.
    movable = remaining > NOTHING
    own = _without_noise(leads)
    gaps = (leads @ weights)[:, None]
    rest = _without_noise((gaps - weights * leads) / numpy.where(movable, remaining, 1.0))
    slope = own - rest
    turn = numpy.divide(rest, -slope, out=numpy.zeros_like(slope), where=slope != 0)
    upward = numpy.where((own < 0) & movable, turn, numpy.inf)
    downward = numpy.where((rest < 0) & movable, turn, -numpy.inf)
    highest, above = _first_to_pass(upward, slope)
    lowest, below = _first_to_pass(-downward, -slope)
    return Intervals(
        numpy.clip(-lowest, 0.0, weights),
        numpy.clip(highest, numpy.minimum(weights, 1.0), 1.0),
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
