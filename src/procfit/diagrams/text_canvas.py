"""Cells of characters that remember how they look and what they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
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


Put = tuple[int, int, str, Look]
"""Where a text begins and ends in its line, the text, and how it looks."""


class Canvas:
    """A sheet of cells; what is put later covers what was there."""

    def __init__(self) -> None:
        self._puts: dict[int, list[Put]] = {}

    def put(self, x: int, y: int, text: str, look: Look) -> None:
        """Write `text` from the cell at `x`, `y` on; wide characters take two cells."""
        if text:
            self._puts.setdefault(y, []).append((x, x + cells(text), text, look))

    def rows(self, height: int) -> Iterator[tuple[Span, ...]]:
        """Return the lines from the top as spans, blank cells left out."""
        for y in range(height):
            puts = self._puts.get(y, [])
            in_order = sorted(puts, key=lambda put: put[0])
            is_covered = any(one[1] > two[0] for one, two in pairwise(in_order))
            yield tuple(_spans(_uncovered(puts) if is_covered else in_order))


def _uncovered(puts: list[Put]) -> list[Put]:
    """Return what later texts leave of each text of a line, from left to right."""
    if any(end - begin != len(text) for begin, end, text, _ in puts):
        return _cell_by_cell(puts)
    kept: list[Put] = []
    for begin, end, text, look in reversed(puts):
        first = bisect_left(kept, begin, key=lambda put: put[0])
        first -= bool(first and kept[first - 1][1] > begin)
        last = bisect_left(kept, end, key=lambda put: put[0])
        pieces, x = [], begin
        for cover in kept[first:last]:
            if x < cover[0]:
                pieces.append((x, cover[0], text[x - begin : cover[0] - begin], look))
            x = max(x, cover[1])
        if x < end:
            pieces.append((x, end, text[x - begin :], look))
        kept[first:last] = sorted([*kept[first:last], *pieces], key=lambda put: put[0])
    return kept


def _cell_by_cell(puts: list[Put]) -> list[Put]:
    """Return a line cell by cell, where wide letters may be cut in two."""
    found: dict[int, tuple[str, Look]] = {}
    for begin, _, text, look in puts:
        x = begin
        for letter in text:
            width = cells(letter)
            if width:
                found[x] = (letter, look)
            elif x - 1 in found:
                before, kept = found[x - 1]
                found[x - 1] = (before + letter, kept)
            if width == 2:
                found[x + 1] = ("", look)
            x += width
    return [(x, x + 1, *found[x]) for x in sorted(found)]


def _spans(row: list[Put]) -> Iterator[Span]:
    """Join the texts of a line that follow each other and look the same."""
    start, end, look, texts = 0, -1, Look("name"), [""]
    for begin, stop, text, own in row:
        if begin == end and own == look:
            texts.append(text)
        else:
            if end >= 0:
                yield Span(start, "".join(texts), *look)
            start, look, texts = begin, own, [text]
        end = stop
    if end >= 0:
        yield Span(start, "".join(texts), *look)
