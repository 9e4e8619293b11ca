"""The maps and answers of a team under change: all can be undone, nothing is written until it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from procfit.model.errors import OutputError
from procfit.model.merge import Conflict, Side
from procfit.model.process import ProcessMap
from procfit.model.team import TeamAnswers
from procfit.model.team_merge import merge_answers
from procfit.workspace.answering import save_answers
from procfit.workspace.editing.history import Change, History, Spot
from procfit.workspace.editing.joining import Choices, joined
from procfit.workspace.editing.journal import Journal, Unsaved, UnsavedAnswers
from procfit.workspace.editing.outcomes import Joined, Saved
from procfit.workspace.editing.recovery import brought_back
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import ANSWERS
from procfit.workspace.saving import remove_map, save_map

__all__ = ["Document", "Joined", "Saved"]

OUTSIDE = "take over what was changed outside"


class Document:
    """A workspace under change.

    Parameters
    ----------
    workspace
        The workspace as its files hold it.
    journal
        Keeps what is not saved, so that a crash cannot lose it; None keeps nothing.
    """

    def __init__(self, workspace: Workspace, journal: Journal | None = None) -> None:
        self.workspace = workspace
        self.history = History()
        self._journal = journal

    @property
    def maps(self) -> Mapping[str, ProcessMap]:
        """The maps as they are now."""
        return self.workspace.maps

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The maps that are not as their files were when they were read, deleted ones among them."""
        loaded = self.workspace.loaded
        changed = [
            name for name, now in self.maps.items() if name not in loaded or now != loaded[name].map
        ]
        gone = [name for name in loaded if name not in self.maps and name not in self.workspace.broken]
        return (*changed, *gone)

    @property
    def answers(self) -> TeamAnswers:
        """The team's answers as they are now."""
        return self.workspace.answers

    @property
    def answers_unsaved(self) -> bool:
        """Whether the team's answers are not as their file was when it was read."""
        return self.workspace.answers != self.workspace.answers_filed

    @property
    def is_saved(self) -> bool:
        """Whether everything is as the files were when they were read."""
        return not (self.unsaved or self.answers_unsaved)

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self.history.done[-1].label if self.history.done else ""

    @property
    def redo_label(self) -> str:
        """What redo would make again; empty where there is nothing."""
        return self.history.undone[-1].label if self.history.undone else ""

    def edit(
        self,
        label: str,
        after: Mapping[str, ProcessMap | None],
        left: Spot | None = None,
        reached: Spot | None = None,
        answers: TeamAnswers | None = None,
    ) -> bool:
        """Make a change; return whether it changed anything.

        Parameters
        ----------
        label
            What it does, as undo names it: "move Quote to Sales".
        after
            The changed maps by id; None deletes one.
        left, reached
            Where the person was before it, and is after it.
        answers
            The team's answers after it, where it changes them.
        """
        before = {name: self.maps.get(name) for name in after}
        answered = None if answers in (None, self.answers) else (self.answers, answers)
        if before == dict(after) and answered is None:
            return False
        here = left or Spot(next(iter(after), ""))
        self.history.add(Change(label, before, dict(after), here, reached or here, answered))
        self._put(after, answers)
        return True

    def undo(self) -> Change | None:
        """Take the last change back; None where there is none."""
        change = self.history.back()
        if change is not None:
            self._put(change.before, change.answers and change.answers[0])
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last; None where there is none."""
        change = self.history.forth()
        if change is not None:
            self._put(change.after, change.answers and change.answers[1])
        return change

    def save(self, choices: Choices | None = None) -> Saved:
        """Write the maps and answers that were changed; what cannot be written stays, and says why.

        Parameters
        ----------
        choices
            Which side to take for each conflict of an earlier try.
        """
        return Saved.of(self.saving(choices))

    def saving(self, choices: Choices | None = None) -> Iterator[Saved]:
        """Save map by map and yield what became of each; between two of them the maps may be edited."""
        for name in self.unsaved:
            try:
                found = self._save(name, (choices or {}).get(name, {}))
            except OutputError as error:
                yield Saved(problems=(str(error),))
                continue
            if found:
                yield Saved(conflicts={name: found})
            else:
                yield Saved((name,), (name,) if found is None else ())
        if self.answers_unsaved:
            try:
                refused = self._save_answers()
                yield Saved(problems=refused, answers=not self.answers_unsaved)
            except OutputError as error:
                yield Saved(problems=(str(error),))

    def join(self, read: Workspace, choices: Choices | None = None) -> Joined:
        """Bring in a workspace that was read anew, with what was changed in its files meanwhile.

        Parameters
        ----------
        read
            The same folder, just opened.
        choices
            Which side to take for each conflict of an earlier try.
        """
        joining = joined(self.workspace, read, choices or {})
        outside = joining.changed
        before = {name: self.maps.get(name) for name in outside}
        answers = self.answers
        filed, together, refused = self._joined_answers(read)
        self.workspace = joining.workspace.with_answers(together, filed)
        if outside or together != answers:
            here = Spot(next(iter(outside), ""))
            answered = None if together == answers else (answers, together)
            self.history.others_did(Change(OUTSIDE, before, outside, here, here, answered))
        self._keep(self.unsaved)
        self._keep_answers()
        return replace(joining.told, refused=refused)

    def recover(
        self,
        left: Iterable[Unsaved],
        answered: Iterable[UnsavedAnswers] = (),
        label: str = "recover unsaved work",
    ) -> Joined:
        """Bring back what an earlier run did not save, as one change that can be undone.

        Where the file was changed since, both changes come together; with a conflict what was
        recovered stands, and saving asks.
        """
        back = brought_back(self.workspace, left)
        self.workspace = self.workspace.with_maps(self.maps, back.loaded)
        answers = self.answers
        refused: list[str] = []
        for each in answered:
            together = merge_answers(each.base, each.answers, answers)
            answers = together.answers
            refused += together.refused
        self.edit(label, back.after, answers=answers)
        return Joined(tuple(back.after), back.merged, refused=tuple(refused))

    @property
    def problem(self) -> str:
        """Why unsaved work cannot be kept from a crash; empty while it can."""
        return self._journal.problem if self._journal is not None else ""

    def flush(self) -> None:
        """Wait until what is not saved is kept."""
        if self._journal is not None:
            self._journal.flush()

    def close(self) -> None:
        """Forget the journal; call it when nothing is unsaved, or it is to be thrown away."""
        if self._journal is not None:
            self._journal.close()

    def _joined_answers(self, read: Workspace) -> tuple[TeamAnswers, TeamAnswers, tuple[str, ...]]:
        """Return the answers on file, those of both sides together, and which of ours theirs contradict."""
        filed, ours = self.workspace.answers_filed, self.answers
        if any(found.level == "error" and found.where.file == ANSWERS for found in read.problems):
            return filed, ours, ()
        merged = merge_answers(filed, ours, read.answers)
        return read.answers, merged.answers, merged.refused

    def _save_answers(self) -> tuple[str, ...]:
        """Save the answers; return which of them others contradict."""
        ours = self.answers
        saved = save_answers(self.workspace)
        self.workspace = saved.workspace
        if self.answers != ours:
            here = Spot("")
            self.history.others_did(Change(OUTSIDE, {}, {}, here, here, (ours, self.answers)))
        self._keep_answers()
        return saved.refused

    def _put(self, changed: Mapping[str, ProcessMap | None], answers: TeamAnswers | None = None) -> None:
        maps = dict(self.maps)
        for name, process in changed.items():
            if process is None:
                maps.pop(name, None)
            else:
                maps[name] = process
        self.workspace = self.workspace.with_maps(maps)
        self._keep(changed)
        if answers is not None:
            self.workspace = self.workspace.with_answers(answers)
            self._keep_answers()

    def _save(self, name: str, choices: Mapping[str, Side]) -> tuple[Conflict, ...] | None:
        """Save a map; return its conflicts, or None where both changes are in the file now."""
        ours = self.maps.get(name)
        if ours is None:
            self.workspace = remove_map(self.workspace, name)
            self._keep([name])
            return ()
        result = save_map(self.workspace, ours, choices)
        self.workspace = result.workspace
        now = self.maps[name]
        if now != ours:
            here = Spot(name)
            self.history.others_did(Change(OUTSIDE, {name: ours}, {name: now}, here, here))
        self._keep([name])
        return None if result.merged else result.conflicts

    def _keep(self, names: Iterable[str]) -> None:
        if self._journal is not None:
            self._journal.keep(self.workspace, names, self._labels)

    def _keep_answers(self) -> None:
        if self._journal is not None:
            self._journal.keep_answers(self.workspace, self._labels)

    @property
    def _labels(self) -> tuple[str, ...]:
        return tuple(change.label for change in self.history.done[-20:])
