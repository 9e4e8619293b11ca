"""Which rows of a vendor's workbook may answer a requirement: the likeliest ones, with the reason.

Half of a likeness is the cosine of the stems and the concepts they stand for, half that of every three to
five letters of the words, so that a compound or a slip of the pen costs little. From it goes a part of
how much the row looks like requirements in general: a row that looks like all of them says little about
any (Radovanović, Nanopoulos and Ivanović, 2010, on hubs among nearest neighbors).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop, nlargest

from procfit.matching.letters import grams
from procfit.matching.reading import words
from procfit.matching.stems import shared_words, stems, work_key
from procfit.matching.thesaurus import concept_of, words_alike
from procfit.matching.vectors import Index, Vector, Weights, logarithmic
from procfit.model.capability import Capability
from procfit.model.faults import listing

__all__ = ["RankedRow", "Requirement", "rank_rows", "requirement_of"]

LETTERS = (3, 5)
STEMS_SHARE = 0.5
CROWD_SHARE = 0.25
LEAST_SCORE = 0.1
ROUNDING = 0.001
CROWD = 5
"""How many other requirements tell how much a row looks like requirements in general."""

MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is looked for: its text, and other wordings that people confirmed to mean the same."""

    id: str
    text: str
    learned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A row that may answer a requirement.

    `score` is from 0 to 1 and compares rows of one ranking: no probability. `why` says in words what
    speaks for it.
    """

    row: str
    score: float
    why: str


def requirement_of(capability: Capability) -> Requirement:
    """Return what to look for to find a capability: its name and description, and what it was called."""
    text = f"{capability.name}. {capability.description}"
    return Requirement(capability.id, text, (capability.name, *capability.same_as))


def rank_rows(
    requirements: Sequence[Requirement],
    rows: Mapping[str, str],
    language: str = "en",
    most: int = 5,
    least: float = LEAST_SCORE,
) -> dict[str, list[RankedRow]]:
    """Return for each requirement the rows that look most like it, likeliest first.

    A requirement may have fewer rows, or none: no row may be the answer.

    Parameters
    ----------
    requirements
        All that is looked for: each also tells what is common, so give them together.
    rows
        The text of each row by its name; equal scores keep this order.
    language
        The language of the texts.
    most
        How many rows at most for each requirement.
    least
        The score that a row must reach.

    Examples
    --------
    >>> rows = {"F-1": "Forms that capture leads", "F-2": "Calendar", "F-3": "Email"}
    >>> rank_rows([Requirement("lead-capture", "Lead capture")], rows)["lead-capture"]
    [RankedRow(row='F-1', score=0.643, why='same words: lead, capture')]
    """
    texts = [text for each in requirements for text in (each.text, *each.learned)]
    likeness = _Likeness(texts, rows, language)
    crowds = _Crowds()
    found = {each.id: crowds.passing(each.id, likeness.of(each), least) for each in requirements}
    return {
        name: [
            RankedRow(row, score, _why(rows_found[row], rows[row], language))
            for row, score in _best(crowds.scores(name, rows_found), most, least)
        ]
        for name, rows_found in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Found:
    """How much a row looks like a requirement, and by which wording of it."""

    likeness: float
    wording: str
    is_learned: bool = False


class _Likeness:
    """Compares requirements with rows by their stems and letters."""

    def __init__(self, texts: Sequence[str], rows: Mapping[str, str], language: str) -> None:
        self._language = language
        self._names = list(rows)
        counted = [self._stems(text) for text in (*rows.values(), *texts)]
        spelled = [self._letters(text) for text in (*rows.values(), *texts)]
        self._stem_weights, self._letter_weights = Weights(counted), Weights(spelled)
        self._by_stems = Index(self._stem_vector(text) for text in rows.values())
        self._by_letters = Index(self._letter_vector(text) for text in rows.values())
        self._by_key: dict[frozenset[str], list[str]] = {}
        for name, text in rows.items():
            self._by_key.setdefault(work_key(text, language), []).append(name)

    def of(self, requirement: Requirement) -> Iterator[tuple[str, _Found]]:
        """Yield what looks like a requirement in the order of the rows, with the row's name."""
        best = self._rows_like(requirement.text)
        worded = dict.fromkeys(best, requirement.text)
        for wording in dict.fromkeys(requirement.learned):
            for place, likeness in self._rows_like(wording).items():
                if likeness > best.get(place, -1.0):
                    best[place], worded[place] = likeness, wording
        learned = {
            name: wording
            for wording in requirement.learned
            for name in self._by_key.get(work_key(wording, self._language), ())
        }
        for place in sorted(best):
            name = self._names[place]
            if name in learned:
                yield name, _Found(1.0, learned[name], is_learned=True)
            else:
                yield name, _Found(best[place], worded[place])

    def _rows_like(self, text: str) -> dict[int, float]:
        """Return how much each row looks like a text, by its place."""
        spelled = self._by_letters.cosines(self._letter_vector(text))
        found = {place: (1 - STEMS_SHARE) * cosine for place, cosine in spelled.items()}
        for place, cosine in self._by_stems.cosines(self._stem_vector(text)).items():
            found[place] = STEMS_SHARE * cosine + found.get(place, 0.0)
        return found

    def _stem_vector(self, text: str) -> Vector:
        return self._stem_weights.vector(self._stems(text))

    def _letter_vector(self, text: str) -> Vector:
        return self._letter_weights.vector(self._letters(text), logarithmic)

    def _stems(self, text: str) -> Counter[str]:
        """Return the stems of a text with the concepts that some of them stand for."""
        found = stems(text, self._language)
        concepts = (concept_of(stem, self._language) for stem in found)
        return Counter((*found, *(f"{concept}~" for concept in concepts if concept)))

    def _letters(self, text: str) -> Counter[str]:
        return Counter(row for word in words(text) for row in grams(word, *LETTERS))


class _Crowds:
    """How much each row looks like requirements in general: its highest likenesses, with whose they are."""

    def __init__(self) -> None:
        self._highest: dict[str, list[tuple[float, str]]] = {}

    def passing(
        self, requirement: str, rows: Iterable[tuple[str, _Found]], least: float
    ) -> dict[str, _Found]:
        """Return the rows that may reach the least score, after all have been counted."""
        kept: dict[str, _Found] = {}
        for name, row in rows:
            highest = self._highest.setdefault(name, [])
            if len(highest) <= CROWD:
                heappush(highest, (row.likeness, requirement))
            else:
                heappushpop(highest, (row.likeness, requirement))
            if row.likeness >= least - ROUNDING:
                kept[name] = row
        return kept

    def scores(self, requirement: str, rows: Mapping[str, _Found]) -> dict[str, float]:
        """Return the scores: likenesses less a part of how much a row looks like other requirements."""
        return {
            name: 1.0 if row.is_learned else row.likeness - CROWD_SHARE * self._mean(name, requirement)
            for name, row in rows.items()
        }

    def _mean(self, name: str, requirement: str) -> float:
        """Return the mean of a row's highest likenesses to other requirements."""
        highest = sorted(self._highest[name], reverse=True)
        others = [likeness for likeness, owner in highest if owner != requirement][:CROWD]
        return sum(others) / len(others) if others else 0.0


def _best(scores: Mapping[str, float], most: int, least: float) -> list[tuple[str, float]]:
    rounded = {name: round(max(0.0, score), 3) for name, score in scores.items()}
    best = nlargest(most, scores, key=scores.__getitem__)
    return [(name, rounded[name]) for name in best if rounded[name] >= least]


def _why(found: _Found, text: str, language: str) -> str:
    if found.is_learned:
        return f'same wording: "{found.wording}"'
    words = shared_words(found.wording, text, language)
    if words:
        return f"same words: {listing(words, MOST_WORDS)}"
    alike = [f"{one} / {other}" for one, other in words_alike(found.wording, text, language)]
    return f"words alike: {listing(alike, MOST_WORDS)}" if alike else "alike letter by letter"
