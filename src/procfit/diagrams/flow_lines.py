"""Flows in the dress of a style."""

from __future__ import annotations

from procfit.diagrams.overlay import FlowDress
from procfit.diagrams.scene import Line
from procfit.diagrams.strips import Piece, Strip

__all__ = ["CORNER", "dressed_line"]

CORNER = 7.0


def dressed_line(piece: Piece, dress: FlowDress, strip: Strip, offset: tuple[float, float]) -> Line:
    """Return a part of a flow as its dress wants it; `offset` is how far right and down its strip stands."""
    route, (shift, top) = piece.route, offset
    return Line(
        tuple((x + shift, strip.y(y) + top) for x, y in piece.points),
        stroke=dress.stroke,
        stroke_width=dress.width,
        is_dashed=dress.is_dashed,
        has_arrow=piece.is_last,
        radius=CORNER,
        id=f"flow-{route.source}-{route.index}" if piece.is_last else "",
        classes=f"flow {dress.classes}".strip(),
        title=f"{route.source} to {route.target}{f' ({dress.classes})' if dress.classes else ''}",
    )
