"""A window that asks something with a few answers, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from procfit.tui.signs import plain

__all__ = ["Choice", "ChoiceDialog", "ChoiceLine"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its key, what it says, and what becomes of it."""

    key: str
    label: str
    result: str


class ChoiceLine(Static):
    """An answer to click."""

    def __init__(self, choice: Choice) -> None:
        text = Text.assemble((f" {choice.key} ", "bold reverse"), f"  {choice.label}")
        super().__init__(text)
        self.choice = choice

    def on_click(self, event: events.Click) -> None:
        """Give the answer."""
        event.stop()
        if isinstance(self.screen, ChoiceDialog):
            self.screen.action_give(self.choice.result)


class ChoiceDialog(ModalScreen[str]):
    """Asks and returns the result of the answer; escape returns the empty one.

    Parameters
    ----------
    title
        The question in a few words.
    lines
        What a person must know to answer.
    choices
        The answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give('')", "Back", show=False)]
    DEFAULT_CSS = """
    ChoiceDialog {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 78; max-width: 94%; height: auto; max-height: 90%;
            background: $surface; border: round $primary; border-title-color: $primary;
            border-subtitle-color: $muted; padding: 1 2;
        }
        & VerticalScroll { height: auto; max-height: 16; margin-bottom: 1; }
        & ChoiceLine { height: 1; color: $foreground; }
        & ChoiceLine:hover { background: $panel; }
    }
    """

    def __init__(self, title: str, lines: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading = title
        self._lines = lines
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Put the answers below what must be known."""
        with Vertical() as frame:
            frame.border_title = self._heading
            frame.border_subtitle = "Esc: not now"
            with VerticalScroll(can_focus=False):
                yield Static(plain("\n".join(self._lines)))
            for choice in self._choices:
                yield ChoiceLine(choice)

    def on_key(self, event: events.Key) -> None:
        """Give the answer that the key stands for."""
        for choice in self._choices:
            if choice.key == event.key:
                event.stop()
                self.action_give(choice.result)

    def action_give(self, result: str) -> None:
        """Give an answer, once."""
        if self.is_current:
            self.dismiss(result)
