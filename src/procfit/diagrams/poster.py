"""Posters: a picture over several A4 sheets that are glued together, and pictures as PDF of one page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from procfit.diagrams.scene import Scene
from procfit.diagrams.typeset import typeset
from procfit.model.errors import UsageError

__all__ = ["POSTERS", "Tiling", "page_pdf", "poster_pdf", "tiling"]

POSTERS = {"A3": (297.0, 420.0), "A2": (420.0, 594.0), "A1": (594.0, 841.0), "A0": (841.0, 1189.0)}
"""Width and height of the sizes in millimeters, upright."""

A4 = (210.0, 297.0)
EDGE = 10.0
"""Millimeters that printers leave blank around a sheet, with the crop marks in them."""

OVERLAP = 10.0
"""Millimeters of a sheet that the next one repeats, to glue on."""

POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a poster lies on A4 sheets; all lengths in millimeters.

    `sheet` is the sheet, `step` how far one is from the next, `scale` turns points of the picture into
    millimeters.
    """

    columns: int
    rows: int
    sheet: tuple[float, float]
    width: float
    height: float
    scale: float

    @property
    def step(self) -> tuple[float, float]:
        """How far the picture on one sheet is from that on the next: across and down."""
        return self.sheet[0] - 2 * EDGE - OVERLAP, self.sheet[1] - 2 * EDGE - OVERLAP


def tiling(scene: Scene, size: str) -> Tiling:
    """Return how a picture lies on A4 sheets as big as the poster allows, on the fewest sheets.

    Raises
    ------
    UsageError
        When there is no such size.

    Examples
    --------
    >>> found = tiling(Scene(1000.0, 700.0, "wide"), "a1")
    >>> found.columns, found.rows, round(found.width), round(found.height)
    (5, 3, 841, 589)
    """
    paper = POSTERS.get(size.upper())
    if paper is None:
        raise UsageError(f'there is no poster "{size}"', f"sizes: {', '.join(POSTERS)}")
    is_wide = scene.width > scene.height
    room = (paper[1], paper[0]) if is_wide else paper
    scale = min(room[0] / scene.width, room[1] / scene.height)
    width, height = scene.width * scale, scene.height * scale
    tried = [_tiling(width, height, sheet, scale) for sheet in (A4[::-1], A4)]
    return min(tried, key=lambda found: found.columns * found.rows)


def _tiling(width: float, height: float, sheet: tuple[float, float], scale: float) -> Tiling:
    counts = [
        max(math.ceil((length - OVERLAP) / (side - 2 * EDGE - OVERLAP) - 1e-9), 1)
        for length, side in zip((width, height), sheet, strict=True)
    ]
    return Tiling(counts[0], counts[1], sheet, width, height, scale)


def poster_pdf(scene: Scene, svg: str, size: str) -> bytes:
    """Return a poster as PDF: an A4 sheet per tile, row by row, with crop marks and its place.

    Parameters
    ----------
    scene
        The picture.
    svg
        The same as SVG.
    size
        One of `POSTERS`.
    """
    found = tiling(scene, size)
    content = {
        "title": scene.title,
        "size": size.upper(),
        "columns": found.columns,
        "rows": found.rows,
        "sheet": found.sheet,
        "step": found.step,
        "width": found.width,
        "height": found.height,
        "edge": EDGE,
    }
    return typeset(_TILES, content, {"picture.svg": svg.encode()})


def page_pdf(scene: Scene, svg: str) -> bytes:
    """Return a picture as a PDF of one page that is as big as the picture."""
    content = {"title": scene.title, "width": scene.width, "height": scene.height}
    return typeset(_PAGE, content, {"picture.svg": svg.encode()})


_PAGE = """
#let it = json("content.json")
#set document(title: it.title, date: none)
#set text(font: it.fonts)
#set page(width: it.width * 1pt, height: it.height * 1pt, margin: 0pt)
#image("picture.svg", width: it.width * 1pt, alt: it.title)
"""

_TILES = """
#let it = json("content.json")
#let mm(value) = value * 1mm
#set document(title: it.title, date: none)
#set text(font: it.fonts, size: 7pt, fill: rgb("#52606d"))
#set page(width: mm(it.sheet.at(0)), height: mm(it.sheet.at(1)), margin: 0pt)
#let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".clusters()
#let (step_x, step_y) = it.step
#let inner = (it.sheet.at(0) - 2 * it.edge, it.sheet.at(1) - 2 * it.edge)
#let mark(x, y, dx, dy) = place(
  dx: mm(x), dy: mm(y), line(start: (0pt, 0pt), end: (mm(dx), mm(dy)), stroke: 0.4pt + black),
)
#let marks(left, top, right, bottom) = {
  for (x, away) in ((left, -1), (right, 1)) {
    for (y, off) in ((top, -1), (bottom, 1)) {
      mark(x + away * 1.5, y, away * 5, 0)
      mark(x, y + off * 1.5, 0, off * 5)
    }
  }
}
#for row in range(it.rows) {
  for column in range(it.columns) {
    if row + column > 0 { pagebreak() }
    place(dx: mm(it.edge), dy: mm(it.edge), box(
      width: mm(inner.at(0)), height: mm(inner.at(1)), clip: true,
      place(
        dx: mm(-column * step_x), dy: mm(-row * step_y),
        image("picture.svg", width: mm(it.width), height: mm(it.height), alt: it.title),
      ),
    ))
    marks(it.edge, it.edge, it.edge + inner.at(0), it.edge + inner.at(1))
    // where the next sheet is glued on
    if column + 1 < it.columns {
      for y in (it.edge - 4, it.edge + inner.at(1) + 1) { mark(it.edge + step_x, y, 0, 3) }
    }
    if row + 1 < it.rows {
      for x in (it.edge - 4, it.edge + inner.at(0) + 1) { mark(x, it.edge + step_y, 3, 0) }
    }
    let place_name = letters.at(row) + str(column + 1)
    let counts = str(it.columns) + "x" + str(it.rows)
    place(bottom + left, dx: mm(it.edge + 8), dy: -2.5mm, box(
      width: mm(inner.at(0) - 16), height: 3mm, clip: true,
      [*#place_name of #counts* #h(2mm) #it.size #h(2mm) #it.title],
    ))
  }
}
"""
