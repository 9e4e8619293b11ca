"""Utilities drawn inside what answers may be worth: what a code is worth, and whether an answer holds.

Two things are not known of "configuration, claimed". What configuration is worth to us is one number, the
same in every cell that says so: it is drawn once per draw, in the order of the scale. Whether this claim
holds is a matter of this cell: how far it falls short of its code is drawn for each cell by itself. What
follows no single code (a silence, evaluators who disagree, several rows) is drawn from its own triangle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from procfit.fit.arrays import FitArrays
from procfit.fit.drawn.blocks import SEED, Space
from procfit.model.scale import is_score
from procfit.model.vendor import Answer, Code, Range

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.intp]

__all__ = ["Doubts", "doubts_of"]

CODES, CELLS = 2, 3
"""Which of the streams of random numbers; weights have the first."""
AT_A_TIME = 64
"""Rows that are drawn together: few enough to need little memory."""
SAME = 1e-9
"""Utilities that differ by less are the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """What is not known of the answers, a row per vendor and a column per capability.

    Attributes
    ----------
    arrays
        Vendors, capabilities and intervals.
    scales
        The codes in order, the least first, each scale by itself, with the intervals that keep the order.
    follows
        The number of the code that a cell follows, counted through `scales`; -1 where it follows none.
    shortfall
        By how much a cell that follows a code may fall short of it.
    """

    arrays: FitArrays
    scales: tuple[tuple[tuple[str, Range], ...], ...]
    follows: Numbers
    shortfall: Floats

    def codes(self, block: int, size: int) -> Floats:
        """Return drawn utilities of the codes, a row per code and a column per draw; the last row is 0.

        Each code is drawn from its triangle and every draw of a scale put in order.
        """
        import numpy

        drawn = [numpy.zeros((0, size))]
        for scale in self.scales:
            seeds = ([SEED, CODES, block, crc32(code.encode())] for code, _ in scale)
            found = numpy.array([numpy.random.default_rng(seed).random(size) for seed in seeds])
            spans = numpy.array([span for _, span in scale])
            drawn.append(numpy.sort(_triangle(found, *spans.T[:, :, None]), axis=0))
        return numpy.concatenate([*drawn, numpy.zeros((1, size))])

    def utilities(self, vendor: int, codes: Floats, block: int, space: Space) -> Floats:
        """Return drawn utilities of a vendor, a row per capability and a column per draw.

        They depend on the vendor's id and on the number of the block, not on the other vendors. They
        hold until the next ones are drawn in the same space.
        """
        import numpy

        follows, shortfall = self.follows[vendor], self.shortfall[vendor]
        shape = (len(follows), codes.shape[1])
        found = codes.take(follows, axis=0, out=space("utilities", shape), mode="wrap")
        alone = numpy.flatnonzero(follows < 0)
        if not len(alone) and not shortfall.any():
            return found
        seed = [SEED, CELLS, block, crc32(self.arrays.vendors[vendor].encode())]
        drawn = numpy.random.default_rng(seed).random(out=space("random numbers", shape))
        for start in range(0, len(alone), AT_A_TIME):
            those = alone[start : start + AT_A_TIME]
            spans = (self.arrays.low, self.arrays.mid, self.arrays.high)
            found[those] = _triangle(drawn[those], *(span[vendor, those, None] for span in spans))
        # The triangle from 0 to the shortfall whose peak is at 0, taken off in place.
        numpy.sqrt(drawn, out=drawn)
        drawn -= 1
        drawn *= shortfall[:, None]
        found += drawn
        return found


def doubts_of(
    arrays: FitArrays, answers: Mapping[str, Mapping[str, Answer]], codes: Mapping[str, Code]
) -> Doubts:
    """Return what is not known of the answers.

    Parameters
    ----------
    arrays
        The vendors and capabilities to look at.
    answers
        Vendor to capability to answer.
    codes
        The declared codes; answers of any other are drawn by themselves.
    """
    import numpy

    scales = _scales(codes.values())
    number = {code: place for place, code in enumerate(code for scale in scales for code, _ in scale)}
    follows = numpy.full(arrays.mid.shape, -1, dtype=numpy.intp)
    shortfall = numpy.zeros(arrays.mid.shape)
    for row, vendor in enumerate(arrays.vendors):
        for column, capability in enumerate(arrays.capabilities):
            answer = answers[vendor][capability]
            code = codes.get(answer.code)
            if code is not None and _follows(answer, code):
                follows[row, column] = number[code.id]
                shortfall[row, column] = max(code.utility[0] - answer.low, 0.0)
    return Doubts(arrays, scales, follows, shortfall)


def _follows(answer: Answer, code: Code) -> bool:
    """Tell whether an answer is worth what its code is worth, apart from how well it is proven."""
    least, usual, most = code.utility
    return abs(answer.mid - usual) + abs(answer.high - most) < SAME and answer.low < least + SAME


def _scales(codes: Iterable[Code]) -> tuple[tuple[tuple[str, Range], ...], ...]:
    """Return the declared words, and each scale of numbers, as scales: nobody put them in one order."""
    scales: dict[str, list[Code]] = {}
    for code in codes:
        scale = code.id.rpartition("-of-")[2] if is_score(code.id) else ""
        scales.setdefault(scale, []).append(code)
    return tuple(
        _in_order(sorted(own, key=lambda code: (code.utility[1], code.utility, code.id)))
        for own in scales.values()
    )


def _in_order(codes: Sequence[Code]) -> tuple[tuple[str, Range], ...]:
    """Return the intervals of codes, the least first, narrowed to where they can keep their order.

    No code may be worth less than the least of a lesser one, nor more than the most of a better one.
    What is drawn from such intervals and then sorted stays inside them.

    Examples
    --------
    >>> narrow, wide = Code("narrow", (0.5, 0.6, 0.7)), Code("wide", (0.2, 0.5, 0.9))
    >>> _in_order([wide, narrow])
    (('wide', (0.2, 0.5, 0.7)), ('narrow', (0.5, 0.6, 0.7)))
    """
    from itertools import accumulate

    least = list(accumulate((code.utility[0] for code in codes), max))
    most = list(accumulate((code.utility[2] for code in reversed(codes)), min))[::-1]
    return tuple(
        (code.id, (low, code.utility[1], high))
        for code, low, high in zip(codes, least, most, strict=True)
    )


def _triangle(drawn: Floats, low: Floats, mid: Floats, high: Floats) -> Floats:
    """Return the inverse of the triangular distribution function, also where the triangle is a point."""
    import numpy

    rising = low + numpy.sqrt(drawn * (high - low) * (mid - low))
    falling = high - numpy.sqrt((1 - drawn) * (high - low) * (high - mid))
    found: Floats = numpy.where(drawn * (high - low) < mid - low, rising, falling)
    return found
