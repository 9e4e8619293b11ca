"""Reading a filled-in review workbook, however it was sorted, filtered, added to and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from procfit.decisions.asked import CELLS, JOIN, fingerprint
from procfit.decisions.filled import Filled, FilledAcceptance, FilledAnswer, FilledDisposition
from procfit.formats.grid import Grid, Workbook
from procfit.formats.headings import headings_in
from procfit.formats.spec import RefusedError
from procfit.model.errors import InputError, Place, Problem
from procfit.model.quantities import Calendar
from procfit.model.text import visible
from procfit.reports.review_book.answers import Said, fields_said, question_said
from procfit.reports.review_book.columns import FIELDS, QUESTIONS, SHEETS, SheetKind
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

    def lines(self, key: str) -> str:
        """Return the text of a cell with its line breaks."""
        column = self.columns.get(key)
        text = self.grid.text(self.number, column) if column else ""
        return visible(text.replace("\r\n", "\n").replace("\r", "\n"))

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
    answers: list[FilledAnswer] = field(default_factory=list)
    calendar: Calendar = field(default_factory=Calendar)

    def refuse(self, row: _Row, key: str, message: str, hint: str) -> None:
        """Note that a cell was not taken."""
        self.problems.append(Problem(message, hint, row.place(key)))


def filled_in(book: Workbook, calendar: Calendar | None = None) -> Filled:
    """Return what was filled in: into a review, or into an answer sheet.

    Parameters
    ----------
    book
        The workbook.
    calendar
        What a day of work is, for times that are given in days.

    Raises
    ------
    InputError
        When no sheet of the review is in the workbook.
    """
    reading = _Reading(
        problems=[note for note in book.notices if _is_news(note, book)], calendar=calendar or Calendar()
    )
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
        tuple(reading.answers),
    )


def _is_news(note: Problem, book: Workbook) -> bool:
    """Tell whether a notice is news: hidden rows and columns are as this workbook was written."""
    return note.level != "note" or note.where.sheet in book.hidden


def _table_in(grid: Grid) -> tuple[SheetKind | None, int, Mapping[str, int]]:
    """Return which table a sheet holds, the row of its headings, and where its columns are."""
    for kind, columns in SHEETS.items():
        titles = {column.key: column.title for column in columns}
        needed = [column.key for column in columns if column.hidden or column in _DECIDED]
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
        _read_answers(row, reading)


def _read_answers(row: _Row, reading: _Reading) -> None:
    """Read the answers that are not those that were written."""
    marks = row.text("told").split()
    keys = [question.key for question in QUESTIONS]
    if len(marks) != len(keys):
        return
    for key, mark in zip(keys, marks, strict=True):
        if key in row.columns and fingerprint(row.text(key)) != mark:
            _read_answer(
                row,
                reading,
                key,
                mark,
                partial(question_said, key, row.lines(key), reading.calendar),
            )


def _read_sheet_step(row: _Row, reading: _Reading) -> None:
    step = row.text("step")
    if not step:
        if row.text("disposition"):
            _refuse_nameless(row, reading, "disposition")
        return
    reading.listed.add((row.text("process"), step))
    _read_disposition(row, reading, step)
    marks = row.text("told").split()
    if len(marks) != len(CELLS):
        return
    for (name, keys), mark in zip(CELLS.items(), marks, strict=True):
        _read_field(row, reading, name, keys, mark)


def _read_field(row: _Row, reading: _Reading, name: str, keys: tuple[str, ...], mark: str) -> None:
    """Read the cells of one field where they are not as they were written."""
    text = JOIN.join(row.text(key) for key in keys)
    if fingerprint(text) != mark and row.columns.keys() >= set(keys):
        cells = {key: row.lines(key) for key in keys}
        _read_answer(
            row, reading, name, mark, partial(fields_said, name, cells, text, reading.calendar), keys
        )


def _read_answer(
    row: _Row,
    reading: _Reading,
    name: str,
    mark: str,
    read: Callable[[], Said],
    keys: tuple[str, ...] = (),
) -> None:
    """Read one answer, or tell why it cannot be understood."""
    shown = keys or (name,)
    text = ", ".join(filter(None, (row.text(key) for key in shown)))
    try:
        if any(row.is_unknown(key) for key in shown):
            raise RefusedError("is a formula without a result", "write the answer itself")
        fields = read()
    except RefusedError as error:
        reading.refuse(row, shown[0], f"not taken: {error.message}", error.hint)
        return
    place = row.place(shown[0])
    reading.answers.append(
        FilledAnswer(
            row.text("process"), row.text("step"), name, mark, text, fields, place, by_field=bool(keys)
        )
    )


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


_READERS = {
    "answers": _read_sheet_step,
    "processes": _read_process,
    "steps": _read_step,
    "findings": _read_finding,
}
_DECIDED = frozenset(
    column for columns in SHEETS.values() for column in columns if column.fill_in
) - frozenset((*QUESTIONS, *FIELDS))
"""The columns to fill in without which a sheet is not known again; one of a question may be missing."""
