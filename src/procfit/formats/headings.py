"""Finding a table of ours in a sheet again, wherever its headings and columns have moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from procfit.formats.grid import Grid
from procfit.model.text import item_key

__all__ = ["MOST_HEAD_ROWS", "headings_in"]

MOST_HEAD_ROWS = 40
"""How far down headings are looked for, in rows that hold something."""


def headings_in(
    grid: Grid, titles: Mapping[str, str], needed: Collection[str]
) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of a table's headings and its columns by key, or None where it is not there.

    Parameters
    ----------
    grid
        The sheet.
    titles
        The headings by key.
    needed
        The keys without which it is not the table.
    """
    keys = {item_key(title): key for key, title in titles.items()}
    for row in grid.rows[:MOST_HEAD_ROWS]:
        found = {
            keys[title]: column
            for column in grid.columns
            if (title := item_key(grid.text(row, column))) in keys
        }
        if found.keys() >= set(needed):
            return row, found
    return None
