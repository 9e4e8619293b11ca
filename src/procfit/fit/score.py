"""The score of a vendor: what its answers are worth, by what they weigh, on a fixed scale.

A weighted sum on a scale that is declared beforehand depends on no other vendor, so that deleting,
adding or copying one never changes another's score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from procfit.fit.answers import is_silent
from procfit.model.vendor import Answer

__all__ = ["Score", "Standing", "rank", "score"]

TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Score:
    """Low, usual and high score from 0 to 1, and the usual one with every silence worth nothing."""

    low: float
    mid: float
    high: float
    silent_as_zero: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A vendor's place: its rank, or None when a gate stops it."""

    vendor: str
    rank: int | None
    score: Score


def score(weights: Mapping[str, float], answers: Mapping[str, Answer]) -> Score:
    """Return the score of one vendor; 0 throughout where nothing has a weight."""
    used = [(weight, answers[name]) for name, weight in weights.items()]
    return Score(
        fsum(weight * answer.low for weight, answer in used),
        fsum(weight * answer.mid for weight, answer in used),
        fsum(weight * answer.high for weight, answer in used),
        fsum(weight * answer.mid for weight, answer in used if not is_silent(answer)),
    )


def rank(scores: Mapping[str, Score], failed: frozenset[str] = frozenset()) -> tuple[Standing, ...]:
    """Return the vendors in order: those that no gate stops by score, then the others without rank.

    Vendors that would change places if silences were worth nothing share a rank: silence must not
    beat an honest answer.

    Examples
    --------
    >>> honest, silent = Score(0.5, 0.5, 0.5, 0.5), Score(0.1, 0.6, 1.0, 0.2)
    >>> [(place.vendor, place.rank) for place in rank({"a": honest, "b": silent})]
    [('b', 1), ('a', 1)]
    """

    def best_first(vendor: str) -> tuple[float, str]:
        return -scores[vendor].mid, vendor

    open_to_all = sorted((vendor for vendor in scores if vendor not in failed), key=best_first)
    stopped = sorted((vendor for vendor in scores if vendor in failed), key=best_first)
    ranks = _ranks([scores[vendor] for vendor in open_to_all])
    standings = [
        Standing(vendor, place, scores[vendor]) for vendor, place in zip(open_to_all, ranks, strict=True)
    ]
    return (*standings, *(Standing(vendor, None, scores[vendor]) for vendor in stopped))


def _ranks(ordered: Sequence[Score]) -> list[int]:
    """Return the rank of each score in an ordered list, shared wherever two could change places."""
    ranks: list[int] = []
    best_later = _running_best([score.silent_as_zero for score in reversed(ordered)])[::-1]
    for place, own in enumerate(ordered):
        before = ordered[:place]
        tied = bool(before) and before[-1].mid - own.mid <= TIE
        overtaken = (
            bool(before) and min(score.silent_as_zero for score in before) < best_later[place] - TIE
        )
        if tied or overtaken:
            ranks.append(ranks[-1])
        else:
            ranks.append(place + 1)
    return ranks


def _running_best(values: Sequence[float]) -> list[float]:
    best: list[float] = []
    for value in values:
        best.append(max(value, best[-1]) if best else value)
    return best
