"""Are two short labels the same work? Equal stems after guards, and what the team answered.

Equal stem sets are the precise end of label matching: on the process-matching contests (Cayoglu et al.,
2014; Antunes et al., 2015) they reach a precision of .65 to .99.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from procfit.matching.words import DIRECTIONS, PLACEHOLDERS, SILENT, UNSTEMMED, opposites_of
from procfit.model.team import TeamAnswers
from procfit.model.text import item_key

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

__all__ = ["Wordings", "is_placeholder", "opposed", "same_work", "stems", "work_key"]

LANGUAGES = {"en": "english", "de": "german", "nl": "dutch", "fr": "french", "es": "spanish"}

_WORD = re.compile(r"[^\W_]+")
_RUN_TOGETHER = (("e-mail", "email"), ("n't", " not"), ("n’t", " not"), ("'s", ""), ("’s", ""))
_LEFT_AS_IS = 3


@cache
def _stemmer(language: str) -> BaseStemmer:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES.get(language, "english"))


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    if len(word) <= _LEFT_AS_IS or word.isdigit() or word in UNSTEMMED.get(language, ()):
        return word
    stemmed: str = _stemmer(language).stemWord(word)
    return stemmed


def stems(label: str, language: str = "en") -> tuple[str, ...]:
    """Return the stems of a label in order, without the words that say nothing.

    Examples
    --------
    >>> stems("Approving the customer's credit limit")
    ('approv', 'custom', 'credit', 'limit')
    """
    return tuple(_content(label, language))


def _words(label: str) -> list[str]:
    text = item_key(label)
    for written, read in _RUN_TOGETHER:
        text = text.replace(written, read)
    return _WORD.findall(text)


def _content(label: str, language: str) -> Iterator[str]:
    silent = SILENT.get(language, SILENT["en"])
    direction = ""
    for word in _words(label):
        if word in DIRECTIONS.get(language, ()):
            direction = f"{word} "
        elif word not in silent:
            yield direction + _stem(word, language)
            direction = ""


@lru_cache(maxsize=65536)
def work_key(label: str, language: str = "en") -> frozenset[str]:
    """Return what makes two labels the same work: the set of their stems, numbers and negations included.

    A label without any word that says something is its own key.

    Examples
    --------
    >>> work_key("Check customer credit") == work_key("Credit check of customer")
    True
    >>> work_key("Check credit") == work_key("Do not check credit")
    False
    """
    return frozenset(stems(label, language)) or frozenset({item_key(label)})


@lru_cache(maxsize=65536)
def is_placeholder(label: str) -> bool:
    """Tell whether a label is only what a drawing tool puts there, such as "Task 26".

    Examples
    --------
    >>> is_placeholder("Exclusive Gateway 2"), is_placeholder("Send invoice")
    (True, False)
    """
    return all(word in PLACEHOLDERS or word.isdigit() for word in _words(label))


def opposed(a: str, b: str, language: str = "en") -> bool:
    """Tell whether one label holds a word and the other its opposite in its place.

    Examples
    --------
    >>> opposed("Accept the order", "Reject order"), opposed("Accept the order", "Confirm order")
    (True, False)
    """
    words_a, words_b = _all_words(a, language), _all_words(b, language)
    only_a, only_b = words_a - words_b, words_b - words_a
    return any(
        (first in only_a and second in only_b) or (second in only_a and first in only_b)
        for first, second in _stemmed_opposites(language)
    )


def _all_words(label: str, language: str) -> frozenset[str]:
    return frozenset(_stem(word, language) for word in _words(label))


@cache
def _stemmed_opposites(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((_stem(a, language), _stem(b, language)) for a, b in opposites_of(language))


class Wordings:
    """Judges wordings in one language, with what the team answered.

    Two wordings are the same work when their stems are equal, or when a chain of ``[[same]]`` answers
    joins them, unless a ``[[different]]`` answer says otherwise.

    Parameters
    ----------
    language
        The language of the maps, as in ``procfit.toml``.
    answers
        What the team answered.
    """

    def __init__(self, language: str = "en", answers: TeamAnswers | None = None) -> None:
        self.language = language
        answers = answers or TeamAnswers()
        self._different = {self._pair(answer.a, answer.b) for answer in answers.different}
        self._leader: dict[frozenset[str], frozenset[str]] = {}
        for answer in answers.same:
            first, second = self.key(answer.a), self.key(answer.b)
            self._leader[self._lead(first)] = self._lead(second)

    def key(self, label: str) -> frozenset[str]:
        """Return the stems of a label; see `work_key`."""
        return work_key(label, self.language)

    def group(self, label: str) -> Hashable:
        """Return what all wordings of the same work share, ``[[different]]`` answers aside."""
        return self._lead(self.key(label))

    def same(self, a: str, b: str) -> bool:
        """Tell whether two wordings are the same work."""
        return self.group(a) == self.group(b) and self._pair(a, b) not in self._different

    def _lead(self, key: frozenset[str]) -> frozenset[str]:
        while key in self._leader and self._leader[key] != key:
            key = self._leader[key]
        return key

    def _pair(self, a: str, b: str) -> frozenset[Hashable]:
        """Return what names a pair: its stems, or its wordings where the stems are equal."""
        first, second = self.key(a), self.key(b)
        return frozenset({item_key(a), item_key(b)} if first == second else {first, second})


def same_work(a: str, b: str, language: str = "en", answers: TeamAnswers | None = None) -> bool:
    """Tell whether two wordings are the same work; see `Wordings`.

    Examples
    --------
    >>> same_work("Approve credit limit", "Credit limit approval")
    True
    """
    return Wordings(language, answers).same(a, b)
