"""Saving what the team answered: tables in ``processes/answers.toml``, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from procfit.files import write_atomically
from procfit.formats.answers_save import add_block, remove_block
from procfit.formats.settings_toml import build_answers
from procfit.formats.toml_file import parse_toml
from procfit.model.errors import OutputError, Place
from procfit.model.team import Accepted, SameWork, TeamAnswers, Verdict
from procfit.model.team_merge import accepted_place, merge_answers
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import ANSWERS
from procfit.workspace.saving import text_on_disk

__all__ = [
    "SavedAnswers",
    "answers_in",
    "save_accepted",
    "save_answers",
    "save_wordings",
    "updated_answers",
]

TABLES = ("same", "different", "accepted")


@dataclass(frozen=True)
class SavedAnswers:
    """What saving did: the workspace as it is now, and in one line each which answers others contradict."""

    workspace: Workspace
    refused: tuple[str, ...] = ()


def save_answers(workspace: Workspace) -> SavedAnswers:
    """Write the answers that were given and taken back since the file was read.

    The file is read afresh, so that what others have answered meanwhile stays and counts.

    Raises
    ------
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    text = _text(workspace)
    theirs = answers_in(text)
    merged = merge_answers(workspace.answers_filed, workspace.answers, theirs)
    if merged.answers != theirs:
        written = updated_answers(text, theirs, merged.answers)
        write_atomically(workspace.root / ANSWERS, written, within=workspace.root)
    return SavedAnswers(workspace.with_answers(merged.answers, merged.answers), merged.refused)


def updated_answers(text: str, old: TeamAnswers, new: TeamAnswers) -> str:
    """Return the text of the file with other answers; what is not changed keeps its bytes.

    Raises
    ------
    OutputError
        When it would not read back as the answers.
    """
    for table in TABLES:
        before, after = getattr(old, table), getattr(new, table)
        for index in reversed(range(len(before))):
            if before[index] not in after:
                text = remove_block(text, table, index)
        for answer in after:
            if answer not in before:
                text = add_block(text, table, _values(answer))
    return _checked(text, new)


def save_wordings(workspace: Workspace, verdict: Verdict, answer: SameWork) -> Workspace:
    """Store that two wordings are the same work, or different work, and return the workspace with it.

    The file is read afresh, so that what others have answered meanwhile stays and counts; where there
    is none it is made.

    Raises
    ------
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    text = _text(workspace)
    known = answers_in(text)
    if answer in getattr(known, verdict):
        return workspace.with_answers(known, known)
    return _stored(workspace, text, known.with_wordings(verdict, answer))


def save_accepted(workspace: Workspace, accepted: Sequence[Accepted]) -> Workspace:
    """Store findings that the team lives with and return the workspace with them.

    The file is read afresh, so that what others have answered meanwhile stays and counts; a finding that
    is accepted there already is left as it is. Where there is no file it is made.

    Raises
    ------
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    text = _text(workspace)
    known = answers_in(text)
    there = {accepted_place(answer) for answer in known.accepted}
    new = [answer for answer in accepted if accepted_place(answer) not in there]
    if not new:
        return workspace.with_answers(known, known)
    return _stored(workspace, text, replace(known, accepted=(*known.accepted, *new)))


def _text(workspace: Workspace) -> str:
    return text_on_disk(workspace.root / ANSWERS, ANSWERS) or ""


def _stored(workspace: Workspace, text: str, answers: TeamAnswers) -> Workspace:
    """Write the file with more answers and return the workspace with them."""
    written = updated_answers(text, answers_in(text), answers)
    write_atomically(workspace.root / ANSWERS, written, within=workspace.root)
    return workspace.with_answers(answers, answers)


def _checked(text: str, answers: TeamAnswers) -> str:
    """Return the text, after making sure that it reads back as the answers."""
    if answers_in(text) != answers:
        raise OutputError(
            "the changed answers would not read back the same",
            "write each answer there as a table of its own, such as [[accepted]]",
            Place(ANSWERS),
        )
    return text


def _values(answer: SameWork | Accepted) -> Mapping[str, Any]:
    return {field.name: getattr(answer, field.name) for field in fields(answer)}


def answers_in(text: str) -> TeamAnswers:
    """Return the answers in the text of their file.

    Raises
    ------
    OutputError
        When it holds an error, so that nothing may be added to it.
    """
    file = parse_toml(text, ANSWERS)
    answers = build_answers(file) if text else TeamAnswers()
    for problem in file.reading.problems:
        if problem.level == "error":
            raise OutputError(problem.message, problem.hint or "mend the file first", problem.where)
    return answers
