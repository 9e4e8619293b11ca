"""From a judgment to shares, with how far its answers contradict each other, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from procfit.model.judgment import Judgment

__all__ = ["TITLES", "Consistency", "Elicited", "elicit", "reason_of"]

TITLES = {
    "direct": "direct rating",
    "swing": "swing weighting",
    "order": "rank order (centroid)",
    "pairwise": "pairwise comparison (AHP)",
    "best-worst": "best-worst comparison",
}


@dataclass(frozen=True, slots=True)
class Consistency:
    """How far the answers contradict each other.

    `limit` is what is commonly still accepted, None where no single limit is; `worst` names the answers
    that contradict each other most.
    """

    measure: str
    value: float
    limit: float | None
    worst: str = ""

    @property
    def fine(self) -> bool | None:
        """Whether it is within the limit; None where there is none."""
        return None if self.limit is None else self.value <= self.limit


@dataclass(frozen=True)
class Elicited:
    """The shares of what was judged, which sum to 1, and how consistent the answers are."""

    judgment: Judgment
    shares: Mapping[str, float]
    consistency: Consistency | None = None


def elicit(judgment: Judgment) -> Elicited:
    """Return the shares that follow from a judgment."""
    return _METHODS[judgment.method](judgment)


def reason_of(judgment: Judgment) -> str:
    """Return the reason that an override from this judgment carries.

    Examples
    --------
    >>> reason_of(Judgment("capabilities", "swing", "Ana", reason="workshop"))
    'swing weighting by Ana: workshop'
    """
    when = f", {judgment.date.isoformat()}" if judgment.date else ""
    why = f": {judgment.reason}" if judgment.reason else ""
    return f"{TITLES[judgment.method]} by {judgment.by}{when}{why}"


def _points(judgment: Judgment) -> Elicited:
    from procfit.fit.elicit.points import from_points

    return Elicited(judgment, from_points(judgment.points))


def _order(judgment: Judgment) -> Elicited:
    from procfit.fit.elicit.rank_order import from_order

    return Elicited(judgment, from_order(judgment.order))


def _pairwise(judgment: Judgment) -> Elicited:
    from procfit.fit.elicit.pairwise import LIMIT, compare, matrix_of, worst_triple

    items = judgment.items
    matrix = matrix_of(items, judgment.pairs)
    found = compare(matrix)
    triple = worst_triple(matrix)
    worst = ""
    if triple is not None:
        a, b, c = triple
        names = items[a], items[b], items[c]
        sizes = float(matrix[a, b]), float(matrix[b, c]), float(matrix[a, c])
        worst = _in_words(names, sizes)
    consistency = Consistency("consistency ratio", found.ratio, LIMIT, worst)
    return Elicited(judgment, dict(zip(items, found.shares, strict=True)), consistency)


def _in_words(names: tuple[str, str, str], sizes: tuple[float, float, float]) -> str:
    a, b, c = names
    first, second, said = sizes
    given = f"{_compared(a, b, first)} and {_compared(b, c, second)}"
    follows = _compared(a, c, first * second)
    return f"{given}; so {follows}, but the answer was that {_compared(a, c, said)}"


def _compared(a: str, b: str, times: float) -> str:
    """Return a comparison in words, the more important item first."""
    if abs(times - 1) < 1e-9:
        return f"{a} matters as much as {b}"
    more, less = (a, b) if times > 1 else (b, a)
    return f"{more} matters {max(times, 1 / times):.3g} times as much as {less}"


def _best_worst(judgment: Judgment) -> Elicited:
    from procfit.fit.elicit.best_worst import best_worst

    best, worst = judgment.best, judgment.worst
    found = best_worst(best, worst, judgment.best_over, judgment.over_worst)
    said = ""
    if found.against:
        sizes = judgment.best_over[found.against], judgment.over_worst[found.against]
        said = _in_words((best, found.against, worst), (*sizes, judgment.best_over[worst]))
    return Elicited(
        judgment, found.shares, Consistency("input inconsistency", found.inconsistency, None, said)
    )


_METHODS: Mapping[str, Callable[[Judgment], Elicited]] = {
    "direct": _points,
    "swing": _points,
    "order": _order,
    "pairwise": _pairwise,
    "best-worst": _best_worst,
}
