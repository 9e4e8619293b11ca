"""Letters for going straight to a step: each visible step gets one or two, typed to go there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["LETTERS", "signs_for", "still_meant"]

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters that lie best under the fingers first."""


def signs_for(steps: Iterable[str]) -> dict[str, str]:
    """Return the sign of each step; no sign begins another, so that none needs Enter.

    Examples
    --------
    >>> signs_for(["ask", "log"])
    {'ask': 'a', 'log': 's'}
    >>> list(signs_for(map(str, range(30))).values())[-2:]
    ['sd', 'sf']
    """
    steps = list(steps)
    if len(steps) <= len(LETTERS):
        return dict(zip(steps, LETTERS, strict=False))
    pairs = (first + second for first in LETTERS for second in LETTERS)
    return dict(zip(steps, pairs, strict=False))


def still_meant(signs: Mapping[str, str], typed: str) -> dict[str, str]:
    """Return the steps whose sign begins with what was typed, with the letters that are left to type."""
    return {step: sign[len(typed) :] for step, sign in signs.items() if sign.startswith(typed)}
