"""All processes with their figures: where to start."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from procfit.tui.actions import action, bindings
from procfit.tui.editing.importing import MapsImporting
from procfit.tui.screens.details import DetailsDialog
from procfit.tui.signs import plain
from procfit.tui.views.portfolio import Order, portfolio_columns, portfolio_rows
from procfit.tui.views.portfolio_filter import HINT, PLACEHOLDER, Filter
from procfit.tui.views.portfolio_lines import lines_of
from procfit.tui.views.portfolio_totals import in_lines, said, totals_of
from procfit.tui.views.process import process_sheet
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.search import Search
from procfit.tui.widgets.sheet import Sheet

__all__ = ["PortfolioPage"]

NO_MAPS = """No process maps yet

A map is a text file under processes/, one for each process.
n makes a new one, t starts from a template,
I takes in BPMN, step lists and Mermaid.
`procfit init` writes a commented example to start from.
F5 reads the folder again."""

NO_MATCH = """No map is like that

/ changes what is shown, Esc shows all."""


class PortfolioPage(MapsImporting):
    """The table of all maps, with the chosen one explained beside it."""

    scope = "portfolio"
    about = (
        "All processes with their figures, as measured from their maps. A dash means not assessed: the "
        "map does not say. ≥ means that something in the map is not assessed, so the time is at least "
        "this. Decided counts the steps that have a disposition. The line below adds up what is shown."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("portfolio"))
    DEFAULT_CSS = """
    PortfolioPage {
        & Grid { width: 1fr; }
        & Sheet { width: 50; }
        & #totals { height: auto; padding: 0 1; background: $surface; color: $foreground; }
        &.-narrow Sheet { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()
        self._filter = Filter()

    def content(self) -> ComposeResult:
        """Return the table, the sheet beside it, and the lines under them."""
        yield Notice("Opening the files …")
        with Horizontal():
            yield Grid()
            yield Sheet()
        yield Static(id="totals")
        yield Search(PLACEHOLDER)
        yield EntryLine()

    def show(self) -> None:
        """Draw the table again."""
        hidden, wide = self.procfit.personal.hidden_columns, self.wide
        rows = portfolio_rows(self.session, self._order, self._filter, hidden, wide)
        self.query_one(Horizontal).display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(NO_MATCH if self._filter.text else NO_MAPS)
        grid = self.query_one(Grid)
        grid.show(portfolio_columns(self._order, self.session.view, hidden, wide), rows)
        if grid.display and self.focused is None:
            grid.focus()
        self._show_sheet(grid.row_key)
        self._show_totals()

    def leave(self) -> bool:
        """Close the line that asks, else show all maps again."""
        if self.query_one(EntryLine).close():
            self.query_one(Grid).focus()
            return True
        if self.query_one(Search).close() or self._filter.text:
            self._show_only("")
            self.query_one(Grid).focus()
            return True
        return False

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action(action_id).group == "Maps":
            return self.why_not_edit(action_id)
        if action_id == "filter":
            return (
                "" if self.session.workspace and self.session.workspace.maps else "there are no maps yet"
            )
        return "" if self.query_one(Grid).row_key else "there are no maps yet"

    def do_about_process(self) -> None:
        """Show what is known about the process, in a window."""
        process = self.query_one(Grid).row_key
        self.app.push_screen(DetailsDialog("About this process", process_sheet(self.session, process)))

    def do_filter(self) -> None:
        """Ask which maps to show."""
        self.query_one(Search).open(self._filter.text)
        self._show_totals()

    def on_search_typed(self, event: Search.Typed) -> None:
        """Show only the maps that fit what is typed so far."""
        self._show_only(event.text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what is shown."""
        problem = self._filter.problem
        if problem:
            self.app.notify(problem, severity="warning", markup=False, timeout=8)
            return
        self.query_one(Search).close()
        self._show_totals()
        self.query_one(Grid).focus()

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

    def on_resize(self) -> None:
        """Give the columns what room there is."""
        if self.session.workspace is not None:
            self.show()

    def _sort_by(self, column: str) -> None:
        self._order = self._order.after(column)
        self.show()

    def _show_only(self, text: str) -> None:
        if text != self._filter.text:
            self._filter = Filter(text)
            self.show()
            self.refresh_bindings()
        else:
            self._show_totals()

    def _show_sheet(self, process: str) -> None:
        self.query_one(Sheet).say(process_sheet(self.session, process))

    def _show_totals(self) -> None:
        """Show the sums of what is shown, and while a filter is typed what may be typed."""
        width = self.size.width - 2
        lines = [line for line in lines_of(self.session) if self._filter.shows(line)]
        parts = said(totals_of(self.session, lines))
        typing = self.query_one(Search).has_class("-open")
        if self._filter.text and not typing:
            parts.append(f"filter: {self._filter.text.strip()} (Esc shows all)")
        text = plain(in_lines(parts, width))
        if typing:
            text.append_text(plain(f"\n{self._filter.problem or in_lines(HINT, width)}", "italic"))
        totals = self.query_one("#totals", Static)
        totals.update(text)
        totals.display = bool(self.session.workspace and self.session.workspace.maps)
