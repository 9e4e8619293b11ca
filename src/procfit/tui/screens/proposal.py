"""A window that shows what would be done, to scroll through, and asks with a few keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from procfit.tui.screens.choice import Choice, ChoiceDialog, ChoiceLine
from procfit.tui.widgets.parts import Part
from procfit.tui.widgets.sheet import Sheet

__all__ = ["ProposalDialog"]


class ProposalDialog(ChoiceDialog):
    """Shows parts over the answers; the arrow keys scroll them.

    Parameters
    ----------
    title
        What it is about.
    parts
        What would be done.
    choices
        The answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(2)", show=False),
        Binding("up", "scroll(-2)", show=False),
        Binding("pagedown", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
    ]
    DEFAULT_CSS = """
    ProposalDialog {
        & > Vertical { width: 110; height: 90%; }
        & Sheet { height: 1fr; border-left: none; margin-bottom: 1; }
    }
    """

    def __init__(self, title: str, parts: Sequence[Part], choices: Sequence[Choice]) -> None:
        super().__init__(title, (), choices)
        self._parts = parts

    def compose(self) -> ComposeResult:
        """Put the answers below what would be done."""
        with Vertical() as frame:
            frame.border_title = self._heading
            frame.border_subtitle = "↑↓ scroll   Esc: not now"
            yield Sheet()
            for choice in self._choices:
                yield ChoiceLine(choice)

    def on_mount(self) -> None:
        """Fill the sheet."""
        self.query_one(Sheet).say(self._parts)

    def action_scroll(self, lines: int) -> None:
        """Scroll what is shown."""
        self.query_one(Sheet).scroll_relative(y=lines, animate=False)
