"""Reading step lists: every sheet with a header becomes a map."""

from __future__ import annotations

from pathlib import Path

from procfit.formats.drafts import Draft, DraftReading, build_draft
from procfit.formats.grid import Grid, Workbook
from procfit.formats.map_import import MapImport, count_maps
from procfit.formats.names import Ids, clean_line
from procfit.formats.notices import Notices, quote
from procfit.formats.step_list.headings import words_of
from procfit.formats.step_list.rows import RowReader
from procfit.formats.step_list.sheet import Header, Sheet, find_header, head_entries
from procfit.formats.toml_file import MOST_PROBLEMS, read_bytes
from procfit.formats.workbook import TEXT_TABLES, parse_workbook
from procfit.model.errors import InputError, Place, Problem
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.text import visible

__all__ = ["parse_step_list", "read_step_list"]

_NO_NAME = frozenset(
    ("sheet", "tabelle", "table", "blatt", "feuil", "hoja", "blad", "steps", "schritte")
)


def read_step_list(path: str | Path, shown: str = "", calendar: Calendar | None = None) -> MapImport:
    """Read a step list.

    Parameters
    ----------
    path
        The file, .xlsx, .xlsm, .csv or .tsv.
    shown
        Its name in messages; the path itself by default.
    calendar
        The working calendar for days and weeks; 8 hours and 5 days by default.

    Raises
    ------
    InputError
        When the file cannot be read or no sheet of it is a step list.
    """
    path = Path(path)
    content, problem = read_bytes(path, shown or str(path))
    if problem:
        raise InputError(problem.message, problem.hint, problem.where)
    return parse_step_list(content, shown or str(path), calendar)


def parse_step_list(content: bytes, shown: str, calendar: Calendar | None = None) -> MapImport:
    """Read the content of a step list; the ending of `shown` says which kind of file it is."""
    return _BookReader(parse_workbook(content, shown), calendar or Calendar()).read()


class _BookReader:
    """Reads the sheets of one workbook; a sheet about the process speaks for the list before it."""

    def __init__(self, book: Workbook, calendar: Calendar) -> None:
        self.book = book
        self.calendar = calendar
        self.is_csv = Path(book.file).suffix.lower() in TEXT_TABLES
        self.notices = Notices()
        self.problems: list[Problem] = []
        self.map_ids = Ids(NOT_MAPS)

    def read(self) -> MapImport:
        lists = self._lists()
        if not lists:
            raise InputError(
                "no step list in it: no row names a column for the step",
                'give it a header row, such as "Step", "Who", "Next", "Minutes"',
                Place(self.book.file),
            )
        self._tell_book(lists)
        maps = [process for part in lists if (process := self._map(part, len(lists) == 1))]
        return MapImport(tuple(maps), count_maps(maps), tuple(self.notices.told), tuple(self.problems))

    def _lists(self) -> list[_List]:
        lists: list[_List] = []
        for grid in self.book.grids:
            sheet = Sheet(grid, self.is_csv)
            header = find_header(sheet)
            if header:
                lists.append(_List(sheet, header))
                continue
            entries, _ = head_entries(sheet, list(grid.rows))
            if lists and "name" in entries and not lists[-1].about:
                lists[-1].about = sheet
            elif grid.cells:
                self.notices.add(
                    visible(grid.name), "no header with a column for the step: sheet not read"
                )
        return lists

    def _tell_book(self, lists: list[_List]) -> None:
        """Pass on what was noticed about the file, but for rows that are as wide as the header."""
        headers = {part.sheet.grid.name: part.header for part in lists}
        for notice in self.book.notices:
            if notice.where.cell and notice.where.sheet in headers:
                continue
            self.notices.add(visible(notice.where.sheet or notice.where.file), notice.message)

    def _map(self, part: _List, alone: bool) -> ProcessMap | None:
        head, lanes = self._head(part, alone)
        stated = head.data.pop("id", "")
        map_id = self.map_ids.keep(stated) or self.map_ids.make(stated, head.data["name"], "process")
        reading = DraftReading(Place(self.book.file, sheet=part.sheet.grid.name), self.calendar)
        rows = RowReader(part.sheet, part.header, self.notices)
        steps = rows.steps()
        reading.problems += rows.problems[:MOST_PROBLEMS]
        process, problems = build_draft(map_id, head, rows.lanes.drafts(lanes), steps, reading)
        if not steps:
            self.notices.add(visible(part.sheet.grid.name), "no rows found below the header")
        self.problems += problems
        return process if steps else None

    def _head(self, part: _List, alone: bool) -> tuple[Draft, str]:
        """Return what stands above the header, or on the sheet about the process, and the lanes it names."""
        home = Place(self.book.file, sheet=part.sheet.grid.name)
        head = Draft({}, home)
        above = [row for row in part.sheet.grid.rows if row < part.header.row]
        sources = [(part.sheet, above)]
        if part.about:
            sources.append((part.about, list(part.about.grid.rows)))
        for sheet, rows in sources:
            entries, others = head_entries(sheet, rows)
            for field, (text, _, row, column) in entries.items():
                head.data[field] = text
                head.places[field] = sheet.grid.place(row, column)
            for row in others:
                self._tell_title(sheet, row)
        head.data.setdefault("name", self._name(part.sheet.grid, alone))
        if head.data.get("importance", "").isdigit():
            head.data["importance"] = int(head.data["importance"])
        return head, head.data.pop("lanes", "")

    def _tell_title(self, sheet: Sheet, row: int) -> None:
        column = sheet.filled(row)[0]
        self.notices.add(sheet.name(row, column), f"title {quote(sheet.text(row, column))} not read")

    def _name(self, grid: Grid, alone: bool) -> str:
        """Return the sheet's name; the file's where the sheet has only the one a spreadsheet gives it."""
        stem = Path(self.book.file).stem
        given = "".join(sign for sign in words_of(grid.name) if not sign.isdigit()).strip()
        name = stem if self.is_csv or (alone and given in _NO_NAME) else grid.name
        return clean_line(name, visible(grid.name), self.notices) or "Process"


class _List:
    """A sheet with steps, and the sheet about its process where there is one."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet = sheet
        self.header = header
        self.about: Sheet | None = None
