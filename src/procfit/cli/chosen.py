"""The maps that a command was asked for, with the problems that concern them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from procfit.model.errors import Problem
from procfit.model.process import ProcessMap
from procfit.workspace import Workspace

__all__ = ["Chosen", "choose"]


@dataclass(frozen=True)
class Chosen:
    """The maps that can be judged, by id, and what is wrong with the files that they rest on."""

    maps: dict[str, ProcessMap]
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that kept a file from being read."""
        return [problem for problem in self.problems if problem.level == "error"]


def choose(workspace: Workspace, names: Sequence[str]) -> Chosen:
    """Return the named maps, or all; a map that cannot be judged is among the problems.

    Raises
    ------
    UsageError
        When there is no map of a name, broken or not.
    """
    if not names:
        return Chosen(dict(workspace.maps), list(workspace.problems))
    plain = [PurePosixPath(name).name.removesuffix(".toml") for name in names]
    found = [workspace.map(name) for name in plain if name not in workspace.broken]
    maps = {process.id: process for process in found}
    concerned = {*plain, *_called(workspace, maps.values())}
    return Chosen(
        maps, [problem for problem in workspace.problems if _concerns(problem, workspace, concerned)]
    )


def _called(workspace: Workspace, maps: Iterable[ProcessMap]) -> set[str]:
    """Return the maps that the given ones run, at any depth."""
    waiting = list(maps)
    called: set[str] = set()
    while waiting:
        for step in waiting.pop().steps:
            if step.call and step.call not in called:
                called.add(step.call)
                waiting += [workspace.maps[step.call]] if step.call in workspace.maps else []
    return called


def _concerns(problem: Problem, workspace: Workspace, maps: set[str]) -> bool:
    """Whether a problem touches the maps: their own files, or what holds for all maps."""
    path = PurePosixPath(problem.where.file)
    if path.parts[:1] == ("vendors",):
        return False
    is_map = path.stem in workspace.maps or path.stem in workspace.broken
    return not is_map or path.stem in maps
