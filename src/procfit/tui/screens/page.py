"""What all screens have in common: the bars, the session, and being drawn again when figures arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from procfit.model.errors import EditError
from procfit.tui.actor import Actor
from procfit.tui.widgets.keys_bar import KeysBar
from procfit.tui.widgets.navigation import Navigation

if TYPE_CHECKING:
    from procfit.tui.app import ProcfitApp
    from procfit.tui.state import Session
    from procfit.workspace import Workspace

__all__ = ["WIDE", "Page"]

WIDE = 120
"""From how many columns on a screen is wide."""


class Page(Screen[None], Actor):
    """One of the numbered screens."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    Page { background: $background; layout: vertical; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown = (-1, "")
        self._stands = False

    @property
    def procfit(self) -> ProcfitApp:
        """The app, with its own type."""
        return cast("ProcfitApp", self.app)

    @property
    def wide(self) -> bool:
        """Whether there is room for a sheet beside the table."""
        return self.app.size.width >= WIDE

    @property
    def session(self) -> Session:
        """What the screens share."""
        return self.procfit.session

    @property
    def opened(self) -> Workspace:
        """The workspace; an error tells that it is not read yet."""
        if self.session.workspace is None:
            raise EditError("the files are not read yet", "wait a moment")
        return self.session.workspace

    def compose(self) -> ComposeResult:
        """Put the content between the two bars."""
        yield Navigation(self.scope)
        yield from self.content()
        yield KeysBar()

    def content(self) -> ComposeResult:
        """Return the widgets of the screen."""
        yield from ()

    def show(self) -> None:
        """Draw what the session holds."""

    def leave(self) -> bool:
        """Close what is open inside the screen; False when nothing was."""
        return False

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._stands = True
        self.show_if_changed()

    def on_screen_resume(self) -> None:
        """Draw again what changed while another screen was open."""
        self.show_if_changed()

    def show_if_changed(self) -> None:
        """Draw again if the session holds other things than were drawn."""
        if not self._stands:
            return
        session = self.session
        now = (session.version, f"{session.process} {session.shown} {session.finding} {session.step}")
        self.query_one(Navigation).note = self.procfit.note
        if now != self._shown and session.workspace is not None:
            self._shown = now
            self.show()
            self.refresh_bindings()
