"""The race between vendors as arrays, made once, so that trying another weight takes a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from procfit.fit.answers import is_silent
from procfit.fit.exact.moves import Moves, least_moves
from procfit.fit.exact.stability import Intervals, stable_intervals
from procfit.fit.score import TIE
from procfit.model.errors import UsageError
from procfit.model.validate import did_you_mean
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Flags = NDArray[numpy.bool_]
    Numbers = NDArray[numpy.intp]

__all__ = ["Outlook", "Race", "race_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """How vendors stand at some weights.

    Attributes
    ----------
    order
        Numbers of the vendors, best usual score first.
    ranks
        The rank of each in that order; vendors that would change places if silences were worth nothing
        share one.
    low, mid, high
        Their scores in that order.
    moves
        The least move of weight that brings each but the first level with it.
    stability
        For every weight how far it may move before another vendor leads; rows count from the second.
    """

    order: Numbers
    ranks: Numbers
    low: Floats
    mid: Floats
    high: Floats
    moves: Moves
    stability: Intervals


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """The vendors that no gate stops: rows of vendors by name, columns of capabilities.

    `told` is the usual utility with every silence worth nothing; `fixed` are the weights set by hand.
    """

    vendors: tuple[str, ...]
    capabilities: tuple[str, ...]
    weights: Floats
    low: Floats
    mid: Floats
    high: Floats
    told: Floats
    fixed: Flags

    def with_weight(self, capability: str, weight: float) -> Race:
        """Return the race with one weight set, an absolute share of 1; those not set by hand share the rest.

        Raises
        ------
        UsageError
            When the capability has no weight here, or more is asked for than is free.
        """
        if capability not in self.capabilities:
            hint = (
                did_you_mean(capability, list(self.capabilities))
                or "only what has a weight can be changed"
            )
            raise UsageError(f'there is no weighed capability "{capability}"', hint)
        at = self.capabilities.index(capability)
        free = ~self.fixed
        free[at] = False
        others = self.weights[free].sum()
        whole = others + self.weights[at]
        if not 0 <= weight <= whole + TIE:
            raise UsageError(f"{weight:g} is not a weight", f"give a share from 0 to {whole:.4g}")
        weights = self.weights.copy()
        if others > TIE:
            weights[free] *= (whole - weight) / others
            weights[at] = weight
        return replace(self, weights=weights)

    def leads(self, leader: str, others: Sequence[str]) -> Floats:
        """Return the usual utilities of a vendor less those of others, a row for each of these."""
        import numpy

        rows = numpy.array([self.vendors.index(name) for name in others], dtype=numpy.intp)
        found: Floats = self.mid[self.vendors.index(leader)] - self.mid[rows]
        return found

    def outlook(self) -> Outlook:
        """Return scores, order, the moves that would change it, and how far each weight may go."""
        import numpy

        low, mid, high, told = (
            values @ self.weights for values in (self.low, self.mid, self.high, self.told)
        )
        # Names are sorted, so that a stable order breaks ties by name as the ranking does.
        order = numpy.argsort(-mid, kind="stable")
        leads = self.mid[order[:1]] - self.mid[order[1:]]
        return Outlook(
            order,
            _ranks(mid[order], told[order]),
            low[order],
            mid[order],
            high[order],
            least_moves(self.weights, leads),
            stable_intervals(self.weights, leads, self.fixed),
        )


def race_of(
    weights: Mapping[str, float],
    vendors: Sequence[str],
    answers: Mapping[str, Mapping[str, Answer]],
    fixed: Collection[str] = (),
) -> Race:
    """Return the race of some vendors.

    Parameters
    ----------
    weights
        Capability to weight.
    vendors
        Those that take part.
    answers
        Vendor to capability to answer.
    fixed
        The capabilities whose weight was set by hand.
    """
    import numpy

    names = tuple(sorted(vendors))
    cells = [
        (answer.low, answer.mid, answer.high, 0.0 if is_silent(answer) else answer.mid)
        for vendor in names
        for answer in map(answers[vendor].__getitem__, weights)
    ]
    spans = numpy.array(cells, dtype=float).reshape(len(names), len(weights), 4)
    low, mid, high, told = (numpy.ascontiguousarray(spans[:, :, part]) for part in range(4))
    shares = numpy.array(list(weights.values()), dtype=float)
    by_hand = numpy.array([name in fixed for name in weights], dtype=bool)
    return Race(names, tuple(weights), shares, low, mid, high, told, by_hand)


def _ranks(mid: Floats, told: Floats) -> Numbers:
    """Return ranks of scores in order, shared wherever two would change places without silences."""
    import numpy

    if not len(mid):
        return numpy.zeros(0, dtype=numpy.intp)
    worst_before = numpy.minimum.accumulate(told)[:-1]
    best_after = numpy.maximum.accumulate(told[::-1])[::-1][1:]
    shared = (mid[:-1] - mid[1:] <= TIE) | (worst_before < best_after - TIE)
    places = numpy.arange(1, len(mid) + 1)
    places[1:][shared] = 0
    found: Numbers = numpy.maximum.accumulate(places)
    return found
