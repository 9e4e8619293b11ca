"""Pairs of vectors that are close, among thousands: each vector against all those before it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import numpy
from numpy.typing import NDArray

from procfit.matching.vectors import Vector

__all__ = ["close_pairs"]

_ROUNDING = 1e-9

Places = NDArray[numpy.int64]
Floats = NDArray[numpy.float64]


def close_pairs(
    vectors: Sequence[Vector], least: float, most: int, among: Set[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield pairs of vectors, the first place before the second: surely the `most` closest are among them.

    Parameters
    ----------
    vectors
        Vectors of length 1, named by their place.
    least
        The cosine that a pair must reach.
    most
        How many pairs are wanted; some more are found where the last ones are equally close.
    among
        Only pairs with one of these vectors; all by default.
    """
    wanted = numpy.ones(len(vectors), bool)
    if among is not None:
        wanted[:] = False
        wanted[list(among)] = True
    kept = _Closest(least, most)
    for place, cosines in enumerate(_cosines(vectors)):
        ones = numpy.flatnonzero(cosines >= kept.least)
        if not wanted[place]:
            ones = ones[wanted[ones]]
        if len(ones):
            kept.add(place, ones, cosines[ones])
    yield from kept.pairs()


def _cosines(vectors: Sequence[Vector]) -> Iterator[Floats]:
    """Yield for each vector the cosines with all those before it, rounded as sums in any order are."""
    holders = _holders(vectors)
    before = dict.fromkeys(holders, 0)
    for place, vector in enumerate(vectors):
        parts = []
        for feature, weight in vector.items():
            places, weights = holders[feature]
            count = before[feature]
            before[feature] += 1
            if count:
                parts.append((places[:count], weights[:count] * weight))
        if parts:
            places = numpy.concatenate([each for each, _ in parts])
            products = numpy.concatenate([each for _, each in parts])
            yield numpy.bincount(places, products, place).astype(float, copy=False)
        else:
            yield numpy.zeros(place)


def _holders(vectors: Sequence[Vector]) -> dict[str, tuple[Places, Floats]]:
    """Return per feature the vectors that hold it, in order, with its weight there."""
    found: dict[str, tuple[list[int], list[float]]] = {}
    for place, vector in enumerate(vectors):
        for feature, weight in vector.items():
            places, weights = found.setdefault(feature, ([], []))
            places.append(place)
            weights.append(weight)
    return {
        feature: (numpy.array(places, numpy.int64), numpy.array(weights))
        for feature, (places, weights) in found.items()
    }


class _Closest:
    """Keeps pairs, and lets go of those that are surely not among the closest ones."""

    def __init__(self, least: float, most: int) -> None:
        self.least = least
        self._most = most
        self._room = 2 * most
        self._found: list[tuple[Places, Places, Floats]] = []
        self._count = 0

    def add(self, place: int, ones: Places, cosines: Floats) -> None:
        """Keep the pairs of a vector with some before it."""
        self._found.append((ones, numpy.full(len(ones), place), cosines))
        self._count += len(ones)
        if self._count > self._room:
            self._let_go()

    def _let_go(self) -> None:
        ones, others, cosines = (numpy.concatenate(parts) for parts in zip(*self._found, strict=True))
        at = len(cosines) - self._most
        self.least = max(self.least, float(numpy.partition(cosines, at)[at]) - _ROUNDING)
        near = cosines >= self.least
        self._found = [(ones[near], others[near], cosines[near])]
        self._count = int(near.sum())
        self._room = max(2 * self._most, 2 * self._count)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that are left."""
        if self._count > self._most:
            self._let_go()
        for ones, others, _ in self._found:
            yield from zip(ones.tolist(), others.tolist(), strict=True)
