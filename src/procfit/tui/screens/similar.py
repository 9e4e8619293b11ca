"""Steps that may be the same work in other words, to be answered yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.widgets import Input, Static

from procfit.model.team import SameWork, Verdict
from procfit.tui.actions import action, bindings
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line, plain
from procfit.tui.views.similar import end_of, end_parts, left_to_answer, pair_columns, pair_rows
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.progress_line import ProgressLine
from procfit.tui.widgets.search import Search
from procfit.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from procfit.matching.candidates import Pair
    from procfit.workspace import Workspace

__all__ = ["SimilarPage"]

BUSY = "Comparing the wordings …"
NOTHING = """Nothing is left to answer

No two steps are worded so alike that they may be the same work, or all were answered."""
NO_HIT = """No pair holds these words

Esc shows all pairs again."""


class SimilarPage(Page):
    """The list of pairs, with both steps side by side under it."""

    scope = "similar"
    about = (
        "Steps that may be the same work in other words, the likeliest first. y: the same from now on, for "
        "every rule. n: never asked again. Both can be undone, and are written to processes/answers.toml "
        "when you save. Enter opens the first step on its map, o the other one."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("similar"))
    DEFAULT_CSS = """
    SimilarPage {
        & #split { layout: vertical; }
        & #both { height: 55%; }
        & #why { height: 1; padding: 0 1; background: $panel; color: $muted; }
        & Sheet { width: 1fr; border-left: none; }
        & #second { border-left: solid $line; }
        &.-narrow #both { height: 11; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[Pair] | None = None
        self._of: Workspace | None = None
        self._wanted = ""

    def content(self) -> ComposeResult:
        """Return the table, and the two steps under it."""
        yield ProgressLine()
        yield Notice(BUSY)
        with Container(id="split"):
            yield Grid()
            yield Static(id="why")
            with Horizontal(id="both"):
                yield _sheet("first")
                yield _sheet("second")
        yield Search("Words of steps, maps or reasons …  Enter keeps them, Esc shows all")

    def show(self) -> None:
        """Draw the pairs that are left, and look for others behind that where something changed."""
        workspace = self.session.workspace
        if workspace is None:
            return
        if self._of is not workspace:
            self._compare(workspace)
        pairs = self._left(workspace)
        rows = pair_rows(self.session, pairs, self._wanted)
        self.query_one("#split").display = bool(len(rows))
        notice = self.query_one(Notice)
        notice.display = not len(rows)
        notice.say(BUSY if self._pairs is None else NO_HIT if pairs else NOTHING)
        self._tell_progress(workspace, len(pairs), len(rows))
        grid = self.query_one(Grid)
        grid.show(pair_columns(self.wide), rows)
        if grid.display and self.focused is None:
            grid.focus()
        self._explain()

    def leave(self) -> bool:
        """Close the filter, then show all pairs again."""
        if not self.query_one(Search).close() and not self._wanted:
            return False
        self._filter("")
        self.query_one(Grid).focus()
        return True

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action(action_id).scope == "similar" and action_id != "filter-pairs" and self._pair is None:
            return BUSY.rstrip(" …") if self._pairs is None else "there is no pair here"
        return ""

    def do_same_work(self) -> None:
        """Answer that both steps are the same work."""
        self._answer("same", "the same")

    def do_different_work(self) -> None:
        """Answer that the steps are different work."""
        self._answer("different", "different")

    def do_filter_pairs(self) -> None:
        """Ask for words that the pairs must hold."""
        self.query_one(Search).open()

    def do_open_other(self) -> None:
        """Show the second step on its map."""
        if self._pair is not None:
            self._open(self._pair.b)

    def on_search_typed(self, event: Search.Typed) -> None:
        """Show the pairs that hold the words."""
        self._filter(event.text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back to the table."""
        self.query_one(Search).close()
        self.query_one(Grid).focus()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Explain both steps of the pair."""
        self._explain()

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show the first step on its map."""
        if self._pair is not None:
            self._open(self._pair.a)

    @property
    def _pair(self) -> Pair | None:
        """The pair the cursor is on."""
        key = self.query_one(Grid).row_key
        return next((pair for pair in self._pairs or () if f"{pair.a} {pair.b}" == key), None)

    def _left(self, workspace: Workspace) -> list[Pair]:
        return left_to_answer(self._pairs or (), workspace.settings.language, workspace.answers)

    @work(thread=True, exclusive=True, group="similar")
    def _compare(self, workspace: Workspace) -> None:
        """Look for pairs away from the screen."""
        from procfit.matching.similar import similar

        self._of = workspace
        found = list(similar(workspace.portfolio).maybe)
        if workspace is self.session.workspace:
            self.app.call_from_thread(self._take, found)

    def _take(self, found: list[Pair]) -> None:
        self._pairs = found
        self.show()
        self.refresh_bindings()

    def _filter(self, text: str) -> None:
        self._wanted = text
        self.show()

    def _answer(self, verdict: Verdict, said: str) -> None:
        pair, workspace = self._pair, self.session.workspace
        if pair is None or workspace is None:
            return
        answer = SameWork(*pair.wordings, "", workspace.opened)
        first, second = map(one_line, pair.wordings)
        label = f'answer that "{first}" and "{second}" are {said} work'
        self.procfit.change(label, {}, answers=workspace.answers.with_wordings(verdict, answer))

    def _open(self, end: str) -> None:
        name, step = end_of(end)
        self.procfit.open_map(name, step=step)

    def _explain(self) -> None:
        pair = self._pair
        why = one_line("; ".join(pair.why)) if pair else ""
        self.query_one("#why", Static).update(plain(f"because of {why}" if why else ""))
        for name, end in (("#first", pair.a if pair else ""), ("#second", pair.b if pair else "")):
            self.query_one(name, Sheet).say(end_parts(self.session, end))

    def _tell_progress(self, workspace: Workspace, left: int, shown: int) -> None:
        same, different = len(workspace.answers.same), len(workspace.answers.different)
        if self._pairs is None:
            self.query_one(ProgressLine).say(BUSY)
            return
        words = f"{left} to answer" + (f", {shown} shown" if shown != left else "")
        share = (same + different) / max(1, left + same + different)
        self.query_one(ProgressLine).say(words, share, f"answered: {same} same, {different} different")


def _sheet(name: str) -> Sheet:
    sheet = Sheet()
    sheet.id = name
    return sheet
