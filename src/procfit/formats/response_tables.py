"""One confirmed table of a workbook read row by row, whichever way it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from procfit.formats.fills import described
from procfit.formats.grid import Cell, Grid, cell_name, column_letters, column_number
from procfit.formats.response_codes import AnswerReader, Meaning, is_not_applicable, is_tick
from procfit.model.errors import Level, Place, Problem
from procfit.model.text import item_key, visible
from procfit.model.vendor import UNREADABLE, Evaluation, Row, Table

__all__ = ["TableReader"]

MOST_ABOVE = 20
"""How many lines between the head and the first row are looked at."""

Line = int
Slot = int
"""A line is one answer's row (transposed: column); a slot is where in the line something stands."""


@dataclass(frozen=True, slots=True)
class _Slots:
    """The positions of a table, as numbers; 0 where the table has none."""

    id: Slot = 0
    group: Slot = 0
    feature: Slot = 0
    answer: Slot = 0
    comment: Slot = 0
    proof: Slot = 0
    vendor: Slot = 0
    header: Line = 0
    first: Line = 1
    last: Line = 0
    codes: Mapping[str, Slot] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> _Slots:
        """Return the positions of `table`; ValueError when one is no column and no row."""
        header = _position(table.header)
        return cls(
            _position(table.id),
            _position(table.group),
            _position(table.feature),
            _position(table.answer),
            _position(table.comment),
            _position(table.proof),
            _position(table.vendor),
            header,
            _position(table.first) or header + 1,
            _position(table.last),
            {code: _position(column) for code, column in table.answers.items()},
        )


class TableReader:
    """Reads one table; what it noticed is left in `problems`.

    Parameters
    ----------
    grid
        The sheet.
    table
        The mapping that a person confirmed.
    evaluation
        The answer scale.
    vendor_name
        The text that means this vendor in a long table which names none.

    Raises
    ------
    ValueError
        When the mapping lacks a position that its layout needs.
    """

    def __init__(self, grid: Grid, table: Table, evaluation: Evaluation, vendor_name: str = "") -> None:
        self.problems: list[Problem] = []
        self._grid = grid
        self._table = table
        self._slots = _Slots.of(table)
        self._answers = AnswerReader(table, evaluation)
        self._vendor = item_key(table.vendor_name or vendor_name)
        self._transposed = table.layout == "columns"
        self._group = ""
        self._check()
        self._answer_slots = list(self._slots.codes.values()) or [self._slots.answer]
        self._stale = frozenset(table.stale)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table in order."""
        headings = self._headings_above()
        for line in self._lines():
            if self._is_heading(line):
                headings.append(line)
                self._group = self._slot_text(line, self._slots.feature) or self._first_text(line)
            elif self._is_ours(line):
                row = self._row(line)
                if row is not None:
                    yield row
        self._tell_headings(headings)

    def _check(self) -> None:
        slots = self._slots
        if not slots.feature:
            raise ValueError("the table names no feature column")
        if self._table.layout == "code-columns":
            if not slots.codes:
                raise ValueError("the table names no column per code")
        elif not slots.answer:
            raise ValueError("the table names no answer column")
        if self._table.layout == "long" and not slots.vendor:
            raise ValueError("the table names no vendor column")

    def _lines(self) -> list[Line]:
        known = self._grid.columns if self._transposed else self._grid.rows
        last = self._slots.last or (known[-1] if known else 0)
        return [line for line in known if self._slots.first <= line <= last]

    def _headings_above(self) -> list[Line]:
        """Return the headings between the head and the first row; the last of them is its group."""
        known = self._grid.columns if self._transposed else self._grid.rows
        between = [line for line in known if 0 < self._slots.header < line < self._slots.first]
        headings = [
            line
            for line in between[-MOST_ABOVE:]
            if self._says_one_thing(line) and self._is_heading(line)
        ]
        for line in headings:
            self._group = self._slot_text(line, self._slots.feature) or self._first_text(line)
        return headings

    def _says_one_thing(self, line: Line) -> bool:
        own = [
            cell
            for position, cell in self._grid.cells.items()
            if position[self._transposed] == line and cell.text.strip()
        ]
        return len(own) == 1

    def _position(self, line: Line, slot: Slot) -> tuple[int, int]:
        return (slot, line) if self._transposed else (line, slot)

    def _cell(self, line: Line, slot: Slot) -> Cell | None:
        if not slot:
            return None
        return self._grid.at(slot, line) if self._transposed else self._grid.at(line, slot)

    def _answer(self, line: Line, slot: Slot) -> Cell | None:
        """Return an answer's cell; where the table says so, the color of one without text is its text."""
        cell = self._cell(line, slot)
        color = self._color(line, slot, cell) if self._table.fill else ""
        return Cell(color) if color else cell

    def _color(self, line: Line, slot: Slot, cell: Cell | None) -> str:
        """Return the color of an answer without text, in words.

        A cell filled like its requirement says nothing: heads, headings and every other row are shaded so.
        """
        if cell and (cell.kind != "text" or cell.text.strip()):
            return ""
        fill = self._grid.fill(*self._position(line, slot))
        ground = self._grid.fill(*self._position(line, self._slots.feature))
        return described(fill) if fill and fill != ground else ""

    def _slot_text(self, line: Line, slot: Slot) -> str:
        if not slot:
            return ""
        return self._grid.shown(slot, line) if self._transposed else self._grid.shown(line, slot)

    def _first_text(self, line: Line) -> str:
        return self._slot_text(line, self._slots.id)

    def _is_heading(self, line: Line) -> bool:
        """Tell whether the line is a heading.

        It is when it is merged across feature and answers, when it lacks the id that others have, or,
        in a table whose groups stand in the feature column, when it says nothing else.
        """
        slots = self._slots
        if self._grid.merged and self._is_across(line):
            return True
        if any(self._answer(line, slot) for slot in self._answer_slots) or self._cell(
            line, slots.comment
        ):
            return False
        if slots.group and slots.group == slots.feature:
            return bool(self._slot_text(line, slots.feature))
        return bool(slots.id) and not self._slot_text(line, slots.id)

    def _is_across(self, line: Line) -> bool:
        """Tell whether a text is merged over the feature and all answers."""
        feature = self._grid.anchor(*self._position(line, self._slots.feature))
        answers = (self._grid.anchor(*self._position(line, slot)) for slot in self._answer_slots)
        return all(feature == answer for answer in answers) and bool(
            self._cell(line, self._slots.feature)
        )

    def _is_ours(self, line: Line) -> bool:
        if self._table.layout != "long":
            return True
        return item_key(self._slot_text(line, self._slots.vendor)) == self._vendor

    def _row(self, line: Line) -> Row | None:
        text = self._slot_text(line, self._slots.feature)
        row_id = self._slot_text(line, self._slots.id)
        slot, meaning = self._meaning(line)
        position = self._grid.anchor(*self._position(line, slot))
        if not text and not row_id:
            if meaning.raw.strip() or meaning.notice:
                self._report(position, "an answer without a requirement was left out", "warning")
            return None
        if meaning.notice:
            level: Level = "warning" if meaning.code == UNREADABLE else "note"
            raw = f" {meaning.raw}" if meaning.notice == "error" else ""
            self._report(position, f"{meaning.notice}{raw} in {cell_name(*position)}", level)
        name = row_id or f"{self._grid.name}!{self._line_name(line)}"
        is_stale = name in self._stale
        return Row(
            row=name,
            text=text,
            raw=meaning.raw,
            code=meaning.code,
            file=self._table.file,
            sheet=self._grid.name,
            cell=cell_name(*position),
            group=self._group_of(line),
            comment=self._comment(line, slot),
            evidence="claimed" if is_stale else self._table.evidence,
            rule=f"{meaning.rule}; it changed since its evidence was confirmed"
            if is_stale
            else meaning.rule,
            confirmed_by=self._table.confirmed_by,
            proof=self._slot_text(line, self._slots.proof),
            date=self._table.date,
        )

    def _line_name(self, line: Line) -> str:
        return column_letters(line) if self._transposed else str(line)

    def _group_of(self, line: Line) -> str:
        if self._slots.group != self._slots.feature:
            self._group = self._slot_text(line, self._slots.group) or self._group
        return self._group

    def _meaning(self, line: Line) -> tuple[Slot, Meaning]:
        """Return where the line's answer stands, and what it means."""
        if self._table.layout != "code-columns":
            return self._slots.answer, self._answers.read(self._answer(line, self._slots.answer))
        return self._ticked(line)

    def _ticked(self, line: Line) -> tuple[Slot, Meaning]:
        columns = self._slots.codes
        cells = {code: self._answer(line, slot) for code, slot in columns.items()}
        marks = {
            code: is_tick(cell) if cell is self._cell(line, columns[code]) else True
            for code, cell in cells.items()
        }
        ticked = [code for code, mark in marks.items() if mark]
        for code, mark in marks.items():
            if mark is None:
                return columns[code], self._unclear(cells[code])
        if not ticked:
            return next(iter(columns.values())), self._answers.empty()
        first = ticked[0]
        raw = " ".join(visible(cell.text) for code in ticked if (cell := cells[code]))
        if len(ticked) > 1:
            names = " and ".join(ticked)
            rule = f"ticked under {names} at once"
            return columns[first], Meaning(UNREADABLE, raw, rule, f"ticked {len(ticked)} times, first")
        where = self._line_name(columns[first]) if self._transposed else column_letters(columns[first])
        return columns[first], Meaning(first, raw, f"'{raw.strip()}' stands in column {where} ({first})")

    def _unclear(self, cell: Cell | None) -> Meaning:
        """Return what a cell of a tick column means that is neither ticked nor empty."""
        meaning = self._answers.read(cell)
        if meaning.notice or cell is None or is_not_applicable(cell):
            return meaning
        rule = f"'{meaning.raw.strip()}' is neither a tick nor an empty cell"
        return Meaning(UNREADABLE, meaning.raw, rule, f"'{meaning.raw.strip()}' is no tick")

    def _comment(self, line: Line, answer: Slot) -> str:
        """Return everything said beside the answer: comment column, cell comments, links."""
        comment = self._slot_text(line, self._slots.comment)
        cells = [self._cell(line, slot) for slot in (answer, self._slots.feature, self._slots.comment)]
        beside = [part for cell in cells if cell for part in (cell.comment, cell.link) if part]
        if not beside:
            return comment
        said = [comment, *(visible(part).strip() for part in beside)]
        return "\n".join(dict.fromkeys(text for text in said if text))

    def _tell_headings(self, lines: list[Line]) -> None:
        if not lines:
            return
        shown = ", ".join(self._line_name(line) for line in lines[:30])
        more = f" and {len(lines) - 30} more" if len(lines) > 30 else ""
        word = "columns" if self._transposed else "rows"
        message = f"{word} {shown}{more} were read as headings, not as requirements"
        place = Place(self._grid.file, sheet=self._grid.name)
        self.problems.append(Problem(message, "", place, "note"))

    def _report(self, position: tuple[int, int], message: str, level: Level) -> None:
        place = self._grid.place(*position)
        hint = {
            "warning": "look at the cell; add its text to the codes, or ask the vendor",
            "note": "ask the vendor, or leave the requirement out for everybody",
        }.get(level, "")
        self.problems.append(Problem(message, hint, place, level))


def _position(text: str) -> int:
    return 0 if not text else int(text) if text.isdecimal() else column_number(text)
