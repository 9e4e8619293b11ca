"""Steps in the dress of a style: bigger boxes with rows under their names, badges, crosses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from procfit.diagrams.figures import Figure, draw_figure
from procfit.diagrams.geometry import Rect
from procfit.diagrams.overlay import Bar, Dots, Dress, Row
from procfit.diagrams.palette import BORDER, GRID, INK, PAPER, QUIET, SIZE_LABEL, SIZE_NAME, SIZE_SMALL
from procfit.diagrams.scene import Item, Line, Shape, Text
from procfit.diagrams.text_width import one_line, points, shorten, wrap

__all__ = ["badge", "bar", "dots", "draw_dressed", "dressed"]

ROW = 11.0
ROW_PAD = 4.0
NAME_LINE = SIZE_NAME * 1.2
NAME_PAD = 10.0
PAD = 8.0
DRESSED_WIDTH = 120.0
DOT = 6.0
DOT_STEP = 8.5
BAR_HEIGHT = 6.0
BADGE = 14.0
BOXES = ("task", "call")

PLAIN_DRESS = Dress()


def dressed(forms: Mapping[str, Figure], dresses: Mapping[str, Dress]) -> dict[str, Figure]:
    """Return the figures with room for what their dress adds; boxes with rows are all of one size."""
    rows = max((len(dress.rows) for dress in dresses.values()), default=0)
    return {
        name: _roomy(form, dresses.get(name, PLAIN_DRESS), rows, forms) for name, form in forms.items()
    }


def _roomy(form: Figure, dress: Dress, rows: int, forms: Mapping[str, Figure]) -> Figure:
    if dress.size is not None:
        width, height = dress.size
        name = one_line(form.step.name or form.step.id)
        most = max(int((height - NAME_PAD - len(dress.rows) * ROW) // NAME_LINE), 1)
        lines = tuple(wrap(name, width - 2 * PAD, most, _measure_name))
        return replace(form, width=width, height=height, lines=lines)
    if not rows or form.step.kind not in BOXES:
        return form
    name = one_line(form.step.name or form.step.id)
    lines = tuple(wrap(name, DRESSED_WIDTH - 2 * PAD, 3, _measure_name))
    most = min(max(len(other.lines) for other in forms.values() if other.step.kind in BOXES), 3)
    height = NAME_PAD + most * NAME_LINE + rows * ROW + ROW_PAD
    return replace(form, width=DRESSED_WIDTH, height=height, lines=lines)


def _measure_name(text: str) -> float:
    return points(text, SIZE_NAME)


def draw_dressed(
    figure: Figure, box: Rect, dress: Dress, mark: str = "", link: str = ""
) -> Iterator[Item]:
    """Return what a step in its dress is drawn of."""
    letters = dress.badge or mark
    with_rows = bool(dress.rows) and figure.step.kind in BOXES
    for item in draw_figure(figure, box, letters):
        if isinstance(item, Shape) and item.id:
            yield _outline(item, dress, with_rows, link)
        elif isinstance(item, Shape) and item.classes == "mark" and dress.badge:
            yield replace(
                item, fill=dress.badge_fill, stroke=dress.badge_fill, classes="mark style", title=""
            )
        else:
            yield item
    if with_rows:
        yield from _inside(figure, box, dress)
    if dress.is_crossed:
        yield from _cross(box, 0.3 if figure.step.kind == "decision" else 0.2)


def _outline(shape: Shape, dress: Dress, with_rows: bool, link: str) -> Shape:
    return replace(
        shape,
        lines=() if with_rows else shape.lines,
        fill=dress.fill or shape.fill,
        stroke=dress.stroke or shape.stroke,
        stroke_width=dress.stroke_width or shape.stroke_width,
        is_dashed=dress.is_dashed,
        title=f"{shape.title}: {dress.said}" if dress.said else shape.title,
        link=link,
    )


def _inside(figure: Figure, box: Rect, dress: Dress) -> Iterator[Item]:
    middle = box.x + box.width / 2
    rows_top = box.y + box.height - len(dress.rows) * ROW - ROW_PAD
    name_y = (box.y + 3 + rows_top) / 2
    if figure.lines:
        yield Text(middle, name_y, figure.lines, SIZE_NAME, classes="name")
    for number, row in enumerate(dress.rows):
        yield from _row(row, box.x + PAD, rows_top + (number + 0.5) * ROW, box.width - 2 * PAD)


def _row(row: Row, left: float, y: float, width: float) -> Iterator[Item]:
    if isinstance(row, Dots):
        yield from dots(row, left, y)
    elif isinstance(row, Bar):
        yield from bar(row, left, y, width)
    elif row:
        text = shorten(row, width, lambda part: points(part, SIZE_SMALL))
        yield Text(left, y, (text,), SIZE_SMALL, "left", color=QUIET, classes="row")


def dots(row: Dots, left: float, y: float) -> Iterator[Item]:
    """Return a mark as filled and hollow dots, and its text behind them."""
    for number in range(row.most):
        is_filled = number < row.value
        yield Shape(
            "circle",
            left + DOT / 2 + number * DOT_STEP,
            y,
            DOT,
            DOT,
            fill=INK if is_filled else PAPER,
            stroke=INK if is_filled else QUIET,
            stroke_width=0.8,
            classes="dot filled" if is_filled else "dot",
        )
    if row.text:
        x = left + row.most * DOT_STEP + 3
        yield Text(x, y, (row.text,), SIZE_SMALL, "left", color=QUIET, classes="row")


def bar(row: Bar, left: float, y: float, width: float) -> Iterator[Item]:
    """Return a bar of two parts, and the hollow track it runs in."""
    yield Shape(
        "box", left + width / 2, y, width, BAR_HEIGHT, stroke=GRID, stroke_width=0.5, classes="track"
    )
    x = left
    for share, fill, name in ((row.filled, BORDER, "bar work"), (row.hollow, PAPER, "bar wait")):
        length = width * min(share, 1.0)
        if length > 0:
            length = max(length, 1.0)
            yield Shape(
                "box", x + length / 2, y, length, BAR_HEIGHT,
                fill=fill, stroke=BORDER, stroke_width=0.8, classes=name,
            )  # fmt: skip
            x += length


def badge(letters: str, x: float, y: float, fill: str, title: str = "") -> Shape:
    """Return a sign with letters around a place."""
    width = max(BADGE, points(letters, SIZE_LABEL, is_bold=True) + 6)
    return Shape(
        "rounded", x, y, width, BADGE, (letters,), SIZE_LABEL, True, PAPER, fill, fill,
        classes="mark style", title=title,
    )  # fmt: skip


def _cross(box: Rect, inset: float) -> Iterator[Item]:
    """Return a cross that stays inside a figure and clear of its badge; `inset` is a share of its size."""
    left, right = box.x + box.width * inset, box.x + box.width * (1 - inset)
    top, bottom = box.y + box.height * inset, box.y + box.height * (1 - inset)
    for ends in (((left, top), (right, bottom)), ((left, bottom), (right, top))):
        yield Line(ends, stroke=GRID, stroke_width=1.2, classes="cross")
