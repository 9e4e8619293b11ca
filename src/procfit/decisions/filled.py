"""What a team filled in somewhere else: dispositions and accepted findings, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procfit.model.errors import Place, Problem

__all__ = ["Filled", "FilledAcceptance", "FilledAnswer", "FilledDisposition"]


@dataclass(frozen=True, slots=True)
class FilledDisposition:
    """The disposition of a step, or of a whole process where `step` is empty; an empty one is none.

    `then` is what it was when the list was written.
    """

    process: str
    step: str
    then: str
    now: str
    where: Place
    where_id: Place


@dataclass(frozen=True, slots=True)
class FilledAcceptance:
    """The answer to a finding: whether the team lives with it, why, and who decided."""

    process: str
    rule: str
    steps: tuple[str, ...]
    then: bool
    now: bool
    reason: str
    by: str
    where: Place
    where_reason: Place
    where_by: Place
    where_id: Place


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """A changed answer to a question about a step.

    Attributes
    ----------
    process, step
        Which step.
    question
        Which question, or which field of the step where `by_field`.
    then
        The mark of what stood there when the sheet was written.
    text
        What stands there now, on one line.
    fields
        By field of the step what was said of it, and its value; None = not assessed. A competitor's time is
        told beside ``rival``, since the texts of sheets are rounded.
    where
        The cell.
    by_field
        Whether the sheet has cells for each field.
    """

    process: str
    step: str
    question: str
    then: str
    text: str
    fields: Mapping[str, tuple[str, Any]]
    where: Place
    by_field: bool = False


@dataclass(frozen=True)
class Filled:
    """Everything that was filled in, with what could not be read.

    `listed` holds the process and id of every step that has a row, readable or not.
    """

    dispositions: tuple[FilledDisposition, ...] = ()
    acceptances: tuple[FilledAcceptance, ...] = ()
    problems: tuple[Problem, ...] = ()
    listed: frozenset[tuple[str, str]] = frozenset()
    answers: tuple[FilledAnswer, ...] = ()
