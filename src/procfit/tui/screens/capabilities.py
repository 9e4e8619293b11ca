"""What the processes require, and why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from procfit.tui.actions import bindings
from procfit.tui.screens.page import Page
from procfit.tui.screens.vendors import NO_CAPABILITIES
from procfit.tui.views.capabilities import COLUMNS, capability_parts, capability_rows
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.sheet import Sheet

__all__ = ["CapabilitiesPage"]


class CapabilitiesPage(Page):
    """The table of capabilities, with the chosen one explained beside it."""

    scope = "capabilities"
    about = (
        "What the steps of the maps require. A capability weighs what customers get from the steps that "
        "need it; the sheet lists those steps, the heaviest first. Enter opens the first of them."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("capabilities"))
    DEFAULT_CSS = """
    CapabilitiesPage {
        & #split { layout: horizontal; }
        & Sheet { width: 64; }
        &.-narrow #split { layout: vertical; }
        &.-narrow Sheet { width: 1fr; height: 8; border-left: none; border-top: solid $line; }
    }
    """

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside or under it."""
        yield Notice("Opening the files …")
        with Container(id="split"):
            yield Grid()
            yield Sheet()

    def show(self) -> None:
        """Draw the table again."""
        rows = capability_rows(self.session)
        self.query_one("#split").display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(NO_CAPABILITIES)
        grid = self.query_one(Grid)
        grid.show(COLUMNS, rows)
        self._explain(grid.row_key)

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain the capability the cursor is on."""
        self._explain(event.row)

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Open the step that gives the most weight."""
        fit = self.session.fit
        parts = fit.weights.of(event.row) if fit else ()
        if parts and parts[0].process:
            self.procfit.open_map(parts[0].process, step=parts[0].step)
        else:
            self.app.notify("No planned step with a value needs it.", markup=False)

    def _explain(self, capability: str) -> None:
        self.query_one(Sheet).say(capability_parts(self.session, capability))
