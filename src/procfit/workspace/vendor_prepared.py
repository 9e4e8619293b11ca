"""What taking a vendor's workbook in would store, before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from procfit.formats.grid import Workbook
from procfit.formats.proposal import Proposal
from procfit.formats.response_tables import TableReader
from procfit.formats.response_versions import RowChange
from procfit.formats.responses import repeated_rows
from procfit.model.errors import Place, Problem
from procfit.model.text import item_key, slug
from procfit.model.vendor import Evaluation, Row, Table
from procfit.workspace.folder import Workspace

__all__ = ["Confirmed", "Prepared", "VendorChange", "grouped", "read_table", "vendor_id"]

_IN_CELL = re.compile(r" in [A-Z]{1,3}\d+$")
MOST_CELLS = 8


@dataclass(frozen=True)
class Confirmed:
    """A mapping to store for one vendor; `index` and `old` where it replaces one of the vendor's tables."""

    vendor: str
    name: str
    table: Table
    rows: tuple[Row, ...] = ()
    index: int | None = None
    old: Table | None = None


@dataclass(frozen=True)
class VendorChange:
    """A row that a new version answers otherwise, with the capabilities that rest on it."""

    vendor: str
    change: RowChange
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A workbook as it would be taken in; nothing is written yet.

    `known` tells that every table was confirmed before, so that no person needs to be asked, unless the
    file is `renamed`: then it only looks like a new version of another. `moved` gives
    by vendor where rows that are named by their place stand now.
    """

    source: Path
    file: str
    content: bytes
    proposal: Proposal
    confirmed: tuple[Confirmed, ...]
    changes: tuple[VendorChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    known: bool = False
    renamed: bool = False
    moved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_table(
    book: Workbook, table: Table, evaluation: Evaluation, name: str
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows of a table of an open workbook, and what was noticed."""
    grid = book.grid(table.sheet)
    if grid is None:
        return (), []
    try:
        reader = TableReader(grid, table, evaluation, name)
        rows = tuple(reader.rows())
        return rows, [*reader.problems, *repeated_rows(rows, "vendors")]
    except ValueError as error:
        return (), [Problem(str(error), "correct the mapping", Place(book.file, sheet=grid.name))]


def vendor_id(workspace: Workspace, name: str) -> str:
    """Return the id of a vendor that is known by that name, else one made of the name."""
    if name in workspace.vendors:
        return name
    for vendor in workspace.vendors.values():
        if item_key(vendor.name) == item_key(name):
            return vendor.id
    made = slug(name, "vendor")
    return f"vendor-{made}" if made in ("evaluation", "scenarios") else made


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, those that differ only in the cell as one that counts them."""
    same: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        message = _IN_CELL.sub("", problem.message)
        key = (message, problem.hint, problem.level, f"{problem.where.file}!{problem.where.sheet}")
        same.setdefault(key, []).append(problem)
    for (message, *_), members in same.items():
        cells = [problem.where.cell for problem in members]
        more = f" and {len(cells) - MOST_CELLS} more" if len(cells) > MOST_CELLS else ""
        told = f"{message} in {', '.join(cells[:MOST_CELLS])}{more}"
        yield members[0] if len(members) == 1 else replace(members[0], message=told)
