"""Which question a row of a returned workbook answers, and whether it is still the one that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procfit.formats.grid import Grid
from procfit.formats.question_manifest import Asked, Manifest, asked_mark
from procfit.model.errors import Place, Problem
from procfit.model.text import visible
from procfit.model.vendor import Link

__all__ = ["Line", "Recognized", "recognize"]

_LOOK = "ask the vendor why"
_FILL_IN = ("answer", "proof", "comment", "once", "yearly")


@dataclass(frozen=True)
class Line:
    """One row of a sheet of questions: its cells by the keys of their columns."""

    grid: Grid
    number: int
    columns: Mapping[str, int]

    def text(self, key: str) -> str:
        """Return the text of a cell, control characters shown as marks; empty without the column."""
        column = self.columns.get(key)
        return visible(self.grid.text(self.number, column)) if column else ""

    def place(self, key: str) -> Place:
        """Return the place of a cell; that of the first one of the row without the column."""
        return self.grid.place(self.number, self.columns.get(key, 1))

    def link(self) -> Link:
        """Return the link that finds the row again, by what stands in it."""
        return Link(self.text("id") or f"{self.grid.name}!{self.number}", self.text("requirement"))

    @property
    def is_answered(self) -> bool:
        """Whether anything was filled in."""
        return any(self.text(key) for key in _FILL_IN)

    @property
    def is_row(self) -> bool:
        """Whether a table read by its ids has this row; without id and answer it is a heading there."""
        return bool(self.text("id") or self.text("answer") or self.text("comment"))


@dataclass(frozen=True)
class Recognized:
    """The capability that a row is about, empty for a row nobody asked for, and what was changed."""

    capability: str
    is_as_asked: bool
    problems: tuple[Problem, ...] = ()


def recognize(line: Line, manifest: Manifest) -> Recognized:
    """Return what a row is about, by its id where id and wording agree, else by its wording."""
    said = line.text("id")
    mark = asked_mark(line.text("requirement"), line.text("description"))
    by_id, by_wording = manifest.by_id.get(said), manifest.by_mark.get(mark)
    if by_id is not None and by_id.mark == mark:
        return Recognized(by_id.id, True, tuple(_other_number(line, by_id)))
    if by_wording is not None:
        problem = _changed_id(line, said, by_wording)
        return Recognized(by_wording.id, True, (problem, *_other_number(line, by_wording)))
    by_number = manifest.by_number.get(line.text("number"))
    if by_id is not None:
        return Recognized(by_id.id, False, (_reworded(line, by_id),))
    if by_number is not None and (said or line.text("requirement")):
        return Recognized(by_number.id, False, (_replaced(line, by_number),))
    return Recognized("", False, tuple(_not_asked(line)))


def _changed_id(line: Line, said: str, asked: Asked) -> Problem:
    now = f'"{said}"' if said else "empty"
    message = f'the hidden id of {asked.number} is {now}, and was "{asked.id}"'
    return Problem(
        message, f"the wording says it is {asked.number}; {_LOOK}", line.place("id"), "warning"
    )


def _other_number(line: Line, asked: Asked) -> Iterator[Problem]:
    number = line.text("number")
    if number != asked.number:
        message = f'the number is "{number}", and was {asked.number}'
        yield Problem(message, "the id and the wording count", line.place("number"), "warning")


def _reworded(line: Line, asked: Asked) -> Problem:
    return Problem(
        f"{asked.number} ({asked.id}) no longer reads as it was asked, so that its answer is not counted",
        "ask for an answer to your own question, or link the row by hand",
        line.place("requirement"),
        "warning",
    )


def _replaced(line: Line, asked: Asked) -> Problem:
    return Problem(
        f"{asked.number} ({asked.id}) has another id and another wording, so that its answer is not counted",
        "ask for an answer to your own question, or link the row by hand",
        line.place("id"),
        "warning",
    )


def _not_asked(line: Line) -> Iterator[Problem]:
    if line.text("id") or line.text("number") or (line.text("requirement") and line.is_answered):
        message = "this row was not asked for and is not counted"
        yield Problem(message, "link it by hand if it helps", line.place("requirement"), "note")
