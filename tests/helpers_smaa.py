"""Tables of sure utilities, and the exact ranks of two criteria under weights of which nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from procfit.fit.arrays import FitArrays, arrays_of
from procfit.fit.contributions import Contribution
from procfit.model.vendor import Answer

Floats = NDArray[numpy.float64]


def sure(utilities: Sequence[Sequence[float]], shares: Sequence[float] = ()) -> FitArrays:
    """Return vendors v0, v1, … with sure utilities; each capability is a step of the one process."""
    columns = range(len(utilities[0]))
    weights = shares or [1 / len(columns)] * len(columns)
    parts = [
        Contribution("p", f"s{c}", f"c{c}", 1.0, weight, 1.0, weight)
        for c, weight in zip(columns, weights, strict=True)
    ]
    answers = {
        f"v{number}": {
            f"c{c}": Answer(f"v{number}", f"c{c}", "", own, own, own, "")
            for c, own in zip(columns, row, strict=True)
        }
        for number, row in enumerate(utilities)
    }
    return arrays_of(parts, answers, list(answers))


def exact_ranks(utilities: Sequence[Sequence[float]]) -> Floats:
    """Return how likely each vendor takes each rank under two criteria, a row per vendor.

    Vendors change places only where their lines over the first weight cross; between two crossings the
    order stands, and all weights are equally likely, so that lengths are probabilities.
    """
    table = numpy.array(utilities, dtype=float)
    slopes, starts = table[:, 0] - table[:, 1], table[:, 1]
    cuts = {0.0, 1.0}
    for one in range(len(table)):
        for other in range(one):
            if slopes[one] != slopes[other]:
                cuts.add(float((starts[other] - starts[one]) / (slopes[one] - slopes[other])))
    inside = sorted(cut for cut in cuts if 0 <= cut <= 1)
    found = numpy.zeros((len(table), len(table)))
    for begin, end in pairwise(inside):
        order = numpy.argsort(-(starts + slopes * (begin + end) / 2), kind="stable")
        found[order, numpy.arange(len(table))] += end - begin
    return found
