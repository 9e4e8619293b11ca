"""What stands below a picture: lists in columns, figures side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from procfit.diagrams.dress import badge
from procfit.diagrams.overlay import Panel
from procfit.diagrams.palette import GRID, INK, MARK, QUIET, SIZE_LABEL, SIZE_LANE, SIZE_NAME
from procfit.diagrams.scene import Item, Line, Text
from procfit.diagrams.text_width import points, shorten, wrap

__all__ = ["Figured", "Listed", "figured", "listed"]

COLUMN = 330.0
COLUMN_GAP = 22.0
HEADING = 24.0
BADGE_ROOM = 34.0
LINE = 1.25
ENTRY_GAP = 7.0
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list: its sign, its first line in bold, and what stands below."""

    sign: str
    head: str
    lines: tuple[str, ...] = ()
    fill: str = MARK


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure: what it is called, what it was and will be, and the difference."""

    name: str
    before: str
    after: str = ""
    difference: str = ""


def listed(title: str, entries: Sequence[Listed], nothing: str = "") -> Panel:
    """Return a list in as many columns as the width holds; without entries it says `nothing`."""
    return partial(_listed, title, entries, nothing)


def _listed(
    title: str, entries: Sequence[Listed], nothing: str, left: float, top: float, width: float
) -> tuple[list[Item], float]:
    items: list[Item] = list(_heading(title, left, top, width))
    if not entries:
        items.append(Text(left, top + HEADING + 8, (nothing,), SIZE_NAME, "left", color=QUIET))
        return items, HEADING + 18
    count = max(1, min(int((width + COLUMN_GAP) // (COLUMN + COLUMN_GAP)), len(entries)))
    column = (width - COLUMN_GAP * (count - 1)) / count
    blocks = [_Block.of(entry, column - BADGE_ROOM) for entry in entries]
    total = sum(block.height for block in blocks)
    x, y, deepest, used = left, top + HEADING, 0.0, 0
    for block in blocks:
        done = y - top - HEADING
        if done and used + 1 < count and done + block.height / 2 > total / count:
            x, y, used = x + column + COLUMN_GAP, top + HEADING, used + 1
        items.extend(block.drawn(x, y))
        y += block.height
        deepest = max(deepest, y - top)
    return items, deepest


@dataclass(frozen=True, slots=True)
class _Block:
    entry: Listed
    head: tuple[str, ...]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, entry: Listed, width: float) -> _Block:
        head = wrap(entry.head, width, 2, lambda text: points(text, SIZE_NAME, is_bold=True))
        lines: list[str] = []
        for line in entry.lines:
            lines.extend(wrap(line, width, MOST_LINES, lambda text: points(text, SIZE_LABEL)))
        return cls(entry, tuple(head), tuple(lines))

    @property
    def height(self) -> float:
        return len(self.head) * SIZE_NAME * LINE + len(self.lines) * SIZE_LABEL * LINE + ENTRY_GAP

    def drawn(self, x: float, y: float) -> Iterator[Item]:
        high = len(self.head) * SIZE_NAME * LINE
        said = f"{self.entry.sign}: {' '.join((*self.head, *self.lines))}"
        yield badge(self.entry.sign, x + BADGE_ROOM / 2 - 4, y + 7, self.entry.fill, said)
        left = x + BADGE_ROOM
        yield Text(left, y + high / 2, self.head, SIZE_NAME, "left", True, INK, "entry head")
        if self.lines:
            low = len(self.lines) * SIZE_LABEL * LINE
            yield Text(left, y + high + low / 2, self.lines, SIZE_LABEL, "left", False, QUIET, "entry")


def figured(title: str, figures: Sequence[Figured]) -> Panel:
    """Return figures side by side, in as many rows as they need."""
    return partial(_figured, title, figures)


def _figured(
    title: str, figures: Sequence[Figured], left: float, top: float, width: float
) -> tuple[list[Item], float]:
    items: list[Item] = list(_heading(title, left, top, width))
    cell = 190.0
    count = max(1, int(width // cell))
    rows = -(-len(figures) // count)
    count = -(-len(figures) // max(rows, 1))
    cell = min(width / max(count, 1), 230.0)
    high = 42.0 if any(figure.difference for figure in figures) else 28.0
    for number, figure in enumerate(figures):
        row, place = divmod(number, count)
        items.extend(_figure(figure, left + place * cell, top + HEADING + row * high, cell - 12))
    return items, HEADING + high * rows


def _figure(figure: Figured, x: float, y: float, width: float) -> Iterator[Item]:
    said = f"{figure.before} → {figure.after}" if figure.after else figure.before
    yield Text(x, y + 6, (figure.name,), SIZE_LABEL, "left", color=QUIET, classes="figure name")
    line = shorten(said, width, lambda text: points(text, SIZE_LANE, is_bold=True))
    yield Text(x, y + 18, (line,), SIZE_LANE, "left", True, INK, "figure")
    if figure.difference:
        yield Text(
            x, y + 30, (figure.difference,), SIZE_LABEL, "left", color=QUIET, classes="difference"
        )


def _heading(title: str, left: float, top: float, width: float) -> Iterator[Item]:
    yield Text(left, top + 7, (title,), SIZE_LANE, "left", True, INK, "heading")
    yield Line(((left, top + 17), (left + width, top + 17)), GRID, 0.8, classes="rule")
