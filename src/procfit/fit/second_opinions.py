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
from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.methods.tables import Matrix

__all__ = ["METHODS", "RELATIVE", "Opinion", "kendall", "opinion", "opinions", "opinions_document"]

RELATIVE = "relative to this vendor set: these change when a vendor is added or dropped"
INDIFFERENCE, FULL = 0.05, 0.5
"""PROMETHEE: a difference of utility that counts for nothing, and one that counts in full."""
CONCORDANCE, DISCORDANCE = 0.65, 0.5
"""ELECTRE I: how much weight must agree, and how far behind a vendor may be on one capability."""
DIGITS = 12

Verdict = tuple[tuple[float, ...], tuple[int, ...], tuple[int, ...], str]
"""Values, ranks (0 where the method gives none), the rows put first, and a remark."""


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


@dataclass(frozen=True, slots=True)
class _Method:
    title: str
    how: str
    figure: str
    judge: Callable[[Matrix, Matrix], Verdict]


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
    method: _Method, table: Matrix, weights: Matrix, vendors: Sequence[str], first: Sequence[int]
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


def _by_value(values: Matrix) -> tuple[tuple[float, ...], tuple[int, ...], tuple[int, ...]]:
    """Return values with the ranks they give, the highest first, and the rows of rank 1."""
    rounded = values.round(DIGITS)
    ranks = tuple(int((rounded > own).sum()) + 1 for own in rounded)
    return tuple(values.tolist()), ranks, tuple(row for row, rank in enumerate(ranks) if rank == 1)


def _topsis(table: Matrix, weights: Matrix) -> Verdict:
    from procfit.fit.methods.topsis import topsis

    return *_by_value(topsis(table, weights)), ""


def _vikor(table: Matrix, weights: Matrix) -> Verdict:
    from procfit.fit.methods.vikor import vikor

    found = vikor(table, weights)
    values, ranks, _ = _by_value(-found.q)
    if len(found.compromise) < 2:
        remark = ""
    elif not found.advantage:
        remark = "the lead is too small (C1), so all that are near share the compromise"
    else:
        remark = "the first is first neither in S nor in R (C2), so the two best share the compromise"
    return tuple(-value for value in values), ranks, found.compromise, remark


def _promethee(table: Matrix, weights: Matrix) -> Any:
    from procfit.fit.methods.promethee import flows, linear, preferences

    functions = [linear(INDIFFERENCE, FULL)] * table.shape[1]
    return flows(preferences(table, weights, functions))


def _promethee_1(table: Matrix, weights: Matrix) -> Verdict:
    found = _promethee(table, weights)
    first = tuple(row for row in range(len(table)) if not found.outranks[:, row].any())
    apart = int(found.incomparable.sum()) // 2
    remark = (
        f"{apart} {'pair' if apart == 1 else 'pairs'} of vendors cannot be compared" if apart else ""
    )
    return tuple(found.net.tolist()), (), first, remark


def _promethee_2(table: Matrix, weights: Matrix) -> Verdict:
    return *_by_value(_promethee(table, weights).net), ""


def _electre(table: Matrix, weights: Matrix) -> Verdict:
    from procfit.fit.methods.electre import electre

    found = electre(table, weights, CONCORDANCE, DISCORDANCE)
    beaten = tuple(float(number) for number in found.outranks.sum(axis=1))
    everyone = len(found.kernel) == len(table) > 1
    return beaten, (), found.kernel, "nobody can be struck out" if everyone else ""


METHODS: Mapping[str, _Method] = {
    "topsis": _Method(
        "TOPSIS",
        "It measures how near a vendor comes to the best answer of anyone everywhere, and how far from the "
        "worst.",
        "closeness, 0 to 1",
        _topsis,
    ),
    "vikor": _Method(
        "VIKOR",
        "It looks for a compromise: a small loss over all capabilities, and no single one that is badly "
        "missed.",
        "Q, 0 is best",
        _vikor,
    ),
    "promethee-1": _Method(
        "PROMETHEE I",
        "It sets what speaks for a vendor against each other one beside what speaks against it, and leaves "
        "two apart where these disagree.",
        "net flow, -1 to 1",
        _promethee_1,
    ),
    "promethee-2": _Method(
        "PROMETHEE II",
        "It takes what speaks against a vendor from what speaks for it, compared with each other one.",
        "net flow, -1 to 1",
        _promethee_2,
    ),
    "electre-1": _Method(
        "ELECTRE I",
        "It strikes out a vendor that another one matches on most of the weight, unless a single capability "
        "speaks too strongly against that.",
        "vendors it outranks",
        _electre,
    ),
}
"""The methods by name, in the order in which they are shown."""
