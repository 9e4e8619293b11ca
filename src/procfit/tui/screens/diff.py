"""What changed in meaning: the plan against today, what is not saved, or what changed since a revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from procfit.model.errors import ProcfitError
from procfit.tui.actions import bindings
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line
from procfit.tui.views.diff import COLUMNS, diff_rows, effect_parts, step_of
from procfit.tui.widgets.entry_line import Ask, EntryLine
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.parts import Paragraph
from procfit.tui.widgets.progress_line import ProgressLine
from procfit.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from procfit.compare.changes import MapDiff
    from procfit.compare.effects import Effects, Side
    from procfit.workspace import Workspace

__all__ = ["DiffPage"]

Mode = Literal["plan", "file", "revision"]
MODES: tuple[Mode, ...] = ("plan", "file", "revision")
BUSY = "Comparing …"
NO_MAP = "No map is open\n\nChoose one on the Portfolio (1)."


@dataclass(frozen=True)
class _Compared:
    """Two sides with what differs and what that does; `problem` says why they cannot be compared."""

    diff: MapDiff | None = None
    effects: Effects | None = None
    problem: str = ""


class DiffPage(Page):
    """The changes in groups, with what they do beside them."""

    scope = "diff"
    about = (
        "What changed in the open map, in meaning: the plan against today, what is not saved yet against the "
        "file, or the map now against a revision of git. c goes from one to the next, r asks for the "
        "revision. Enter shows the step on the map."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("diff"))
    DEFAULT_CSS = """
    DiffPage {
        & #split { layout: horizontal; }
        & Sheet { width: 60; }
        &.-narrow #split { layout: vertical; }
        &.-narrow Sheet { width: 1fr; height: 8; border-left: none; border-top: solid $line; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "plan"
        self._revision = "HEAD"
        self._asked: object = None
        self._of: Workspace | None = None
        self._found: _Compared | None = None

    def content(self) -> ComposeResult:
        """Return the table and the sheet beside or under it."""
        yield ProgressLine()
        yield Notice(BUSY)
        with Container(id="split"):
            yield Grid()
            yield Sheet()
        yield EntryLine()

    def show(self) -> None:
        """Draw what differs, and compare behind that where something changed."""
        workspace, name = self.session.workspace, self.session.process
        asked = id(workspace), name, self._mode, self._revision
        if workspace is not None and name in workspace.maps and asked != self._asked:
            self._asked, self._found, self._of = asked, None, workspace
            self._compare(workspace, name, self._mode, self._revision)
        self._draw()

    def leave(self) -> bool:
        """Close the question that is open."""
        if self.query_one(EntryLine).close():
            self.query_one(Grid).focus()
            return True
        return False

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        return "" if self.session.map(self.session.process) else "no map is open"

    def do_compare_other(self) -> None:
        """Compare with something else."""
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        self.show()

    def do_compare_revision(self) -> None:
        """Ask for the revision to compare with."""

        def compare(said: str) -> Ask | None:
            self._revision, self._mode = said or "HEAD", "revision"
            self.show()
            return None

        hint = "a commit, branch or tag, such as HEAD~1"
        self.query_one(EntryLine).ask(Ask("Compare with revision:", compare, self._revision, hint))

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Tell the whole line, which the table may cut."""
        self._explain()

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Show the step on its map."""
        step, process = step_of(event.row), self.session.map(self.session.process)
        if process is None or step not in process:
            self.app.notify("This stands at no step of the map now.", markup=False, timeout=3)
        else:
            self.procfit.open_map(process.id, self.session.finding, step)

    @work(thread=True, exclusive=True, group="diff")
    def _compare(self, workspace: Workspace, name: str, mode: Mode, revision: str) -> None:
        """Compare away from the screen; the changes are shown before what they do is worked out."""
        from procfit.compare.effects import effects_of
        from procfit.compare.maps import compare_maps
        from procfit.matching.stems import Wordings

        asked = id(workspace), name, mode, revision
        try:
            before, after = _sides(workspace, name, mode, revision)
            judge = Wordings(workspace.settings.language, workspace.answers)
            diff = compare_maps(before.process, after.process, judge)
            self.app.call_from_thread(self._take, asked, _Compared(diff))
            effects = effects_of(before, after, diff.pairs)
            self.app.call_from_thread(self._take, asked, _Compared(diff, effects))
        except ProcfitError as error:
            self.app.call_from_thread(self._take, asked, _Compared(problem=str(error)))

    def _take(self, asked: object, found: _Compared) -> None:
        if asked == self._asked:
            self._found = found
            self._draw()

    def _draw(self) -> None:
        found = self._found
        rows = diff_rows(found.diff) if found and found.diff else None
        self.query_one("#split").display = bool(rows)
        notice = self.query_one(Notice)
        notice.display = not rows
        notice.say(self._missing())
        title = f"{self.session.name_of(self.session.process)}: {self._sides_said()}"
        self.query_one(ProgressLine).say(title)
        if rows and found:
            grid = self.query_one(Grid)
            grid.show(COLUMNS, rows)
            if self.focused is None:
                grid.focus()
            self._explain()

    def _explain(self) -> None:
        grid, found = self.query_one(Grid), self._found
        line = grid.rows.cell(grid.row, 0).text.strip() if grid.row_key else ""
        effects = found.effects if found else None
        parts = effect_parts(effects, self.session.currency)
        self.query_one(Sheet).say([Paragraph(line, "strong"), *parts] if line else parts)

    def _sides_said(self) -> str:
        revision = one_line(self._revision)
        return {
            "plan": "as-is → to-be",
            "file": "as saved in its file → as it is now",
            "revision": f"git {revision} → as it is now",
        }[self._mode]

    def _missing(self) -> str:
        if self.session.map(self.session.process) is None:
            return NO_MAP
        if self._found is None:
            return BUSY
        if self._found.problem:
            return f"They cannot be compared\n\n{self._found.problem}"
        return "Nothing differs\n\nc compares with something else."


def _sides(workspace: Workspace, name: str, mode: Mode, revision: str) -> tuple[Side, Side]:
    """Return what to compare."""
    from procfit.compare.effects import Side

    now, around = workspace.maps[name], workspace.portfolio
    if mode == "plan":
        return Side("as-is", now, around, "as-is"), Side("to-be", now, around, "to-be")
    if mode == "revision":
        from procfit.workspace.sides import sides_of

        before, _ = sides_of([f"{name}@{revision}"], workspace.root)
        return Side(revision, before.whole, around), Side("now", now, around)
    loaded = workspace.loaded.get(name)
    if loaded is None:
        raise ProcfitError("the map is in no file yet", "Ctrl+S saves it")
    return Side("file", loaded.map, around), Side("now", now, around)
