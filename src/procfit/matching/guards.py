"""What forbids taking two labels for the same work: opposites, negation, other numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from procfit.matching.reading import stem, words
from procfit.matching.words import NEGATIONS, NUMBERS, PLACEHOLDERS, REVERSING, opposites_of

__all__ = ["contradictory", "is_placeholder", "opposed"]

_LEAST_REVERSED = 4
"""The letters of the shortest word whose opposite a beginning makes: "form" and "reform" aside."""


@lru_cache(maxsize=65536)
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
    return frozenset(stem(word, language) for word in words(label))


@cache
def _stemmed_opposites(language: str) -> Mapping[str, frozenset[str]]:
    """Return for each stem those of its opposites."""
    opposites: dict[str, set[str]] = {}
    for first, second in opposites_of(language):
        one, other = stem(first, language), stem(second, language)
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in opposites.items()}
