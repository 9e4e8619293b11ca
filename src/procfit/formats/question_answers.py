"""A question workbook that came back: its tables and links, with nothing left for anybody to map.

Rows are known by the hidden id and by their wording, both of which the hidden list of what was asked
vouches for. So rows may have been sorted, sheets renamed and added, and another program may have saved the
file; where an id or a wording was changed, the other of the two says which question it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from procfit.formats.grid import CELL_BUDGET, Grid, Workbook, column_letters
from procfit.formats.headings import headings_in
from procfit.formats.question_manifest import (
    ABOUT_YOU,
    HEADINGS,
    MANIFEST_SHEET,
    RECOGNIZED_BY,
    Manifest,
)
from procfit.formats.question_prices import extra_prices, prices_in, without_doubles
from procfit.formats.question_rows import Line, recognize
from procfit.formats.response_tables import TableReader
from procfit.formats.toml_file import read_bytes
from procfit.formats.workbook import EXCEL, parse_workbook
from procfit.formats.xlsx_guard import Limits
from procfit.formats.xlsx_package import find_book
from procfit.formats.zip_parts import ZipParts
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import item_key, visible
from procfit.model.vendor import Evaluation, ExtraPrice, Link, Price, Row, Table

__all__ = ["ReturnedBook", "is_question_book", "returned_book", "rfp_tables"]

_NEEDED = ("id", "requirement", "answer")


@dataclass(frozen=True)
class ReturnedBook:
    """What a returned question workbook holds.

    Attributes
    ----------
    file
        Its name, beside the vendor's own file.
    workspace, made
        Who asked, and when.
    about
        What the vendor says about itself, by the keys of `ABOUT_YOU`.
    tables
        The confirmed mapping, a table per sheet of questions.
    links
        Capability to the row that answers it; none where its row is gone or was reworded.
    price
        What the sheet of prices says.
    extras
        The extra prices beside answers.
    problems
        What was changed that must not be, each at its cell, and what could not be read.
    asked
        The visible number of each capability that was asked about.
    book
        The workbook itself.
    """

    file: str
    workspace: str
    made: str
    about: Mapping[str, str]
    tables: tuple[Table, ...]
    links: Mapping[str, tuple[Link, ...]]
    price: Price
    extras: tuple[ExtraPrice, ...] = ()
    problems: tuple[Problem, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    book: Workbook = field(default_factory=lambda: Workbook("", ()), repr=False, compare=False)

    def rows(self, evaluation: Evaluation) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
        """Return the rows as the confirmed mapping reads them, and what stands out among them."""
        rows: list[Row] = []
        problems: list[Problem] = []
        for table in self.tables:
            grid = self.book.grid(table.sheet)
            if grid is not None:
                reader = TableReader(grid, table, evaluation)
                rows += reader.rows()
                problems += reader.problems
        return tuple(rows), tuple(problems)

    @property
    def vendor_name(self) -> str:
        """The name that the vendor gave its product, else itself; empty where it gave none."""
        return self.about.get("product") or self.about.get("company") or ""


def rfp_tables(path: Path, shown: str = "", today: date | None = None) -> ReturnedBook | None:
    """Return the mapping of a returned question workbook, or None where the file is none.

    Parameters
    ----------
    path
        The file.
    shown
        The name to use in messages; the path itself by default.
    today
        The date of the import.

    Raises
    ------
    InputError
        When it cannot be read.
    """
    content, problem = read_bytes(path, shown or str(path))
    if problem:
        raise InputError(problem.message, problem.hint, problem.where)
    book = parse_workbook(content, shown or str(path), also=(MANIFEST_SHEET,))
    return returned_book(book, path.name, sha256(content).hexdigest(), today)


def is_question_book(path: Path) -> bool:
    """Tell whether a file has the hidden sheet of a question workbook, without reading the others."""
    content, problem = read_bytes(path, str(path))
    if problem or path.suffix.lower() not in EXCEL:
        return False
    try:
        book = find_book(ZipParts(content, str(path)), Limits.of(CELL_BUDGET, str(path)))
    except InputError:
        return False
    return any(sheet.name == MANIFEST_SHEET for sheet in book.sheets)


def returned_book(
    book: Workbook, file: str, digest: str = "", today: date | None = None
) -> ReturnedBook | None:
    """Return the mapping of a returned question workbook that is read already, its hidden sheet too."""
    found = next(((grid, read) for grid in book.grids if (read := Manifest.read(grid))), None)
    if found is None:
        return None
    hidden, (manifest, is_whole) = found
    reading = _Reading(manifest)
    if not is_whole:
        reading.warn("the hidden list of what was asked was changed", _ASK_AGAIN, _place(hidden))
    for grid in book.grids:
        if grid is not hidden:
            reading.read(grid)
    return ReturnedBook(
        file,
        manifest.workspace,
        manifest.made,
        _about(book),
        tuple(
            _table(file, digest, today, grid, head, columns) for grid, head, columns in reading.sheets
        ),
        reading.links(book.file),
        prices_in(book, reading.problems),
        tuple(without_doubles(reading.extras, reading.problems)),
        tuple(reading.problems),
        {one.id: one.number for one in manifest.asked},
        book,
    )


_ASK_AGAIN = "ask the vendor what was changed, and compare with the workbook you sent"


@dataclass
class _Reading:
    """The sheets of questions found so far, and which line answers what."""

    manifest: Manifest
    sheets: list[tuple[Grid, int, Mapping[str, int]]] = field(default_factory=list)
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    extras: list[ExtraPrice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, grid: Grid) -> None:
        """Take a sheet's lines, if it is one of questions."""
        found = headings_in(grid, HEADINGS, _NEEDED)
        if found is None:
            return
        head, columns = found
        self.sheets.append((grid, head, columns))
        for number in grid.rows:
            if number > head:
                self._take(Line(grid, number, columns))

    def _take(self, line: Line) -> None:
        recognized = recognize(line, self.manifest)
        self.problems += recognized.problems
        if recognized.capability and recognized.is_as_asked:
            self.lines[recognized.capability].append(line)
            self.extras += extra_prices(line, recognized.capability, self.problems)

    def links(self, file: str) -> dict[str, tuple[Link, ...]]:
        """Return capability to row; what is gone, or answered twice and differently, has none."""
        places = Counter(_key(lines[0]) for lines in self.lines.values() if lines[0].is_row)
        return {one.id: self._link(one.id, one.number, file, places) for one in self.manifest.asked}

    def _link(
        self, capability: str, number: str, file: str, places: Mapping[tuple[str, str], int]
    ) -> tuple[Link, ...]:
        lines = self.lines.get(capability, [])
        if not lines:
            self.warn(f"no row answers {number} ({capability}) as it was asked", _ASK_AGAIN, Place(file))
            return ()
        first, *others = lines
        if others:
            cells = ", ".join(str(line.place("answer")) for line in others[:3])
            self.warn(f"{number} stands there again in {cells}", _ASK_AGAIN, first.place("id"))
        if len({item_key(line.text("answer")) for line in lines}) > 1 or not first.is_row:
            return ()
        if places[_key(first)] > 1:
            message = (
                f"{number} has the id and the wording of another row, so that its answer is not counted"
            )
            self.warn(message, _ASK_AGAIN, first.place("id"))
            return ()
        return (first.link(),)

    def warn(self, message: str, hint: str, where: Place) -> None:
        """Note that something was changed."""
        self.problems.append(Problem(message, hint, where, "warning"))


def _key(line: Line) -> tuple[str, str]:
    """Return what a link finds a row by."""
    link = line.link()
    return link.row, item_key(link.text)


def _place(grid: Grid) -> Place:
    return Place(grid.file, sheet=grid.name)


def _table(
    file: str, digest: str, today: date | None, grid: Grid, head: int, columns: Mapping[str, int]
) -> Table:
    letters = {key: column_letters(column) for key, column in columns.items()}
    return Table(
        file,
        sheet=grid.name,
        header=str(head),
        first=str(head + 1),
        id=letters["id"],
        feature=letters["requirement"],
        answer=letters["answer"],
        comment=letters.get("comment", ""),
        proof=letters.get("proof", ""),
        sha256=digest,
        confirmed_by=RECOGNIZED_BY,
        date=today,
    )


def _about(book: Workbook) -> dict[str, str]:
    """Return what the vendor says about itself, each to the right of its label."""
    said: dict[str, str] = {}
    for grid in book.grids:
        labels = dict(_labels(grid))
        if len(labels) == len(ABOUT_YOU):
            for key, (row, column) in labels.items():
                text = " ".join(visible(grid.text(row, column + 1)).split())
                said |= {key: text} if text else {}
            break
    return said


def _labels(grid: Grid) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where the labels of what a vendor says about itself stand, by their keys."""
    keys = {item_key(label): key for key, label in ABOUT_YOU.items()}
    for (row, column), cell in grid.cells.items():
        if key := keys.get(item_key(cell.text)):
            yield key, (row, column)
