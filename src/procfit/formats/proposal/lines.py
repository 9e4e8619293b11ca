"""A sheet as lines of cells, the way a table stands in it; turned on its side where that reads better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from procfit.formats.grid import Area, Cell, Choices, Grid

__all__ = ["Lines", "turned"]


@dataclass(frozen=True)
class Lines:
    """The cells of a sheet by line."""

    grid: Grid

    @cached_property
    def by_line(self) -> Mapping[int, dict[int, Cell]]:
        """The cells that say something, by line and slot."""
        lines: dict[int, dict[int, Cell]] = {}
        for (line, slot), cell in sorted(self.grid.cells.items()):
            if cell.text.strip() or cell.kind == "formula":
                lines.setdefault(line, {})[slot] = cell
        return lines

    @cached_property
    def across(self) -> Mapping[int, tuple[Area, ...]]:
        """The areas merged over several slots, by their first line."""
        found: dict[int, list[Area]] = {}
        for area in self.grid.merged:
            if area.right > area.left:
                found.setdefault(area.top, []).append(area)
        return {line: tuple(areas) for line, areas in found.items()}

    def texts(self, line: int) -> dict[int, str]:
        """Return the texts of a line by slot, those merged into it from lines above among them."""
        own = {slot: cell.text.strip() for slot, cell in self.by_line.get(line, {}).items()}
        for slot, area in self._down.get(line, ()):
            own.setdefault(slot, self.grid.text(*area.anchor))
        return {slot: text for slot, text in sorted(own.items()) if text}

    def folded(self, line: int) -> dict[int, str]:
        """Return the texts that stand in a line itself, in small letters."""
        if line not in self._folded:
            cells = self.by_line.get(line, {})
            self._folded[line] = {slot: cell.text.strip().casefold() for slot, cell in cells.items()}
        return self._folded[line]

    @cached_property
    def _folded(self) -> dict[int, dict[int, str]]:
        return {}

    @cached_property
    def _down(self) -> Mapping[int, list[tuple[int, Area]]]:
        found: dict[int, list[tuple[int, Area]]] = {}
        for area in self.grid.merged:
            for line in range(area.top + 1, area.bottom + 1 if area.left == area.right else area.top):
                found.setdefault(line, []).append((area.left, area))
        return found


def turned(grid: Grid) -> Grid:
    """Return a sheet with its rows as columns.

    Examples
    --------
    >>> turned(Grid("a.csv", "a", {(1, 3): Cell("Web forms")})).text(3, 1)
    'Web forms'
    """
    return Grid(
        grid.file,
        grid.name,
        {(column, row): cell for (row, column), cell in grid.cells.items()},
        tuple(_turned(area) for area in grid.merged),
        choices=tuple(
            Choices(tuple(_turned(area) for area in given.areas), given.source) for given in grid.choices
        ),
        fills={(column, row): fill for (row, column), fill in grid.fills.items()},
    )


def _turned(area: Area) -> Area:
    return Area(area.left, area.top, area.right, area.bottom)
