"""Cells of characters that remember how they look and what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from procfit.diagrams.text_width import cells

__all__ = ["Canvas", "Look", "Span", "StyleClass"]

StyleClass = Literal[
    "border",
    "name",
    "kind",
    "note",
    "mark",
    "flow",
    "flow-back",
    "arrow",
    "share",
    "lane",
    "lane-line",
]


class Look(NamedTuple):
    """How a cell looks, and the step or the flow (source, index in its ``next``) it belongs to."""

    style: StyleClass
    step: str = ""
    flow: tuple[str, int] | None = None


class Span(NamedTuple):
    """Neighboring characters of one line that look the same and belong to the same step or flow."""

    x: int
    text: str
    style: StyleClass
    step: str = ""
    flow: tuple[str, int] | None = None


class Canvas:
    """A sheet of cells; what is put later covers what was there."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], tuple[str, Look]] = {}

    def put(self, x: int, y: int, text: str, look: Look) -> None:
        """Write `text` from the cell at `x`, `y` on; wide characters take two cells."""
        if text.isascii():
            for number, letter in enumerate(text):
                self._cells[x + number, y] = (letter, look)
            return
        for letter in text:
            width = cells(letter)
            if width:
                self._cells[x, y] = (letter, look)
            elif (x - 1, y) in self._cells:
                before, kept = self._cells[x - 1, y]
                self._cells[x - 1, y] = (before + letter, kept)
            if width == 2:
                self._cells[x + 1, y] = ("", look)
            x += width

    def rows(self, height: int) -> Iterator[tuple[Span, ...]]:
        """Return the lines from the top as spans, blank cells left out."""
        by_row: list[list[tuple[int, str, Look]]] = [[] for _ in range(height)]
        for (x, y), (letter, look) in self._cells.items():
            if 0 <= y < height:
                by_row[y].append((x, letter, look))
        for row in by_row:
            row.sort(key=lambda cell: cell[0])
            yield tuple(_spans(row))


def _spans(row: list[tuple[int, str, Look]]) -> Iterator[Span]:
    """Join the cells of a line that follow each other and look the same."""
    numbered = enumerate(row)
    for (_, look), group in groupby(numbered, key=lambda entry: (entry[1][0] - entry[0], entry[1][2])):
        members = [cell for _, cell in group]
        yield Span(members[0][0], "".join(letter for _, letter, _ in members), *look)
