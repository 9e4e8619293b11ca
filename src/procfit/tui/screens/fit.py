"""Which vendor serves the processes best, how sure that is, and where every point comes from."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from procfit.tui.actions import bindings
from procfit.tui.screens.details import DetailsDialog
from procfit.tui.screens.page import Page
from procfit.tui.views.fit import (
    headline,
    ranking_columns,
    ranking_rows,
    verdict_parts,
    waterfall_columns,
    waterfall_rows,
)
from procfit.tui.views.vendors import answer_parts
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.sheet import Sheet

__all__ = ["FitPage"]

NO_VENDORS = """No vendors to compare yet

`procfit vendors import FILE` reads a vendor's workbook;
`procfit rfp -o questions.xlsx` writes the questions to send out.
F5 reads the folder again."""


class FitPage(Page):
    """The verdict, the ranking, and the way from processes to the chosen vendor's points."""

    scope = "fit"
    about = (
        "How well each vendor serves the processes as they are planned. The dot is the usual score, the line "
        "how far down and up it may turn out: claims that nobody proved and blanks make it long. When the "
        "lead is not safe, no winner is named, and what would decide it is listed. Tab goes from the ranking "
        "to where the points come from; Enter there opens the cell or the step."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("fit"))
    DEFAULT_CSS = """
    FitPage {
        & #headline { height: auto; max-height: 4; padding: 0 2; background: $surface; }
        & #ranking { height: auto; max-height: 40%; margin-bottom: 1; }
        & #split { layout: horizontal; height: 1fr; }
        & Sheet { width: 58; }
        &.-narrow Sheet { display: none; }
    }
    """

    def content(self) -> ComposeResult:
        """Return the parts of the screen."""
        yield Notice("Working out the fit …")
        yield Static(id="headline")
        yield Grid(named="ranking")
        with Container(id="split"):
            yield Grid(named="waterfall")
            yield Sheet()

    def show(self) -> None:
        """Draw the verdict and the ranking again."""
        fit = self.session.fit
        shown = fit is not None and bool(fit.standings)
        for part in ("#headline", "#ranking", "#split"):
            self.query_one(part).display = shown
        notice = self.query_one(Notice)
        notice.display = not shown
        notice.say(self.session.waiting_for("fit") or NO_VENDORS)
        if fit is not None and shown:
            verdict, why = headline(self.session, fit)
            text = Text(verdict, "bold").append(f"\n{why}", "not bold")
            self.query_one("#headline", Static).update(text)
            self._show_ranking()

    def on_resize(self) -> None:
        """Fit the bars to the width."""
        self._show_ranking()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Show where the points of the vendor come from."""
        if event.grid.id == "ranking":
            self._show_vendor(event.row)

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Go on to where the points come from; there open the cell or the step."""
        capability, _, place = event.row.partition("|")
        if event.grid.id == "ranking":
            self.query_one("#waterfall").focus()
        elif place:
            process, _, step = place.partition("|")
            self.procfit.open_map(process, step=step)
        else:
            vendor = self.query_one("#ranking", Grid).row_key
            parts = answer_parts(self.session, vendor, capability)
            self.app.push_screen(DetailsDialog("Where this answer comes from", parts))

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        return "" if self.session.fit else "there is no ranking yet"

    def do_what_decides(self) -> None:
        """Say what would decide the race, in a window."""
        fit = self.session.fit
        if fit is not None:
            vendor = self.query_one("#ranking", Grid).row_key
            self.app.push_screen(
                DetailsDialog("What would decide it", verdict_parts(self.session, fit, vendor))
            )

    def leave(self) -> bool:
        """Go from the points back to the ranking."""
        ranking = self.query_one("#ranking", Grid)
        if ranking.has_focus or not ranking.display:
            return False
        ranking.focus()
        return True

    def _show_ranking(self) -> None:
        fit, width = self.session.fit, self.size.width
        if fit is not None and fit.standings:
            rows = ranking_rows(self.session, fit, width)
            self.query_one("#ranking", Grid).show(ranking_columns(width), rows)

    def _show_vendor(self, vendor: str) -> None:
        fit = self.session.fit
        if fit is not None:
            waterfall = self.query_one("#waterfall", Grid)
            waterfall.show(
                waterfall_columns(self.session, vendor, self.wide),
                waterfall_rows(self.session, fit, vendor),
            )
            self.query_one(Sheet).say(verdict_parts(self.session, fit, vendor))
