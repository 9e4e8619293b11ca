"""All processes with their figures: where to start."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from procfit.tui.actions import bindings
from procfit.tui.screens.details import DetailsDialog
from procfit.tui.screens.page import Page
from procfit.tui.views.portfolio import Order, portfolio_columns, portfolio_rows
from procfit.tui.views.process import process_sheet
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.sheet import Sheet

__all__ = ["PortfolioPage"]

NO_MAPS = """No process maps yet

A map is a text file under processes/, one for each process.
`procfit init` writes a commented example to start from;
`procfit import FILE` reads BPMN, step lists and Mermaid.
F5 reads the folder again."""


class PortfolioPage(Page):
    """The table of all maps, with the chosen one explained beside it."""

    scope = "portfolio"
    about = (
        "All processes with their figures, as measured from their maps. A dash means not assessed: the "
        "map does not say. ≥ means that something in the map is not assessed, so the time is at least "
        "this. Decided counts the steps that have a disposition."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("portfolio"))
    DEFAULT_CSS = """
    PortfolioPage {
        & Grid { width: 1fr; }
        & Sheet { width: 50; }
        &.-narrow Sheet { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside it."""
        yield Notice("Opening the files …")
        with Horizontal():
            yield Grid()
            yield Sheet()

    def show(self) -> None:
        """Draw the table again."""
        rows = portfolio_rows(self.session, self._order)
        self.query_one(Horizontal).display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(NO_MAPS)
        grid = self.query_one(Grid)
        grid.show(portfolio_columns(self._order, self.session.view), rows)
        if grid.display and self.focused is None:
            grid.focus()
        self._show_sheet(grid.row_key)

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        return "" if self.query_one(Grid).row_key else "there are no maps yet"

    def do_about_process(self) -> None:
        """Show what is known about the process, in a window."""
        process = self.query_one(Grid).row_key
        self.app.push_screen(DetailsDialog("About this process", process_sheet(self.session, process)))

    def do_sort(self) -> None:
        """Sort by the column the cursor is in; again turns the order around."""
        self._sort_by(self.query_one(Grid).column_key)

    def on_grid_header_clicked(self, event: Grid.HeaderClicked) -> None:
        """Sort by the column clicked."""
        self._sort_by(event.column)

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain the process the cursor is on."""
        self._show_sheet(event.row)

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Open the map, or say why it cannot be judged."""
        workspace = self.session.workspace
        if workspace and event.row in workspace.maps:
            self.procfit.open_map(event.row)

    def _sort_by(self, column: str) -> None:
        self._order = self._order.after(column)
        self.show()

    def _show_sheet(self, process: str) -> None:
        self.query_one(Sheet).say(process_sheet(self.session, process))
