"""Shares as people write them, exact to the last digit both ways."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["exact_percent", "share_of"]

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_FRACTION = re.compile(r"[01](?:[.,]\d+)?")


def share_of(text: str) -> float | None:
    """Return the share that ``85 %`` or ``0.85`` means, or None.

    Examples
    --------
    >>> share_of("12,5 %"), share_of("0.85"), share_of("much")
    (0.125, 0.85, None)
    """
    text = text.strip()
    found = _PERCENT.fullmatch(text)
    if found:
        return float(Decimal(found[1].replace(",", ".")).scaleb(-2))
    return float(text.replace(",", ".")) if _FRACTION.fullmatch(text) else None


def exact_percent(share: float) -> str:
    """Return a share as a percentage that reads back to the last digit.

    Examples
    --------
    >>> exact_percent(0.85), exact_percent(0.07)
    ('85%', '7%')
    """
    percent = f"{Decimal(repr(share)).scaleb(2):f}"
    return f"{percent.rstrip('0').rstrip('.') if '.' in percent else percent}%"
