"""Many draws in blocks, several at a time, each block from its own seed.

Memory does not grow with the number of draws, the same draws come out whatever the machine, and the
draws of a block are the same whether more blocks follow or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["BIG_BLOCK", "BLOCK", "SEED", "Space", "in_blocks"]

Result = TypeVar("Result")
SEED = 20250101
BLOCK = 1024
"""Draws in a block. Another number would give other draws, as good as these."""
BIG_BLOCK = 4 * BLOCK
"""Draws in a block where there are very many of weights alone, which need little memory: a third faster."""
WORKERS = 4
"""Blocks that are drawn at a time; each needs memory of its own."""


@dataclass(frozen=True, slots=True)
class Space:
    """Arrays that one block after the other uses again: new memory costs more than drawing into it."""

    arrays: dict[str, Floats] = field(default_factory=dict)

    def __call__(self, name: str, shape: tuple[int, ...]) -> Floats:
        """Return the array of that name, with anything in it."""
        import numpy

        found = self.arrays.get(name)
        if found is None or found.shape != shape:
            found = self.arrays[name] = numpy.empty(shape)
        return found


def in_blocks(
    block: Callable[[int, int, Space], Result], draws: int, size: int = BLOCK
) -> Iterator[Result]:
    """Yield what `block` returns, in order, for the number of each block, its size and a space to work in."""
    import os
    from threading import local

    own = local()

    def run(number: int) -> Result:
        if not hasattr(own, "space"):
            own.space = Space()
        return block(number, min(size, draws - number * size), own.space)

    numbers = range(-(-draws // size))
    workers = min(len(numbers), os.cpu_count() or 1, WORKERS)
    if workers < 2:
        yield from map(run, numbers)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(run, numbers)
