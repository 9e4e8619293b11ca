"""A sheet in a window of its own, where a screen has no room for it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from procfit.tui.screens.dialog import Dialog
from procfit.tui.widgets.parts import Part
from procfit.tui.widgets.sheet import Sheet

__all__ = ["DetailsDialog"]


class DetailsDialog(Dialog):
    """Shows parts under a title."""

    DEFAULT_CSS = "DetailsDialog SheetLines { min-height: 0; }"

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        super().__init__(title)
        self._parts = parts

    def compose(self) -> ComposeResult:
        """Put a sheet into the frame."""
        yield self.framed(Sheet())

    def on_mount(self) -> None:
        """Fill the sheet."""
        self.query_one(Sheet).say(self._parts)
