"""Saving what the team answered: more tables in ``processes/answers.toml``, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from procfit.files import write_atomically
from procfit.formats.answers_save import add_block
from procfit.formats.settings_toml import build_answers
from procfit.formats.toml_file import parse_toml
from procfit.model.errors import OutputError, Place
from procfit.model.team import Accepted, SameWork, TeamAnswers, Verdict
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import ANSWERS
from procfit.workspace.saving import text_on_disk

__all__ = ["answers_in", "save_accepted", "save_wordings"]


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
    values = {name: getattr(answer, name) for name in ("a", "b", "by", "date", "reason")}
    return _stored(workspace, text, verdict, [values], answers_in(text).with_wordings(verdict, answer))


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
    there = {_place(answer) for answer in known.accepted}
    new = [answer for answer in accepted if _place(answer) not in there]
    if not new:
        return replace(workspace, answers=known)
    values = [{field.name: getattr(answer, field.name) for field in fields(answer)} for answer in new]
    return _stored(workspace, text, "accepted", values, replace(known, accepted=(*known.accepted, *new)))


def _text(workspace: Workspace) -> str:
    return text_on_disk(workspace.root / ANSWERS, ANSWERS) or ""


def _stored(
    workspace: Workspace,
    text: str,
    table: str,
    blocks: Sequence[Mapping[str, Any]],
    answers: TeamAnswers,
) -> Workspace:
    """Add blocks to the text of the file, after making sure that they read back as the answers."""
    for values in blocks:
        text = add_block(text, table, values)
    if answers_in(text) != answers:
        raise OutputError(
            f"an answer added to it would not read back as [[{table}]]",
            f"write each answer there as a [[{table}]] table",
            Place(ANSWERS),
        )
    write_atomically(workspace.root / ANSWERS, text, within=workspace.root)
    return replace(workspace, answers=answers)


def _place(answer: Accepted) -> object:
    return answer.rule, answer.process, frozenset(answer.steps)


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
