"""Tables on slides that people can edit: as many rows on each slide as fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from procfit.diagrams.deck import Area, Deck
from procfit.diagrams.palette import BAND_HEAD, INK
from procfit.diagrams.slide_text import EMU, put_text, rgb
from procfit.diagrams.text_width import points

__all__ = ["SlideTable", "put_table"]

GRID_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""Office's "No Style, Table Grid": thin black lines."""

LINE_HEIGHT = 1.22
PAD = 5.0


@dataclass(frozen=True)
class SlideTable:
    """A table of texts, with the shares of its columns in the width.

    `room` is what each row keeps free at least, in points, to write in.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    size: float = 11.0
    room: float = 0.0
    right: frozenset[int] = frozenset()


def put_table(deck: Deck, title: str, table: SlideTable, area: Area | None = None) -> None:
    """Put a table on slides of its own, its head on each."""
    place = area or Area()
    widths = [place.width * share / sum(table.shares) for share in table.shares]
    parts = list(_parts(table, widths, place.height))
    for number, rows in enumerate(parts, 1):
        part = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        slide = deck.slide(f"{title}{part}")
        _put(slide, table, rows, widths, place)


def _parts(table: SlideTable, widths: Sequence[float], height: float) -> Iterator[list[Sequence[str]]]:
    """Yield the rows for each slide."""
    head = _height(table.head, widths, table.size)
    rows: list[Sequence[str]] = []
    used = head
    for row in table.rows:
        needed = max(_height(row, widths, table.size), table.room)
        if rows and used + needed > height:
            yield rows
            rows, used = [], head
        rows.append(row)
        used += needed
    if rows:
        yield rows


def _height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    lines = max(_lines(cell, width - 2 * PAD, size) for cell, width in zip(row, widths, strict=True))
    return lines * size * LINE_HEIGHT + 2 * PAD


def _lines(text: str, width: float, size: float) -> int:
    return sum(max(math.ceil(points(line, size) / width), 1) for line in text.split("\n"))


def _put(
    slide: Any,
    table: SlideTable,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    place: Area,
) -> None:
    frame = slide.shapes.add_table(
        len(rows) + 1,
        len(widths),
        *(round(each * EMU) for each in (place.x, place.y, place.width, 10.0)),
    )
    drawn = frame.table
    frame.element.find(".//{*}tableStyleId").text = GRID_STYLE
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = round(width * EMU)
    for number, row in enumerate((table.head, *rows)):
        room = table.room if number else 0.0
        drawn.rows[number].height = round(max(_height(row, widths, table.size), room) * EMU)
        for place_in, text in enumerate(row):
            align = "right" if place_in in table.right and number else "left"
            is_bold = number == 0 or place_in == 0
            _fill(drawn.cell(number, place_in), text, table.size, is_bold, align, is_head=number == 0)


def _fill(cell: Any, text: str, size: float, is_bold: bool, align: str, *, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = round(PAD * EMU)
    cell.margin_top = cell.margin_bottom = round(PAD * EMU / 2)
    if is_head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(BAND_HEAD)
    put_text(cell, text.split("\n"), size, INK, is_bold, align, wraps=True)
