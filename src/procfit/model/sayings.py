"""Figures as people read them, on every screen and page: unknown is a dash, never a zero."""

from __future__ import annotations

from procfit.model.quantities import Duration

__all__ = [
    "UNKNOWN",
    "chance",
    "count",
    "decimal",
    "dots",
    "duration",
    "minutes",
    "money",
    "percent",
    "points",
    "share",
]

UNKNOWN = "–"
"""What stands for "not assessed" where there is no room for the words."""

HOUR = 60


def chance(share: float | None) -> str:
    """Return a probability; one found by drawing is never told as certain.

    Examples
    --------
    >>> chance(0.714), chance(0.999), chance(0.0), chance(None)
    ('0.71', '> 0.99', '< 0.01', '–')
    """
    if share is None:
        return UNKNOWN
    return f"{share:.2f}" if 0.005 <= share < 0.995 else "> 0.99" if share > 0.5 else "< 0.01"


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
    value = round(value, 6)  # 0.999999999 is a minute
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


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(0.114), percent(0.114, 1), percent(None)
    ('11 %', '11.4 %', '–')
    """
    return UNKNOWN if share is None else f"{share * 100:.{digits}f} %"


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


def decimal(value: float | None, digits: int = 1) -> str:
    """Return a number with so many decimals, so that the points of a column stand under each other.

    Examples
    --------
    >>> decimal(23), decimal(1234.5, 2), decimal(None)
    ('23.0', '1,234.50', '–')
    """
    return UNKNOWN if value is None else f"{value:,.{digits}f}"


def points(value: float) -> str:
    """Return a score from 0 to 1 with two decimals.

    Examples
    --------
    >>> points(0.714), points(1.0)
    ('.71', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")
