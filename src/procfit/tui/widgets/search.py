"""A line to type what to look for."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input

__all__ = ["Search"]


class Search(Input):
    """Asks for a text while it has the focus; Enter keeps what was found, escape gives up."""

    DEFAULT_CSS = """
    Search {
        height: 1; border: none; padding: 0 1; background: $panel; display: none;
        &:focus { border: none; }
        &.-open { display: block; }
    }
    """

    class Typed(Message):
        """The text to look for changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, placeholder: str = "Find a step …  Enter goes there, Esc closes") -> None:
        super().__init__(placeholder=placeholder, compact=True)

    def open(self) -> None:
        """Ask."""
        self.add_class("-open")
        self.value = ""
        self.focus()

    def close(self) -> bool:
        """Stop asking; False where nothing was asked."""
        was_open = self.has_class("-open")
        self.remove_class("-open")
        return was_open

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what to look for."""
        event.stop()
        self.post_message(self.Typed(event.value))
