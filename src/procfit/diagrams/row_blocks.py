"""Rows above or below the lanes, with chips at the steps they belong to: evidence, systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.diagrams.geometry import Rect
from procfit.diagrams.legend import LINES
from procfit.diagrams.overlay import RowBlock
from procfit.diagrams.palette import BAND_HEAD, GRID, MUTED, QUIET, SIZE_LABEL, SIZE_LANE, SIZE_SMALL
from procfit.diagrams.scene import Item, Line, Shape
from procfit.diagrams.text_width import points, shorten, wrap

__all__ = ["draw_row", "row_height"]

CHIP_WIDTH = 104.0
CHIP_HEIGHT = 13.0
CHIP_STEP = 16.0
PAD = 5.0
LEAST = 36.0
LINE_GAP = 2.5


def row_height(block: RowBlock, places: Mapping[str, float]) -> float:
    """Return how high a row is: as high as the most chips above each other need."""
    most = max((len(chips) for chips in _columns(block, places).values()), default=0)
    return max(LEAST, most * CHIP_STEP + 2 * PAD)


def draw_row(block: RowBlock, places: Mapping[str, float], place: Rect, head: float) -> Iterator[Item]:
    """Return a row with its name at the left and a chip for each text, under each other at one place."""
    yield Shape(
        "box", place.x + place.width / 2, place.y + place.height / 2, place.width, place.height,
        stroke=GRID, classes="band",
    )  # fmt: skip
    if block.line:
        color, width, is_dashed = LINES[block.line]
        y = place.y + LINE_GAP  # clear of the border of the lanes above
        ends = ((place.x, y), (place.x + place.width, y))
        yield Line(ends, color, width, is_dashed, classes="lane")
    if head:
        lines = wrap(block.name, head - 8, 3, lambda text: points(text, SIZE_LABEL, is_bold=True))
        yield Shape(
            "box", place.x + head / 2, place.y + place.height / 2, head, place.height, tuple(lines),
            SIZE_LANE - 2, is_bold=True, fill=BAND_HEAD, stroke=GRID, stroke_width=0.5,
            classes="band head", title=block.name,
        )  # fmt: skip
    for x, chips in _columns(block, places).items():
        for number, chip in enumerate(chips):
            text = shorten(chip, CHIP_WIDTH - 8, lambda part: points(part, SIZE_SMALL))
            yield Shape(
                "box", x, place.y + PAD + (number + 0.5) * CHIP_STEP, CHIP_WIDTH, CHIP_HEIGHT, (text,),
                SIZE_SMALL, fill=MUTED, stroke=QUIET, stroke_width=0.6, classes="chip", title=chip,
            )  # fmt: skip


def _columns(block: RowBlock, places: Mapping[str, float]) -> dict[float, list[str]]:
    """Return the chips by place across, each once."""
    found: dict[float, list[str]] = {}
    for step, x in places.items():
        chips = found.setdefault(x, [])
        chips.extend(chip for chip in block.chips[step] if chip not in chips)
    return found
