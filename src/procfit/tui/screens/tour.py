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

from procfit.tui.widgets.keys_bar import KeysBar
from procfit.tui.widgets.navigation import Navigation

__all__ = ["Card", "TourCard"]

Place = Literal["top", "middle", "bottom"]
_FINGERS: dict[Place, str] = {"top": "▲", "middle": "", "bottom": "▼"}
WIDTH = 62
FOLLOWS = 0.1
"""Every how many seconds a card looks where its word is: the page below may only just be drawn."""
_EDGE, _INSIDE = 2, 3


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, on which page, at which edge, and which word of the bar there it means."""

    page: str
    title: str
    text: str
    place: Place = "middle"
    target: str = ""


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
    DEFAULT_CSS = f"""
    TourCard {{
        background: $background 0%; align: center middle;
        &.-top {{ align: left top; }}
        &.-bottom {{ align: left bottom; }}
        & Vertical {{
            width: {WIDTH}; max-width: 96%; height: auto; margin: 1 2; padding: 0 2;
            background: $surface; color: $foreground;
            border: round $primary; border-title-color: $primary; border-subtitle-color: $muted;
        }}
        & Static {{ height: auto; }}
    }}
    """

    def __init__(self, card: Card, number: int, of: int) -> None:
        super().__init__(classes=f"-{card.place}")
        self._card = card
        self._count = f"{number} of {of}"
        self._last = number == of
        self._stands = (-1, 0)

    def compose(self) -> ComposeResult:
        """Put the words into a frame."""
        with Vertical() as frame:
            frame.border_title = f"{self._card.title}  ({self._count})"
            frame.border_subtitle = (
                "Enter: done" if self._last else "Enter: next   ←: back   Esc: enough"
            )
            yield Static(Text(self._card.text))

    def on_mount(self) -> None:
        """Stand beside the word that the card means, once that is drawn, and wherever it moves to."""
        self.call_after_refresh(self._point)
        self.set_interval(FOLLOWS, self._point)

    def _point(self) -> None:
        card = self._card
        column = self._column()
        stands = (column, self.size.width)
        if column < 0 or stands == self._stands:
            return
        self._stands = stands
        left = max(_EDGE, min(column - WIDTH // 3, self.size.width - WIDTH - _EDGE))
        self.query_one(Vertical).styles.margin = (1, 0, 1, left)
        finger = " " * max(0, column - left - _INSIDE) + _FINGERS[card.place]
        lines = [finger, card.text] if card.place == "top" else [card.text, finger]
        self.query_one(Static).update(Text("\n".join(lines)))

    def _column(self) -> int:
        """Return the middle of the word in the bar of the screen below; -1 where it is not there."""
        word = self._card.target
        bar: type[Navigation | KeysBar] = Navigation if self._card.place == "top" else KeysBar
        below = self.app.screen_stack[-2:-1]
        bars = below[0].query(bar) if word and below else ()
        found = [each for each in bars if each.size.width]  # a page that stands already
        start = found[0].render().plain.find(word) if found else -1
        return start + len(word) // 2 if start >= 0 else -1

    def on_click(self, event: events.Click) -> None:
        """Go on."""
        event.stop()
        self.action_give("next")

    def action_give(self, result: str) -> None:
        """Return what was pressed; a key pressed twice counts once."""
        if self.is_current:
            self.dismiss(result)
