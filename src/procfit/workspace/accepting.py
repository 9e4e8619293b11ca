"""Saving the decisions of a review: dispositions into the maps, accepted findings into the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from procfit.files import write_atomically
from procfit.formats.answers_save import add_block
from procfit.formats.settings_toml import build_answers
from procfit.formats.toml_file import parse_toml
from procfit.model.errors import OutputError, Place
from procfit.model.merge import Conflict
from procfit.model.process import ProcessMap
from procfit.model.team import Accepted, TeamAnswers
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import ANSWERS
from procfit.workspace.saving import save_map, text_on_disk

__all__ = ["save_accepted", "save_maps"]


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


def save_accepted(workspace: Workspace, accepted: Sequence[Accepted]) -> Workspace:
    """Store findings that the team lives with and return the workspace with them.

    The file is read afresh, so that what others have answered meanwhile stays and counts; a finding that
    is accepted there already is left as it is. Where there is no file it is made.

    Raises
    ------
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    path = workspace.root / ANSWERS
    text = text_on_disk(path, ANSWERS) or ""
    known = _read(text)
    there = {_place(answer) for answer in known.accepted}
    new = [answer for answer in accepted if _place(answer) not in there]
    if not new:
        return replace(workspace, answers=known)
    written = text
    for answer in new:
        written = add_block(written, "accepted", _values(answer))
    answers = replace(known, accepted=(*known.accepted, *new))
    if _read(written) != answers:
        message = "accepted findings added to it would not read back"
        raise OutputError(message, "write each as an [[accepted]] table", Place(ANSWERS))
    write_atomically(path, written, within=workspace.root)
    return replace(workspace, answers=answers)


def _place(answer: Accepted) -> object:
    return answer.rule, answer.process, frozenset(answer.steps)


def _values(answer: Accepted) -> dict[str, object]:
    return {field.name: getattr(answer, field.name) for field in fields(answer)}


def _read(text: str) -> TeamAnswers:
    file = parse_toml(text, ANSWERS)
    answers = build_answers(file) if text else TeamAnswers()
    for problem in file.reading.problems:
        if problem.level == "error":
            raise OutputError(problem.message, problem.hint or "mend the file first", problem.where)
    return answers
