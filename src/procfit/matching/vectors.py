"""Texts as weighted features: TF-IDF vectors, compared through an inverted index.

A feature says the more, the fewer documents hold it: its weight is its count times
ln((1 + N) / (1 + n)) + 1 (Spärck Jones, 1972, smoothed), scaled to vectors of length 1, so that the
product of two vectors is the cosine between them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

__all__ = ["Index", "Vector", "Weights", "likeliest_pairs", "logarithmic"]

Vector = Mapping[str, float]
"""A length-1 vector: the weight of each feature that is there."""

Tempered = Callable[[float], float]
_ROUNDING = 1e-9

FIRST_TRY = 0.6
"""The cosine to begin with: where enough pairs reach it, none below is looked at."""


MANY = 1_500
"""From how many vectors on it pays to load numpy and compare each with all others at once."""


def logarithmic(count: float) -> float:
    """Return 1 + ln(count): the tenth mention says less than the first."""
    return 1.0 + math.log(count)


class Weights:
    """How much each feature says, learned from the documents that hold it.

    Parameters
    ----------
    documents
        The features of each document; how often one holds a feature does not matter.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        held = [set(document) for document in documents]
        counts = Counter(feature for document in held for feature in document)
        self._unseen = math.log(1 + len(held)) + 1.0
        self._weights = {feature: self._unseen - math.log(1 + n) for feature, n in counts.items()}

    def of(self, feature: str) -> float:
        """Return the weight of a feature."""
        return self._weights.get(feature, self._unseen)

    def vector(self, counts: Mapping[str, float], tempered: Tempered = float) -> Vector:
        """Return the vector of a document; the empty one where it has no feature.

        Parameters
        ----------
        counts
            How often, or how strongly, the document holds each feature.
        tempered
            What a count counts for.
        """
        raw = {feature: tempered(count) * self.of(feature) for feature, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        return {feature: weight / length for feature, weight in raw.items()} if length else {}


class Index:
    """Vectors by what they hold, to be compared with others.

    Parameters
    ----------
    vectors
        The vectors; they are named by their place in this order.
    """

    def __init__(self, vectors: Iterable[Vector]) -> None:
        self._held: dict[str, list[tuple[int, float]]] = {}
        for place, vector in enumerate(vectors):
            for feature, weight in vector.items():
                self._held.setdefault(feature, []).append((place, weight))

    def cosines(self, vector: Vector) -> dict[int, float]:
        """Return the cosine with each vector of the index that shares a feature, by its place."""
        found: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            for place, other in self._held.get(feature, ()):
                found[place] += weight * other
        return found


def likeliest_pairs(
    vectors: Sequence[Vector], least: float, most: int, among: Set[int] | None = None
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of vectors with the highest cosines, each pair once, in no order.

    Exact, but no pair is looked at that cannot reach the least cosine: of each vector only the rarest
    features are indexed, as many as are needed to reach it (prefix filtering; Bayardo, Ma and Srikant,
    2007). With more than `most` pairs the least cosine rises to what the best of them reach. Many
    vectors are compared with numpy instead, with the same result.

    Parameters
    ----------
    vectors
        The vectors, named by their place.
    least
        The cosine that a pair must reach, above 0.
    most
        How many pairs at most.
    among
        Only pairs with one of these vectors; all by default.
    """
    found: list[tuple[float, int, int]] = []
    if len(vectors) >= MANY:
        from procfit.matching.crowd import close_pairs

        close = close_pairs(vectors, least - _ROUNDING, most, among)
        products = ((_product(vectors[other], vectors[one]), one, other) for one, other in close)
        found = _best([pair for pair in products if pair[0] >= least], most)
    else:
        common = Counter(feature for vector in vectors for feature in vector)
        for start in (max(FIRST_TRY, least), least):
            found = _best(_pairs(vectors, common, start, most, among), most)
            if len(found) == most:
                break
    for cosine, one, other in found:
        yield one, other, cosine


def _pairs(
    vectors: Sequence[Vector],
    common: Mapping[str, int],
    least: float,
    most: int,
    among: Set[int] | None,
) -> list[tuple[float, int, int]]:
    """Return the pairs that reach the least cosine; the `most` best of them are surely among them."""
    index: dict[str, list[int]] = {}
    found: list[tuple[float, int, int]] = []
    for place, vector in enumerate(vectors):
        candidates: set[int] = set()
        for feature in _rarest(vector, common, least):
            candidates.update(index.setdefault(feature, []))
            index[feature].append(place)
        if among is not None and place not in among:
            candidates &= among
        for other in candidates:
            cosine = _product(vector, vectors[other])
            if cosine >= least:
                found.append((cosine, other, place))
        if len(found) > 2 * most:
            found = _best(found, most)
            least = max(least, found[-1][0])
    return found


def _best(found: list[tuple[float, int, int]], most: int) -> list[tuple[float, int, int]]:
    return sorted(found, key=lambda pair: (-pair[0], pair[1:]))[:most]


def _rarest(vector: Vector, common: Mapping[str, int], least: float) -> Iterator[str]:
    """Yield features, rarest first, until those left cannot make up the least cosine alone."""
    left = 1.0
    for feature in sorted(vector, key=lambda name: (common[name], name)):
        if left < least * least - _ROUNDING:
            return
        yield feature
        left -= vector[feature] ** 2


def _product(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    product = 0.0
    for feature, weight in a.items():
        if feature in b:
            product += weight * b[feature]
    return product
