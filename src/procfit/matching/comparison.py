"""Two kinds of work side by side: how likely they are the same, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from procfit.matching.kinds import Kind
from procfit.matching.letters import dice, trigrams
from procfit.matching.stems import shared_words
from procfit.matching.thesaurus import concept_of, words_alike
from procfit.model.faults import listing

__all__ = ["Comparison"]

CONTRAST = 0.75
"""What is left of a likeness where each wording holds a word of another known meaning: "send" and "draft"."""

ITEMS_ADD, NEIGHBORS_ADD = 0.3, 0.2
"""How much of the gap to certainty the same items, and the same steps before and after, can close."""


ALIKE = 0.4
"""The share of common letters that is worth telling."""


@dataclass(frozen=True)
class Comparison:
    """Two kinds of work, with the cosine of their stems."""

    a: Kind
    b: Kind
    cosine: float
    language: str

    @cached_property
    def letters(self) -> float:
        """How much the wordings look alike letter by letter."""
        return dice(trigrams(self.a.label), trigrams(self.b.label))

    @cached_property
    def score(self) -> float:
        """How likely both are the same work, from 0 to 1; no probability."""
        wording = (self.cosine + self.letters) / 2 * (CONTRAST if self._contrasts() else 1)
        around = NEIGHBORS_ADD * dice(self.a.around, self.b.around)
        context = ITEMS_ADD * dice(self.a.items, self.b.items) + around
        return round(wording + (1 - wording) * context, 3)

    def _contrasts(self) -> bool:
        """Whether each side says something that the thesaurus knows to mean something else."""
        one, other = (
            {concept_of(stem, self.language) for stem in kind.stems} - {""} for kind in (self.a, self.b)
        )
        return bool(one - other) and bool(other - one)

    def reasons(self, first: str, second: str) -> Iterator[str]:
        """Yield what speaks for it, in words; the wordings are those that are shown."""
        words = shared_words(first, second, self.language)
        alike = words_alike(first, second, self.language)
        if words:
            yield f"same words: {listing(words)}"
        if alike:
            yield f"words alike: {listing(f'{one} / {other}' for one, other in alike)}"
        if not words and not alike and self.letters >= ALIKE:
            yield "alike letter by letter"
        yield from _common("input", self.a.takes, self.b.takes)
        yield from _common("output", self.a.gives, self.b.gives)
        yield from _common("step before", self.a.before, self.b.before)
        yield from _common("step after", self.a.after, self.b.after)


def _common(noun: str, a: Mapping[Any, str], b: Mapping[Any, str]) -> Iterator[str]:
    names = sorted(name for key, name in a.items() if key in b)
    if names:
        yield f"same {noun}: {listing(names)}"
