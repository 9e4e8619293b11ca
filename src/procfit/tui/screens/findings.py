"""All findings: what looks redundant, why, and what it would save."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from procfit.model.finding import Finding
from procfit.tui.actions import bindings
from procfit.tui.screens.page import Page
from procfit.tui.views.findings import Grouping, finding_columns, finding_parts, finding_rows
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.sheet import Sheet

__all__ = ["FindingsPage"]

NOTHING = """Nothing looks redundant

The rules found nothing in the maps that they could judge.
The more a map says (asks, reads, writes, value, times), the more the rules can see."""


class FindingsPage(Page):
    """The table of findings, with the chosen one explained beside it."""

    scope = "findings"
    about = (
        "What looks redundant in the maps, each with its proof: ✗ error, ⚠ warning, ○ note, ✓ accepted "
        "by the team. Enter shows the finding on its map. Rules that miss a field say which one."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("findings"))
    DEFAULT_CSS = """
    FindingsPage {
        & #split { layout: horizontal; }
        & Sheet { width: 60; }
        &.-narrow #split { layout: vertical; }
        &.-narrow Sheet { width: 1fr; height: 10; border-left: none; border-top: solid $line; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._grouping: Grouping = "rule"

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside or under it."""
        yield Notice("Looking for redundancy …")
        with Container(id="split"):
            yield Grid()
            yield Sheet()

    def show(self) -> None:
        """Draw the table again."""
        rows = finding_rows(self.session, self._grouping)
        self.query_one("#split").display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(self.session.waiting_for("findings") or NOTHING)
        self.query_one(Grid).show(finding_columns(self._grouping, self.wide), rows)

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        return "" if len(self.query_one(Grid).rows) else "there are no findings"

    def do_group(self) -> None:
        """Group by the rule or by the process."""
        self._grouping = "process" if self._grouping == "rule" else "rule"
        self.show()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain the finding the cursor is on."""
        finding = self._finding(event.row)
        self.query_one(Sheet).say(finding_parts(self.session, finding) if finding else [])

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show the finding on its map."""
        finding = self._finding(event.row)
        mine = self.session.findings_of(finding.process) if finding else None
        if finding and mine:
            self.procfit.open_map(finding.process, mine.index(finding))

    def _finding(self, key: str) -> Finding | None:
        kind, _, number = key.rpartition("-")
        report = self.session.report
        return report.findings[int(number)] if report and kind == "finding" else None
