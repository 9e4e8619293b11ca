"""What to talk about: the answers on which evaluators differ, those that matter most first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.committee.distance import CLOSE, alone, spreads
from procfit.fit.committee.opinions import Opinions
from procfit.model.vendor import Answer, Evidence, Vendor

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["Opinion", "Topic", "topics"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One evaluator's answer; `alone` where all others are much closer to each other."""

    evaluator: str
    code: str
    worth: float
    evidence: Evidence | None
    note: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """An answer on which evaluators differ.

    `spread` is how far the highest and the lowest score are apart, and `size` that times the weight: how
    far the vendor's score hangs on who is right. `gate` tells that it lets a vendor pass or not.
    """

    vendor: str
    capability: str
    weight: float
    spread: float
    size: float
    gate: bool
    opinions: tuple[Opinion, ...]


def topics(
    opinions: Opinions,
    answers: Mapping[str, Mapping[str, Answer]],
    vendors: Mapping[str, Vendor],
    split_gates: Collection[tuple[str, str]] = (),
) -> tuple[tuple[Topic, ...], int]:
    """Return what to talk about, and how many differences are settled already.

    Parameters
    ----------
    opinions
        What each evaluator scored.
    answers
        The answers that count.
    vendors
        The vendors, with what was agreed about each.
    split_gates
        Vendors and must-have capabilities on which evaluators come to different ends; these come first.
    """
    capabilities = list(dict.fromkeys((*opinions.shares, *(name for _, name in split_gates))))
    names = list(answers)
    worth = opinions.worth(names, capabilities)
    apart = spreads(worth)
    found, settled = [], 0
    for row, column in zip(*(apart > CLOSE).nonzero(), strict=True):
        vendor, capability = names[row], capabilities[column]
        weight = opinions.shares.get(capability, 0.0)
        is_gate = (vendor, capability) in split_gates
        if not weight and not is_gate:
            continue
        if _is_settled(vendors[vendor], capability):
            settled += 1
            continue
        spread = float(apart[row, column])
        said = _said(opinions, vendor, capability, worth[:, row, column])
        found.append(Topic(vendor, capability, weight, spread, weight * spread, is_gate, said))
    found.sort(
        key=lambda topic: (not topic.gate, -round(topic.size, 12), topic.vendor, topic.capability)
    )
    return tuple(found), settled


def _is_settled(vendor: Vendor, capability: str) -> bool:
    """Tell whether the committee has agreed, on an answer that the vendor has not changed since."""
    agreed = vendor.agreed.get(capability)
    return agreed is not None and not agreed.stale


def _said(opinions: Opinions, vendor: str, capability: str, worth: Matrix) -> tuple[Opinion, ...]:
    lonely = alone(worth)
    found: list[Opinion] = []
    for place, (name, file) in enumerate(opinions.scores.items()):
        given = file.scores.get(vendor, {}).get(capability)
        value = float(worth[place])
        if given is not None and value == value:
            note = given.note or given.reason
            found.append(Opinion(name, given.code, value, given.evidence, note, place == lonely))
    return tuple(found)
