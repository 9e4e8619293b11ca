"""What a vendor asks for, line by line: once, and every year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from procfit.model.vendor import ExtraPrice, Price, Range

__all__ = ["Line", "missing_prices", "price_lines"]

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill: least, usual and most, paid once or every year; `how` says how it came about."""

    name: str
    amount: Range
    yearly: bool
    how: str


def price_lines(price: Price, needed: Collection[str] = ()) -> tuple[Line, ...]:
    """Return the lines of a price, as far as it is known; extras only for capabilities that are needed.

    Examples
    --------
    >>> [line.amount for line in price_lines(Price((10, 20, 30), users=5))]
    [(600, 1200, 1800)]
    """
    return tuple(_lines(price, needed))


def missing_prices(price: Price) -> tuple[str, ...]:
    """Return the keys of a price that are not given."""
    keys = ("licence_per_user_month", "users", "implementation", "run_per_year")
    return tuple(key for key in keys if getattr(price, key) is None)


def _lines(price: Price, needed: Collection[str]) -> Iterator[Line]:
    users = price.users
    if price.licence_per_user_month is not None and users is not None:
        how = f"{users:g} users × 12 months × {_said(price.licence_per_user_month)}"
        amount = _times(price.licence_per_user_month, users * MONTHS_PER_YEAR)
        yield Line("licences", amount, True, how)
    if price.run_per_year is not None:
        yield Line("running it", price.run_per_year, True, "run_per_year")
    if price.implementation is not None:
        yield Line("implementation", price.implementation, False, "implementation")
    for extra in price.extra:
        if extra.capability in needed and (extra.per != "user-month" or users is not None):
            yield _extra(extra, users or 0.0)


def _extra(extra: ExtraPrice, users: float) -> Line:
    place = f"{extra.file} {extra.sheet}!{extra.cell}" if extra.cell else "[[price.extra]]"
    name = f"extra: {extra.capability}"
    if extra.per == "user-month":
        how = f"{users:g} users × 12 months × {_said(extra.amount)}; {place}"
        return Line(name, _times(extra.amount, users * MONTHS_PER_YEAR), True, how)
    return Line(name, extra.amount, extra.per == "year", place)


def _times(amount: Range, factor: float) -> Range:
    least, usual, most = amount
    return least * factor, usual * factor, most * factor


def _said(parts: Iterable[float]) -> str:
    return " – ".join(f"{part:,.6g}" for part in parts)
