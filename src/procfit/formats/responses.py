"""A vendor's answers, read from its workbooks through the mapping that a person confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from procfit.formats.collecting import no_collecting
from procfit.formats.grid import Grid, Workbook
from procfit.formats.question_manifest import RECOGNIZED_BY
from procfit.formats.response_tables import TableReader
from procfit.formats.toml_file import read_bytes
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import item_key
from procfit.model.validate import did_you_mean
from procfit.model.vendor import Evaluation, Row, Table, Vendor

__all__ = ["Books", "read_responses", "repeated_rows"]


def read_responses(
    vendor: Vendor, folder: Path, evaluation: Evaluation, books: Books | None = None
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return every row of the vendor's workbooks, linked to a capability or not, and what is wrong.

    Parameters
    ----------
    vendor
        The vendor with its confirmed tables.
    folder
        The folder ``vendors/`` that the tables' files stand in.
    evaluation
        The answer scale.
    books
        The workbooks read so far, where other vendors answer in the same ones.
    """
    with no_collecting():
        return _read(vendor, books or Books(folder), evaluation)


def _read(vendor: Vendor, books: Books, evaluation: Evaluation) -> tuple[tuple[Row, ...], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for table in vendor.tables:
        grid, found = books.grid(table, vendor)
        problems.extend(found)
        if grid is None:
            continue
        try:
            reader = TableReader(grid, table, evaluation, vendor.name)
            read = list(reader.rows())
        except ValueError as error:
            hint = "correct the [[table]], or import the workbook again"
            problems.append(Problem(str(error), hint, _own(vendor)))
            continue
        except InputError as error:
            problems.append(_as_problem(error))
            continue
        problems.extend(reader.problems)
        if not read:
            place = Place(grid.file, sheet=grid.name)
            problems.append(Problem(f"no rows found in sheet {grid.name}", "", place, "warning"))
        rows.extend(read)
    problems.extend(repeated_rows(rows, books.folder.name))
    return tuple(rows), list(dict.fromkeys(problems))


@dataclass(slots=True)
class Books:
    """The workbooks in a folder, each read once; what keeps one from being read is told to each vendor."""

    folder: Path
    _read: dict[str, Workbook] = field(default_factory=dict)
    _told: set[tuple[str, str]] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)

    def grid(self, table: Table, vendor: Vendor) -> tuple[Grid | None, list[Problem]]:
        """Return the sheet of a table, or None with the problem that kept it from being read."""
        problems: list[Problem] = []
        book = self._read.get(table.file)
        if book is None and (vendor.id, table.file) not in self._told:
            book = self._open(table.file, vendor, problems)
        if book is None:
            self._told.add((vendor.id, table.file))
            return None, problems
        self._read[table.file] = book
        if table.sha256 and table.sha256 != self._digests[table.file]:
            problems.append(_changed(book.file))
        grid = book.grid(table.sheet)
        if grid is None:
            problems.append(_no_sheet(book, table))
        problems.extend(notice for notice in _notices(book, grid) if _is_news(notice, table))
        return grid, problems

    def _open(self, name: str, vendor: Vendor, problems: list[Problem]) -> Workbook | None:
        shown = f"{self.folder.name}/{name}"
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            message = f'the workbook "{name}" lies outside {self.folder.name}/'
            problems.append(Problem(message, "copy it beside the vendor's file", _own(vendor)))
            return None
        if not path.is_file():
            message = f"is missing; the answers of {vendor.name} in it count as blank"
            problems.append(Problem(message, "put it back, or import it again", Place(shown)))
            return None
        content, problem = read_bytes(path, shown)
        if problem is not None:
            problems.append(problem)
            return None
        self._digests[name] = sha256(content).hexdigest()
        try:
            return parse_workbook(content, shown)
        except InputError as error:
            problems.append(_as_problem(error))
            return None


def _notices(book: Workbook, grid: Grid | None) -> list[Problem]:
    """Return the workbook's notices that concern the sheet or say what was left out."""
    name = grid.name if grid else ""
    return [
        notice
        for notice in book.notices
        if not notice.where.sheet or notice.where.sheet == name or notice.where.sheet in book.hidden
    ]


def _is_news(notice: Problem, table: Table) -> bool:
    """Tell whether a notice says more than that a question workbook is as it was written."""
    return notice.level != "note" or table.confirmed_by != RECOGNIZED_BY


def _changed(file: str) -> Problem:
    return Problem(
        "has changed since its mapping was confirmed",
        "run `procfit vendors import` on it to see what changed",
        Place(file),
        "warning",
    )


def _no_sheet(book: Workbook, table: Table) -> Problem:
    names = [grid.name for grid in book.grids]
    if table.sheet in book.hidden:
        message, hint = f'sheet "{table.sheet}" is hidden', "unhide it in the spreadsheet"
    else:
        message = f'has no sheet "{table.sheet}"' if table.sheet else "has no sheet to read"
        hint = did_you_mean(table.sheet, names) or f"sheets: {', '.join(names) or 'none'}"
    return Problem(message, hint, Place(book.file))


def repeated_rows(rows: Iterable[Row], folder: str) -> Iterator[Problem]:
    """Yield a notice per id, and per wording with different answers, that stands there twice."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    by_text: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row.row].append(row)
        if row.text:
            by_text[item_key(row.group), item_key(row.text)].append(row)
    for name, same in by_id.items():
        if len(same) > 1:
            hint = "links mean the row whose text they name"
            yield Problem(
                f'the id "{name}" stands also in {_cells(same[1:])}',
                hint,
                _place(same[0], folder),
                "note",
            )
    for same in by_text.values():
        if len({row.code for row in same}) > 1:
            message = f'"{same[0].text[:60]}" is answered differently in {_cells(same[1:])}'
            yield Problem(message, "both are kept; ask the vendor", _place(same[0], folder), "warning")


def _cells(rows: list[Row]) -> str:
    return ", ".join(f"{row.sheet}!{row.cell}" for row in rows[:5])


def _place(row: Row, folder: str) -> Place:
    return Place(f"{folder}/{row.file}", sheet=row.sheet, cell=row.cell)


def _own(vendor: Vendor) -> Place:
    return Place(f"vendors/{vendor.id}.toml")


def _as_problem(error: InputError) -> Problem:
    return Problem(error.message, error.hint, error.where)
