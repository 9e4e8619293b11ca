"""What other scoring methods say of the same answers and weights, beside the score and never as the score.

Every one of them compares vendors with each other, so what it says holds for this set of vendors only.
That is shown, not only said: for each losing vendor it is worked out whom the method would put first
without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from procfit.fit.answers import is_silent
from procfit.fit.methods.catalog import METHODS, Method
from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.methods.tables import Matrix

__all__ = ["RELATIVE", "Opinion", "kendall", "opinion", "opinions", "opinions_document"]

RELATIVE = "relative to this vendor set: these change when a vendor is added or dropped"
DIGITS = 12


@dataclass(frozen=True)
class Opinion:
    """What one method says.

    Attributes
    ----------
    method, title, how
        Its name, its name for people, and in one sentence how it thinks.
    values
        Vendor to the method's own figure (`figure` says which).
    ranks
        Vendor to rank, as far as the method ranks.
    first
        The vendors it puts first; a method that does not rank can name several.
    remark
        What else the method says.
    reversals
        Losing vendor to those who would be put first without it, where that changes.
    silent_as_zero
        Whom it would put first if every silence were worth nothing.
    agreement
        Kendall's τ-b between its ranks and those of the score; None where it does not rank.
    """

    method: str
    title: str
    how: str
    figure: str
    values: Mapping[str, float]
    ranks: Mapping[str, int]
    first: tuple[str, ...]
    remark: str
    reversals: Mapping[str, tuple[str, ...]]
    silent_as_zero: tuple[str, ...]
    agreement: float | None


def opinion(fit: Fit, method: str) -> Opinion:
    """Return what one method says of the vendors in the race.

    Raises
    ------
    UsageError
        When there is no such method.
    """
    import numpy

    found = METHODS.get(method)
    if found is None:
        hint = did_you_mean(method, dict(METHODS)) or f"methods: {', '.join(METHODS)}"
        raise UsageError(f'there is no method "{method}"', hint)
    places = {place.vendor: place.score.mid for place in fit.standings if place.rank is not None}
    vendors, weights = list(places), fit.weights.shares
    table = _table(fit.answers, vendors, weights, _usual)
    heavy = numpy.array(list(weights.values()))
    values, ranks, first, remark = found.judge(table, heavy)
    zero = found.judge(_table(fit.answers, vendors, weights, _silence_worth_nothing), heavy)[2]
    return Opinion(
        method,
        found.title,
        found.how,
        found.figure,
        dict(zip(vendors, values, strict=True)),
        dict(zip(vendors, ranks, strict=True)) if ranks else {},
        _named(vendors, first),
        remark,
        _reversals(found, table, heavy, vendors, first),
        _named(vendors, zero),
        kendall([-rank for rank in ranks], list(places.values())) if ranks else None,
    )


def opinions(fit: Fit) -> dict[str, Opinion]:
    """Return what every method says, by the method's name."""
    return {name: opinion(fit, name) for name in METHODS}


def opinions_document(found: Mapping[str, Opinion]) -> dict[str, Any]:
    """Return opinions as other programs read them, each with the label that must stand beside it."""
    return {name: {"relative": RELATIVE, **asdict(each)} for name, each in found.items()}


def kendall(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Kendall's τ-b of two gradings; None where one of them tells nobody apart.

    Examples
    --------
    >>> kendall([1, 2, 3], [10, 20, 30]), kendall([1, 2, 3], [3, 2, 1]), kendall([1, 1], [1, 2])
    (1.0, -1.0, None)
    """
    pairs = [(a, b) for a in range(len(first)) for b in range(a)]
    own = [_sign(first[a] - first[b]) for a, b in pairs]
    other = [_sign(second[a] - second[b]) for a, b in pairs]
    told = sqrt(sum(map(abs, own)) * sum(map(abs, other)))
    return sum(a * b for a, b in zip(own, other, strict=True)) / told if told else None


def _sign(difference: float) -> int:
    difference = round(difference, DIGITS)
    return (difference > 0) - (difference < 0)


def _usual(answer: Answer) -> float:
    return answer.mid


def _silence_worth_nothing(answer: Answer) -> float:
    return 0.0 if is_silent(answer) else answer.mid


def _table(
    answers: Mapping[str, Mapping[str, Answer]],
    vendors: Sequence[str],
    weights: Mapping[str, float],
    worth: Callable[[Answer], float],
) -> Matrix:
    import numpy

    rows = [[worth(answers[vendor][name]) for name in weights] for vendor in vendors]
    return numpy.array(rows, float).reshape(len(vendors), len(weights))


def _named(vendors: Sequence[str], rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(vendors[row] for row in rows)


def _reversals(
    method: Method, table: Matrix, weights: Matrix, vendors: Sequence[str], first: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Return for each losing vendor whom the method puts first without it, where that changes."""
    import numpy

    before = set(_named(vendors, first))
    changed = {}
    for row, vendor in enumerate(vendors):
        if row in first:
            continue
        rest = [name for name in vendors if name != vendor]
        now = _named(rest, method.judge(numpy.delete(table, row, axis=0), weights)[2])
        if set(now) != before:
            changed[vendor] = now
    return changed
