"""How sure the order is: how often each vendor takes each rank when what is not sure is drawn.

Stochastic multicriteria acceptability analysis, SMAA-2 (Lahdelma and Salminen, 2001), with weights
drawn around those elicited instead of evenly over all that are possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING
from zlib import crc32

from procfit.fit.contributions import Contribution
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["DRAWS", "KAPPA", "Chances", "chances"]

DRAWS = 2000
KAPPA = 20.0
"""How closely drawn shares keep to the elicited ones: a share of 0.2 varies by about ± 0.09."""
SEED = 20250101
DIGITS = 12
"""Scores that agree in so many decimals are a tie; a tie is broken by lot."""


@dataclass(frozen=True)
class Chances:
    """The probability of each rank, from the first to the last, by vendor in the race."""

    draws: int = 0
    ranks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

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
) -> Chances:
    """Return how often each vendor takes each rank.

    Weights are drawn in two stages, the processes' and then those of the steps inside each, from
    Dirichlet distributions around the elicited shares; every answer is drawn by itself from the
    triangle of its least, usual and most utility. The draws are the same in every run, and those of a
    vendor do not depend on the others.

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
    """
    weighed = [part for part in contributions if part.weight > 0]
    if not weighed or not vendors:
        return Chances()
    if len(vendors) == 1:
        return Chances(0, {vendors[0]: (1.0,)})
    import numpy

    capabilities = sorted({part.capability for part in weighed})
    weights = _weights(weighed, capabilities, draws)
    scores = numpy.column_stack(
        [
            numpy.einsum("ij,ij->i", weights, _utilities(vendor, answers[vendor], capabilities, draws))
            for vendor in vendors
        ]
    )
    return Chances(draws, dict(zip(vendors, _shares_of_ranks(scores), strict=True)))


def _weights(contributions: Collection[Contribution], capabilities: Sequence[str], draws: int) -> Matrix:
    """Return drawn weights, a row per draw and a column per capability."""
    import numpy

    column = {name: number for number, name in enumerate(capabilities)}
    by_process: dict[str, list[Contribution]] = defaultdict(list)
    for part in contributions:
        by_process[part.process].append(part)
    generator = numpy.random.default_rng(SEED)
    held = _dirichlet(generator, [sum(p.weight for p in own) for own in by_process.values()], draws)
    weights = numpy.zeros((draws, len(capabilities)))
    for number, own in enumerate(by_process.values()):
        needs = _needs(own, column)
        steps = _dirichlet(generator, needs.sum(axis=1).tolist(), draws)
        weights += held[:, [number]] * (steps @ (needs / needs.sum(axis=1, keepdims=True)))
    return weights


def _needs(own: Collection[Contribution], column: Mapping[str, int]) -> Matrix:
    """Return what each step of a process gives to each capability, a row per step."""
    import numpy

    # An override that no step supports stands for itself.
    rows: dict[tuple[str, str], int] = {}
    for part in own:
        rows.setdefault((part.step, "" if part.step else part.capability), len(rows))
    needs = numpy.zeros((len(rows), len(column)))
    for part in own:
        row = rows[part.step, "" if part.step else part.capability]
        needs[row, column[part.capability]] += part.weight
    return needs


def _dirichlet(generator: numpy.random.Generator, shares: Sequence[float], draws: int) -> Matrix:
    total = sum(shares)
    return generator.dirichlet([KAPPA * share / total for share in shares], draws)


def _utilities(
    vendor: str, answers: Mapping[str, Answer], capabilities: Sequence[str], draws: int
) -> Matrix:
    """Return drawn utilities, a row per draw and a column per capability."""
    import numpy

    spans = numpy.array([(answers[n].low, answers[n].mid, answers[n].high) for n in capabilities])
    low, mid, high = spans.T
    drawn = numpy.random.default_rng([SEED, crc32(vendor.encode())]).random((draws, len(capabilities)))
    # The inverse of the triangular distribution function; it also holds where the triangle is a point.
    rising = low + numpy.sqrt(drawn * (high - low) * (mid - low))
    falling = high - numpy.sqrt((1 - drawn) * (high - low) * (high - mid))
    found: Matrix = numpy.where(drawn * (high - low) < mid - low, rising, falling)
    return found


def _shares_of_ranks(scores: Matrix) -> list[tuple[float, ...]]:
    """Return per column of `scores` the share of rows in which it comes first, second and so on."""
    import numpy

    lots = numpy.random.default_rng(SEED).random(scores.shape)
    order = numpy.lexsort((lots, -scores.round(DIGITS)), axis=1)
    places = numpy.argsort(order, axis=1)
    draws, count = scores.shape
    counts = [numpy.bincount(places[:, column], minlength=count) for column in range(count)]
    return [tuple((own / draws).tolist()) for own in counts]
