"""The minutes that the steps of many cases take, drawn at once.

A time that varies is drawn from a table of equally likely values of its PERT-beta (Malcolm, Roseboom,
Clark and Fazar, 1959), which is as good as the distribution for sums of many steps and much quicker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from procfit.model.quantities import Duration

if TYPE_CHECKING:
    from numpy.random import Generator

    from procfit.flow.board import Flags, Floats, Numbers
    from procfit.flow.times import StepTimes

__all__ = ["Draws", "draws_of", "fixed_draws"]

VALUES = 2048
"""How many values stand for a distribution."""
GRID = 4 * VALUES


@dataclass(frozen=True)
class _Layer:
    """One varying part per step: its values are ``values[start : start + size]``; size 0 = none."""

    start: Numbers
    size: Numbers
    values: Floats
    varies: Flags


@dataclass(frozen=True)
class Draws:
    """The minutes of the steps of a map: a fixed part per step, and parts that vary."""

    fixed: Floats
    layers: tuple[_Layer, ...] = ()

    def draw(self, steps: Numbers, dice: Generator) -> Floats:
        """Return the minutes of one execution of each of `steps`, same shape."""
        minutes = self.fixed[steps]
        for layer in self.layers:
            here = layer.varies[steps].nonzero()[0]
            if len(here):
                at = steps[here]
                place = (dice.random(len(here)) * layer.size[at]).astype(layer.start.dtype)
                minutes[here] += layer.values[layer.start[at] + place]
        return minutes


def fixed_draws(minutes: Sequence[float]) -> Draws:
    """Return draws that are always the same minutes, by step number."""
    import numpy

    return Draws(numpy.array(minutes, dtype=float))


def draws_of(times: Sequence[StepTimes], pools: Mapping[int, Floats], waits: bool = True) -> Draws:
    """Return the draws of a map.

    Parameters
    ----------
    times
        What one execution of each step takes, by step number.
    pools
        Lead times of called maps, by the number of the calling step.
    waits
        Whether waiting counts; without it only work does.
    """
    import numpy

    parts = [[time.work, time.wait if waits else None] for time in times]
    fixed = [sum(part.least for part in row if part and part.is_fixed) for row in parts]
    layers = [
        [part if part and not part.is_fixed else None for part in column]
        for column in zip(*parts, strict=True)
    ]
    tables = [{n: _table(part) for n, part in enumerate(column) if part} for column in layers]
    known = [_layer(len(times), table) for table in [*tables, dict(pools)] if table]
    return Draws(numpy.array(fixed, dtype=float), tuple(known))


def _layer(steps: int, tables: Mapping[int, Floats]) -> _Layer:
    import numpy

    start, size = numpy.zeros(steps, dtype=numpy.int64), numpy.zeros(steps, dtype=numpy.int64)
    filled = 0
    for step, table in tables.items():
        start[step], size[step] = filled, len(table)
        filled += len(table)
    return _Layer(start, size, numpy.concatenate(list(tables.values())), size > 0)


def _table(time: Duration) -> Floats:
    spread = time.most - time.least
    return time.least + spread * _unit_table((time.usual - time.least) / spread)


@lru_cache(maxsize=4096)
def _unit_table(usual: float) -> Floats:
    """Return equally likely values of the PERT-beta between 0 and 1 with that usual value.

    Its shapes are 1 + 4 · usual and 1 + 4 · (1 - usual), so that the mean is (0 + 4 · usual + 1) / 6.
    """
    import numpy

    x = numpy.linspace(0.0, 1.0, GRID + 1)
    density = x ** (4 * usual) * (1 - x) ** (4 * (1 - usual))
    below = numpy.concatenate([[0.0], numpy.cumsum(density[1:] + density[:-1])])
    values: Floats = numpy.interp((numpy.arange(VALUES) + 0.5) / VALUES, below / below[-1], x)
    values += (4 * usual + 1) / 6 - values.mean()
    return values
