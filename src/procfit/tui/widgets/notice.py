"""A few friendly lines where there is nothing else to show: what is missing, and what to do."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Center
from textual.widgets import Static

from procfit.tui.signs import plain

__all__ = ["Notice"]


class Notice(Center):
    """The first line says what is missing, the others what to do."""

    DEFAULT_CSS = """
    Notice {
        height: 1fr; align: center middle; background: $background;
        & Static { width: auto; max-width: 90%; height: auto; color: $foreground; }
    }
    """

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._message = message
        self._text = Static(_lines(message))

    def compose(self) -> ComposeResult:
        """Hold one text."""
        yield self._text

    def say(self, message: str) -> None:
        """Show another message."""
        if message != self._message:
            self._message = message
            self._text.update(_lines(message))


def _lines(message: str) -> Text:
    first, _, rest = message.partition("\n")
    text = plain(first, "bold")
    return text.append_text(plain(f"\n{rest}", "not bold")) if rest else text
