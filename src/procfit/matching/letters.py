"""How much two texts look alike letter by letter: other endings, compounds and slips of the pen."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Set
from functools import lru_cache

from procfit.model.text import item_key

__all__ = ["dice", "grams", "trigrams"]


@lru_cache(maxsize=65536)
def trigrams(text: str) -> frozenset[str]:
    """Return every three letters in a row of a text.

    Examples
    --------
    >>> sorted(trigrams("Ask"))
    ['  a', ' as', 'ask', 'sk ']
    """
    padded = f"  {item_key(text)} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def grams(word: str, least: int, most: int) -> Iterator[str]:
    """Yield every row of `least` to `most` letters of a word, its beginning and end marked by a blank.

    Examples
    --------
    >>> list(grams("ask", 3, 4))
    [' as', 'ask', 'sk ', ' ask', 'ask ']
    """
    padded = f" {word} "
    for length in range(least, most + 1):
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def dice(a: Set[Hashable], b: Set[Hashable]) -> float:
    """Return the coefficient of Dice (1945), 2 |a and b| / (|a| + |b|); 0 where both are empty."""
    whole = len(a) + len(b)
    return 2 * len(a & b) / whole if whole else 0.0
