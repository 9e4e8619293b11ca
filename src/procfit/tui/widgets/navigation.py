"""The bar at the top: the screens with their numbers, the workspace, and what is being worked out."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from procfit.tui.actions import PAGES
from procfit.tui.signs import fitted, one_line

__all__ = ["BUSY", "Navigation"]

BUSY = "◌"
"""The sign that something is being worked out."""


class Navigation(Widget):
    """The names of the screens; a click goes there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "navigation--current",
        "navigation--number",
        "navigation--note",
    }
    DEFAULT_CSS = """
    Navigation {
        height: 1; background: $bar; color: $foreground;
        & .navigation--current {
            background: $cursor-background; color: $cursor-color; text-style: bold;
        }
        & .navigation--number { color: $primary; }
        & .navigation--note { color: $muted; }
    }
    """

    note: reactive[str] = reactive("")

    class Chosen(Message):
        """A screen was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def __init__(self, current: str) -> None:
        super().__init__()
        self.current = current

    def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name was clicked."""
        for page, start, end in self._spans():
            if start <= event.x < end:
                self.post_message(self.Chosen(page))

    def render(self) -> Text:
        """Return the bar."""
        bar = Text(no_wrap=True, end="")
        for number, (page, name) in enumerate(PAGES, start=1):
            bar.append_text(self._tab(number, name, page == self.current))
        room = self.size.width - bar.cell_len - 1
        note = one_line(self.note)
        if cell_len(note) > room:
            note = note[:1] if note.startswith(BUSY) else ""
        bar.append(
            fitted(note, max(0, room), "right"), self.get_component_rich_style("navigation--note")
        )
        return bar

    def _tab(self, number: int, name: str, is_current: bool) -> Text:
        current = self.get_component_rich_style("navigation--current")
        quiet = self.get_component_rich_style("navigation--number")
        tab = Text()
        tab.append("▐" if is_current else " ", quiet)
        tab.append(str(number), current if is_current else quiet)
        tab.append(f" {name}", current if is_current else "")
        tab.append("▌" if is_current else " ", quiet)
        return tab

    def _spans(self) -> list[tuple[str, int, int]]:
        spans, start = [], 0
        for page, name in PAGES:
            end = start + len(name) + 4
            spans.append((page, start, end))
            start = end
        return spans
