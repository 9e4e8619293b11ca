"""Saving a map: only what changed, never over what somebody else changed, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from procfit.files import write_atomically
from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.errors import OutputError, Place
from procfit.model.merge import Conflict, Side, resolve
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.text import is_id
from procfit.model.validate import faults_of_map
from procfit.workspace.folder import LoadedMap, Workspace

__all__ = ["SaveResult", "remove_map", "save_map", "save_maps", "text_on_disk"]


@dataclass(frozen=True)
class SaveResult:
    """What saving did: the workspace as it is now, or the conflicts that only a person can decide.

    With conflicts nothing was written. `merged` tells that the file had changed outside and both edits
    are in it now.
    """

    workspace: Workspace
    conflicts: tuple[Conflict, ...] = ()
    merged: bool = False


def save_map(
    workspace: Workspace, process: ProcessMap, choices: Mapping[str, Side] | None = None
) -> SaveResult:
    """Write a map to its file, bringing in what was changed outside since it was loaded.

    Parameters
    ----------
    workspace
        The workspace that the map was loaded with.
    process
        The map to save; a new one gets a new file.
    choices
        Which side to take for each conflict of an earlier try, by its `subject`.

    Raises
    ------
    OutputError
        When the file cannot be written, or cannot be read any more; it is then as it was.
    """
    if not is_id(process.id):
        raise OutputError(f'"{process.id}" is not an id', "use small letters, digits and hyphens")
    shown = f"processes/{process.id}.toml"
    loaded = workspace.loaded.get(process.id)
    text = text_on_disk(workspace.root / shown, shown)
    if text is None:
        return _written(workspace, process, process_text(process))
    if loaded is None:
        raise OutputError("is there already", "choose another id for the new map", Place(shown))
    if text != loaded.text:
        return _merged(workspace, loaded, process, text, choices or {})
    return _written(
        workspace, process, updated_text(text, loaded.map, process, workspace.settings.calendar)
    )


def save_maps(
    workspace: Workspace, maps: Iterable[ProcessMap]
) -> tuple[Workspace, Mapping[str, tuple[Conflict, ...]]]:
    """Save maps one by one and return the workspace with them, and the conflicts of those not saved.

    Raises
    ------
    OutputError
        When a file cannot be written; the maps before it are saved then.
    """
    conflicts: dict[str, tuple[Conflict, ...]] = {}
    for process in maps:
        result = save_map(workspace, process)
        workspace = result.workspace
        if result.conflicts:
            conflicts[process.id] = result.conflicts
    return workspace, conflicts


def remove_map(workspace: Workspace, name: str) -> Workspace:
    """Remove the file of a map and return the workspace without it; a copy stays in ``.procfit/removed/``.

    Raises
    ------
    OutputError
        When the file was changed outside since it was loaded, or cannot be removed.
    """
    shown = f"processes/{name}.toml"
    path = workspace.root / shown
    text = text_on_disk(path, shown)
    loaded = workspace.loaded.get(name)
    if text is not None:
        if loaded is None or text != loaded.text:
            raise OutputError(
                "was changed outside and is not removed", "read the files again first", Place(shown)
            )
        write_atomically(workspace.root / ".procfit" / "removed" / f"{name}.toml", text)
        try:
            path.unlink()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"cannot be removed: {reason}", "check its rights", Place(shown)) from None
    maps = {known: process for known, process in workspace.maps.items() if known != name}
    files = {known: file for known, file in workspace.loaded.items() if known != name}
    return workspace.with_maps(maps, files)


def _merged(
    workspace: Workspace,
    loaded: LoadedMap,
    process: ProcessMap,
    text: str,
    choices: Mapping[str, Side],
) -> SaveResult:
    """Save a map whose file was changed outside."""
    calendar = workspace.settings.calendar
    theirs = _read(text, process.id, calendar)
    merge = resolve(loaded.map, process, theirs, choices)
    if merge.conflicts:
        return SaveResult(workspace, merge.conflicts)
    fault = next((found for found in faults_of_map(merge.map) if found.level == "error"), None)
    if fault is not None:
        raise OutputError(
            f"was changed outside, and both changes together do not fit: {fault.message}",
            "undo one of them; your changes are still here",
            Place(f"processes/{process.id}.toml"),
        )
    saved = _written(workspace, merge.map, updated_text(text, theirs, merge.map, calendar))
    return replace(saved, merged=True)


def _read(text: str, map_id: str, calendar: Calendar) -> ProcessMap:
    process, problems = read_process_text(text, map_id, f"processes/{map_id}.toml", calendar)
    if process is None:
        first = next(problem for problem in problems if problem.level == "error")
        raise OutputError(
            f"was changed outside and cannot be read ({first.message})",
            "mend the file first; your changes are still here",
            first.where,
        )
    return process


def text_on_disk(path: Path, shown: str) -> str | None:
    """Return the text of the file as it is now, or None when there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise OutputError(
            "was changed outside and is not UTF-8 text", "mend the file first", Place(shown)
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be read: {reason}", "check its rights", Place(shown)) from None


def _written(workspace: Workspace, process: ProcessMap, text: str) -> SaveResult:
    path = workspace.root / "processes" / f"{process.id}.toml"
    write_atomically(path, text, within=workspace.root)
    loaded = {**workspace.loaded, process.id: LoadedMap(process, text)}
    return SaveResult(workspace.with_maps({**workspace.maps, process.id: process}, loaded))
