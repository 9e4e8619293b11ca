"""All tables of a workbook, proposed for a person to confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from procfit.formats.grid import Grid, Workbook
from procfit.formats.proposal.codes import CodeBook
from procfit.formats.proposal.headers import Header, find_headers, header_at, side_by_side, title_top
from procfit.formats.proposal.legends import Definition, is_list_sheet, legend_of
from procfit.formats.proposal.lines import Lines, turned
from procfit.formats.proposal.naming import STEM, name_of_book
from procfit.formats.proposal.parts import Proposal, ProposedTable, Wishes
from procfit.formats.proposal.tables import Surroundings, propose_table
from procfit.formats.proposal.vocabulary import role_of
from procfit.model.errors import InputError, Place, Problem
from procfit.model.faults import did_you_mean
from procfit.model.text import item_key
from procfit.model.vendor import Evaluation

__all__ = ["propose"]

HALF = 0.5
MOST_TURNED, WIDEST_TURNED = 50_000, 2_000
"""Sheets with more cells, or wider, are not looked at on their side."""


def propose(book: Workbook, evaluation: Evaluation, wishes: Wishes | None = None) -> Proposal:
    """Return how to read a workbook: every table found, with the reasons, for a person to confirm.

    Parameters
    ----------
    book
        The workbook.
    evaluation
        The answer scale.
    wishes
        What the person has said already; it wins over what would be proposed.

    Raises
    ------
    InputError
        When a wish cannot be met: no such sheet, an empty column.
    """
    wishes = wishes or Wishes()
    grids = _wished_grids(book, wishes)
    name, why = name_of_book(book, wishes.known)
    plain = Surroundings(
        book, CodeBook(evaluation), wishes, name, why == STEM, file=PurePath(book.file).name
    )
    lines = {grid.name: Lines(grid) for grid in grids if _may_hold(book, grid, wishes)}
    heads = {name: list(_heads(own, wishes)) for name, own in lines.items()}
    first = _all_tables(lines, heads, plain)
    codes = CodeBook(evaluation, _legend(book, first, plain.codes))
    agreed = _agreed_heads(heads, first)
    around = replace(plain, codes=codes, agreed=agreed, titles=tuple(_titles(book, heads)))
    tables = _all_tables(lines, heads, around)
    if not wishes.header:
        tables = [
            table
            for name, found in heads.items()
            for table in _as_it_stands(tables, found, lines[name], around)
        ]
    tables = _answered(tables)
    named = [_with_name_reason(table, name, why) for table in tables]
    return Proposal(tuple(named), tuple(_left_out(book, grids, named)))


def _wished_grids(book: Workbook, wishes: Wishes) -> list[Grid]:
    if not wishes.sheet:
        return list(book.grids)
    grid = book.grid(wishes.sheet)
    if grid is not None:
        return [grid]
    names = [grid.name for grid in book.grids]
    if wishes.sheet in book.hidden:
        raise InputError(
            f'sheet "{wishes.sheet}" is hidden', "unhide it in the spreadsheet", Place(book.file)
        )
    hint = did_you_mean(wishes.sheet, names) or f"sheets: {', '.join(names) or 'none'}"
    raise InputError(f'has no sheet "{wishes.sheet}"', hint, Place(book.file))


def _may_hold(book: Workbook, grid: Grid, wishes: Wishes) -> bool:
    return bool(grid.cells) and (bool(wishes.sheet) or not is_list_sheet(book, grid))


def _heads(lines: Lines, wishes: Wishes) -> Iterator[Header]:
    if wishes.header:
        yield header_at(lines, wishes.header)
    else:
        for header in find_headers(lines):
            yield from side_by_side(header)


def _all_tables(
    lines: Mapping[str, Lines], heads: Mapping[str, list[Header]], around: Surroundings
) -> list[ProposedTable]:
    return [table for name, found in heads.items() for table in _tables(lines[name], found, around)]


def _tables(lines: Lines, heads: list[Header], around: Surroundings) -> Iterator[ProposedTable]:
    """Yield the tables of a sheet, each from its head to the next."""
    for index, header in enumerate(heads):
        below = [other for other in heads[index + 1 :] if other.line > header.line]
        end = title_top(lines, below[0]) if below else lines.grid.last_row + 1
        table = propose_table(lines, header, end, around)
        if table is not None:
            yield table


def _legend(book: Workbook, tables: list[ProposedTable], codes: CodeBook) -> dict[str, Definition]:
    """Return what stands outside the tables about codes."""

    def among(tables: list[ProposedTable]) -> Callable[[Grid, int], bool]:
        inside = [(table.sheet, table.header, table.last) for table in tables]
        return lambda grid, row: any(
            grid.name == sheet and top <= row <= last for sheet, top, last in inside
        )

    answered = [table for table in tables if table.vendors]
    return legend_of(book, among(tables), codes.listed, among(answered))


def _agreed_heads(
    heads: Mapping[str, list[Header]], tables: list[ProposedTable]
) -> dict[str, frozenset[str]]:
    """Return on which sheets each head stands over answers."""
    found: dict[str, frozenset[str]] = {}
    for table in tables:
        header = next(header for header in heads[table.sheet] if header.line == table.header)
        for column in table.vendors:
            head = item_key(header.heads.get(column.answer, ""))
            found[head] = found.get(head, frozenset()) | {table.sheet}
    return found


def _titles(book: Workbook, heads: Mapping[str, list[Header]]) -> Iterator[str]:
    """Yield the texts above the first head of each sheet."""
    for name, found in heads.items():
        grid = book.grid(name)
        if grid is None or not found:
            continue
        yield from (
            cell.text
            for (row, _), cell in grid.cells.items()
            if row < found[0].line and len(cell.text) < 200
        )


def _as_it_stands(
    tables: list[ProposedTable], upright: list[Header], lines: Lines, around: Surroundings
) -> list[ProposedTable]:
    """Return the tables of a sheet, read on its side where that explains more."""
    grid = lines.grid
    own = [table for table in tables if table.sheet == grid.name]
    told = max(map(_telling, upright), default=0.0)
    if told >= HALF or len(grid.cells) > MOST_TURNED or grid.last_column > WIDEST_TURNED:
        return own
    side = Lines(turned(grid))
    found = find_headers(side)
    if not _explains_more(found, upright, lines):
        return own
    on_its_side = [
        replace(table, layout="columns", reasons=("requirements stand side by side", *table.reasons))
        for table in _tables(side, found, around)
        if table.layout == "rows" and table.vendors and not (table.fill and _answered_in(own))
    ]
    return on_its_side or own


def _explains_more(sideways: list[Header], upright: list[Header], lines: Lines) -> bool:
    """Tell whether the heads down the side say more than those across the top.

    Where both say the same, the long texts are the requirements.
    """
    if not upright or not sideways:
        return bool(sideways)
    if len(upright) > 1:
        return False
    if max(map(_telling, sideways)) >= HALF:
        return True
    below = [cells for line, cells in lines.by_line.items() if line > upright[0].line]
    first = min((min(cells) for cells in below), default=1)
    top = [text for slot, text in upright[0].heads.items() if slot != first]
    side = [cells[first].text for cells in below if first in cells]
    return _mean_length(top) > 1.8 * _mean_length(side) > 0


def _telling(header: Header) -> float:
    """Return the share of the heads that are words for columns of such a table."""
    told = [role_of(text) not in ("", "property") for text in header.heads.values()]
    return sum(told) / len(told) if told else 0.0


def _mean_length(texts: list[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _answered_in(tables: list[ProposedTable]) -> bool:
    return any(table.vendors for table in tables)


def _answered(tables: list[ProposedTable]) -> list[ProposedTable]:
    """Return the tables with answers; all of them where none has any."""
    return [table for table in tables if table.vendors] or tables


def _with_name_reason(table: ProposedTable, name: str, why: str) -> ProposedTable:
    if any(column.name == name for column in table.vendors):
        return replace(table, reasons=(*table.reasons, f"vendor: {why}"))
    return table


def _left_out(book: Workbook, grids: list[Grid], tables: list[ProposedTable]) -> Iterator[Problem]:
    """Yield the notices of the workbook, and which sheets hold no table."""
    yield from book.notices
    with_tables = {table.sheet for table in tables}
    for grid in grids:
        if grid.name in with_tables or not grid.cells:
            continue
        why = (
            "holds lists or a legend, no requirements"
            if is_list_sheet(book, grid)
            else "was left out: no list of requirements was found in it"
        )
        hint = "name it with --sheet, its head with --header, if it counts"
        yield Problem(f'sheet "{grid.name}" {why}', hint, Place(book.file, sheet=grid.name), "note")
    for table in tables:
        if not table.vendors:
            message = f"{table.rows} requirements, but no answers were found"
            yield Problem(
                message, "name the column with --answer", Place(book.file, sheet=table.sheet), "warning"
            )
