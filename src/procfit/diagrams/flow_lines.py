"""Flows in the dress of a style."""

from __future__ import annotations

from procfit.diagrams.overlay import FlowDress
from procfit.diagrams.scene import Data, Line
from procfit.diagrams.strips import Corner, Piece

__all__ = ["CORNER", "dressed_line"]

CORNER = 7.0


def dressed_line(piece: Piece, dress: FlowDress, corners: tuple[Corner, ...], data: Data = ()) -> Line:
    """Return a part of a flow, which runs over `corners`, as its dress wants it."""
    route = piece.route
    return Line(
        corners,
        stroke=dress.stroke,
        stroke_width=dress.width,
        is_dashed=dress.is_dashed,
        has_arrow=piece.is_last,
        radius=CORNER,
        id=f"flow-{route.source}-{route.index}" if piece.is_last else "",
        classes=f"flow {dress.classes}".strip(),
        title=f"{route.source} to {route.target}{f' ({dress.classes})' if dress.classes else ''}",
        data=data,
    )
