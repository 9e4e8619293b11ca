"""A whole map on one screen: a sign for each step on the grid of its layout, without flows between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from procfit.diagrams.canvas_text import Area, LaneArea, TextDrawing
from procfit.diagrams.grid import Layout
from procfit.diagrams.text_boxes import sign_in_overview
from procfit.diagrams.text_canvas import Canvas, Look
from procfit.diagrams.text_width import cells, shorten
from procfit.model.process import ProcessMap

__all__ = ["overview"]

LANE_NAME_WIDTH = 14
ROOMY = 32
"""Up to how many columns a step has two cells, the second for a dash to the next one."""


def overview(
    layout: Layout, process: ProcessMap, marks: Mapping[str, str], plans: Mapping[str, str]
) -> TextDrawing:
    """Draw a map as signs.

    Examples
    --------
    >>> from procfit.diagrams.layout import layout
    >>> from procfit.model.process import Flow, Lane, Step
    >>> steps = (Step("a", "Ask", "x", next=(Flow("b"),)), Step("b", "Sure?", "x", "decision"))
    >>> process = ProcessMap("p", "P", lanes=(Lane("x", "Desk"),), steps=steps)
    >>> print(overview(layout(process), process, {}, {}).text, end="")
    Desk ▪─◇
    """
    tops = list(_row_places(layout))
    names = {band: shorten(band.name, LANE_NAME_WIDTH) for band in layout.leaves}
    left = max((cells(name) for name in names.values()), default=0)
    left += 1 if left else 0
    pitch = 2 if layout.columns <= ROOMY else 1
    canvas = Canvas()
    width = left + pitch * layout.columns
    height = tops[-1] + 1 if tops else 0
    lanes = tuple(
        LaneArea(band.lane, (name,) if name else (), tops[band.first_row], tops[band.last_row] + 1)
        for band, name in names.items()
    )
    for before, lane in pairwise(lanes):
        if lane.top > before.bottom:
            canvas.put(0, lane.top - 1, "┄" * width, Look("lane-line"))
    for lane in lanes:
        canvas.put(0, (lane.top + lane.bottom - 1) // 2, "".join(lane.name), Look("lane"))
    areas = {}
    for box in layout.boxes:
        step = process.step(box.step)
        areas[step.id] = area = Area(left + pitch * box.column, tops[box.row], 1, 1)
        sign = sign_in_overview(step.kind, marks.get(step.id, ""), plans.get(step.id, ""))
        canvas.put(area.x, area.y, sign, Look("mark" if step.id in marks else "name", step.id))
    if pitch > 1:
        _dashes(canvas, layout, areas)
    return TextDrawing(tuple(canvas.rows(height)), width, areas, left, (), lanes)


def _row_places(layout: Layout) -> Iterator[int]:
    """Return the line of each row; a line stands free between lanes."""
    starts = {band.first_row for band in layout.leaves if band.first_row}
    y = -1
    for row in range(layout.rows):
        y += 2 if row in starts else 1
        yield y


def _dashes(canvas: Canvas, layout: Layout, areas: Mapping[str, Area]) -> None:
    """Join neighbors in a row that follow each other."""
    for route in layout.routes:
        here, there = areas[route.source], areas[route.target]
        if (here.y, here.x + 2) == (there.y, there.x):
            canvas.put(here.x + 1, here.y, "─", Look("flow", flow=(route.source, route.index)))
