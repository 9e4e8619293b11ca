"""Words that every part of ``procfit fit`` uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["counted", "vendor_name"]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(2, "vendor")
    '2 vendors'
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def vendor_name(workspace: Workspace, vendor: str | None) -> str:
    """Return the written name of a vendor."""
    from procfit.model.text import visible

    found = workspace.vendors.get(vendor or "")
    return visible(found.name) if found else vendor or "–"
