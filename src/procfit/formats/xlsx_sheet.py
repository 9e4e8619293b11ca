"""One worksheet's XML read into a grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from procfit.formats.grid import Area, Cell, CellKind, Choices, Grid, Position, parse_cell
from procfit.formats.xlsx_dates import iso_date
from procfit.formats.xml_events import Event
from procfit.model.errors import InputError, Place

__all__ = ["Budget", "SheetReader"]

MAX_AREAS = 20_000


class Budget:
    """How many cells may still be read."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        self.left = cells

    def spend(self, file: str, sheet: str, cells: int = 1) -> None:
        """Take `cells` from what is left; InputError when that was too much."""
        self.left -= cells
        if self.left < 0:
            raise InputError(
                f"holds more than {self.cells:,} cells",
                "delete what is not needed, or split the workbook",
                Place(file, sheet=sheet),
            )


@dataclass(slots=True)
class _Draft:
    """A sheet as it is being read."""

    name: str
    comments: Mapping[str, str]
    links: Mapping[str, str]
    cells: dict[Position, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    choices: list[Choices] = field(default_factory=list)
    linked: dict[Position, str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    value: str | None = None
    has_formula: bool = False
    inline: list[str] = field(default_factory=list)
    in_phonetic: bool = False
    sqref: str = ""


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Reads the sheets of one workbook."""

    file: str
    strings: list[str]
    date_styles: frozenset[int]
    epoch_1904: bool
    budget: Budget

    def read(
        self, name: str, events: Iterable[Event], comments: Mapping[str, str], links: Mapping[str, str]
    ) -> Grid:
        """Return the sheet; InputError when it is damaged or too large."""
        draft = _Draft(name, comments, links)
        try:
            for event in events:
                if event.is_start:
                    self._start(draft, event)
                else:
                    self._end(draft, event)
        except (ValueError, IndexError) as error:
            message = f"cannot be read near row {draft.row}: {error}"
            place = Place(self.file, sheet=name)
            raise InputError(message, "save the workbook anew in a spreadsheet", place) from error
        return self._grid(draft)

    def _start(self, draft: _Draft, event: Event) -> None:
        given = event.attributes
        if event.name == "c":
            self._start_cell(draft, given)
        elif event.name == "row":
            draft.row = int(given.get("r", draft.row + 1))
            draft.column = 0
            if given.get("hidden") in ("1", "true"):
                draft.hidden_rows.add(draft.row)
        elif event.name == "f":
            draft.has_formula = True
        elif event.name == "rPh":
            draft.in_phonetic = True
        elif event.name == "mergeCell":
            self._keep_area(draft, _area(given.get("ref", "")))
        elif event.name == "col" and given.get("hidden") in ("1", "true"):
            draft.hidden_columns.append((int(given["min"]), int(given["max"])))
        elif event.name == "hyperlink" and given.get("id") in draft.links:
            draft.linked[_area(given.get("ref", "")).anchor] = draft.links[given["id"]]
        elif event.name == "dataValidation":
            draft.sqref = given.get("sqref", "") if given.get("type") == "list" else ""

    def _start_cell(self, draft: _Draft, given: dict[str, str]) -> None:
        self.budget.spend(self.file, draft.name)
        if "r" in given:
            draft.row, draft.column = parse_cell(given["r"])
        else:
            draft.column += 1
        draft.attributes = given
        draft.value = None
        draft.has_formula = False
        draft.inline.clear()

    def _end(self, draft: _Draft, event: Event) -> None:
        if event.name == "v":
            draft.value = event.text
        elif event.name == "t" and not draft.in_phonetic:
            draft.inline.append(event.text)
        elif event.name == "rPh":
            draft.in_phonetic = False
        elif event.name == "c":
            cell = self._cell(draft)
            if cell is not None:
                draft.cells[draft.row, draft.column] = cell
        elif event.name == "formula1" and draft.sqref:
            areas = tuple(_area(ref) for ref in draft.sqref.split()[:MAX_AREAS])
            draft.choices.append(Choices(areas, event.text))

    def _keep_area(self, draft: _Draft, area: Area) -> None:
        if len(draft.merged) >= MAX_AREAS:
            raise ValueError(f"more than {MAX_AREAS:,} merged areas")
        draft.merged.append(area)

    def _cell(self, draft: _Draft) -> Cell | None:
        """Return the cell that just ended, or None where only a format stands."""
        kind = draft.attributes.get("t", "n")
        value = draft.value
        if draft.has_formula and not value and kind != "str":
            return Cell("", "formula")
        if kind == "inlineStr":
            return _text("".join(draft.inline))
        if value is None or value == "":
            return None
        if kind == "s":
            return _text(self.strings[int(value)])
        if kind == "b":
            return Cell("TRUE" if value.strip() == "1" else "FALSE", "bool")
        simple: dict[str, CellKind] = {"e": "error", "d": "date"}
        if kind in simple:
            return Cell(value.removesuffix("T00:00:00"), simple[kind])
        return _text(value) if kind == "str" else self._number(value, draft.attributes.get("s", ""))

    def _number(self, value: str, style: str) -> Cell:
        number = float(value)
        if style.isdecimal() and int(style) in self.date_styles:
            day = iso_date(number, self.epoch_1904)
            if day is not None:
                return Cell(day, "date")
        return Cell(shown_number(number), "number")

    def _grid(self, draft: _Draft) -> Grid:
        cells = draft.cells
        for name, comment in draft.comments.items():
            self._put(cells, _area(name).anchor, comment=comment)
        for position, link in draft.linked.items():
            self._put(cells, position, link=link)
        return Grid(
            self.file,
            draft.name,
            cells,
            tuple(draft.merged),
            frozenset(draft.hidden_rows & {row for row, _ in cells}),
            tuple(draft.hidden_columns),
            tuple(draft.choices),
        )

    def _put(
        self, cells: dict[Position, Cell], position: Position, comment: str = "", link: str = ""
    ) -> None:
        old = cells.get(position, Cell(""))
        cells[position] = Cell(old.text, old.kind, comment or old.comment, link or old.link)


def shown_number(number: float) -> str:
    """Return a number as a spreadsheet shows it: at most 15 digits, whole numbers without a point.

    Examples
    --------
    >>> shown_number(3.0), shown_number(0.1 + 0.2), shown_number(1e17)
    ('3', '0.3', '1E+17')
    """
    return f"{number:.15g}".upper()


def _text(text: str) -> Cell | None:
    return Cell(text) if text else None


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    top, left = parse_cell(first)
    bottom, right = parse_cell(last) if last else (top, left)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
