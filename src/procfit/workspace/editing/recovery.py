"""What an earlier run did not save, brought back beside what happened to the files since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from procfit.model.edit_basis import free_id
from procfit.model.merge import resolve
from procfit.model.process import ProcessMap
from procfit.workspace.editing.joining import first_fault
from procfit.workspace.editing.journal import Left, Unsaved
from procfit.workspace.folder import LoadedMap, Workspace

__all__ = ["Recovered", "brought_back", "is_saved"]


@dataclass(frozen=True)
class Recovered:
    """The maps to bring back by id, None for one to delete again.

    `loaded` holds the files as saving is to see them: where both changes need a decision, as the earlier
    run had read them. `merged` are the maps that were changed since without a conflict.
    """

    after: Mapping[str, ProcessMap | None]
    loaded: Mapping[str, LoadedMap]
    merged: tuple[str, ...]


def brought_back(workspace: Workspace, left: Iterable[Unsaved]) -> Recovered:
    """Return what to bring back; where several runs left the same map, their changes come together.

    Parameters
    ----------
    workspace
        The workspace as its files hold it now.
    left
        What was left behind, the oldest first.
    """
    work = _Work(workspace)
    for unsaved in left:
        work.take(unsaved)
    return Recovered(work.after, work.loaded, tuple(dict.fromkeys(work.merged)))


def is_saved(workspace: Workspace, left: Left) -> bool:
    """Return whether all that a run left behind is in the files: it ended right after saving."""
    files = {name: loaded.map for name, loaded in workspace.loaded.items()}
    if left.unreadable or left.answers:
        return False
    return all(files.get(work.process) == work.map for work in left.maps)


class _Work:
    """Takes in one unsaved map after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.after: dict[str, ProcessMap | None] = {}
        self.loaded = dict(workspace.loaded)
        self.merged: list[str] = []

    def take(self, work: Unsaved) -> None:
        """Take in what was left of one map."""
        now = self._workspace.loaded.get(work.process)
        if work.map is None:
            if now is not None and now.text == work.base_text:
                self.after[work.process] = None
        elif work.base is None:
            self._take_new(work.process, work.map)
        else:
            self._take_changed(work, work.map, work.base)

    def _take_new(self, name: str, process: ProcessMap) -> None:
        """Take in a map that never was in a file; another one may have its id by now."""
        if {**self._workspace.maps, **self.after}.get(name) != process:
            self._add(name, process)

    def _add(self, name: str, process: ProcessMap) -> None:
        other = free_id(name, {*self._workspace.maps, *self.after, *self._workspace.broken})
        self.after[other] = replace(process, id=other)

    def _take_changed(self, work: Unsaved, process: ProcessMap, base: ProcessMap) -> None:
        name = work.process
        now = self._workspace.loaded.get(name)
        theirs = self.after.get(name) or (now.map if now else None)
        is_first = self.after.get(name) is None
        self.after[name] = process
        if now is None and name in self._workspace.broken:
            self.loaded[name] = LoadedMap(base, work.base_text)
        if theirs is None or (is_first and now is not None and now.text == work.base_text):
            return
        merge = resolve(base, process, theirs, {})
        fits = not first_fault(merge.map)
        if fits and (not merge.conflicts or not is_first):
            self.after[name] = merge.map
            self.merged.append(name)
        elif is_first:
            self.loaded[name] = LoadedMap(base, work.base_text)
        else:
            self._add(name, theirs)
