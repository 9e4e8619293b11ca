"""The line under a map: what its marks mean, or what is being done."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

__all__ = ["Legend"]


class Legend(Widget):
    """One line of text; gone while there is nothing to say."""

    DEFAULT_CSS = "Legend { height: 1; padding: 0 1; background: $surface; color: $muted; }"

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._hint = ""
        self.display = False

    def say(self, text: str) -> None:
        """Explain the marks."""
        self._text = text
        self._draw()

    def hint(self, text: str) -> None:
        """Say what is being done, instead of the marks; nothing when it is over."""
        self._hint = text
        self._draw()

    def _draw(self) -> None:
        self.display = bool(self._text or self._hint)
        self.refresh()

    def render(self) -> Text:
        """Return the line."""
        return Text(self._hint or self._text, no_wrap=True, end="", overflow="ellipsis")
