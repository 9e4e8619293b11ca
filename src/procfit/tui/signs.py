"""Texts as a screen shows them: what comes from files is harmless, and fits."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from procfit.model.text import visible

__all__ = ["fitted", "one_line", "plain"]


def one_line(text: str) -> str:
    r"""Return text from a file on one line, with nothing in it that acts on a terminal.

    Examples
    --------
    >>> one_line("a\n  b\x1b[2J")
    'a b␛[2J'
    """
    return " ".join(visible(text).split())


def plain(text: str, style: str = "") -> Text:
    """Return text from a file as it may be drawn, never read as markup."""
    return Text(visible(text), style=style)


def fitted(text: str, width: int, align: str = "left") -> str:
    """Return `text` cut or filled to `width` cells; a cut shows as ``…``.

    Examples
    --------
    >>> fitted("Lead to order", 8), fitted("7", 3, "right")
    ('Lead to…', '  7')
    """
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width) if width > 0 else ""
    if align == "right":
        return " " * (width - length) + text
    if align == "center":
        left = (width - length) // 2
        return " " * left + text + " " * (width - length - left)
    return text + " " * (width - length)
