"""Answers that stand in a table as colors only, told from shading that is there for the eye."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from procfit.formats.fills import described
from procfit.formats.grid import Grid, column_letters
from procfit.formats.proposal.answering import MOSTLY, Answering, tick_columns
from procfit.formats.proposal.codes import CodeBook
from procfit.formats.proposal.columns import Column

__all__ = ["by_color"]

_OTHER = frozenset({"comment", "property", "group", "id", "description", "feature"})
MOSTLY_EMPTY = 0.2
"""A column with texts in a larger share of its rows is read by its texts."""

FEWEST_STRIPES = 4


def by_color(
    grid: Grid,
    columns: Mapping[int, Column],
    feature: Column,
    taken: Collection[int],
    book: CodeBook,
    found: Answering,
) -> Answering:
    """Return the columns whose cells answer by their color, or what was found by the texts.

    Parameters
    ----------
    grid
        The sheet.
    columns
        The columns of the table by slot.
    feature
        The column of the requirements. A cell filled like its requirement says nothing: that is how
        heads, headings and every other row are shaded.
    taken
        The slots that hold ids, groups and the like.
    book
        What texts and colors mean.
    found
        What was found by the texts, or said by a person.
    """
    most_texts = MOSTLY_EMPTY * feature.filled
    if any(column.filled > most_texts for column in found.columns):
        return found
    wished = {column.slot for column in found.columns if found.is_wished}
    colored = [
        column
        for slot, own in columns.items()
        if (slot in wished if wished else _may_answer(own, feature, taken, most_texts))
        if (column := _colored(grid, own, feature)).filled > own.filled
    ]
    ticks = {} if wished else _ticks(colored, book)
    if ticks:
        names = ", ".join(f"{column_letters(slot)} {code}" for code, slot in ticks.items())
        chosen = tuple(column for column in colored if column.slot in ticks.values())
        return Answering(chosen, ticks, (f"one column per code, ticked by color: {names}",), fill=True)
    mostly = [column for column in colored if column.filled >= MOSTLY * feature.filled]
    if not mostly or not (wished or _tells_apart(mostly, book)):
        return found
    names = ", ".join(column_letters(column.slot) for column in mostly)
    reason = (
        f"answers by color under {names}: hardly any text, cells filled otherwise than the requirement"
    )
    return Answering(tuple(mostly), reasons=(reason, *found.reasons[: bool(wished)]), fill=True)


def _may_answer(column: Column, feature: Column, taken: Collection[int], most_texts: float) -> bool:
    return (
        column.slot > feature.slot
        and column.slot not in taken
        and bool(column.head)
        and column.role not in _OTHER
        and column.filled <= most_texts
    )


def _colored(grid: Grid, column: Column, feature: Column) -> Column:
    """Return a column with the colors of its empty cells in words."""
    seen = {
        line: described(fill)
        for line in feature.texts
        if line not in column.texts
        and (fill := grid.fill(line, column.slot))
        and fill != grid.fill(line, feature.slot)
    }
    return replace(column, texts={**column.texts, **seen})


def _ticks(colored: list[Column], book: CodeBook) -> dict[str, int]:
    """Return the column of each code where in most rows just one is filled."""
    ticked = [replace(column, texts=dict.fromkeys(column.texts, "x")) for column in colored]
    found = tick_columns(ticked, book)
    inside = [column for column in ticked if column.slot in found.values()]
    lines = {line for column in inside for line in column.texts}
    once = sum(sum(line in column.texts for column in inside) == 1 for line in lines)
    return found if lines and once >= MOSTLY * len(lines) else {}


def _tells_apart(columns: list[Column], book: CodeBook) -> bool:
    """Tell whether the colors can be answers: more than one, or one with a legend, and no shading."""
    colors = {text for column in columns for text in column.counts}
    if all(map(book.code, colors)):
        return True
    return len(colors) > 1 and not _is_striped(columns[0]) and not _is_by_row(columns)


def _is_striped(column: Column) -> bool:
    """Tell whether every other row has the same color."""
    lines = sorted(column.texts)
    kinds = {(index % 2, column.texts[line]) for index, line in enumerate(lines)}
    return len(lines) >= FEWEST_STRIPES and len(kinds) == 2


def _is_by_row(columns: list[Column]) -> bool:
    """Tell whether all columns have the same color in every row: the rows are shaded, not answered."""
    lines: Iterable[int] = {line for column in columns for line in column.texts}
    rows = [{column.texts.get(line) for column in columns} for line in lines]
    return len(columns) > 1 and all(len(row) == 1 for row in rows)
