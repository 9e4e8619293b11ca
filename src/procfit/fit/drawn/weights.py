"""Weights drawn in two stages around those that were elicited: processes first, then the steps in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from procfit.fit.arrays import FitArrays
from procfit.fit.drawn.blocks import SEED, Space

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["evenly", "step_weights"]

WEIGHTS = 1
"""Which of the streams of random numbers: weights, codes or cells."""
TINY = 1e-300


def evenly(arrays: FitArrays) -> tuple[FitArrays, float]:
    """Return the capabilities as equal steps of one process, and the kappa that makes all weights alike.

    Drawn with that kappa the weights are uniform over all that are possible: as if nothing were known.
    """
    import numpy

    count = len(arrays.capabilities)
    each = numpy.arange(count)
    alone = replace(
        arrays,
        weights=numpy.full(count, 1 / max(count, 1)),
        processes=("",),
        process_weights=numpy.ones(1),
        steps=tuple(("", name) for name in arrays.capabilities),
        step_process=numpy.zeros(count, dtype=numpy.intp),
        step_shares=numpy.full(count, 1 / max(count, 1)),
        need_step=each,
        need_capability=each,
        need_shares=numpy.ones(count),
    )
    return alone, float(count)


def step_weights(arrays: FitArrays, kappa: float, block: int, size: int, space: Space) -> Floats:
    """Return drawn weights, a row per step and a column per draw; every column sums to 1.

    Both stages are Dirichlet distributions with parameters kappa × elicited share, made of gamma
    variates. The weights of a block depend on its number and the maps only, never on the vendors. They
    hold until the next ones are drawn in the same space.
    """
    import numpy

    generator = numpy.random.Generator(numpy.random.SFC64([SEED, WEIGHTS, block]))
    held = numpy.empty((len(arrays.processes), size))
    _dirichlet(generator, kappa * arrays.process_weights, 1.0, held)
    found = space("step weights", (len(arrays.steps), size))
    for process, steps in enumerate(_rows(arrays)):
        _dirichlet(generator, kappa * arrays.step_shares[steps], held[process], found[steps])
    return found


def _rows(arrays: FitArrays) -> Iterator[slice]:
    """Yield the rows of the steps of each process."""
    import numpy

    ends = numpy.cumsum(numpy.bincount(arrays.step_process)).tolist()
    yield from map(slice, [0, *ends[:-1]], ends)


def _dirichlet(
    generator: numpy.random.Generator, parameters: Floats, total: Floats | float, found: Floats
) -> None:
    """Fill `found`, a row per parameter and a column per draw, so that the columns sum to `total`."""
    import numpy

    if len(parameters) == 1:
        found[:] = total
        return
    # Single precision (and SFC64) take a fifth less time; seven digits are far finer than sampling errors.
    drawn = numpy.empty(found.shape, dtype=numpy.float32)
    for row, parameter in zip(drawn, parameters.tolist(), strict=True):
        generator.standard_gamma(parameter, dtype=numpy.float32, out=row)
    sums = drawn.sum(axis=0, dtype=float)
    numpy.multiply(drawn, total / numpy.maximum(sums, TINY), out=found)
