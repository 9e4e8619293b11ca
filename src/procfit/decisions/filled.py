"""What a team filled in somewhere else: dispositions and accepted findings, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.model.errors import Place, Problem

__all__ = ["Filled", "FilledAcceptance", "FilledDisposition"]


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


@dataclass(frozen=True)
class Filled:
    """Everything that was filled in, with what could not be read.

    `listed` holds the process and id of every step that has a row, readable or not.
    """

    dispositions: tuple[FilledDisposition, ...] = ()
    acceptances: tuple[FilledAcceptance, ...] = ()
    problems: tuple[Problem, ...] = ()
    listed: frozenset[tuple[str, str]] = frozenset()
