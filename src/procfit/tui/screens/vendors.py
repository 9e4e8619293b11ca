"""The matrix capability × vendor: who answered what, how well proven, and where nobody said anything."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from procfit.tui.actions import bindings
from procfit.tui.editing.workbooks import WorkbookImporting
from procfit.tui.screens.details import DetailsDialog
from procfit.tui.signs import plain
from procfit.tui.views.codes import legend
from procfit.tui.views.vendors import Matrix, answer_parts, matrix_columns
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.sheet import Sheet

__all__ = ["VendorsPage"]

SHEET_WIDTH = 46

NO_VENDORS = """No vendors yet

A vendor is a text file under vendors/, beside the workbook it sent.
I (or `procfit vendors import FILE`) makes one from a workbook;
`procfit rfp -o questions.xlsx` writes the questions to send out.
F5 reads the folder again."""

NO_CAPABILITIES = """No capabilities yet

processes/capabilities.toml lists what the processes can require.
Steps name what they require under `needs`.
F5 reads the folder again."""


class VendorsPage(WorkbookImporting):
    """The matrix, with the origin of the chosen answer beside it."""

    scope = "vendors"
    about = (
        "What each vendor answered for each capability: a letter for the answer, a circle for how well "
        "it is proven. □ is a blank: it may be anything from nothing to everything, and is never counted "
        "as a no. Enter shows where an answer stands in the vendor's workbook."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("vendors"))
    DEFAULT_CSS = f"""
    VendorsPage {{
        & #split {{ layout: horizontal; }}
        & Sheet {{ width: {SHEET_WIDTH}; }}
        & #legend {{ height: auto; color: $muted; padding: 0 1; }}
        &.-narrow Sheet {{ display: none; }}
    }}
    """

    def content(self) -> ComposeResult:
        """Return the matrix, the sheet and the legend."""
        yield Notice("Reading the workbooks …")
        with Container(id="split"):
            yield Grid(cursor="cell")
            yield Sheet()
        yield Static(id="legend")
        yield EntryLine()

    def show(self) -> None:
        """Draw the matrix again."""
        workspace = self.session.workspace
        if workspace is None:
            return
        missing = "" if workspace.vendors else NO_VENDORS
        missing = missing if workspace.capabilities else NO_CAPABILITIES
        notice = self.query_one(Notice)
        notice.display = bool(missing)
        notice.say(missing)
        self.query_one("#split").display = self.query_one("#legend").display = not missing
        self.query_one("#legend", Static).update(plain(legend(workspace.evaluation)))
        self._show_matrix()

    def on_resize(self) -> None:
        """Give the vendors' columns what room there is."""
        self._show_matrix()

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action_id == "import-workbook":
            return "" if self.session.workspace else "the files are not read yet"
        return "" if self.query_one(Grid).row_key else "there is no matrix yet"

    def leave(self) -> bool:
        """Close the line that asks."""
        if self.query_one(EntryLine).close():
            self.query_one(Grid).focus()
            return True
        return False

    def do_next_blank(self) -> None:
        """Go to the next cell without an answer."""
        grid = self.query_one(Grid)
        found = grid.rows.next_blank(grid.row, grid.column) if isinstance(grid.rows, Matrix) else None
        if found is None:
            self.app.notify("Every cell has an answer.", markup=False)
        else:
            grid.go(*found)

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Show where the answer of the cell comes from."""
        self.query_one(Sheet).say(answer_parts(self.session, event.column, event.row))

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show where the answer of the cell comes from, in a window."""
        parts = answer_parts(self.session, event.column, event.row)
        self.app.push_screen(DetailsDialog("Where this answer comes from", parts))

    def _show_matrix(self) -> None:
        grid = self.query_one(Grid)
        width = self.size.width - (SHEET_WIDTH if self.wide else 0)
        grid.show(matrix_columns(self.session, width), Matrix(self.session))
