"""How findings name steps, items and counts: for people, never with ids."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.model.process import Step

__all__ = ["all_of", "any_of", "quoted", "times"]


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


def times(count: float) -> str:
    """Return an expected count as people say it.

    Examples
    --------
    >>> times(1.3699)
    '1.37 times'
    """
    return f"{count:.2f} times"
