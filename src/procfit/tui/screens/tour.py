"""A card of the tour: a few words over a real screen, with a finger at what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

__all__ = ["Card", "TourCard"]

Place = Literal["top", "middle", "bottom"]
_FINGERS: dict[Place, str] = {"top": "▲", "middle": "", "bottom": "▼"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, on which page, and at which edge of the screen that stands."""

    page: str
    title: str
    text: str
    place: Place = "middle"
    column: int = 2


class TourCard(ModalScreen[str]):
    """Shows one card; it returns "next", "back" or "end".

    Parameters
    ----------
    card
        What it says.
    number, of
        Which card it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "give('next')", show=False),
        Binding("left,backspace", "give('back')", show=False),
        Binding("escape,q", "give('end')", show=False),
    ]
    DEFAULT_CSS = """
    TourCard {
        background: $background 0%; align: center middle;
        &.-top { align: left top; }
        &.-bottom { align: left bottom; }
        & Vertical {
            width: 62; max-width: 96%; height: auto; margin: 1 2; padding: 0 2;
            background: $surface; color: $foreground;
            border: round $primary; border-title-color: $primary; border-subtitle-color: $muted;
        }
        & Static { height: auto; }
    }
    """

    def __init__(self, card: Card, number: int, of: int) -> None:
        super().__init__(classes=f"-{card.place}")
        self._card = card
        self._count = f"{number} of {of}"
        self._last = number == of

    def compose(self) -> ComposeResult:
        """Put the words into a frame."""
        card = self._card
        finger = " " * card.column + _FINGERS[card.place]
        lines = [finger, card.text] if card.place == "top" else [card.text, finger]
        with Vertical() as frame:
            frame.border_title = f"{card.title}  ({self._count})"
            frame.border_subtitle = (
                "Enter: done" if self._last else "Enter: next   ←: back   Esc: enough"
            )
            yield Static(Text("\n".join(line for line in lines if line.strip())))

    def on_click(self, event: events.Click) -> None:
        """Go on."""
        event.stop()
        self.dismiss("next")

    def action_give(self, result: str) -> None:
        """Return what was pressed."""
        self.dismiss(result)
