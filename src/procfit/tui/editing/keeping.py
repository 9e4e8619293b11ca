"""That nothing is lost: unsaved work of an earlier run, files changed outside, and leaving with changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from procfit.model.errors import ProcfitError
from procfit.model.merge import Conflict
from procfit.tui.screens.choice import Choice, ChoiceDialog
from procfit.tui.state import Session

if TYPE_CHECKING:
    from procfit.tui.screens.conflicts import Choices
    from procfit.workspace import Workspace
    from procfit.workspace.editing.document import Document
    from procfit.workspace.editing.journal import Left
    from procfit.workspace.editing.watch import Watch

__all__ = ["Keeping"]

WATCH_SECONDS = 1.5


class Keeping(App[int]):
    """The part of the app that keeps people's work."""

    session: Session
    _watch: Watch | None = None
    _reading: bool = False

    def show_session(self) -> None:
        """Let the screens that are open draw what changed."""

    def refigure(self) -> None:
        """Work the figures out anew."""

    def begin_keeping(self) -> None:
        """Offer back what was left unsaved, and look after the files from now on."""
        from procfit.workspace.editing.journal import left_behind
        from procfit.workspace.editing.watch import Watch

        workspace = self.session.workspace
        if workspace is None or self._watch is not None:
            return
        self._watch = Watch(workspace.root)
        self.set_interval(WATCH_SECONDS, self.look_outside)
        left = left_behind(workspace.root, workspace.settings.calendar)
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
                self.session.edited(joined.taken)
                self.notify(
                    "Your work is back; u takes it out again, Ctrl+S saves it", markup=False, timeout=8
                )
                self.show_session()
                self.refigure()
            if result in ("bring", "forget"):
                for run in left:
                    run.forget()

        choices = [
            Choice("b", "Bring it back (nothing is written until you save)", "bring"),
            Choice("t", "Throw it away for good", "forget"),
        ]
        self.push_screen(ChoiceDialog("Unsaved work was found", lines, choices), answer)

    def look_outside(self) -> None:
        """Notice files that somebody else changed, and read them."""
        if self._watch is not None and self._watch.changed():
            self.do_reload()

    def do_reload(self) -> None:
        """Read the folder again; what was changed here stays."""
        if not self._reading:
            self._reading = True
            self._read_outside()

    @work(thread=True, group="outside")
    def _read_outside(self) -> None:
        """Read the folder away from the screen."""
        try:
            if self._watch is not None:
                self._watch.seen()
            read = self.session.load()
        except ProcfitError as error:
            self.call_from_thread(self._told, str(error))
            return
        self.call_from_thread(self.join, read)

    def _told(self, problem: str) -> None:
        self._reading = False
        self.notify(problem, severity="error", markup=False, timeout=15)

    def join(self, read: Workspace, choices: Choices | None = None) -> None:
        """Bring what was changed outside together with what was changed here."""
        self._reading = False
        document = self.session.document
        if document is None:
            return
        joined = document.join(read, choices)
        for names, word in ((joined.taken, "Changed outside"), (joined.merged, "Both changes kept")):
            if names:
                said = ", ".join(self.session.name_of(name) for name in names)
                self.notify(f"{word}: {said}", markup=False, timeout=6)
        for refused in joined.refused:
            self.notify(refused, severity="warning", markup=False, timeout=15)
        self.session.edited((*joined.taken, *joined.merged))
        self.show_session()
        self.refigure()
        if joined.conflicts:
            self.ask_conflicts(joined.conflicts, lambda chosen: self.join(read, chosen))

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

    def save(self, choices: Choices | None = None) -> bool:
        """Write the changed maps; return whether all were written."""
        document = self.session.document
        if document is None:
            return True
        saved = document.save(choices)
        if self._watch is not None:
            self._watch.seen()
        for problem in saved.problems:
            self.notify(problem, severity="error", markup=False, timeout=15)
        if saved.written:
            names = ", ".join(self.session.name_of(name) for name in saved.written)
            merged = " (with what was changed outside)" if saved.merged else ""
            self.notify(f"Saved: {names}{merged}", markup=False, timeout=3)
        if saved.answers:
            self.notify("Saved: the team's answers", markup=False, timeout=3)
        self.session.edited(saved.merged)
        self.show_session()
        if saved.conflicts:
            self.ask_conflicts(saved.conflicts, self.save)
        return not saved.problems and not saved.conflicts

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
            if result == "throw" or (result == "save" and self.save()):
                self._leave(document)

        choices = [
            Choice("s", "Save and leave", "save"),
            Choice("t", "Leave without saving; the changes are lost", "throw"),
        ]
        self.push_screen(ChoiceDialog("Leave procfit?", lines, choices), answer)

    def _leave(self, document: Document | None) -> None:
        if document is not None:
            document.close()
        self.exit(0)
