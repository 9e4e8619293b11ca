"""Reading a filled-in review workbook, however it was sorted, filtered, added to and saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from procfit.decisions.filled import Filled, FilledAcceptance, FilledDisposition
from procfit.formats.grid import Grid, Workbook
from procfit.formats.headings import headings_in
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import visible
from procfit.reports.review_book.columns import QUESTIONS, SHEETS, SheetKind, fingerprint
from procfit.reports.review_book.words import disposition_of, is_yes

__all__ = ["filled_in"]


@dataclass(frozen=True)
class _Row:
    """One row of a table: its cells by the keys of their columns."""

    grid: Grid
    number: int
    columns: Mapping[str, int]

    def text(self, key: str) -> str:
        """Return the text of a cell on one line, with every control character shown as a mark."""
        column = self.columns.get(key)
        text = self.grid.text(self.number, column) if column else ""
        return " ".join(visible(text.replace("\r", "\n").replace("\n", " ")).split())

    def place(self, key: str) -> Place:
        """Return the place of a cell; that of the row where the column is not there."""
        return self.grid.place(self.number, self.columns.get(key, 1))

    def is_unknown(self, key: str) -> bool:
        """Tell whether a cell holds a formula that was never calculated, or an error."""
        cell = self.grid.own(self.number, self.columns[key])
        return cell is not None and cell.kind in ("formula", "error")


@dataclass
class _Reading:
    """What has been read so far."""

    dispositions: list[FilledDisposition] = field(default_factory=list)
    acceptances: list[FilledAcceptance] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: set[tuple[str, str]] = field(default_factory=set)

    def refuse(self, row: _Row, key: str, message: str, hint: str) -> None:
        """Note that a cell was not taken."""
        self.problems.append(Problem(message, hint, row.place(key)))

    def remark(self, row: _Row, key: str, message: str, hint: str) -> None:
        """Note that something else than an answer was changed."""
        self.problems.append(Problem(message, hint, row.place(key), "warning"))


def filled_in(book: Workbook) -> Filled:
    """Return what was filled in.

    Raises
    ------
    InputError
        When no sheet of the review is in the workbook.
    """
    reading = _Reading(problems=[note for note in book.notices if _is_news(note, book)])
    found: set[SheetKind] = set()
    for grid in book.grids:
        kind, head, columns = _table_in(grid)
        if kind is None:
            continue
        found.add(kind)
        for number in grid.rows:
            if number > head:
                _READERS[kind](_Row(grid, number, columns), reading)
    if not found:
        hint = "give a workbook that `procfit review -o` wrote, with its hidden columns"
        raise InputError("holds no sheet of a review", hint, Place(book.file))
    return Filled(
        tuple(reading.dispositions),
        tuple(reading.acceptances),
        tuple(reading.problems),
        frozenset(reading.listed),
    )


def _is_news(note: Problem, book: Workbook) -> bool:
    """Tell whether a notice is news: hidden rows and columns are as this workbook was written."""
    return note.level != "note" or note.where.sheet in book.hidden


def _table_in(grid: Grid) -> tuple[SheetKind | None, int, Mapping[str, int]]:
    """Return which table a sheet holds, the row of its headings, and where its columns are."""
    for kind, columns in SHEETS.items():
        titles = {column.key: column.title for column in columns}
        needed = [column.key for column in columns if column.hidden or column.fill_in]
        found = headings_in(grid, titles, needed)
        if found is not None:
            return kind, *found
    return None, 0, {}


def _read_process(row: _Row, reading: _Reading) -> None:
    _read_disposition(row, reading, "")


def _read_step(row: _Row, reading: _Reading) -> None:
    step = row.text("step")
    if not step and row.text("disposition"):
        _refuse_nameless(row, reading, "disposition")
    if step:
        reading.listed.add((row.text("process"), step))
        _read_disposition(row, reading, step)
        for question in _changed_answers(row):
            reading.remark(
                row, question, "this answer was changed, and answers are not read back",
                f"write it into processes/{row.text('process')}.toml, step {step}",
            )  # fmt: skip


def _changed_answers(row: _Row) -> Iterator[str]:
    """Yield the questions whose answer is not the one that was written."""
    marks = row.text("told").split()
    if len(marks) == len(QUESTIONS):
        for question, mark in zip(QUESTIONS, marks, strict=True):
            if question.key in row.columns and fingerprint(row.text(question.key)) != mark:
                yield question.key


def _read_disposition(row: _Row, reading: _Reading, step: str) -> None:
    process, said = row.text("process"), row.text("disposition")
    if not process:
        if said:
            _refuse_nameless(row, reading, "disposition")
        return
    now = disposition_of(said)
    if row.is_unknown("disposition") or now is None:
        shown = f'"{said}"' if said else "a formula without a result"
        reading.refuse(
            row, "disposition", f"{shown} is no disposition", "choose keep, modify, discard or add"
        )
        return
    then = row.text("then")
    reading.dispositions.append(
        FilledDisposition(
            process, step, then, now, row.place("disposition"), row.place("step" if step else "process")
        )
    )


def _refuse_nameless(row: _Row, reading: _Reading, key: str) -> None:
    reading.refuse(
        row, key, "is not taken: the hidden columns of this row do not say what it is about",
        "fill in a row that was written, or change the map itself",
    )  # fmt: skip


def _read_finding(row: _Row, reading: _Reading) -> None:
    process, rule = row.text("process"), row.text("rule")
    now = is_yes(row.text("accepted"))
    if not (process and rule):
        if row.text("accepted") or row.text("reason"):
            _refuse_nameless(row, reading, "accepted")
        return
    if row.is_unknown("accepted") or now is None:
        reading.refuse(
            row, "accepted", f'"{row.text("accepted")}" is neither yes nor no', "write yes or no"
        )
        return
    places = {f"where_{key}": row.place(key) for key in ("reason", "by")}
    reading.acceptances.append(
        FilledAcceptance(
            process, rule, tuple(row.text("steps").split()), row.text("then") == "yes", now,
            row.text("reason"), row.text("by"), row.place("accepted"), where_id=row.place("steps"), **places,
        )
    )  # fmt: skip


_READERS = {"processes": _read_process, "steps": _read_step, "findings": _read_finding}
