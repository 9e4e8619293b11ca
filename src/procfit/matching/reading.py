"""The words of a label and their stems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from procfit.matching.words import DIRECTIONS, NEGATIONS, SILENT, UNSTEMMED
from procfit.model.text import item_key

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

__all__ = ["content", "stem", "words"]

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


@cache
def _stemmer(language: str) -> BaseStemmer:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES.get(language, "english"))


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Return the stem of a word; short words, numbers and some others stay as they are."""
    if len(word) <= _LEFT_AS_IS or word.isdigit() or word in UNSTEMMED.get(language, ()):
        return word
    stemmed: str = _stemmer(language).stemWord(word)
    return stemmed


def words(label: str) -> list[str]:
    """Return the words of a label in folded case, all of them."""
    text = item_key(label)
    for written, read in _RUN_TOGETHER:
        text = text.replace(written, read)
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def content(label: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the words that say something, each with its stem.

    A negation, and a word that says where something comes from, stays tied to the word behind it:
    "pay, not refund" is not "refund, not pay".
    """
    return tuple(_content(label, language))


def _content(label: str, language: str) -> Iterator[tuple[str, str]]:
    silent = SILENT.get(language, SILENT["en"])
    tied = DIRECTIONS.get(language, frozenset()) | NEGATIONS.get(language, frozenset())
    before: list[str] = []
    for word in words(label):
        if word in tied:
            before.append(word)
        elif word not in silent:
            yield " ".join((*before, word)), " ".join((*before, stem(word, language)))
            before = []
    if before:
        yield " ".join(before), " ".join(before)
