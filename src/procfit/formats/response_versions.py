"""Two versions of a vendor's workbook: where a table stands in the new one, and which answers changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from procfit.formats.grid import Grid, column_letters, column_number
from procfit.formats.proposal.vocabulary import is_total
from procfit.model.text import item_key
from procfit.model.vendor import UNREADABLE, Row, Table

__all__ = ["RowChange", "compare_rows", "moved_table"]

Change = Literal["changed", "remark", "appeared", "vanished"]
FAR = 60
"""How far down a head is looked for."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is answered otherwise than before, is new, or is gone."""

    change: Change
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is, or as it was where it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of no row")
        return found


def compare_rows(
    before: Sequence[Row], after: Sequence[Row]
) -> tuple[list[RowChange], list[tuple[Row, Row]]]:
    """Return what changed between two readings of a table, and which rows are the same requirement.

    Rows are paired by id, those left by their wording in their group, in the order they stand.
    """
    pairs = _pairs(before, after)
    old = {id(first) for first, _ in pairs}
    new = {id(second) for _, second in pairs}
    changes = [
        RowChange(kind, first, second) for first, second in pairs if (kind := _kind(first, second))
    ]
    changes += [RowChange("appeared", None, row) for row in after if id(row) not in new]
    changes += [RowChange("vanished", row, None) for row in before if id(row) not in old]
    return changes, pairs


def moved_table(table: Table, old: Grid | None, new: Grid) -> Table:
    """Return a confirmed mapping as it fits a new version of its sheet.

    The head is looked for by its words, so rows above it and columns between may have been added; the
    table then ends where the sheet's last requirement stands. Without the old version it stays where
    it is.
    """
    if table.layout == "columns" or not table.header.isdecimal():
        return table
    header = int(table.header)
    heads = _texts(old, header) if old else {}
    place = _head_in(heads, header, new) if heads else header
    columns = _columns(heads, _texts(new, place)) if heads else {}
    shift = place - header

    def moved(letters: str) -> str:
        number = column_number(letters) if letters else 0
        return column_letters(columns.get(number, number)) if number else ""

    shifted = replace(
        table,
        header=str(place),
        first=str(int(table.first) + shift) if table.first.isdecimal() else table.first,
        id=moved(table.id),
        group=moved(table.group),
        feature=moved(table.feature),
        answer=moved(table.answer),
        comment=moved(table.comment),
        proof=moved(table.proof),
        vendor=moved(table.vendor),
        answers={code: moved(column) for code, column in table.answers.items()},
    )
    return replace(shifted, last=_last(table, shifted, old, new)) if table.last else shifted


def _last(table: Table, shifted: Table, old: Grid | None, new: Grid) -> str:
    """Return where the table ends: before what stood below it, or where its rows break off."""
    column, first = column_number(shifted.feature), int(shifted.first or shifted.header)
    lines = [row for row in new.rows if row >= first and new.text(row, column)]
    if old is not None:
        below = column_number(table.feature)
        sums = {item_key(old.text(row, below)) for row in old.rows if row > int(table.last)} - {""}
        while lines and item_key(new.text(lines[-1], column)) in sums:
            lines.pop()
        return str(lines[-1]) if lines else table.last
    last = int(table.last)
    for line in lines:
        if line == last + 1 and not is_total(new.text(line, column)):
            last = line
    return str(last)


def _head_in(heads: Mapping[int, str], header: int, new: Grid) -> int:
    """Return the line of the new sheet that says the most of the old head, the nearest first."""
    wanted = set(heads.values())
    near = sorted((row for row in new.rows if row <= header + FAR), key=lambda row: abs(row - header))
    best = max(near, key=lambda row: len(wanted & set(_texts(new, row).values())), default=header)
    return best if wanted & set(_texts(new, best).values()) else header


def _columns(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Return where each column of the old head stands now; the n-th of a name stays the n-th."""
    places: dict[str, list[int]] = defaultdict(list)
    for column, text in new.items():
        places[text].append(column)
    moved: dict[int, int] = {}
    seen: dict[str, int] = defaultdict(int)
    for column, text in old.items():
        index, seen[text] = seen[text], seen[text] + 1
        if index < len(places[text]):
            moved[column] = places[text][index]
    return moved


def _texts(grid: Grid | None, row: int) -> dict[int, str]:
    if grid is None:
        return {}
    own = {column: item_key(grid.text(row, column)) for column in grid.columns}
    return {column: text for column, text in own.items() if text}


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[Row, Row]]:
    pairs = list(_paired(before, after, _by_id))
    used = {id(row) for pair in pairs for row in pair}
    left = [row for row in before if id(row) not in used], [row for row in after if id(row) not in used]
    pairs += _paired(*left, lambda row: (item_key(row.group), item_key(row.text)))
    used |= {id(row) for pair in pairs for row in pair}
    left = [row for row in before if id(row) not in used], [row for row in after if id(row) not in used]
    return [*pairs, *_paired(*left, lambda row: item_key(row.text))]


def _by_id(row: Row) -> str:
    """Return the id of a row, empty where it is only named by its place."""
    return "" if row.row.startswith(f"{row.sheet}!") else row.row


def _paired(
    before: Sequence[Row], after: Sequence[Row], key: Callable[[Row], Hashable]
) -> Iterator[tuple[Row, Row]]:
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    for row in after:
        waiting[key(row)].append(row)
    for row in before:
        wanted = key(row)
        if wanted and waiting[wanted]:
            yield row, waiting[wanted].pop(0)


def _kind(before: Row, after: Row) -> Change | None:
    unread = UNREADABLE in (before.code, after.code)
    if before.code != after.code or (unread and item_key(before.raw) != item_key(after.raw)):
        return "changed"
    said = [(item_key(row.comment), item_key(row.proof)) for row in (before, after)]
    return "remark" if said[0] != said[1] else None
