"""What a header cell of a step list means: its column, its unit of time, as-is or to-be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from procfit.formats.step_list.columns import COLUMNS, UNITS
from procfit.model.text import normal

__all__ = ["Heading", "heading_of", "words_of"]

_FILLERS = frozenset({"in", "per", "each", "the", "of", "je", "pro", "eur", "euro", "usd", "gbp", "chf"})
_TO_BE = re.compile(r"(?:to be|soll) (.+)")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header cell means: the column's key, whether it is of the to-be, and its unit of time."""

    key: str
    to_be: bool = False
    unit: str = ""


def words_of(text: str) -> str:
    """Return a header in small letters, its words apart by one blank.

    Examples
    --------
    >>> words_of(" Next_Step(s): ")
    'next step s'
    """
    return _NOT_WORDS.sub(" ", normal(text).casefold()).strip()


@lru_cache(maxsize=1024)
def heading_of(text: str) -> Heading | None:
    """Return what a header cell means, or None.

    Examples
    --------
    >>> heading_of("Dauer [Std.]"), heading_of("to_be.work").to_be, heading_of("Weather")
    (Heading(key='work', to_be=False, unit='h'), True, None)
    """
    if text.strip() in ("#", "№"):
        return Heading("id")
    words = words_of(text)
    later = _TO_BE.fullmatch(words)
    key, unit = _key_and_unit(later[1] if later else words)
    return Heading(key, later is not None, unit) if key else None


def _key_and_unit(words: str) -> tuple[str, str]:
    """Return the column's key, empty where there is none, and the unit that its header names."""
    parts = words.split()
    units = [UNITS[part] for part in parts if part in UNITS]
    unit = units[0] if units else ""
    if words in _KEYS:
        return _KEYS[words], unit
    rest = " ".join(
        part for part in parts if part not in UNITS and part not in _FILLERS and not part.isdigit()
    )
    if not rest and unit:
        return "work", unit
    key = _KEYS.get(rest, "")
    return ("work", unit) if key == "effort" and unit else (key, unit)


def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for column in COLUMNS:
        for word in (column.key, column.title, *column.words.split("|")):
            stripped = " ".join(part for part in words_of(word).split() if not part.isdigit())
            if stripped:
                keys[stripped] = column.key
    return {**keys, "rival": "rival.who", "without": "without.how"}


_KEYS = _keys()
