"""The part of the app that shows a newcomer around, over the real screens."""

from __future__ import annotations

from textual.app import App

from procfit.tui.personal import Personal
from procfit.tui.state import Session

__all__ = ["Touring"]


class Touring(App[int]):
    """Offers the tour once, and shows it whenever somebody asks."""

    session: Session
    personal: Personal
    visited: list[str]
    _tour: int = -1

    def set_personal(self, **changes: bool) -> None:
        """Change settings of the person."""

    def open_page(self, page: str) -> None:
        """Go to a screen."""

    def offer_tour(self) -> None:
        """Offer the tour to somebody who was never offered it, where there is something to show."""
        if self.personal.tour_seen or self._tour >= 0 or len(self.screen_stack) != 2:
            return
        from procfit.tui.screens.choice import Choice, ChoiceDialog

        lines = [
            "procfit shows what each process gives customers, what in it is redundant, and which",
            "vendor serves the processes best.",
            "",
            "A tour over the real screens takes a minute. F3 shows it any time.",
        ]
        choices = [Choice("enter", "Show me around", "tour"), Choice("n", "Not now", "no")]
        self.push_screen(ChoiceDialog("New here?", lines, choices), self._answered)

    def _answered(self, result: str | None) -> None:
        self.set_personal(tour_seen=True)
        if result == "tour":
            self.do_tour()

    def do_tour(self) -> None:
        """Show the first card."""
        self._tour = 0
        self._began = [*self.visited], getattr(self.screen, "scope", "portfolio")
        self._show_card()

    def _show_card(self) -> None:
        from procfit.tui.screens.tour import TourCard
        from procfit.tui.views.tour import CARDS

        card = CARDS[self._tour]
        self.open_page(card.page)
        self.push_screen(TourCard(card, self._tour + 1, len(CARDS)), self._turned)

    def _turned(self, result: str | None) -> None:
        from procfit.tui.views.tour import CARDS

        self._tour += -1 if result == "back" else 1
        if result not in ("next", "back") or self._tour >= len(CARDS):
            self._end_tour()
            return
        self._tour = max(0, self._tour)
        self._show_card()

    def _end_tour(self) -> None:
        """Go back to where the tour began."""
        self._tour = -1
        visited, page = self._began
        self.open_page(page)
        self.visited[:] = visited
        if not self.personal.tour_seen:
            self.set_personal(tour_seen=True)
