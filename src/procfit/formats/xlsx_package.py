"""The parts of a workbook that openpyxl gets to see: visible sheets without rows, styles, comments, links.

The rest (hidden sheets, drawings, pivots, macros, links to other workbooks) is left out, so that nothing in
it can stop or slow the reading; what goes in was heard before by a guard.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from procfit.formats.grid import parse_cell
from procfit.formats.xlsx_guard import MAIN, Limits, SheetGuard, TextGuard
from procfit.formats.xlsx_styles import THEME_COLORS, StyleGuard, theme_of
from procfit.formats.xml_events import Elements
from procfit.formats.zip_parts import ZipParts
from procfit.model.errors import InputError, Place

__all__ = ["Book", "Guards", "Sheet", "find_book", "guarded_package", "theme_colors"]

MAX_SHEETS = 1_000
_MAIN = MAIN[:-1]
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/></Types>'
)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook names it, and the part that holds it."""

    name: str
    state: str
    part: str
    kind: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of its parts."""

    sheets: tuple[Sheet, ...]
    texts: str
    styles: str
    theme: str
    epoch_1904: bool


@dataclass(frozen=True, slots=True)
class Guards:
    """What was heard of a workbook: its sheets, shared texts and styles."""

    sheets: list[SheetGuard]
    texts: list[str]
    styles: StyleGuard


def find_book(parts: ZipParts, limits: Limits) -> Book:
    """Return the sheets of a workbook, hidden ones included; InputError when it is none."""
    main = _main_part(parts, limits)
    relations = _relations(parts, main, limits)
    heard = Elements(limits.elements, "sheet", "workbookPr")
    parts.read(main, heard)
    sheets = tuple(_sheet(given, relations) for name, given in heard.found if name == "sheet")
    if len(sheets) > MAX_SHEETS:
        raise InputError(f"holds more than {MAX_SHEETS:,} sheets", "split it", Place(parts.file))
    named = {relation.kind: relation.target for relation in relations.values()}
    return Book(
        sheets,
        named.get("sharedStrings", "xl/sharedStrings.xml"),
        named.get("styles", "xl/styles.xml"),
        named.get("theme", "xl/theme/theme1.xml"),
        any(given.get("date1904") in ("1", "true") for _, given in heard.found),
    )


def guarded_package(
    parts: ZipParts, book: Book, sheets: list[Sheet], limits: Limits
) -> tuple[BytesIO, Guards]:
    """Return a workbook of the given sheets alone, titled 1, 2, 3 …, and what the guards heard of it.

    Rows and shared texts are not in it.
    """
    buffer = BytesIO()
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in range(1, len(sheets) + 1))
    targets = {f"s{n}": ("worksheet", f"/xl/sheets/{n}.xml") for n in range(1, len(sheets) + 1)}
    with ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_KIND}"><workbookPr date1904="{int(book.epoch_1904)}"/>'
            f"<sheets>{listed}</sheets></workbook>",
        )
        package.writestr("xl/_rels/workbook.xml.rels", _relations_xml(targets))
        texts, styles = TextGuard(limits), StyleGuard(limits)
        if book.texts in parts:
            parts.read(book.texts, texts)
        if book.styles in parts:
            package.writestr("xl/styles.xml", parts.read(book.styles, styles))
        heard = [_put(package, n, sheet, parts, limits) for n, sheet in enumerate(sheets, 1)]
    return buffer, Guards(heard, texts.texts, styles)


def theme_colors(parts: ZipParts, book: Book, limits: Limits) -> list[str]:
    """Return the colors of the theme; empty where they cannot be read, as nothing else needs it."""
    heard = Elements(limits.elements, *THEME_COLORS, "srgbClr", "sysClr")
    try:
        parts.read(book.theme, heard)
    except InputError:
        return []
    return theme_of(heard.found)


def _put(package: ZipFile, number: int, sheet: Sheet, parts: ZipParts, limits: Limits) -> SheetGuard:
    """Put a sheet with its links, comments and tables into the package."""
    place = Place(parts.file, sheet=sheet.name)
    if sheet.part not in parts:
        message = f'sheet "{sheet.name}" is named in the workbook but missing from the file'
        raise InputError(message, "get the file again", place)
    guard = SheetGuard(sheet.name, limits)
    targets: dict[str, tuple[str, str]] = {}
    try:
        part = parts.read(sheet.part, guard)
        package.writestr(f"xl/sheets/{number}.xml", guard.without_rows(part))
        guard.finish()
        for key, relation in _relations(parts, sheet.part, limits).items():
            target = relation.target
            if relation.kind in ("comments", "table") and target in parts:
                heard = Elements(limits.elements, "comment")
                target = f"xl/{relation.kind}/{number}-{len(targets)}.xml"
                package.writestr(target, parts.read(relation.target, heard))
                guard.marked += [parse_cell(given.get("ref", "")) for _, given in heard.found]
                target = f"/{target}"
            elif relation.kind != "hyperlink":
                continue
            targets[key] = (relation.kind, target)
    except ValueError as error:
        message = f"cannot be read near row {guard.row}: {error}"
        raise InputError(message, "save the workbook anew in a spreadsheet", place) from error
    package.writestr(f"xl/sheets/_rels/{number}.xml.rels", _relations_xml(targets))
    return guard


def _main_part(parts: ZipParts, limits: Limits) -> str:
    for relation in _relations(parts, "", limits).values():
        if relation.kind == "officeDocument":
            return relation.target
    if "xl/workbook.xml" in parts:
        return "xl/workbook.xml"
    raise InputError(
        "is a zip file, but not a workbook", "save it as .xlsx from a spreadsheet", Place(parts.file)
    )


def _sheet(given: Mapping[str, str], relations: Mapping[str, _Relation]) -> Sheet:
    relation = relations.get(given.get("id", ""), _Relation("", ""))
    return Sheet(given.get("name", ""), given.get("state", "visible"), relation.target, relation.kind)


def _relations(parts: ZipParts, part: str, limits: Limits) -> dict[str, _Relation]:
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in parts:
        return {}
    heard = Elements(limits.elements, "Relationship")
    parts.read(name, heard)
    relations = {}
    for _, given in heard.found:
        target = given.get("Target", "")
        if given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        relations[given.get("Id", "")] = _Relation(given.get("Type", "").rpartition("/")[2], target)
    return relations


def _relations_xml(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return relations by id; a link's address leads outside, everything else to a part."""
    rows = (
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{_KIND}/{kind}')} "
        f'Target={quoteattr(target)} TargetMode="{"External" if kind == "hyperlink" else "Internal"}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_LINKS}">{"".join(rows)}</Relationships>'
