"""The review: every process and step with its decision, and what is left to decide."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from procfit.decisions.dispositions import with_dispositions
from procfit.model.process import Disposition
from procfit.tui.actions import action, bindings
from procfit.tui.editing.answering import Deciding
from procfit.tui.signs import one_line
from procfit.tui.views.process import process_sheet
from procfit.tui.views.review import (
    ORDERS,
    Order,
    review_columns,
    review_rows,
    review_words,
    row_of,
)
from procfit.tui.views.step import step_parts
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.parts import Part
from procfit.tui.widgets.progress_line import ProgressLine
from procfit.tui.widgets.sheet import Sheet

__all__ = ["ReviewPage"]

NOTHING = """Nothing is left to decide

Every process and step has a decision; f shows them again."""


class ReviewPage(Deciding):
    """The table of all that is decided on, with the chosen row explained beside it."""

    scope = "review"
    about = (
        "Every process and step with its decision. k, m and d decide on the row and go on to the next that "
        "is open; the same key again opens it. Enter shows the step on its map. "
        "`procfit review -o review.xlsx` writes all this as a workbook for the meeting."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("review"))
    DEFAULT_CSS = """
    ReviewPage {
        & #split { layout: horizontal; }
        & Sheet { width: 56; }
        &.-narrow Sheet { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._order: Order = "map"
        self._only_open = False
        self._next = ""

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside it."""
        yield ProgressLine()
        yield Notice("Opening the files …")
        with Container(id="split"):
            yield Grid(unbound=frozenset("hjkl"))
            yield Sheet()

    def show(self) -> None:
        """Draw the table again."""
        rows = review_rows(self.session, self._order, self._only_open)
        self.query_one("#split").display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(NOTHING if self._only_open else "No process maps yet")
        words, share = review_words(self.session)
        shown = "only what is left, " if self._only_open else ""
        self.query_one(ProgressLine).say(words, share, f"{shown}{ORDERS[self._order]}")
        grid = self.query_one(Grid)
        grid.show(review_columns(self.wide), rows, self._next)
        self._next = ""
        if grid.display and self.focused is None:
            grid.focus()
        self._explain(grid.row_key)

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action(action_id).scope == "deciding" and not self.query_one(Grid).row_key:
            return "there is nothing to decide here"
        return ""

    def decide(self, disposition: Disposition) -> None:
        """Decide on the row; the same decision again takes it back."""
        name, step = row_of(self.query_one(Grid).row_key)
        process = self.session.map(name)
        if process is None:
            return
        found = process.step(step) if step else process
        wanted = None if found.disposition == disposition else disposition
        changed, refused = with_dispositions(process, {step: wanted})
        for error in refused.values():
            raise error
        label = one_line(f"{disposition} {found.name}" if wanted else f"open {found.name} again")
        self._next = self._next_open() if wanted else ""
        self.session.process = name
        self.procfit.change(label, {name: changed}, step)

    def do_sort_review(self) -> None:
        """Sort in another way."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.show()

    def do_only_open(self) -> None:
        """Hide what is decided, or show it again."""
        self._only_open = not self._only_open
        self.show()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain the row."""
        self._explain(event.row)

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show the step on its map."""
        name, step = row_of(event.row)
        self.procfit.open_map(name, step=step)

    def _next_open(self) -> str:
        """Return the next row that is open, else the row behind this one."""
        grid = self.query_one(Grid)
        behind = [
            grid.rows.key(row)
            for row in range(grid.row + 1, len(grid.rows))
            if not grid.rows.heading(row)
        ]
        return next((key for key in behind if not self._is_decided(key)), "")

    def _is_decided(self, key: str) -> bool:
        name, step = row_of(key)
        process = self.session.map(name)
        if process is None:
            return True
        return (process.step(step) if step else process).disposition is not None

    def _explain(self, key: str) -> None:
        name, step = row_of(key)
        process = self.session.map(name)
        parts: list[Part] = []
        if process is not None:
            parts = (
                list(step_parts(self.session, process, process.step(step)))
                if step
                else list(process_sheet(self.session, name))
            )
        self.query_one(Sheet).say(parts)
