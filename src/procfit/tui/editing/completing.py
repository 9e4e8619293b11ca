"""Completing what is typed into a field from what the workspace uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.tui.editing.fields import Field

__all__ = ["candidates", "completed_item"]

_LAST = re.compile(r"^(.*[;,]\s*)?")


def candidates(field: Field, typed: str) -> list[str]:
    """Return what the last item may become, what begins with it before what holds it.

    Examples
    --------
    >>> from procfit.tui.editing.fields import Field
    >>> field = Field("asks", "Asks", "", "", lambda text: None, offers=("address", "name"), many=True)
    >>> candidates(field, "name; ad"), candidates(field, "name; ")
    (['address'], [])
    """
    item = typed[len(completed_item(field, typed, "")) :].strip().casefold()
    if not item:
        return []
    found = [offer for offer in field.offers if item in offer.casefold() and offer.casefold() != item]
    return sorted(found, key=lambda offer: not offer.casefold().startswith(item))


def completed_item(field: Field, typed: str, item: str) -> str:
    """Return the typed text with `item` in the place of its last item."""
    found = _LAST.match(typed) if field.many else None
    return (found[0] if found else "") + item
