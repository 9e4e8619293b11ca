"""The maps as somebody edits them: every change can be undone, and nothing is written until it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from procfit.model.errors import OutputError
from procfit.model.merge import Conflict, Side
from procfit.model.process import ProcessMap
from procfit.workspace.editing.history import Change, History, Spot
from procfit.workspace.editing.joining import Choices, Joined, joined
from procfit.workspace.editing.journal import Journal, Unsaved
from procfit.workspace.editing.recovery import brought_back
from procfit.workspace.folder import Workspace
from procfit.workspace.saving import remove_map, save_map

__all__ = ["Document", "Joined", "Saved"]

OUTSIDE = "take over what was changed outside"


@dataclass(frozen=True)
class Saved:
    """What saving did, map by map.

    `problems` says in one line each why a map was not written; `conflicts` what a person must decide.
    """

    written: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether everything was written."""
        return not self.problems and not self.conflicts

    @classmethod
    def of(cls, parts: Iterable[Saved]) -> Saved:
        """Return several results as one."""
        known = list(parts)
        return cls(
            tuple(name for part in known for name in part.written),
            tuple(name for part in known for name in part.merged),
            {name: found for part in known for name, found in part.conflicts.items()},
            tuple(problem for part in known for problem in part.problems),
        )


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
        """
        before = {name: self.maps.get(name) for name in after}
        if before == dict(after):
            return False
        here = left or Spot(next(iter(after)))
        self.history.add(Change(label, before, dict(after), here, reached or here))
        self._put(after)
        return True

    def undo(self) -> Change | None:
        """Take the last change back; None where there is none."""
        change = self.history.back()
        if change is not None:
            self._put(change.before)
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last; None where there is none."""
        change = self.history.forth()
        if change is not None:
            self._put(change.after)
        return change

    def save(self, choices: Choices | None = None) -> Saved:
        """Write every map that was changed; what cannot be written stays as it is, and says why.

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
        self.workspace = joining.workspace
        if outside:
            here = Spot(next(iter(outside)))
            self.history.others_did(Change(OUTSIDE, before, outside, here, here))
        self._keep(self.unsaved)
        return joining.told

    def recover(self, left: Iterable[Unsaved], label: str = "recover unsaved work") -> Joined:
        """Bring back what an earlier run did not save, as one change that can be undone.

        Where the file was changed since, both changes come together; with a conflict what was
        recovered stands, and saving asks.
        """
        back = brought_back(self.workspace, left)
        self.workspace = self.workspace.with_maps(self.maps, back.loaded)
        self.edit(label, back.after)
        return Joined(tuple(back.after), back.merged)

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

    def _put(self, changed: Mapping[str, ProcessMap | None]) -> None:
        maps = dict(self.maps)
        for name, process in changed.items():
            if process is None:
                maps.pop(name, None)
            else:
                maps[name] = process
        self.workspace = self.workspace.with_maps(maps)
        self._keep(changed)

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
            labels = tuple(change.label for change in self.history.done[-20:])
            self._journal.keep(self.workspace, names, labels)
