"""How findings name steps, items, times and shares: for people, never with ids."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.model.process import Step
from procfit.model.quantities import Calendar

__all__ = ["all_of", "any_of", "per_cent", "quoted", "span", "times"]

HALF_UP = 0.5


def quoted(step: Step) -> str:
    """Return a step's name in quotation marks."""
    return f'"{step.name}"'


def all_of(words: Iterable[str]) -> str:
    """Join words with "and".

    Examples
    --------
    >>> all_of(["name", "phone", "address"])
    'name, phone and address'
    """
    return _joined(words, "and")


def any_of(words: Iterable[str]) -> str:
    """Join words with "or"."""
    return _joined(words, "or")


def _joined(words: Iterable[str], last: str) -> str:
    listed = list(dict.fromkeys(words))
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def per_cent(share: float) -> str:
    """Return a share as people say it.

    Examples
    --------
    >>> per_cent(0.6), per_cent(0.004), per_cent(0.99999)
    ('60 %', '0.4 %', '100 %')
    """
    shown = 100 * share
    return f"{shown:.1f} %" if 0 < shown < 1 else f"{shown:.0f} %"


def times(count: float) -> str:
    """Return an expected count as people say it.

    Examples
    --------
    >>> times(1.3699)
    '1.37 times'
    """
    return f"{count:.2f} times"


def span(minutes: float, calendar: Calendar) -> str:
    """Return minutes in the unit people would use, by the working calendar.

    Examples
    --------
    >>> span(4, Calendar()), span(150, Calendar()), span(960, Calendar())
    ('4 min', '2.5 h', '2 days')
    """
    hour, day = calendar.minutes("h"), calendar.minutes("d")
    if minutes < hour:
        return f"{_short(minutes)} min"
    if minutes < day:
        return f"{_short(minutes / hour)} h"
    days = _short(minutes / day)
    return f"{days} day" if days == "1" else f"{days} days"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
