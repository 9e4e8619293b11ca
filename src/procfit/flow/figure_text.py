"""Figures of the catalog as people read them, on screens and pages."""

from __future__ import annotations

from procfit.flow.catalog import FigureKind, Unit
from procfit.flow.difference import Difference
from procfit.flow.measure import Measures
from procfit.model import sayings

__all__ = ["amount", "bound", "change", "figure", "is_told"]


def amount(value: float | None, unit: Unit, currency: str = "") -> str:
    """Return an amount in its unit; a dash where it is not assessed."""
    if unit == "minutes":
        return sayings.minutes(value)
    if unit == "share":
        return sayings.percent(value, digits=1 if value and value < 0.1 else 0)
    if unit == "money":
        big = value is not None and abs(value) >= 1_000
        said = sayings.decimal(value, 0 if big else 2)
        return said if value is None else f"{said} {currency}".strip()
    return sayings.decimal(value, 2 if unit == "points per hour" else 1)


def bound(said: str, at_least: bool) -> str:
    """Return a figure with the mark of a lower bound."""
    return f"≥ {said}" if at_least and said != sayings.UNKNOWN else said


def figure(kind: FigureKind, measures: Measures, currency: str = "") -> str:
    """Return a figure of a measured map; ≈ marks a ratio of the known parts alone."""
    said = amount(kind.get(measures), kind.unit, currency)
    if kind.is_partial(measures) and said != sayings.UNKNOWN:
        return f"≈ {said}"
    return bound(said, kind.is_lower(measures))


def is_told(size: str) -> bool:
    """Tell whether anything is left of a size once it is rounded to be read."""
    return any(digit in size for digit in "123456789")


def change(kind: FigureKind, difference: Difference, currency: str = "") -> str:
    """Return a difference with its sign, and whether it is for the better."""
    value = difference.amount
    if value is None:
        return sayings.UNKNOWN
    if not difference.clear:
        return "no clear difference"
    size = amount(abs(value), kind.unit, currency)
    if not is_told(size):
        return "the same"
    said = f"{'+' if value > 0 else '−'}{size}"
    if not kind.better:
        return said
    return f"{said}  {'better' if (value > 0) == (kind.better == 'more') else 'worse'}"
