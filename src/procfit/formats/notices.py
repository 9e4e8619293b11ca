"""What a reader says about the elements it repaired, lowered or left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procfit.model.text import visible

__all__ = ["Notice", "Notices", "quote"]

LONGEST_QUOTE = 80
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """One element of a file and what became of it; the element is its id, or its line without one."""

    element: str
    message: str


class Notices:
    """The notices of one file, in the order they came up."""

    def __init__(self) -> None:
        self.told: list[Notice] = []

    def add(self, element: str, message: str) -> None:
        """Add one notice."""
        self.told.append(Notice(visible(element), message))

    def add_group(self, elements: Iterable[str], message: str) -> None:
        """Add one notice for elements that share a fate, named at the first of them."""
        first, *others = elements
        if others:
            shown = ", ".join(visible(other) for other in others[:MOST_NAMED])
            more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
            message = f"{message} (also: {shown}{more})"
        self.add(first, message)


def quote(text: str) -> str:
    r"""Return text of a file in quotes, on one line, short and harmless.

    Examples
    --------
    >>> print(quote("a\x1b  b"))
    "a␛ b"
    """
    shown = " ".join(visible(text).split())
    return f'"{shown[:LONGEST_QUOTE]}…"' if len(shown) > LONGEST_QUOTE else f'"{shown}"'
