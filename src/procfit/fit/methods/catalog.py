"""The methods by name, each with the thresholds that it judges utilities by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.fit.methods.promethee import Flows
    from procfit.fit.methods.tables import Matrix

__all__ = ["CONCORDANCE", "DISCORDANCE", "FULL", "INDIFFERENCE", "METHODS", "Method", "Verdict"]

INDIFFERENCE, FULL = 0.05, 0.5
"""PROMETHEE: a difference of utility that counts for nothing, and one that counts in full."""
CONCORDANCE, DISCORDANCE = 0.65, 0.5
"""ELECTRE I: how much weight must agree, and how far behind a vendor may be on one capability."""
DIGITS = 12

Verdict = tuple[tuple[float, ...], tuple[int, ...], tuple[int, ...], str]
"""Values, ranks (none where the method does not rank), the rows put first, and a remark."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name for people, how it thinks in one sentence, its figure, and how it judges."""

    title: str
    how: str
    figure: str
    judge: Callable[[Matrix, Matrix], Verdict]


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


def _promethee(table: Matrix, weights: Matrix) -> Flows:
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


METHODS: Mapping[str, Method] = {
    "topsis": Method(
        "TOPSIS",
        "It measures how near a vendor comes to the best answer of anyone everywhere, and how far from the "
        "worst.",
        "closeness, 0 to 1",
        _topsis,
    ),
    "vikor": Method(
        "VIKOR",
        "It looks for a compromise: a small loss over all capabilities, and no single one that is badly "
        "missed.",
        "Q, 0 is best",
        _vikor,
    ),
    "promethee-1": Method(
        "PROMETHEE I",
        "It sets what speaks for a vendor against each other one beside what speaks against it, and leaves "
        "two apart where these disagree.",
        "net flow, -1 to 1",
        _promethee_1,
    ),
    "promethee-2": Method(
        "PROMETHEE II",
        "It takes what speaks against a vendor from what speaks for it, compared with each other one.",
        "net flow, -1 to 1",
        _promethee_2,
    ),
    "electre-1": Method(
        "ELECTRE I",
        "It strikes out a vendor that another one matches on most of the weight, unless a single capability "
        "speaks too strongly against that.",
        "vendors it outranks",
        _electre,
    ),
}
"""The methods by name, in the order in which they are shown."""
