"""That nothing is lost: unsaved work of an earlier run, files changed outside, and leaving with changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input

from procfit.model.errors import ProcfitError
from procfit.model.merge import Conflict
from procfit.tui.screens.choice import Choice, ChoiceDialog
from procfit.tui.state import Session

if TYPE_CHECKING:
    from procfit.tui.screens.conflicts import Choices
    from procfit.workspace import Workspace
    from procfit.workspace.editing.document import Document, Saved
    from procfit.workspace.editing.journal import Left
    from procfit.workspace.editing.watch import Watch

__all__ = ["Keeping"]

WATCH_SECONDS = 1.5
AT_ONCE = 3
"""How many maps are saved in one go; with more of them the screen goes on meanwhile."""


class Keeping(App[int]):
    """The part of the app that keeps people's work."""

    session: Session
    _watch: Watch | None = None
    _reading: bool = False
    _saves: int = 0
    _problem: str = ""

    def show_session(self) -> None:
        """Let the screens that are open draw what changed."""

    def refigure(self) -> None:
        """Work the figures out anew."""

    def show_note(self, note: str) -> None:
        """Say in the bar at the top what goes on."""

    def begin_keeping(self) -> None:
        """Look for what was left unsaved, and look after the files from now on; called from a thread."""
        from procfit.workspace.editing.journal import left_behind
        from procfit.workspace.editing.recovery import is_saved
        from procfit.workspace.editing.watch import Watch

        workspace = self.session.workspace
        if workspace is None or self._watch is not None:
            return
        self._watch = Watch(workspace.root)
        found = left_behind(workspace.root, workspace.settings.calendar)
        left = []
        for run in found:
            if is_saved(workspace, run):
                run.forget()
            else:
                left.append(run)
        self.call_from_thread(self._begin, left)

    def _begin(self, left: list[Left]) -> None:
        self.set_interval(WATCH_SECONDS, self.look_outside)
        if left:
            self._offer(left)

    def _offer(self, left: list[Left]) -> None:
        works = [found for run in reversed(left) for found in run.maps]
        lines = [f"An earlier run ended before it could save ({left[0].when:%Y-%m-%d %H:%M}):", ""]
        for found in works:
            labels = "; ".join(found.labels[-3:])
            lines.append(f"  {self.session.name_of(found.process)}: {labels or 'changed'}")
        answers = [found for run in reversed(left) for found in run.answers]
        lines += [f"  The team's answers: {'; '.join(found.labels[-3:])}" for found in answers]
        lines += [f"  {name} cannot be read any more" for run in left for name in run.unreadable]

        def answer(result: str | None) -> None:
            document = self.session.document
            if result == "bring" and document is not None:
                joined = document.recover(works, answers)
                document.flush()
                self.session.edited(joined.taken)
                self.notify(
                    "Your work is back; u takes it out again, Ctrl+S saves it", markup=False, timeout=8
                )
                self.show_session()
                self.refigure()
            if result in ("bring", "forget"):
                for run in left:
                    run.forget(unreadable=result == "forget")

        choices = [
            Choice("b", "Bring it back (nothing is written until you save)", "bring"),
            Choice("t", "Throw it away for good", "forget"),
        ]
        self.push_screen(ChoiceDialog("Unsaved work was found", lines, choices), answer)

    def look_outside(self) -> None:
        """Notice files that somebody else changed, and read them; say when work cannot be kept."""
        if self._watch is not None and self._watch.changed():
            self.do_reload()
        problem = self.session.document.problem if self.session.document else ""
        if problem and problem != self._problem:
            self.notify(f"{problem}; save soon", severity="error", markup=False, timeout=15)
        self._problem = problem

    def do_reload(self) -> None:
        """Read the folder again; what was changed here stays."""
        self.reload({})

    def reload(self, choices: Choices) -> None:
        """Read the folder again with the sides taken where it was changed in two ways."""
        if not self._reading:
            self._reading = True
            self._read_outside(choices, self._saves)

    @work(thread=True, group="outside")
    def _read_outside(self, choices: Choices, saves: int) -> None:
        """Read the folder away from the screen."""
        try:
            if self._watch is not None:
                self._watch.seen()
            read = self.session.load()
        except (ProcfitError, OSError) as error:
            self.call_from_thread(self._told, str(error))
        else:
            self.call_from_thread(self._join, read, choices, saves)

    def _told(self, problem: str) -> None:
        self._reading = False
        self.notify(problem, severity="error", markup=False, timeout=15)

    def _join(self, read: Workspace, choices: Choices, saves: int) -> None:
        """Join what was read, or read again where something was saved in the meantime."""
        self._reading = False
        if saves == self._saves:
            self.join(read, choices)
        else:
            self.reload(choices)

    def join(self, read: Workspace, choices: Choices | None = None) -> None:
        """Bring what was changed outside together with what was changed here."""
        document = self.session.document
        if document is None:
            return
        joined = document.join(read, choices)
        for names, word in ((joined.taken, "Changed outside"), (joined.merged, "Both changes kept")):
            if names:
                said = ", ".join(self.session.name_of(name) for name in names)
                self.notify(f"{word}: {said}", markup=False, timeout=6)
        for name, other in joined.doubled.items():
            said = f'Somebody else made a map "{name}" too; yours is called "{other}" now'
            self.notify(said, markup=False, timeout=15)
        for problem in joined.problems:
            self.notify(problem, severity="warning", markup=False, timeout=15)
        for refused in joined.refused:
            self.notify(refused, severity="warning", markup=False, timeout=15)
        self.session.edited((*joined.taken, *joined.merged))
        self.show_session()
        self.refigure()
        if joined.conflicts:
            self._conflicts_outside(joined.conflicts)

    def _conflicts_outside(self, conflicts: Mapping[str, tuple[Conflict, ...]]) -> None:
        """Ask which side counts, but not somebody who is typing: the keys would be taken for answers."""
        if isinstance(self.focused, Input) or isinstance(self.screen, ModalScreen):
            said = ", ".join(self.session.name_of(name) for name in conflicts)
            self.notify(
                f"Changed in two ways: {said}; saving asks which counts",
                severity="warning",
                markup=False,
            )
        else:
            self.ask_conflicts(conflicts, self.reload)

    def ask_conflicts(
        self, conflicts: Mapping[str, tuple[Conflict, ...]], then: Callable[[Choices], object]
    ) -> None:
        """Ask which side counts; escape leaves it open until the map is saved."""
        from procfit.tui.screens.conflicts import ConflictDialog

        def answer(choices: Choices | None) -> None:
            if choices:
                then(choices)

        names = {name: self.session.name_of(name) for name in conflicts}
        self.push_screen(ConflictDialog(conflicts, names), answer)

    def do_save(self) -> None:
        """Write the changed maps."""
        self.save()

    def save(self, choices: Choices | None = None, then: Callable[[], object] | None = None) -> None:
        """Write the changed maps.

        Parameters
        ----------
        choices
            Which side to take where a map was changed in two ways.
        then
            What to do once all are written.
        """
        document = self.session.document
        if document is not None and len(document.unsaved) > AT_ONCE:
            self._save_many(document, choices, then)
        elif document is not None:
            self._tell_saved(document.save(choices), then)

    @work(exclusive=True, group="save")
    async def _save_many(
        self, document: Document, choices: Choices | None, then: Callable[[], object] | None
    ) -> None:
        """Write map by map, and let the screen go on between two of them."""
        from procfit.workspace.editing.document import Saved

        total, parts = len(document.unsaved), []
        for part in document.saving(choices):
            parts.append(part)
            self._saves += 1
            self.show_note(f"saving {len(parts)} of {total} maps")
            await asyncio.sleep(0.005)
        self.show_note("")
        self._tell_saved(Saved.of(parts), then)

    def _tell_saved(self, saved: Saved, then: Callable[[], object] | None) -> None:
        self._saves += 1
        self._know_written(saved.written)
        for problem in saved.problems[:AT_ONCE]:
            self.notify(problem, severity="error", markup=False, timeout=15)
        if len(saved.problems) > AT_ONCE:
            more = len(saved.problems) - AT_ONCE
            self.notify(f"{more} more cannot be written either", severity="error", timeout=15)
        if saved.written:
            merged = " (with what was changed outside)" if saved.merged else ""
            self.notify(f"Saved: {self._names(saved.written)}{merged}", markup=False, timeout=3)
        if saved.answers:
            self.notify("Saved: the team's answers", markup=False, timeout=3)
        self.session.edited(saved.merged)
        self.show_session()
        if saved.conflicts:
            self.ask_conflicts(saved.conflicts, self.save)
        if then is not None and saved.done:
            then()

    def _know_written(self, names: tuple[str, ...]) -> None:
        """Tell the watch that these files are our own work."""
        workspace = self.session.workspace
        for name in names:
            if self._watch is not None and workspace is not None and name in workspace.loaded:
                self._watch.wrote(f"processes/{name}.toml", workspace.loaded[name].text)

    def _names(self, maps: tuple[str, ...]) -> str:
        """Return the names of maps, cut where they are many."""
        said = ", ".join(self.session.name_of(name) for name in maps[:AT_ONCE])
        more = len(maps) - AT_ONCE
        return f"{said} and {more} more" if more > 0 else said

    def do_quit(self) -> None:
        """Leave the app; ask when something is not saved."""
        document = self.session.document
        if document is None or document.is_saved:
            self._leave(document)
            return
        lines = ["Not saved yet:", ""]
        lines += [f"  {self.session.name_of(name)}" for name in document.unsaved]
        lines += ["  The team's answers"] if document.answers_unsaved else []

        def answer(result: str | None) -> None:
            if result == "throw":
                self._leave(document)
            if result == "save":
                self.save(then=self.do_quit)

        choices = [
            Choice("s", "Save and leave", "save"),
            Choice("t", "Leave without saving; the changes are lost", "throw"),
        ]
        self.push_screen(ChoiceDialog("Leave procfit?", lines, choices), answer)

    def _leave(self, document: Document | None) -> None:
        if document is not None:
            document.close()
        self.exit(0)
