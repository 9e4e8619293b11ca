"""Stochastic multicriteria acceptability analysis (SMAA-2) with weights drawn in two stages.

Lahdelma and Salminen, Operations Research 49 (2001); computation after Tervonen and Lahdelma, European
Journal of Operational Research 178 (2007). Here weights are drawn around those elicited instead of evenly
over all that are possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from procfit.fit.arrays import FitArrays
from procfit.fit.drawn.answers import Doubts
from procfit.fit.drawn.blocks import BIG_BLOCK, BLOCK, Space, in_blocks
from procfit.fit.drawn.products import product
from procfit.fit.drawn.tally import places_of
from procfit.fit.drawn.weights import step_weights

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Tally", "count", "first_with"]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts of draws, a row per vendor; a tie counts in parts.

    Attributes
    ----------
    draws
        How many draws were counted.
    ranks
        How often each vendor took each rank.
    wins
        How often the vendor of the row beat the one of the column; being level counts half.
    steps
        The weights of the steps, summed over the draws in which the vendor was first.
    """

    draws: int
    ranks: Floats
    wins: Floats
    steps: Floats

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both."""
        return Tally(
            self.draws + other.draws,
            self.ranks + other.ranks,
            self.wins + other.wins,
            self.steps + other.steps,
        )

    @property
    def central(self) -> Floats:
        """The mean weights of the steps among the draws that a vendor wins; 0 where it wins none."""
        import numpy

        found: Floats = self.steps / numpy.maximum(self.ranks[:, [0]], numpy.finfo(float).tiny)
        return found


def count(arrays: FitArrays, kappa: float, draws: int, doubts: Doubts | None = None) -> Tally:
    """Return who came where in many draws.

    Parameters
    ----------
    arrays
        At least one vendor and one capability.
    kappa
        How closely drawn shares keep to the elicited ones.
    draws
        How many; the counts of the first ones are part of the counts of more.
    doubts
        What is not known of the answers. Without it only weights are drawn, and every answer is worth its
        usual utility; then the capabilities need be summed up by step only once, whatever their number.
    """
    usual = arrays.by_step(arrays.mid)

    def block(number: int, size: int, space: Space) -> Tally:
        weights = step_weights(arrays, kappa, number, size, space)
        if doubts is None:
            scores = product(usual, weights)
        else:
            scores = _scores(arrays, doubts, weights, number, space)
        places = places_of(scores)
        return Tally(size, places.ranks, places.wins, product(places.first, weights.T))

    is_big = doubts is None and draws >= 16 * BIG_BLOCK
    return reduce(Tally.__add__, in_blocks(block, draws, BIG_BLOCK if is_big else BLOCK))


def first_with(weights: Floats, doubts: Doubts, draws: int) -> Floats:
    """Return how often each vendor is first under weights that hold while answers are drawn.

    Parameters
    ----------
    weights
        Capability weights, a row per set of weights.
    doubts
        What is not known of the answers.
    draws
        How many times to draw.

    Returns
    -------
    array
        Shares of the draws, a row per set of weights and a column per vendor.
    """
    import numpy

    def block(number: int, size: int, space: Space) -> Floats:
        codes = doubts.codes(number, size)
        scores = numpy.stack(
            [
                product(weights, doubts.utilities(v, codes, number, space))
                for v in range(len(doubts.arrays.vendors))
            ],
            axis=1,
        )
        return numpy.stack([places_of(own).ranks[:, 0] for own in scores])

    return reduce(numpy.add, in_blocks(block, draws)) / draws


def _scores(arrays: FitArrays, doubts: Doubts, steps: Floats, block: int, space: Space) -> Floats:
    """Return the scores of drawn answers under drawn weights, a row per vendor and a column per draw."""
    import numpy

    size = steps.shape[1]
    weights = space("weights", (len(arrays.capabilities), size))
    arrays.capability_weights(steps.T, out=weights.T)
    codes = doubts.codes(block, size)
    return numpy.stack(
        [
            numpy.einsum("cn,cn->n", weights, doubts.utilities(vendor, codes, block, space))
            for vendor in range(len(arrays.vendors))
        ]
    )
