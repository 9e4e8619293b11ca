"""What all windows over a screen have in common: a frame, and escape to leave."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from procfit.tui.actions import bindings
from procfit.tui.actor import Actor

__all__ = ["Dialog"]

Frame = TypeVar("Frame", bound=VerticalScroll)


class Dialog(ModalScreen[None], Actor):
    """A window with something to read; the arrow keys scroll it."""

    scope = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("dialog"))
    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 60%;
        & > VerticalScroll {
            width: 78; max-width: 94%; height: auto; max-height: 90%;
            background: $surface; border: round $primary; border-title-color: $primary;
            border-subtitle-color: $muted; padding: 0 1; scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title

    def framed(self, content: Frame) -> Frame:
        """Return what scrolls with the frame's title, ready for the arrow keys."""
        content.border_title = self._heading
        content.border_subtitle = "Esc closes"
        content.can_focus = True
        return content

    def do_close(self) -> None:
        """Close the window."""
        if self.is_current:  # a second escape may come before the window is gone
            self.dismiss(None)
