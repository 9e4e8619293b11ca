"""What is proposed for a workbook, before a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procfit.formats.grid import cell_name, column_letters
from procfit.model.errors import Problem
from procfit.model.vendor import Layout, Table

__all__ = ["Proposal", "ProposedTable", "VendorColumn", "Wishes"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asked for beside the proposal; whatever is empty is proposed.

    Parameters
    ----------
    sheet
        The only sheet to read.
    header
        The row of the header.
    feature
        The column of the requirements, as letters.
    answers
        The columns of the answers, as letters, each with the vendor it is of; the vendor may be empty.
    vendor
        The id or name of the vendor, where the workbook is of one.
    known
        The vendors that have a file already: id -> name.
    """

    sheet: str = ""
    header: int = 0
    feature: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    vendor: str = ""
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VendorColumn:
    """Where one vendor's answers stand: the slots of its answers, comments and proof, 0 for none."""

    name: str
    answer: int
    comment: int = 0
    text: str = ""
    """In long form: what the vendor column says."""
    proof: int = 0


@dataclass(frozen=True, slots=True)
class ProposedTable:
    """One table of a sheet as it is proposed to be read.

    `header`, `first` and `last` are lines, `id`, `group`, `feature` and `vendor` slots, counted from 1; a
    line is a row and a slot a column, in layout ``columns`` the other way round. 0 means there is none.
    `codes` holds every raw text whose meaning is known, `own_codes` those that the scale alone would
    not read so; `unknown` lists the texts nobody has given a meaning, with how often they stand there.
    With `fill` these are also the colors of answer cells without text.
    """

    file: str
    sheet: str
    layout: Layout
    header: int
    first: int
    last: int
    feature: int
    id: int = 0
    group: int = 0
    vendor: int = 0
    vendors: tuple[VendorColumn, ...] = ()
    code_slots: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    own_codes: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    blank: str = ""
    rows: int = 0
    reasons: tuple[str, ...] = ()
    confidence: float = 0.0
    fill: bool = False

    def line(self, number: int) -> str:
        """Return a line as a spreadsheet names it."""
        return _name(number, self.layout == "columns")

    def slot(self, number: int) -> str:
        """Return a slot as a spreadsheet names it."""
        return _name(number, self.layout != "columns")

    @property
    def area(self) -> str:
        """The cells from the first line of data to the last, in the feature slot."""
        corners = [(line, self.feature) for line in (self.first, self.last)]
        turned = self.layout == "columns"
        return ":".join(cell_name(*(corner[::-1] if turned else corner)) for corner in corners)

    def table(self, column: VendorColumn, sha256: str = "") -> Table:
        """Return the mapping to store for one vendor."""
        ticked = self.layout == "code-columns"
        return Table(
            file=self.file,
            sheet=self.sheet,
            layout=self.layout,
            header=self.line(self.header),
            first=self.line(self.first),
            last=self.line(self.last),
            id=self.slot(self.id),
            group=self.slot(self.group),
            feature=self.slot(self.feature),
            answer="" if ticked else self.slot(column.answer),
            comment=self.slot(column.comment),
            proof=self.slot(column.proof),
            vendor=self.slot(self.vendor),
            vendor_name=column.text,
            answers={code: self.slot(slot) for code, slot in self.code_slots.items()},
            codes=dict(self.own_codes),
            blank=self.blank,
            fill=self.fill,
            sha256=sha256,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """The tables found in a workbook, and what was left out of it and why."""

    tables: tuple[ProposedTable, ...]
    notices: tuple[Problem, ...] = ()


def _name(number: int, as_letters: bool) -> str:
    if not number:
        return ""
    return column_letters(number) if as_letters else str(number)
