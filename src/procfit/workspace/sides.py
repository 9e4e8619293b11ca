"""The two sides of a comparison as a person names them: a map, a file, a view, a git revision.

``MAP`` · ``MAP@as-is`` · ``MAP@to-be`` · ``MAP@REVISION`` · ``MAP@REVISION@to-be`` · ``FILE`` ·
``FILE@as-is`` · ``FILE.bpmn#process``
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import get_args

from procfit.compare.effects import Side
from procfit.model.edits import rename_maps
from procfit.model.errors import InputError, Place, UsageError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View
from procfit.model.text import is_id, slug
from procfit.model.validate import did_you_mean, faults_of_map
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import find_root, open_workspace
from procfit.workspace.map_files import decoded, map_of, text_of
from procfit.workspace.revisions import bytes_at

__all__ = ["sides_of"]

FILES = frozenset({".toml", ".bpmn"})


def sides_of(operands: list[str], folder: Path) -> tuple[Side, Side]:
    """Return both sides of a comparison.

    Parameters
    ----------
    operands
        One or two sides. One map or file alone is its as-is against its to-be; one revision alone is
        that revision against the map as it is now.
    folder
        Where to look for the workspace; two files need none.

    Raises
    ------
    UsageError
        When a side names nothing.
    InputError
        When a side cannot be read or judged.
    """
    reader = _Reader(folder)
    if len(operands) == 2:
        return _as_one_map(reader.side(operands[0]), reader.side(operands[1]))
    name, revision, view = reader.parts(operands[0])
    if view:
        raise UsageError(
            f"{operands[0]} is one side only",
            f"name the other side too, or write {name} for as-is to to-be",
        )
    if revision is not None:
        return reader.side(operands[0]), reader.side(name)
    return reader.side(f"{name}@as-is"), reader.side(f"{name}@to-be")


def _as_one_map(before: Side, after: Side) -> tuple[Side, Side]:
    """Let a map from elsewhere stand in for the map of the workspace that it is compared with."""
    known = before.portfolio.maps
    if after.whole.id not in known and before.whole.id in known:
        return before, _standing_in(after, before.whole.id)
    if before.whole.id not in known and after.whole.id in known:
        return _standing_in(before, after.whole.id), after
    return before, after


def _standing_in(side: Side, name: str) -> Side:
    (renamed,) = rename_maps([side.whole], {side.whole.id: name})
    return replace(side, whole=renamed)


class _Reader:
    """Reads sides; the workspace is opened when a side first needs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def workspace(self) -> Workspace | None:
        """The workspace, or None where the folder is in none."""
        try:
            find_root(self.folder)
        except InputError:
            return None
        return open_workspace(self.folder)

    @property
    def portfolio(self) -> Portfolio:
        """What is known around the maps."""
        return self.workspace.portfolio if self.workspace else Portfolio()

    def parts(self, operand: str) -> tuple[str, str | None, View | None]:
        """Return the map or file, the revision and the view that an operand names."""
        name, view = operand, None
        for known in get_args(View):
            if operand.endswith(f"@{known}"):
                name, view = operand.removesuffix(f"@{known}"), known
        if _is_file(name):
            return name, None, view
        name, mark, revision = name.partition("@")
        return name, revision if mark else None, view

    def side(self, operand: str) -> Side:
        """Return one side."""
        name, revision, view = self.parts(operand)
        portfolio = self.portfolio
        if revision is not None:
            process = self._at(name, revision)
        elif _is_bpmn(name):
            process, maps = self._bpmn(name)
            sound = {name: found for name, found in maps.items() if _is_sound(found)}
            portfolio = replace(portfolio, maps={**sound, **portfolio.maps})
        elif _is_file(name):
            process = self._file(name)
        else:
            process = self._map(name)
        return Side(operand, process, portfolio, view)

    def _map(self, name: str) -> ProcessMap:
        if self.workspace is None:
            raise UsageError(f'there is no file "{name}"', "name a file, or run this in a workspace")
        return self.workspace.map(name)

    def _at(self, name: str, revision: str) -> ProcessMap:
        if not is_id(name):
            raise UsageError(f'"{name}" is not the id of a map', "write MAP@REVISION")
        path = f"processes/{name}.toml"
        raw = bytes_at(find_root(self.folder), path, revision)
        shown = f"{path}@{revision}"
        return map_of(decoded(raw, shown), name, shown, self.portfolio.settings.calendar)

    def _file(self, name: str) -> ProcessMap:
        return map_of(text_of(Path(name)), _id_of(name), name, self.portfolio.settings.calendar)

    def _bpmn(self, name: str) -> tuple[ProcessMap, dict[str, ProcessMap]]:
        from procfit.formats.bpmn import read_bpmn

        path, _, wanted = name.partition("#")
        maps = {process.id: process for process in read_bpmn(path).maps}
        if wanted in maps:
            return maps[wanted], maps
        called = {step.call for process in maps.values() for step in process.steps}
        mains = [process for process in maps.values() if process.id not in called]
        if wanted or len(mains) != 1:
            hint = did_you_mean(wanted, maps) or f"write {path}#NAME with one of: {', '.join(maps)}"
            said = f'holds no process "{wanted}"' if wanted else f"holds {len(mains)} processes"
            raise UsageError(said, hint, Place(path))
        return mains[0], maps


def _is_sound(process: ProcessMap) -> bool:
    return all(fault.level != "error" for fault in faults_of_map(process))


def _is_bpmn(name: str) -> bool:
    return PurePath(name.partition("#")[0]).suffix.lower() == ".bpmn"


def _is_file(name: str) -> bool:
    if PurePath(name).suffix.lower() in FILES or _is_bpmn(name):
        return True
    path = Path(name)
    return ("/" in name or path.is_absolute()) and path.exists() and not path.is_dir()


def _id_of(name: str) -> str:
    stem = PurePath(name).stem
    return stem if is_id(stem) else slug(stem, "map")
