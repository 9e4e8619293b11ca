"""How findings name steps, items and counts: for people, never with ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from procfit.model.process import ProcessMap, Step

__all__ = ["GATEWAYS", "MOST_NAMED", "all_of", "any_of", "maps_of", "quoted", "said_steps", "times"]

GATEWAYS = frozenset({"parallel", "join", "inclusive"})
"""Kinds whose names say nothing about the work."""

MOST_NAMED = 3
"""How many names a sentence bears."""


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


def said_steps(process: ProcessMap, steps: Sequence[str]) -> str:
    """Return the names of up to three steps, of more the first and the last; gateways have none."""
    named = [step for step in map(process.step, steps) if step.kind not in GATEWAYS]
    if len(named) <= MOST_NAMED:
        return all_of(map(quoted, named))
    return f"The {len(steps)} steps from {quoted(named[0])} to {quoted(named[-1])}"


def maps_of(names: Sequence[str], count: int | None = None) -> str:
    """Return up to three names of maps, of more two and how many there are besides.

    Parameters
    ----------
    names
        The first names.
    count
        How many there are in all, where these are not all.

    Examples
    --------
    >>> maps_of(["Billing", "Complaint", "Return"], 4)
    '"Billing", "Complaint" and 2 more'
    """
    said = list(dict.fromkeys(f'"{name}"' for name in names))
    total = len(names) if count is None else count
    if len(said) == total <= MOST_NAMED:
        return all_of(said)
    return all_of([*said[:2], f"{total - len(said[:2])} more"])
