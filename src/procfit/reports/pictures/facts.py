"""The facts of each style, made only when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from procfit.model.process import ProcessMap, View
from procfit.reports.pictures.around import Around

__all__ = ["NEEDS_A_VENDOR", "facts_of"]

NEEDS_A_VENDOR = frozenset({"fit"})
"""The styles that show one vendor."""

_HOMES: Mapping[str, str] = {
    "value": "measured",
    "change": "measured",
    "journey": "measured",
    "findings": "findings",
    "fit": "served",
    "capabilities": "served",
    "portfolio": "portfolio",
}


def facts_of(style: str, process: ProcessMap, view: View, around: Around, vendor: str = "") -> Any:
    """Return what a style shows besides the map; None where the map holds all.

    Parameters
    ----------
    style
        The name of a style.
    process
        The whole map.
    view
        The view that is drawn.
    around
        What is known around the map.
    vendor
        The vendor to show, for the styles in `NEEDS_A_VENDOR`.

    Raises
    ------
    InputError
        When the view cannot be made or measured.
    """
    home = _HOMES.get(style)
    if home is None:
        return None
    module = import_module(f"procfit.reports.pictures.{home}")
    make: Callable[..., Any] = getattr(module, f"{style}_facts")
    return (
        make(process, view, around, vendor) if style in NEEDS_A_VENDOR else make(process, view, around)
    )
