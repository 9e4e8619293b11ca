"""The terminal app: screens over one opened workspace."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from procfit.model.errors import ProcfitError
from procfit.tui.actions import PAGES, bindings
from procfit.tui.actor import Actor, available
from procfit.tui.editing.keeping import Keeping
from procfit.tui.personalizing import Personalizing
from procfit.tui.screens.page import WIDE, Page
from procfit.tui.state import Session
from procfit.tui.theme import THEMES
from procfit.tui.touring import Touring
from procfit.tui.widgets.navigation import BUSY, Navigation

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen
    from textual.worker import Worker

    from procfit.model.process import ProcessMap
    from procfit.model.team import TeamAnswers
    from procfit.workspace import Workspace
    from procfit.workspace.editing.history import Spot

__all__ = ["ProcfitApp", "run"]

PATIENCE = 0.25
"""Seconds without a change before the figures are worked out anew."""
WIDTHS = [(0, "-narrow"), (WIDE, "-wide")]
"""From which width on the screens have which class."""

_SCREENS = {page: f"{page.capitalize()}Page" for page, _ in PAGES}


def _loader(page: str) -> Callable[[], Screen[object]]:
    def load() -> Screen[object]:
        module = import_module(f"procfit.tui.screens.{page}")
        screen: Screen[object] = getattr(module, _SCREENS[page])()
        return screen

    return load


def _provider() -> type[Provider]:
    from procfit.tui.palette import ActionProvider

    return ActionProvider


class ProcfitApp(Keeping, Personalizing, Touring, Actor, inherit_bindings=False):
    """The terminal app on one workspace, or on a folder that is opened once the frame stands."""

    scope = "app"
    TITLE = "procfit"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = WIDTHS
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_provider}
    SCREENS: ClassVar[dict[str, Callable[[], Screen[object]]]] = {
        page: _loader(page) for page in _SCREENS
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app"),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(self, source: Workspace | Path) -> None:
        super().__init__()
        self.session = _session(source)
        self.note = ""
        self.visited: list[str] = []
        self.patience = PATIENCE
        self._studying = threading.Lock()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        """Show the frame, and only then start working out what is in it."""
        self.begin_personal()
        self.push_screen("portfolio")
        self.call_after_refresh(self.study)

    @work(thread=True, exclusive=True, group="study")
    def study(self, patience: float = 0.0) -> None:
        """Work out the figures away from the screen, a piece at a time and never twice at once.

        Parameters
        ----------
        patience
            Seconds to wait first: while changes come one after the other, only the last is worked out.
        """
        worker = get_current_worker()
        time.sleep(patience)
        while not worker.is_cancelled:
            if self._studying.acquire(timeout=0.05):
                try:
                    self._study(worker)
                finally:
                    self._studying.release()
                return

    def _study(self, worker: Worker[None]) -> None:
        try:
            for coming in self.session.work():
                self.begin_keeping()
                if worker.is_cancelled:
                    return
                self.call_from_thread(self.show_news, coming)
        except ProcfitError as error:
            self.call_from_thread(self.exit, 3, message=str(error))
            return
        self.call_from_thread(self.show_news, "")
        self.call_from_thread(self.offer_tour)

    def refigure(self) -> None:
        """Work the figures out anew, behind what is shown."""
        self.study(self.patience)

    def show_news(self, coming: str) -> None:
        """Draw what has been worked out, and say what is worked out next."""
        workspace = self.session.workspace
        if workspace:
            self.take_team_keys(workspace.settings.keys)
        self.show_note(coming)

    def show_note(self, note: str) -> None:
        """Say in the bar at the top what goes on; the name of the folder where nothing does."""
        workspace = self.session.workspace
        self.note = f"{BUSY} {note} …" if note else (workspace.name if workspace else "")
        self.show_session()

    def show_session(self) -> None:
        """Let the screens that are open draw what changed."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.show_if_changed()

    def open_page(self, page: str) -> None:
        """Go to a screen and remember the way back; going back to one forgets the way from there."""
        current = self._page
        if current is None or current.scope == page:
            return
        if page in self.visited:
            del self.visited[self.visited.index(page) :]
        else:
            self.visited.append(current.scope)
        self.switch_screen(page)

    def open_map(self, process: str, finding: int = 0, step: str = "") -> None:
        """Show a map, at one of its findings or steps when given."""
        self.session.process, self.session.finding, self.session.step = process, finding, step
        self.open_page("map")
        self.show_session()

    def change(
        self,
        label: str,
        after: Mapping[str, ProcessMap | None],
        step: str = "",
        answers: TeamAnswers | None = None,
    ) -> None:
        """Make a change that undo can take back, and show it.

        Parameters
        ----------
        label
            What it does, as undo names it.
        after
            The changed maps by id.
        step
            The step to go to.
        answers
            The team's answers after it, where it changes them.
        """
        from procfit.workspace.editing.history import Spot

        document = self.session.document
        page = self._page
        here = getattr(page, "selected", "") if page else ""
        left, reached = (Spot(self.session.process, where) for where in (here, step or here))
        if document is not None and document.edit(label, after, left, reached, answers):
            self._show_change(after, reached)

    def _show_change(self, names: Iterable[str], spot: Spot) -> None:
        """Draw changed maps at once, and work the figures out anew behind that."""
        self.session.edited(names)
        if spot.process in (self.session.workspace.maps if self.session.workspace else ()):
            self.session.process = spot.process
        self.session.step = spot.step
        self.show_session()
        self.refigure()

    def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        """Go to the screen clicked in the bar."""
        self.open_page(event.page)

    @property
    def _page(self) -> Page | None:
        return self.screen if isinstance(self.screen, Page) else None

    def do_go_portfolio(self) -> None:
        """Go to the portfolio."""
        self.open_page("portfolio")

    def do_go_map(self) -> None:
        """Go to the map."""
        self.open_page("map")

    def do_go_findings(self) -> None:
        """Go to the findings."""
        self.open_page("findings")

    def do_go_vendors(self) -> None:
        """Go to the vendors."""
        self.open_page("vendors")

    def do_go_fit(self) -> None:
        """Go to the fit."""
        self.open_page("fit")

    def do_go_capabilities(self) -> None:
        """Go to the capabilities."""
        self.open_page("capabilities")

    def do_go_similar(self) -> None:
        """Go to the steps that may be the same work."""
        self.open_page("similar")

    def do_go_review(self) -> None:
        """Go to the review."""
        self.open_page("review")

    def do_go_diff(self) -> None:
        """Go to what changed."""
        self.open_page("diff")

    def do_back(self) -> None:
        """Leave what is open inside the screen, else go back a screen."""
        page = self._page
        if page is None or page.leave():
            return  # a window over the screen closes itself
        if self.visited:
            self.switch_screen(self.visited.pop())
        else:
            self.notify("This is where it starts. Press q to quit.", markup=False, timeout=3)

    def do_help(self) -> None:
        """Explain the screen and its keys."""
        from procfit.tui.screens.help import HelpDialog

        self.push_screen(HelpDialog(available(self.screen), self.remapped_keys))

    def do_commands(self) -> None:
        """Open the palette."""
        from procfit.tui.palette import Palette

        self.push_screen(Palette(placeholder="What would you like to do?"))

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        document = self.session.document
        if action_id == "undo" and not (document and document.undo_label):
            return "nothing was changed yet"
        if action_id == "redo" and not (document and document.redo_label):
            return "nothing was taken back"
        if action_id == "save" and (document is None or document.is_saved):
            return "everything is saved"
        return ""

    def do_undo(self) -> None:
        """Take the last change back."""
        change = self.session.document.undo() if self.session.document else None
        if change is not None:
            self.notify(f"Undone: {change.label}", markup=False, timeout=3)
            self._show_change(change.before, change.left)

    def do_redo(self) -> None:
        """Make the change again that was taken back last."""
        change = self.session.document.redo() if self.session.document else None
        if change is not None:
            self.notify(f"Done again: {change.label}", markup=False, timeout=3)
            self._show_change(change.after, change.reached)

    def do_view(self) -> None:
        """Switch from as-is to to-be, on a map then to both in one, and back to as-is."""
        session, page = self.session, self._page
        on_map = page is not None and page.scope == "map"
        was_both, was_planned = session.both and on_map, session.view == "to-be"
        session.both = was_planned and on_map
        session.view = "as-is" if was_both or was_planned else "to-be"
        self.notify(f"{session.shown.capitalize()}", markup=False, timeout=2)
        self.show_session()


def _session(source: Workspace | Path) -> Session:
    if isinstance(source, Path):
        return Session(lambda: _open(source))
    session = Session(lambda: _open(source.root))
    session.document = session.opened(source)
    return session


def _open(root: Path) -> Workspace:
    from procfit.workspace import open_workspace

    return open_workspace(root)


def run(root: Path) -> int:
    """Run the terminal app on the workspace in `root` until the person leaves; return the exit code.

    Parameters
    ----------
    root
        A folder that holds ``processes/``.
    """
    # Maps and drawings are many small lasting objects: looking through them often only costs time.
    gc.set_threshold(50_000, 20, 50)
    # The figures are worked out behind what is shown; what is typed must not wait for them.
    sys.setswitchinterval(0.001)
    app = ProcfitApp(root)
    try:
        return app.run() or app.return_code or 0
    finally:
        app.session.flush()
