"""How wide text is: in character cells for the terminal, in points for paper; and how it wraps."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from procfit.model.text import visible

__all__ = ["cells", "one_line", "points", "shorten", "wrap"]

# Advance widths of Helvetica in thousandths of the font size (Adobe Font Metrics, 1997);
# Arial has the same.
_NARROW = {
    278: " !,./:;I[\\]ft",
    222: "ijl'",
    333: "()-`r",
    260: "|",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
}
_WIDE = {
    500: "Jckvxyzs",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
}
_WIDER = {889: "%", 944: "W", 1015: "@"}
_HELVETICA = {
    letter: width
    for table in (_NARROW, _WIDE, _WIDER)
    for width, letters in table.items()
    for letter in letters
}
_USUAL = 556
_FULL = 1000
_OTHER = 720

SAFETY = 1.06
"""Room for fonts that run a little wider than Helvetica."""

LONGEST = 4_000
"""Letters of one text that are looked at when it is wrapped; no picture has room for more."""

_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def one_line(text: str) -> str:
    """Return text on one line with control characters shown as marks."""
    return " ".join(visible(text).split())


def cells(text: str) -> int:
    """Return how many character cells a terminal needs for `text`.

    Examples
    --------
    >>> cells("Prüfen"), cells("注文")
    (6, 4)
    """
    return len(text) if text.isascii() else _cells_together(text)


@lru_cache(maxsize=8192)
def _cells_together(text: str) -> int:
    return sum(map(_cells_of, text))


@lru_cache(maxsize=8192)
def _cells_of(letter: str) -> int:
    if letter == "\u200d" or unicodedata.category(letter) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def points(text: str, size: float, is_bold: bool = False) -> float:
    """Return about how many points `text` is wide in Helvetica of `size` points.

    The figure is rather too great than too small, for fonts that run wider.

    Examples
    --------
    >>> round(points("Quote", 10), 1)
    28.9
    """
    total = sum(_thousandths(letter) for letter in text)
    return total * size / 1000 * SAFETY * (1.07 if is_bold else 1)


def _thousandths(letter: str) -> int:
    known = _HELVETICA.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return _USUAL
    if _cells_of(letter) != 1:
        return _FULL * (_cells_of(letter) == 2)
    base = unicodedata.normalize("NFD", letter)[0]
    return _HELVETICA.get(base, _USUAL) if base.isascii() else _OTHER


def wrap(text: str, width: float, lines: int, measure: Callable[[str], float] = cells) -> list[str]:
    """Return `text` in at most `lines` lines no wider than `width`; more ends in an ellipsis.

    Examples
    --------
    >>> wrap("Check for known customer", 14, 2)
    ['Check for', 'known customer']
    >>> wrap("Donaudampfschifffahrtsgesellschaft", 14, 2)
    ['Donaudampfsch-', 'ifffahrtsgese…']
    """
    waiting = one_line(text[:LONGEST]).split(" ")[::-1]
    found: list[str] = []
    is_split = False
    while waiting and len(found) < lines:
        line = waiting.pop()
        is_split = measure(line) > width
        if is_split:
            line, rest = _split_word(line, width, measure)
            waiting.append(rest)
        else:
            while waiting and measure(f"{line} {waiting[-1]}") <= width:
                line = f"{line} {waiting.pop()}"
        found.append(line)
    if waiting:
        rest = " ".join(reversed(waiting))
        last = found[-1]
        whole = last.removesuffix("-") + rest if is_split else f"{last} {rest}"
        found[-1] = shorten(whole, width, measure)
    return found


def shorten(text: str, width: float, measure: Callable[[str], float] = cells) -> str:
    """Return `text` on one line and harmless, cut with an ellipsis where it is wider than `width`.

    Examples
    --------
    >>> shorten("Plant engineer", 8)
    'Plant e…'
    """
    text = one_line(text[:LONGEST])
    if measure(text) <= width:
        return text
    kept = text.rstrip("…")
    count = _fitting(kept, "…", width, measure)
    return f"{kept[:count].rstrip()}…"


def _split_word(word: str, width: float, measure: Callable[[str], float]) -> tuple[str, str]:
    hyphen = "-" if word[:1].isascii() else ""
    count = min(max(_fitting(word, hyphen, width, measure), 1), len(word) - 1)
    return word[:count] + hyphen, word[count:]


def _fitting(text: str, tail: str, width: float, measure: Callable[[str], float]) -> int:
    """Return how many letters of `text` fit into `width` with `tail` behind them."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda count: measure(text[:count] + tail))
