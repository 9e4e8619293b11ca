"""The bar at the top: the screens with their numbers, the workspace, and what is being worked out."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from procfit.tui.actions import PAGES, SHORT_NAMES
from procfit.tui.signs import fitted, one_line

__all__ = ["BUSY", "Navigation"]

BUSY = "◌"
"""The sign that something is being worked out."""

SPARE = 2
"""The room that the sign of work in progress takes."""


class _Tab(NamedTuple):
    """The name of a screen in the bar."""

    page: str
    number: int
    name: str
    behind: str

    @property
    def width(self) -> int:
        """The cells it takes."""
        return 2 + (len(self.name) + 1 if self.name else 0) + len(self.behind)


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
        for tab in self._tabs():
            bar.append_text(self._painted(tab))
        room = self.size.width - bar.cell_len - 1
        note = one_line(self.note)
        if cell_len(note) > room:
            note = note[:1] if note.startswith(BUSY) else ""
        bar.append(
            fitted(note, max(0, room), "right"), self.get_component_rich_style("navigation--note")
        )
        return bar

    def _tabs(self) -> list[_Tab]:
        """Return the tabs in the longest form that fits; at worst only the current one is named."""
        full = [_Tab(page, number, name, " ") for number, (page, name) in enumerate(PAGES, start=1)]
        short = [tab._replace(name=SHORT_NAMES.get(tab.page, tab.name), behind="") for tab in full]
        bare = [tab if tab.page == self.current else tab._replace(name="") for tab in short]
        return next((tabs for tabs in (full, short) if self._fits(tabs)), bare)

    def _fits(self, tabs: list[_Tab]) -> bool:
        return sum(tab.width for tab in tabs) + SPARE <= self.size.width

    def _painted(self, tab: _Tab) -> Text:
        current = self.get_component_rich_style("navigation--current")
        quiet = self.get_component_rich_style("navigation--number")
        is_current = tab.page == self.current
        text = Text()
        text.append("▐" if is_current else " ", quiet)
        text.append(str(tab.number), current if is_current else quiet)
        text.append(f" {tab.name}" if tab.name else "", current if is_current else "")
        text.append("▌" if is_current and tab.behind else tab.behind, quiet)
        return text

    def _spans(self) -> list[tuple[str, int, int]]:
        spans, start = [], 0
        for tab in self._tabs():
            spans.append((tab.page, start, start + tab.width))
            start += tab.width
        return spans
