"""The numbers at which flows leave one strip of a map and enter the next."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.diagrams.palette import BORDER, PAPER, SIZE_LABEL
from procfit.diagrams.scene import Item, Line, Shape
from procfit.diagrams.strips import Reference, Strip

__all__ = ["REFERENCE_ROOM", "draw_references", "reference_room"]

REFERENCE = 15.0
REFERENCE_ROOM = 26.0
"""What a strip keeps free on each side for one row of numbers."""

REFERENCE_STEP = 18.0


def reference_room(strips: list[Strip]) -> float:
    """Return what is kept free on both sides of a strip for numbers."""
    aways = [away for strip in strips for _, away in _staggered(strip.references)]
    return REFERENCE_ROOM + REFERENCE_STEP * max(aways) if aways else 0.0


def _staggered(references: list[Reference]) -> Iterator[tuple[Reference, int]]:
    """Return the numbers of a strip with how many places they move out, so that none meets another."""
    for is_right in (False, True):
        on_side = sorted((r for r in references if r.is_right == is_right), key=lambda r: r.y)
        lowest = [-REFERENCE * 2.0] * len(on_side)
        for reference in on_side:
            away = next(place for place, y in enumerate(lowest) if reference.y - y > REFERENCE)
            lowest[away] = reference.y
            yield reference, away


def draw_references(strip: Strip, shift: float, top: float) -> Iterator[Item]:
    """Return the numbers of a strip that is drawn `shift` to the right, from `top` down."""
    for reference, places in _staggered(strip.references):
        yield from _reference(reference, places, strip, shift, top)


def _reference(
    reference: Reference, places: int, strip: Strip, shift: float, top: float
) -> Iterator[Item]:
    """Draw the number at which a flow leaves a strip or enters it."""
    edge = (strip.last_x if reference.is_right else strip.first_x) + shift
    y = strip.y(reference.y) + top
    away = 1 if reference.is_right else -1
    x = edge + away * (REFERENCE_ROOM - REFERENCE / 2 - 3 + REFERENCE_STEP * places)
    near = x - away * REFERENCE / 2
    yield Shape(
        "circle",
        x,
        y,
        REFERENCE,
        REFERENCE,
        (reference.number,),
        SIZE_LABEL,
        True,
        fill=PAPER,
        stroke=BORDER,
        classes="reference",
        title=f"goes on at {reference.number}",
    )
    ends = ((edge, y), (near, y)) if reference.leads_out else ((near, y), (edge, y))
    width = 1.8 if reference.is_main else 1.0
    yield Line(ends, stroke_width=width, has_arrow=reference.leads_out, classes="flow reference")
