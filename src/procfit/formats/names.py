"""Ids and texts for a map from those of a file: unique, stable, clean and within the limits."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.formats.notices import Notices
from procfit.formats.spec import MAX_TEXT
from procfit.model.text import is_id, normal, slug, visible

__all__ = ["LONGEST_LINE", "Ids", "clean_line", "clean_text"]

LONGEST_LINE = 500
LONGEST_ID = 64


class Ids:
    """Gives out ids, each once.

    An id of the file that is one of ours is kept, so that it outlives a change of the name; any other
    comes from the name. Keep the ids of the file first, so that no made-up id takes one of them.

    Examples
    --------
    >>> ids = Ids()
    >>> ids.make("Check order"), ids.make("Check order")
    ('check-order', 'check-order-2')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def keep(self, wanted: str) -> str | None:
        """Return `wanted` if it is an id that nothing has yet, else None."""
        if wanted in self._taken or not is_id(wanted):
            return None
        self._taken.add(wanted)
        return wanted

    def make(self, *names: str) -> str:
        """Return a new id from the first of `names` that has letters or digits."""
        base = "x"
        for name in names:
            base = slug(name, "")
            if base:
                break
        base = base or "x"
        if not base[0].isalpha():
            base = f"x{base}"[:LONGEST_ID]
        if base not in self._taken:
            self._taken.add(base)
            return base
        number = self._last.get(base, 1)
        while True:
            number += 1
            ending = f"-{number}"
            made = f"{base[: LONGEST_ID - len(ending)]}{ending}"
            if made not in self._taken:
                self._last[base] = number
                self._taken.add(made)
                return made


def clean_line(text: str, ref: str, notices: Notices, most: int = LONGEST_LINE) -> str:
    """Return text on one line, no control character acting, cut with a notice where it is too long."""
    if not (text.isascii() and text.isprintable() and "  " not in text):
        text = " ".join(visible(text).split())
    text = text.strip()
    if len(text) > most:
        notices.add(ref, f"its text of {len(text):,} characters was cut to {most:,}")
        text = text[:most].rstrip()
    return normal(text)


def clean_text(parts: Iterable[str], ref: str, notices: Notices) -> str:
    """Return texts as paragraphs of one description, cut with a notice where they are too long."""
    text = "\n\n".join(part for part in parts if part)
    if not text:
        return ""
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MAX_TEXT:
        notices.add(ref, f"its description of {len(text):,} characters was cut to {MAX_TEXT:,}")
        text = text[:MAX_TEXT].rstrip()
    return normal(text)
