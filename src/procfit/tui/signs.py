"""Figures and texts as a screen shows them: unknown is a dash, text from files is harmless."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from procfit.model.quantities import Duration
from procfit.model.text import visible

__all__ = [
    "UNKNOWN",
    "count",
    "decimal",
    "dots",
    "duration",
    "fitted",
    "minutes",
    "money",
    "one_line",
    "percent",
    "plain",
    "points",
    "share",
]

UNKNOWN = "–"
"""What stands for "not assessed" where there is no room for the words."""

HOUR = 60


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


def count(value: float | None) -> str:
    """Return a number with at most one decimal.

    Examples
    --------
    >>> count(1234.0), count(14.24), count(None)
    ('1,234', '14.2', '–')
    """
    if value is None:
        return UNKNOWN
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"


def minutes(value: float | None, at_least: bool = False) -> str:
    """Return minutes in the unit a person would say them in.

    Examples
    --------
    >>> minutes(5), minutes(1884, at_least=True), minutes(0.5), minutes(None)
    ('5 min', '≥ 31 h', '30 s', '–')
    """
    if value is None:
        return UNKNOWN
    said = f"{_rounded(value)} min" if value < 2 * HOUR else f"{_rounded(value / HOUR)} h"
    if 0 < value < 1:
        said = f"{value * 60:.0f} s"
    return f"≥ {said}" if at_least else said


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def duration(value: Duration | None) -> str:
    """Return a duration: one time, or least – usual – most."""
    if value is None:
        return "not assessed"
    if value.is_fixed:
        return minutes(value.usual)
    return " – ".join(minutes(part) for part in (value.least, value.usual, value.most))


def percent(share: float | None) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(0.114), percent(None)
    ('11 %', '–')
    """
    return UNKNOWN if share is None else f"{share * 100:.0f} %"


def dots(value: int | None, most: int = 5) -> str:
    """Return a mark from 0 to `most` as filled and empty dots.

    Examples
    --------
    >>> dots(2), dots(None)
    ('●●○○○', '–')
    """
    return UNKNOWN if value is None else "●" * value + "○" * (most - value)


def money(value: float | None, currency: str) -> str:
    """Return an amount of money.

    Examples
    --------
    >>> money(1234.5, "EUR"), money(None, "EUR")
    ('1,234 EUR', '–')
    """
    return UNKNOWN if value is None else f"{count(value)} {currency}"


def share(value: float | None) -> str:
    """Return a share of 1 without the leading zero.

    Examples
    --------
    >>> share(0.0431), share(1.0), share(None)
    ('.043', '1.000', '–')
    """
    return UNKNOWN if value is None else f"{value:.3f}".removeprefix("0")


def decimal(value: float | None) -> str:
    """Return a number with one decimal, so that the points of a column stand under each other.

    Examples
    --------
    >>> decimal(23), decimal(None)
    ('23.0', '–')
    """
    return UNKNOWN if value is None else f"{value:,.1f}"


def points(value: float) -> str:
    """Return a score from 0 to 1 with two decimals.

    Examples
    --------
    >>> points(0.714), points(1.0)
    ('.71', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")
