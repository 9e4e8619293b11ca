"""Why one vendor scores more than another: the capabilities that make the difference, for and against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

from procfit.fit.contributions import Contribution
from procfit.fit.weights import Weights
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    import pandas

__all__ = ["MOST_PARTS", "Why", "WhyPart", "why"]

MOST_PARTS = 10
NOTHING = 1e-12
"""Gaps below this are rounding; no part of them can be told."""


@dataclass(frozen=True, slots=True)
class WhyPart:
    """What one capability adds to the gap between two vendors.

    `points` is its weight × (worth of the first's answer − worth of the second's), less than 0 where it
    speaks for the second; `of_gap` is its share of the gap, None where there is no gap. `steps` is what
    needs the capability, the heaviest first.
    """

    capability: str
    weight: float
    first: Answer
    second: Answer
    points: float
    of_gap: float | None
    steps: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The gap between the scores of two vendors, and what it is made of.

    `parts` are the capabilities that make most of it, for and against; they and `others`, the points
    of the `others_count` left, sum to `gap`.
    """

    first: str
    second: str
    gap: float
    parts: tuple[WhyPart, ...]
    others: float
    others_count: int

    def of_gap(self, points: float) -> float | None:
        """Return the share of the gap that some points are; None where there is no gap."""
        return points / self.gap if abs(self.gap) > NOTHING else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "vendor": self.first,
            "against": self.second,
            "gap": self.gap,
            "parts": [_part(part) for part in self.parts],
            "others": {"capabilities": self.others_count, "points": self.others},
        }

    def to_frame(self) -> pandas.DataFrame:
        """Return it as a table, a row per capability and one for all others; `points` sums to the gap."""
        import pandas

        rows = [
            (
                part.capability,
                part.weight,
                part.first.code,
                part.first.mid,
                part.second.code,
                part.second.mid,
                part.points,
                part.of_gap,
            )
            for part in self.parts
        ]
        missing = float("nan")
        rest = (self.others, self.of_gap(self.others))
        rows.append(("all others", missing, "", missing, "", missing, *rest))
        columns = [
            "capability",
            "weight",
            self.first,
            "worth",
            self.second,
            "its worth",
            "points",
            "of gap",
        ]
        return pandas.DataFrame(rows, columns=columns).set_index("capability")


def why(
    weights: Weights,
    answers: Mapping[str, Mapping[str, Answer]],
    first: str,
    second: str,
    most: int = MOST_PARTS,
) -> Why:
    """Return what the gap between two vendors' scores is made of.

    Parameters
    ----------
    weights
        The weights with what they come from.
    answers
        Vendor to capability to answer.
    first, second
        The ids of the vendors; what speaks for the first is more than 0.
    most
        How many capabilities are told one by one.
    """
    own, other = answers[first], answers[second]
    points = {name: share * (own[name].mid - other[name].mid) for name, share in weights.shares.items()}
    gap = fsum(points.values())
    order = sorted(
        (name for name in points if points[name]), key=lambda name: (-abs(points[name]), name)
    )
    told, rest = order[:most], order[most:]
    parts = tuple(
        WhyPart(
            name,
            weights.shares[name],
            own[name],
            other[name],
            points[name],
            points[name] / gap if abs(gap) > NOTHING else None,
            weights.of(name),
        )
        for name in told
    )
    others = fsum(points[name] for name in rest)
    return Why(first, second, gap, parts, others, len(points) - len(told))


def _part(part: WhyPart) -> dict[str, Any]:
    return {
        "capability": part.capability,
        "weight": part.weight,
        "points": part.points,
        "of_gap": part.of_gap,
        "answers": [_answer(answer) for answer in (part.first, part.second)],
        "steps": [
            {"process": own.process, "step": own.step, "share": own.weight}
            for own in part.steps
            if own.process
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "vendor": answer.vendor,
        "code": answer.code,
        "low": answer.low,
        "score": answer.mid,
        "high": answer.high,
        "used": answer.used,
        "evidence": answer.evidence,
        "file": answer.file,
        "sheet": answer.sheet,
        "cell": answer.cell,
        "rule": answer.rule,
    }
