"""All findings: what looks redundant, why, and what it would save."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from procfit.decisions.progress import findings_of
from procfit.model.finding import Finding
from procfit.model.process import Disposition
from procfit.tui.actions import action, bindings
from procfit.tui.editing.answering import Answering
from procfit.tui.views.answers import is_open
from procfit.tui.views.findings import Grouping, finding_columns, finding_parts, finding_rows
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.progress_line import ProgressLine
from procfit.tui.widgets.sheet import Sheet

__all__ = ["FindingsPage"]

NOTHING = """Nothing looks redundant

The rules found nothing in the maps that they could judge.
The more a map says (asks, reads, writes, value, times), the more the rules can see."""


class FindingsPage(Answering):
    """The table of findings, with the chosen one explained beside it."""

    scope = "findings"
    about = (
        "What looks redundant in the maps, each with its proof: ✗ error, ⚠ warning, ○ note, ✓ accepted "
        "by the team. Enter shows the finding on its map. k, m, d and x answer it, and it goes behind the "
        "open ones. Rules that miss a field say which one."
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
        self._wanted = self._next = ""

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside or under it."""
        yield ProgressLine()
        yield Notice("Looking for redundancy …")
        with Container(id="split"):
            yield Grid(unbound=frozenset("hjkl"))
            yield Sheet()
        yield EntryLine()

    def show(self) -> None:
        """Draw the table again."""
        rows = finding_rows(self.session, self._grouping)
        self.query_one("#split").display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(self.session.waiting_for("findings") or NOTHING)
        self.query_one(ProgressLine).display = bool(len(rows))
        self._tell_progress()
        self.query_one(Grid).show(finding_columns(self._grouping, self.wide), rows, self._wanted)
        self._wanted = ""

    @property
    def finding(self) -> Finding | None:
        """The finding the cursor is on."""
        return self._finding(self.query_one(Grid).row_key)

    def go_on(self) -> None:
        """Go to the next open finding in the order of the table as it was."""
        if self._next:
            self._wanted, self._next = self._next, ""
            self.show()

    def decide(self, disposition: Disposition) -> None:
        """Give the steps of the finding a disposition."""
        self._look_ahead()
        super().decide(disposition)

    def do_accept(self) -> None:
        """Ask why the finding is lived with."""
        self._look_ahead()
        super().do_accept()

    def show_what_if(self) -> None:
        """Tell what the suggestion of the finding would do."""
        self._explain()

    def leave(self) -> bool:
        """Close the question that is open."""
        if self.query_one(EntryLine).close():
            self.query_one(Grid).focus()
            return True
        return False

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action(action_id).group == "Decide":
            return self.why_not_answer(action_id)
        return "" if len(self.query_one(Grid).rows) else "there are no findings"

    def do_group(self) -> None:
        """Group by the rule or by the process."""
        self._grouping = "process" if self._grouping == "rule" else "rule"
        self.show()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain the finding the cursor is on."""
        self.prepare()
        self._explain()
        self.refresh_bindings()

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show the finding on its map."""
        finding = self._finding(event.row)
        mine = self.session.findings_of(finding.process) if finding else None
        if finding and mine:
            self.procfit.open_map(finding.process, mine.index(finding))

    def _explain(self) -> None:
        finding = self.finding
        self.query_one(Sheet).say(finding_parts(self.session, finding) if finding else [])

    def _tell_progress(self) -> None:
        report, workspace = self.session.report, self.session.workspace
        if report is not None and workspace is not None:
            maps = workspace.maps  # a map may be gone before the findings are worked out anew
            count = findings_of((each for each in report.findings if each.process in maps), maps)
            words = f"Decided {count.decided} of {count.total} findings"
            self.query_one(ProgressLine).say(words, count.decided / max(1, count.total))

    def _look_ahead(self) -> None:
        """Remember the open finding behind this one in the table, before this one moves away."""
        rows = self.query_one(Grid).rows
        here = self.query_one(Grid).row
        order = [*range(here + 1, len(rows)), *range(here)]
        keys = (rows.key(row) for row in order if not rows.heading(row))
        found = ((key, self._finding(key)) for key in keys)
        self._next = next((key for key, each in found if each and is_open(self.session, each)), "")

    def _finding(self, key: str) -> Finding | None:
        kind, _, number = key.rpartition("-")
        report = self.session.report
        return report.findings[int(number)] if report and kind == "finding" else None
