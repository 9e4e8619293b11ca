"""What can go wrong, said once: one line with what, where and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

__all__ = ["EditError", "InputError", "OutputError", "Place", "Problem", "ProcfitError", "UsageError"]

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with a line, or a sheet with a cell."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            spot = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
            return f"{self.file}:{spot}" if self.file else spot
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.file, *numbers]) if self.file else ":".join(numbers)


NOWHERE = Place()


class ProcfitError(Exception):
    """An error a person can act on.

    Parameters
    ----------
    message
        What is wrong, one sentence without a full stop.
    hint
        What to do about it.
    where
        The file and line, or sheet and cell.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str = "", where: Place = NOWHERE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        return one_line(self.message, self.hint, self.where)


class UsageError(ProcfitError):
    """The command was given something it does not take."""

    exit_code: ClassVar[int] = 2


class EditError(ProcfitError):
    """A change that a map cannot take, with the reason."""

    exit_code: ClassVar[int] = 2


class InputError(ProcfitError):
    """A file could not be read."""


class OutputError(ProcfitError):
    """A file could not be written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file; an ``error`` keeps the file from being judged."""

    message: str
    hint: str = ""
    where: Place = NOWHERE
    level: Level = "error"

    def __str__(self) -> str:
        return one_line(self.message, self.hint, self.where)


def one_line(message: str, hint: str, where: Place) -> str:
    """Return ``place: message; hint`` without the parts that are empty."""
    said = f"{message}; {hint}" if hint else message
    return f"{where}: {said}" if str(where) else said
