"""The step that a vendor serves worst where it matters most: a sum hides a broken step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from procfit.fit.contributions import Contribution
from procfit.model.vendor import Answer

__all__ = ["WorstStep", "worst_step"]

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class WorstStep:
    """A step with what the vendor's answers are worth to it, from 0 to 1."""

    process: str
    step: str
    low: float
    mid: float
    high: float


def worst_step(
    contributions: Collection[Contribution], answers: Mapping[str, Answer]
) -> WorstStep | None:
    """Return the worst-served step of the processes that weigh most; None where nothing has a weight.

    A step is served as well as its needs are on average, each by its share of the step. Among steps
    served equally badly, the one with the most weight.
    """
    by_step: dict[tuple[str, str], list[Contribution]] = defaultdict(list)
    heaviest = max((part.process_weight for part in contributions), default=0.0)
    for part in contributions:
        if part.process and part.process_weight >= heaviest - SAME:
            by_step[part.process, part.step].append(part)
    served = [(_served(own, answers), sum(part.weight for part in own)) for own in by_step.values()]
    return min(served, key=lambda item: (item[0].mid, -item[1]), default=(None, 0.0))[0]


def _served(own: Collection[Contribution], answers: Mapping[str, Answer]) -> WorstStep:
    first = next(iter(own))
    total = sum(part.need_share for part in own)
    shares = [(part.need_share / total, answers[part.capability]) for part in own]
    return WorstStep(
        first.process,
        first.step,
        sum(share * answer.low for share, answer in shares),
        sum(share * answer.mid for share, answer in shares),
        sum(share * answer.high for share, answer in shares),
    )
