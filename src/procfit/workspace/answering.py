"""Saving what the team answered: one more table in ``processes/answers.toml``, and nothing else touched."""

from __future__ import annotations

from dataclasses import replace

from procfit.files import write_atomically
from procfit.formats.answers_save import add_block
from procfit.formats.settings_toml import build_answers
from procfit.formats.toml_file import parse_toml
from procfit.model.errors import OutputError, Place
from procfit.model.team import SameWork, TeamAnswers, Verdict
from procfit.workspace.folder import Workspace
from procfit.workspace.loading import ANSWERS
from procfit.workspace.saving import text_on_disk

__all__ = ["answers_in", "save_wordings"]


def save_wordings(workspace: Workspace, verdict: Verdict, answer: SameWork) -> Workspace:
    """Store that two wordings are the same work, or different work, and return the workspace with it.

    The file is read afresh, so that what others have answered meanwhile stays and counts; where there
    is none it is made.

    Raises
    ------
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    path = workspace.root / ANSWERS
    text = text_on_disk(path, ANSWERS) or ""
    known = answers_in(text)
    values = {name: getattr(answer, name) for name in ("a", "b", "by", "date", "reason")}
    written = add_block(text, verdict, values)
    answers = known.with_wordings(verdict, answer)
    if answers_in(written) != answers:
        raise OutputError(
            f"an answer added to it would not read back as [[{verdict}]]",
            f"write each answer there as a [[{verdict}]] table",
            Place(ANSWERS),
        )
    write_atomically(path, written, within=workspace.root)
    return replace(workspace, answers=answers)


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
