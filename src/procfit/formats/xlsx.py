"""Excel workbooks (.xlsx, .xlsm) read into grids.

Read here from the XML, not through openpyxl: that walks every cell of whatever range a file declares
(merged cells, hyperlinks, comments), so a file of 5 kB can keep it busy for ever, and it cannot tell
a formula that was never calculated from an empty cell.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from procfit.formats.grid import CELL_BUDGET, Grid, Workbook, column_letters
from procfit.formats.xlsx_dates import date_styles
from procfit.formats.xlsx_sheet import Budget, SheetReader
from procfit.formats.zip_parts import ZipParts
from procfit.model.errors import InputError, Place, Problem

__all__ = ["read_xlsx"]

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    state: str
    relation: str


def read_xlsx(content: bytes, file: str, budget: int = CELL_BUDGET) -> Workbook:
    """Return the visible sheets of a workbook.

    Parameters
    ----------
    content
        The bytes of the file.
    file
        Its name in messages.
    budget
        How many cells it may hold.

    Raises
    ------
    InputError
        When it cannot be read, or not safely.
    """
    parts = ZipParts(content, file)
    main = _main_part(parts)
    entries, epoch_1904 = _sheet_entries(parts, main)
    relations = _relations(parts, main)
    strings = _shared_strings(parts, relations, budget)
    styles = next((rel.target for rel in relations.values() if rel.kind == "styles"), "xl/styles.xml")
    reader = SheetReader(file, strings, date_styles(parts, styles), epoch_1904, Budget(budget))
    visible = [entry for entry in entries if entry.state == "visible"]
    grids = [_read_sheet(parts, entry, relations, reader) for entry in visible]
    notices = [_hidden_notice(entry, file) for entry in entries if entry.state != "visible"]
    for grid in grids:
        notices.extend(_sheet_notices(grid))
    hidden = tuple(entry.name for entry in entries if entry.state != "visible")
    return Workbook(file, tuple(grids), tuple(notices), hidden)


def _main_part(parts: ZipParts) -> str:
    if "_rels/.rels" in parts:
        for relation in _relations(parts, "").values():
            if relation.kind == "officeDocument":
                return relation.target
    if "xl/workbook.xml" in parts:
        return "xl/workbook.xml"
    raise InputError(
        "is a zip file, but not a workbook", "save it as .xlsx from a spreadsheet", Place(parts.file)
    )


def _sheet_entries(parts: ZipParts, main: str) -> tuple[list[_SheetEntry], bool]:
    entries = []
    epoch_1904 = False
    for event in parts.events(main):
        if not event.is_start:
            continue
        if event.name == "sheet":
            given = event.attributes
            entry = _SheetEntry(
                given.get("name", ""), given.get("state", "visible"), given.get("id", "")
            )
            entries.append(entry)
        elif event.name == "workbookPr":
            epoch_1904 = event.attributes.get("date1904") in ("1", "true")
    return entries, epoch_1904


def _relations(parts: ZipParts, part: str) -> dict[str, _Relation]:
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in parts:
        return {}
    relations = {}
    for event in parts.events(name):
        if event.is_start and event.name == "Relationship":
            given = event.attributes
            target = given.get("Target", "")
            if given.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = given.get("Type", "").rpartition("/")[2]
            relations[given.get("Id", "")] = _Relation(kind, target)
    return relations


def _shared_strings(parts: ZipParts, relations: dict[str, _Relation], budget: int) -> list[str]:
    named = (rel.target for rel in relations.values() if rel.kind == "sharedStrings")
    name = next(named, "xl/sharedStrings.xml")
    if name not in parts:
        return []
    strings = []
    for text in _texts(parts, name, "si"):
        strings.append(text)
        if len(strings) > budget:
            raise InputError(
                f"holds more than {budget:,} different texts", "split the workbook", Place(parts.file)
            )
    return strings


def _texts(parts: ZipParts, name: str, item: str) -> Iterator[str]:
    """Yield the text of every `item`, runs joined, readings (furigana) left out."""
    runs: list[str] = []
    phonetic = False
    for event in parts.events(name):
        if event.name == "rPh":
            phonetic = event.is_start
        elif event.name == "t" and not event.is_start and not phonetic:
            runs.append(event.text)
        elif event.name == item and not event.is_start:
            yield _unescaped("".join(runs))
            runs.clear()


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _read_sheet(
    parts: ZipParts, entry: _SheetEntry, relations: dict[str, _Relation], reader: SheetReader
) -> Grid:
    relation = relations.get(entry.relation)
    if relation is None or relation.target not in parts:
        raise InputError(
            f'sheet "{entry.name}" is named in the workbook but missing from the file',
            "get the file again",
            Place(parts.file, sheet=entry.name),
        )
    own = _relations(parts, relation.target)
    comments = [rel.target for rel in own.values() if rel.kind == "comments" and rel.target in parts]
    links = {key: rel.target for key, rel in own.items() if rel.kind == "hyperlink"}
    events = parts.events(relation.target)
    return reader.read(entry.name, events, _comments(parts, comments), links)


def _comments(parts: ZipParts, names: list[str]) -> dict[str, str]:
    """Return the comments of a sheet by cell name."""
    comments: dict[str, str] = {}
    for name in names:
        cells = [
            event.attributes.get("ref", "")
            for event in parts.events(name)
            if event.is_start and event.name == "comment"
        ]
        texts = [_THREADED.sub("", text).strip() for text in _texts(parts, name, "comment")]
        comments.update(zip(cells, texts, strict=True))
    return comments


def _hidden_notice(entry: _SheetEntry, file: str) -> Problem:
    return Problem(
        f'sheet "{entry.name}" is hidden and was not read',
        "unhide it in the spreadsheet if it counts",
        Place(file, sheet=entry.name),
        "note",
    )


def _sheet_notices(grid: Grid) -> Iterator[Problem]:
    place = Place(grid.file, sheet=grid.name)
    if not grid.cells:
        yield Problem(f"no rows found in sheet {grid.name}", "", place, "note")
    rows = sorted(grid.hidden_rows)
    if rows:
        shown = ", ".join(map(str, rows[:8])) + (" and more" if len(rows) > 8 else "")
        word = "row" if len(rows) == 1 else "rows"
        yield Problem(f"hidden {word} {shown} read like the others", "", place, "note")
    hidden = [column for column in grid.columns if grid.is_hidden_column(column)]
    if hidden:
        shown = ", ".join(column_letters(column) for column in hidden[:8])
        word = "column" if len(hidden) == 1 else "columns"
        yield Problem(f"hidden {word} {shown} read like the others", "", place, "note")
