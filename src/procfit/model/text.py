"""Text from people and files: one normal form, nothing that can act on a screen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["ID", "is_id", "item_key", "normal", "slug", "unsafe_at", "visible"]

ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
"""What an id looks like."""

# C0 and C1 controls, bidirectional overrides and isolates, surrogates, line and paragraph separators,
# zero-width signs except the joiners that scripts and emoji need.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_WORDS = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


def is_id(text: str) -> bool:
    """Tell whether `text` may be an id.

    Examples
    --------
    >>> is_id("log-enquiry"), is_id("Log enquiry")
    (True, False)
    """
    return ID.fullmatch(text) is not None


def normal(text: str) -> str:
    """Return `text` in Unicode normal form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)
def item_key(text: str) -> str:
    """Return what makes two items the same: NFC, folded case, folded white space.

    Examples
    --------
    >>> item_key("  Customer   Address ") == item_key("customer address")
    True
    """
    return " ".join(normal(text).casefold().split())


def unsafe_at(text: str) -> int | None:
    """Return the index of the first character that could act on a screen, or None."""
    if text.isascii() and text.isprintable():
        return None
    found = _UNSAFE.search(text)
    return found.start() if found else None


def visible(text: str) -> str:
    r"""Return `text` in NFC with every control character shown as a mark.

    Examples
    --------
    >>> visible("a\x1b[2Jb")
    'a␛[2Jb'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_mark, normal(text))


def slug(text: str, fallback: str = "x") -> str:
    """Return an id made from `text`.

    Examples
    --------
    >>> slug("Prüfe Rechnung (2)"), slug("42"), slug("注文")
    ('prufe-rechnung-2', 'x-42', 'x')
    """
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = decomposed.encode("ascii", "ignore").decode()
    joined = "-".join(_WORDS.findall(folded))
    if not joined:
        return fallback
    if not joined[0].isalpha():
        joined = f"{fallback}-{joined}"
    return joined[:64].rstrip("-")


def _mark(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
