"""How much two steps look like the same step: their wording, what they hold, and their lane and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any

from procfit.compare.meaning import meaning_of
from procfit.matching.letters import dice, trigrams
from procfit.matching.stems import Wordings, opposed
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["COMPANY", "SAME", "SeenStep", "likeness", "seen_steps"]

SAME = 1.0
"""The likeness from which two steps are taken for one: the same wording alone is enough."""

COMPANY = 0.4
"""What the steps around two steps can add, when all of them are the same."""

CONTENT = 0.3
SAME_LANE = 0.05
OTHER_KIND = 0.2
LEAST_WORDING = 0.3
FEWEST_FIELDS = 3
_ELSEWHERE = ("id", "name", "lane", "kind", "call", "share", "disposition", "to_be", "next")


class SeenStep:
    """A step with what is looked at over and over.

    Parameters
    ----------
    step
        The step.
    place
        Its place in the file, from 0.
    lane
        The name of its lane.
    wordings
        The judge of same work.
    """

    def __init__(self, step: Step, place: int, lane: str, wordings: Wordings) -> None:
        self.step = step
        self.place = place
        self.lane = item_key(lane)
        self.group = wordings.group(step.name)
        self.stems = wordings.key(step.name)

    @property
    def letters(self) -> frozenset[str]:
        """Every three letters in a row of its name."""
        return trigrams(self.step.name)

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """What its fields mean, where they say something."""
        held = {
            field.name: meaning_of(field.name, getattr(self.step, field.name))
            for field in fields(self.step)
            if field.name not in _ELSEWHERE
        }
        return {name: value for name, value in held.items() if value not in (None, "", frozenset())}


def seen_steps(process: ProcessMap, wordings: Wordings) -> dict[str, SeenStep]:
    """Return the steps of a map by id, ready to be likened."""
    seen = {}
    for place, step in enumerate(process.steps):
        lane = process.lane_of(step)
        seen[step.id] = SeenStep(step, place, lane.label if lane else "", wordings)
    return seen


def likeness(a: SeenStep, b: SeenStep, wordings: Wordings) -> float:
    """Return how much two steps look like the same one, the steps around them aside.

    Parameters
    ----------
    a, b
        A step of each map.
    wordings
        The judge of same work.

    Returns
    -------
    float
        About 1 for the same wording; 0 for opposites, for what the team called different, and where even
        the best `COMPANY` would not make it `SAME`.
    """
    if a.group == b.group:
        same = wordings.same(a.step.name, b.step.name)
        wording = float(same)
    else:
        same = False
        wording = max(dice(a.stems, b.stems), dice(a.letters, b.letters))
    if wording < LEAST_WORDING:
        return 0.0
    whole = wording + CONTENT * _common(a.content, b.content)
    whole += SAME_LANE * (a.lane == b.lane != "") - OTHER_KIND * (a.step.kind != b.step.kind)
    if whole + COMPANY < SAME or (not same and opposed(a.step.name, b.step.name, wordings.language)):
        return 0.0
    return whole


def _common(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """Return the share of the fields that mean the same; a few fields prove little."""
    equal = len([name for name, value in a.items() if name in b and b[name] == value])
    return equal / max(FEWEST_FIELDS, len(a.keys() | b.keys()))
