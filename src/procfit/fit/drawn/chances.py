"""How sure the order is: how often each vendor takes each rank when what is not sure is drawn.

Stochastic multicriteria acceptability analysis, SMAA-2 (Lahdelma and Salminen, 2001), with weights
drawn around those elicited instead of evenly over all that are possible.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from procfit.fit.arrays import FitArrays, arrays_of
from procfit.fit.contributions import Contribution
from procfit.fit.drawn.answers import Doubts, doubts_of
from procfit.fit.drawn.smaa import Tally, count, first_with
from procfit.fit.drawn.weights import evenly
from procfit.model.vendor import Answer, Code

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["DRAWS", "KAPPA", "NO_CODES", "Central", "Chances", "chances"]

DRAWS = 2000
KAPPA = 20.0
"""How closely drawn shares keep to the elicited ones: a share of 0.2 varies by about ± 0.09."""
NO_CODES: Mapping[str, Code] = {}


@dataclass(frozen=True)
class Central:
    """The weights that speak for a vendor: the mean of those under which it was first.

    Attributes
    ----------
    draws
        How many draws it won, ties in parts: the fewer, the less the mean tells.
    processes, capabilities
        Mean weight by process and by capability; each sums to 1.
    confidence
        How often the vendor is first when these weights hold and only answers are drawn.
    """

    draws: float
    processes: Mapping[str, float]
    capabilities: Mapping[str, float]
    confidence: float


@dataclass(frozen=True)
class Chances:
    """The probability of each rank, from the first to the last, by vendor in the race.

    Attributes
    ----------
    draws, kappa
        How many times was drawn, and how closely weights kept to the elicited ones.
    ranks
        Vendor to the probability of each rank.
    pairwise
        Vendor to other vendor to the probability of being ahead of it; being level counts half.
    central
        Vendor to the weights that speak for it, where it was ever first.
    only_weights
        Vendor to the probability of being first were every answer worth what is usual.
    only_answers
        Vendor to the probability of being first were the weights exactly those elicited.
    flat
        Vendor to the probability of each rank if nothing were known of the weights.
    """

    draws: int = 0
    ranks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    kappa: float = KAPPA
    pairwise: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    central: Mapping[str, Central] = field(default_factory=dict)
    only_weights: Mapping[str, float] = field(default_factory=dict)
    only_answers: Mapping[str, float] = field(default_factory=dict)
    flat: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def first(self, vendor: str) -> float | None:
        """Return the probability that the vendor is first; None where it is not in the race."""
        return self.ranks[vendor][0] if vendor in self.ranks else None

    def error(self, probability: float) -> float:
        """Return the standard error of a probability that was found by drawing.

        Examples
        --------
        >>> Chances(draws=2500).error(0.5)
        0.01
        """
        return sqrt(probability * (1 - probability) / self.draws) if self.draws else 0.0


def chances(
    contributions: Collection[Contribution],
    answers: Mapping[str, Mapping[str, Answer]],
    vendors: Sequence[str],
    draws: int = DRAWS,
    kappa: float = KAPPA,
    codes: Mapping[str, Code] = NO_CODES,
) -> Chances:
    """Return how often each vendor takes each rank, and what that hangs on.

    Weights are drawn in two stages, the processes' and then those of the steps inside each, from
    Dirichlet distributions around the elicited shares. What a code is worth is drawn once per draw, in the
    order of the scale; how far an answer falls short of its code, and what a silence is worth, for every
    answer by itself. The draws are the same in every run, and those of a vendor do not depend on the others.

    Parameters
    ----------
    contributions
        What each step gives to the weights.
    answers
        Vendor to capability to answer.
    vendors
        The vendors in the race; those that fail a gate are left out.
    draws
        How many times to draw.
    kappa
        How closely drawn shares keep to the elicited ones.
    codes
        The answer scale; answers of other codes are drawn from the triangle of their interval.
    """
    weighed = [part for part in contributions if part.weight > 0]
    if not weighed or not vendors:
        return Chances()
    if len(vendors) == 1:
        return Chances(0, {vendors[0]: (1.0,)})
    arrays = arrays_of(weighed, answers, vendors)
    doubts = doubts_of(arrays, answers, codes)
    whole = count(arrays, kappa, draws, doubts)
    even = count(*evenly(arrays), draws, doubts)
    usual = count(arrays, kappa, draws)
    central, confidence, stated = _held(arrays, whole, doubts)
    return Chances(
        draws,
        _ranks(arrays, whole),
        kappa,
        _pairwise(arrays, whole),
        {
            vendor: Central(won, processes, capabilities, sure)
            for vendor, won, processes, capabilities, sure in zip(
                vendors,
                whole.ranks[:, 0].tolist(),
                _named(arrays.processes, arrays.process_sums(whole.central)),
                _named(arrays.capabilities, central),
                confidence.tolist(),
                strict=True,
            )
            if won
        },
        {vendor: own[0] for vendor, own in _ranks(arrays, usual).items()},
        dict(zip(vendors, stated.tolist(), strict=True)),
        _ranks(arrays, even),
    )


def _held(arrays: FitArrays, whole: Tally, doubts: Doubts) -> tuple[Floats, Floats, Floats]:
    """Return central weights, how often each vendor is first under its own, and under those elicited."""
    import numpy

    central = arrays.capability_weights(whole.central)
    firsts = first_with(numpy.vstack([central, arrays.weights]), doubts, whole.draws)
    return central, numpy.diagonal(firsts), firsts[-1]


def _ranks(arrays: FitArrays, found: Tally) -> dict[str, tuple[float, ...]]:
    shares = (found.ranks / found.draws).tolist()
    return {vendor: tuple(own) for vendor, own in zip(arrays.vendors, shares, strict=True)}


def _pairwise(arrays: FitArrays, found: Tally) -> dict[str, dict[str, float]]:
    named = zip(arrays.vendors, _named(arrays.vendors, found.wins / found.draws), strict=True)
    return {
        vendor: {other: share for other, share in own.items() if other != vendor}
        for vendor, own in named
    }


def _named(names: Sequence[str], rows: Floats) -> list[dict[str, float]]:
    return [dict(zip(names, row, strict=True)) for row in rows.tolist()]
