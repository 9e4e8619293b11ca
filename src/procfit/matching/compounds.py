"""Compounds taken apart: "Rechnungsprüfung" is about a "Rechnung" and a "Prüfung"."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["COMPOUNDING", "parts"]

COMPOUNDING = frozenset({"de", "nl"})
"""The languages that write compounds as one word."""

JOINTS = ("", "s", "es", "n", "en", "er", "e")
"""What may stand between the parts."""

SHORTEST = 4


def parts(stem: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the two known stems that a compound is made of, or nothing.

    Examples
    --------
    >>> parts("rechnungspruf", {"rechnung", "pruf", "kund"})
    ('rechnung', 'pruf')
    """
    for cut in range(len(stem) - SHORTEST, SHORTEST - 1, -1):
        head, rest = stem[:cut], stem[cut:]
        if head in known:
            for joint in JOINTS:
                tail = rest.removeprefix(joint)
                if len(tail) >= SHORTEST and tail in known:
                    return head, tail
    return ()
