"""Are two short labels the same work? Equal stems after guards, and what the team answered.

Equal stem sets are the precise end of label matching: on the process-matching contests (Cayoglu et al.,
2014; Antunes et al., 2015) they reach a precision of .65 to .99.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from procfit.matching.words import (
    DIRECTIONS,
    NEGATIONS,
    NUMBERS,
    PLACEHOLDERS,
    REVERSING,
    SILENT,
    UNSTEMMED,
    opposites_of,
)
from procfit.model.team import TeamAnswers
from procfit.model.text import item_key

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

__all__ = [
    "Wordings",
    "contradictory",
    "is_placeholder",
    "opposed",
    "same_work",
    "shared_words",
    "stems",
    "words",
    "work_key",
]

LANGUAGES = {"en": "english", "de": "german", "nl": "dutch", "fr": "french", "es": "spanish"}

_WORD = re.compile(r"[^\W_]+")
_RUN_TOGETHER = (
    ("e-mail", "email"),
    ("can't", "can not"),
    ("can’t", "can not"),
    ("cannot", "can not"),
    ("n't", " not"),
    ("n’t", " not"),
    ("'s", ""),
    ("’s", ""),
)
_LEFT_AS_IS = 3
_LEAST_REVERSED = 4
"""The letters of the shortest word whose opposite a beginning makes: "form" and "reform" aside."""


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
    return tuple(stem for _, stem in _content(label, language))


def shared_words(a: str, b: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of the first label that say something and stand, in some form, in the second.

    Examples
    --------
    >>> shared_words("Checking the credit", "Check customer credit")
    ('checking', 'credit')
    """
    others = frozenset(stems(b, language))
    found = (word for word, stem in _content(a, language) if stem in others)
    return tuple(dict.fromkeys(found))


def words(label: str) -> list[str]:
    """Return the words of a label in folded case, all of them."""
    text = item_key(label)
    for written, read in _RUN_TOGETHER:
        text = text.replace(written, read)
    return _WORD.findall(text)


def _content(label: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the words that say something, each with its stem."""
    silent = SILENT.get(language, SILENT["en"])
    direction = ""
    for word in words(label):
        if word in DIRECTIONS.get(language, ()):
            direction = f"{word} "
        elif word not in silent:
            yield direction + word, direction + _stem(word, language)
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


def is_placeholder(label: str) -> bool:
    """Tell whether a label is only what a drawing tool puts there, such as "Task 26".

    Examples
    --------
    >>> is_placeholder("Exclusive Gateway 2"), is_placeholder("Send invoice")
    (True, False)
    """
    return all(word in PLACEHOLDERS or word.isdigit() for word in words(label))


def opposed(a: str, b: str, language: str = "en") -> bool:
    """Tell whether one label holds a word and the other its opposite in its place.

    Examples
    --------
    >>> opposed("Accept the order", "Reject order"), opposed("Accept the order", "Confirm order")
    (True, False)
    """
    words_a, words_b = _all_words(a, language), _all_words(b, language)
    only_a, only_b = words_a - words_b, words_b - words_a
    if not only_a or not only_b:
        return False
    opposites = _stemmed_opposites(language)
    listed = any(not only_b.isdisjoint(opposites.get(word, ())) for word in only_a)
    return listed or _reversed_in(only_a, only_b, language) or _reversed_in(only_b, only_a, language)


def _reversed_in(words: frozenset[str], others: frozenset[str], language: str) -> bool:
    """Whether a word stands among the others with a beginning that turns it around."""
    return any(
        beginning + word in others
        for word in words
        if len(word) >= _LEAST_REVERSED
        for beginning in REVERSING.get(language, ())
    )


def contradictory(a: str, b: str, language: str = "en") -> bool:
    """Tell whether two labels cannot mean the same work: opposites, a negation in one, other numbers.

    Examples
    --------
    >>> contradictory("Send first reminder", "Send reminder 2")
    True
    >>> contradictory("Ship with invoice", "Ship, but never with invoice")
    True
    """
    return (
        opposed(a, b, language)
        or _is_negated(a, language) != _is_negated(b, language)
        or _other_numbers(_numbers(a, language), _numbers(b, language))
    )


@lru_cache(maxsize=65536)
def _is_negated(label: str, language: str) -> bool:
    return not NEGATIONS.get(language, frozenset()).isdisjoint(words(label))


@lru_cache(maxsize=65536)
def _numbers(label: str, language: str) -> frozenset[str]:
    counted = NUMBERS.get(language, {})
    named = (counted.get(word, word) for word in words(label))
    return frozenset(word.lstrip("0") for word in named if word.isdigit())


def _other_numbers(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both labels count, and differently; one without a number leaves it open."""
    return bool(a) and bool(b) and a != b


@lru_cache(maxsize=65536)
def _all_words(label: str, language: str) -> frozenset[str]:
    return frozenset(_stem(word, language) for word in words(label))


@cache
def _stemmed_opposites(language: str) -> Mapping[str, frozenset[str]]:
    """Return for each stem those of its opposites."""
    opposites: dict[str, set[str]] = {}
    for first, second in opposites_of(language):
        one, other = _stem(first, language), _stem(second, language)
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in opposites.items()}


class Wordings:
    """Judges wordings in one language, with what the team answered.

    Two wordings are the same work when their stems are equal, or when a chain of ``[[same]]`` answers
    joins them and they do not contradict each other; a ``[[different]]`` answer has the last word.

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
        self._same = {self._pair(answer.a, answer.b) for answer in answers.same}
        self._leader: dict[frozenset[str], frozenset[str]] = {}
        for answer in answers.same:
            first, second = self.key(answer.a), self.key(answer.b)
            self._leader[self._lead(first)] = self._lead(second)
        self._apart = {
            frozenset({self.group(answer.a), self.group(answer.b)}) for answer in answers.different
        }

    def key(self, label: str) -> frozenset[str]:
        """Return the stems of a label; see `work_key`."""
        return work_key(label, self.language)

    def group(self, label: str) -> Hashable:
        """Return what all wordings of the same work share, ``[[different]]`` answers aside."""
        return self._lead(self.key(label))

    def same(self, a: str, b: str) -> bool:
        """Tell whether two wordings are the same work."""
        if self.group(a) != self.group(b) or self._pair(a, b) in self._different:
            return False
        return self.key(a) == self.key(b) or self.answered_same(a, b) or not self.contradict(a, b)

    def answered_same(self, a: str, b: str) -> bool:
        """Tell whether the team called just these two wordings the same work."""
        return self._pair(a, b) in self._same

    def answered_different(self, a: str, b: str) -> bool:
        """Tell whether the team called two wordings, or others of the same stems, different work."""
        if self._pair(a, b) in self._different:
            return True
        first, second = self.group(a), self.group(b)
        return first != second and frozenset({first, second}) in self._apart

    def contradict(self, a: str, b: str) -> bool:
        """Tell whether two wordings cannot mean the same work; see `contradictory`."""
        return contradictory(a, b, self.language)

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
