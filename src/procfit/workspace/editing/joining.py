"""What others changed in the files, brought together with what was changed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from procfit.model.edit_basis import free_id
from procfit.model.merge import Conflict, Side, resolve
from procfit.model.process import ProcessMap
from procfit.model.validate import faults_of_map
from procfit.workspace.editing.outcomes import Joined
from procfit.workspace.folder import LoadedMap, Workspace

__all__ = ["Choices", "Joining", "first_fault", "joined"]

Choices = Mapping[str, Mapping[str, Side]]
"""By map: which side to take for each conflict, by its subject."""


@dataclass(frozen=True)
class Joining:
    """The workspace with the changes of both sides, the maps that others changed in it, and what to tell."""

    workspace: Workspace
    changed: Mapping[str, ProcessMap | None]
    told: Joined


def joined(ours: Workspace, read: Workspace, choices: Choices) -> Joining:
    """Return a workspace that was read anew with what was changed here, map by map.

    Nothing of either side goes: a map that one side deleted and the other changed stays, and of two new
    maps with one id ours gets another id.

    Parameters
    ----------
    ours
        The workspace as it was edited here.
    read
        The same folder, just opened.
    choices
        Which side to take for each conflict of an earlier try.
    """
    work = _Work(ours, read, choices)
    for name in dict.fromkeys((*ours.maps, *ours.loaded, *read.maps)):
        work.join(name)
    return work.result()


class _Work:
    """Joins the maps one after the other."""

    def __init__(self, ours: Workspace, read: Workspace, choices: Choices) -> None:
        self._ours = ours
        self._read = read
        self._choices = choices
        self._maps = dict(read.maps)
        self._loaded = dict(read.loaded)
        self._taken: dict[str, ProcessMap | None] = {}
        self._merged: dict[str, ProcessMap | None] = {}
        self._doubled: dict[str, ProcessMap] = {}
        self._ids: dict[str, str] = {}
        self._conflicts: dict[str, tuple[Conflict, ...]] = {}
        self._problems: list[str] = []

    def join(self, name: str) -> None:
        """Join one map."""
        file = self._ours.loaded.get(name)
        base = file.map if file else None
        ours, theirs = self._ours.maps.get(name), self._read.maps.get(name)
        if name in self._read.broken:
            self._keep_file(name, file)
            self._stand(name, ours)
        elif ours == theirs or theirs == base:
            self._stand(name, ours)
        elif ours in (base, None):
            self._taken[name] = theirs
            self._stand(name, theirs)
        elif theirs is None or ours is None:
            self._stand(name, ours)
        elif base is None or file is None:
            self._double(name, ours, theirs)
        else:
            self._merge(name, file, ours, theirs)

    def result(self) -> Joining:
        """Return all maps in their order."""
        told = Joined(
            tuple(self._taken),
            tuple(self._merged),
            self._conflicts,
            doubled=self._ids,
            problems=tuple(self._problems),
        )
        workspace = self._read.with_maps(dict(sorted(self._maps.items())), self._loaded)
        return Joining(workspace, {**self._taken, **self._merged, **self._doubled}, told)

    def _merge(self, name: str, file: LoadedMap, ours: ProcessMap, theirs: ProcessMap) -> None:
        merge = resolve(file.map, ours, theirs, self._choices.get(name, {}))
        fault = "" if merge.conflicts else first_fault(merge.map)
        if merge.conflicts or fault:
            self._keep_file(name, file)
            self._stand(name, ours)
        else:
            self._merged[name] = merge.map
            self._stand(name, merge.map)
        if merge.conflicts:
            self._conflicts[name] = merge.conflicts
        if fault:
            self._problems.append(
                f"{name} was changed outside, and both changes together do not fit: {fault}; "
                "yours are still here, undo one of them"
            )

    def _double(self, name: str, ours: ProcessMap, theirs: ProcessMap) -> None:
        """Let both maps stand, ours under another id."""
        other = free_id(name, {*self._ours.maps, *self._maps, *self._read.broken})
        self._ids[name] = other
        self._taken[name] = theirs
        self._doubled[other] = self._maps[other] = replace(ours, id=other)
        self._stand(name, theirs)

    def _keep_file(self, name: str, file: LoadedMap | None) -> None:
        """Remember the file as it was when both sides began, so that saving brings them together."""
        if file is not None:
            self._loaded[name] = file

    def _stand(self, name: str, process: ProcessMap | None) -> None:
        self._maps.pop(name, None)
        if process is not None:
            self._maps[name] = process


def first_fault(process: ProcessMap) -> str:
    """Return why a map cannot stand as it is; empty where it can."""
    faults = (fault.message for fault in faults_of_map(process) if fault.level == "error")
    return next(faults, "")
