"""A vendor's score taken apart: by process, and by what makes its range as wide as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from procfit.fit.answers import is_silent
from procfit.fit.contributions import Contribution
from procfit.model.vendor import Answer

__all__ = ["Doubt", "ProcessPart", "by_doubt", "by_process", "doubt_about"]

SET_BY_TEAM = ""
"""The process of a weight that people set and no step needs."""


@dataclass(frozen=True, slots=True)
class ProcessPart:
    """What one process gives to a score: its weight, the points won, and those lost; both sum to it."""

    process: str
    weight: float
    points: float
    lost: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """What answers of one kind make of the range: how far a score may fall and rise through them."""

    kind: str
    answers: int
    weight: float
    below: float
    above: float


def by_process(
    contributions: Iterable[Contribution], answers: Mapping[str, Answer]
) -> tuple[ProcessPart, ...]:
    """Return what each process gives to a vendor's score, the heaviest first; points sum to the score."""
    own: dict[str, list[Contribution]] = defaultdict(list)
    for part in contributions:
        own[part.process].append(part)
    found = (
        ProcessPart(
            process,
            fsum(part.weight for part in parts),
            fsum(part.weight * answers[part.capability].mid for part in parts),
            fsum(part.weight * (1 - answers[part.capability].mid) for part in parts),
        )
        for process, parts in own.items()
    )
    return tuple(sorted(found, key=lambda part: -part.weight))


def doubt_about(answer: Answer) -> str:
    """Return why an answer is not sure: its silence, the evaluators' spread, or its evidence."""
    if is_silent(answer):
        return answer.code
    return "evaluators" if answer.used == "evaluators" else answer.evidence or "claimed"


def by_doubt(shares: Mapping[str, float], answers: Mapping[str, Answer]) -> tuple[Doubt, ...]:
    """Return what makes the range of a score, the widest first.

    `below` sums to the usual score less the low one, `above` to the high one less the usual.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for name in shares:
        if answers[name].low < answers[name].high:
            names[doubt_about(answers[name])].append(name)

    def total(own: Iterable[str], worth: Callable[[Answer], float]) -> float:
        return fsum(shares[name] * worth(answers[name]) for name in own)

    found = (
        Doubt(
            kind,
            len(own),
            total(own, lambda _: 1.0),
            total(own, lambda answer: answer.mid - answer.low),
            total(own, lambda answer: answer.high - answer.mid),
        )
        for kind, own in names.items()
    )
    return tuple(sorted(found, key=lambda doubt: -(doubt.below + doubt.above)))
