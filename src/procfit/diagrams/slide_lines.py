"""Lines on slides: connectors tied to shapes, and lines that nothing is tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procfit.diagrams.bent import Bent, bent
from procfit.diagrams.glue import Glued, Tie
from procfit.diagrams.scene import Item, Line, Shape
from procfit.diagrams.slide_text import EMU, Frame, describe, drop_style, rgb

__all__ = ["put_flow", "put_path", "stroke"]

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

_SITES: Mapping[str, Mapping[str, int]] = {
    "circle": {"top": 0, "left": 2, "bottom": 4, "right": 6},
    "other": {"top": 0, "left": 1, "bottom": 2, "right": 3},
}
"""The numbers of the places where Office ties connectors to a shape."""


def put_flow(
    shapes: Any, glued: Glued, frame: Frame, drawn: Mapping[int, Any], items: Sequence[Item]
) -> None:
    """Put a flow, tied to the shapes that it joins.

    Parameters
    ----------
    shapes
        The shapes of the slide.
    glued
        The line, and what it is tied to.
    frame
        Where the scene is.
    drawn
        The shapes that were put, by the numbers of their items.
    items
        The items of the scene.
    """
    form = _bent_of(glued.line.points, frame)
    if form is None:
        put_path(shapes, glued.line, frame)
        return
    connector = _put_connector(shapes, glued.line, form, frame)
    for name, tie in (("stCxn", glued.begin), ("endCxn", glued.end)):
        if tie is not None:
            _tie(connector, name, drawn[tie.item], _site(items[tie.item], tie))


def put_path(shapes: Any, item: Line, frame: Frame) -> Any:
    """Put a line that nothing is tied to: a straight one, or one over corners."""
    if len(item.points) == 2:
        return _put_connector(shapes, item, _bent_of(item.points, frame), frame)
    first, *others = (frame.emu(x, y) for x, y in item.points)
    builder = shapes.build_freeform(*first, scale=1.0)
    builder.add_line_segments(others, close=False)
    shape = builder.convert_to_shape()
    drop_style(shape)
    shape.fill.background()
    stroke(shape.line, item, frame)
    if item.has_arrow:
        _put_arrow(shape.line)
    describe(shape.element, item.id or item.classes, item.title)
    return shape


def stroke(line: Any, item: Shape | Line, frame: Frame) -> None:
    """Give a line its color, width and dashes."""
    from pptx.enum.dml import MSO_LINE

    line.color.rgb = rgb(item.stroke)
    line.width = max(frame.length(item.stroke_width), EMU // 4)
    if item.is_dashed:
        line.dash_style = MSO_LINE.DASH


def _bent_of(corners: Sequence[tuple[float, float]], frame: Frame) -> Bent | None:
    """Return the connector through corners of the scene, in points of the slide."""
    return bent([(frame.x + x * frame.scale, frame.y + y * frame.scale) for x, y in corners])


def _site(item: Item, tie: Tie) -> int:
    is_circle = isinstance(item, Shape) and item.form == "circle"
    return _SITES["circle" if is_circle else "other"][tie.side]


def _put_connector(shapes: Any, line: Line, form: Bent | None, frame: Frame) -> Any:
    from pptx.enum.shapes import MSO_CONNECTOR

    begin, end = frame.emu(*line.points[0]), frame.emu(*line.points[-1])
    connector = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *begin, *end)
    drop_style(connector)
    if form is not None and form.preset != "straightConnector1":
        _bend(connector.element.spPr, form)
    stroke(connector.line, line, frame)
    if line.has_arrow:
        _put_arrow(connector.line)
    describe(connector.element, line.id or line.classes, line.title)
    return connector


def _bend(properties: Any, form: Bent) -> None:
    """Give a connector its frame and its bends."""
    from lxml.etree import SubElement

    place = properties.find(f"{{{DRAWING}}}xfrm")
    for name in ("rot", "flipH", "flipV"):
        place.attrib.pop(name, None)
    for name, value in (("rot", form.turn), ("flipH", form.flip_h), ("flipV", form.flip_v)):
        if value:
            place.set(name, str(int(value)))
    offset, extent = place
    offset.set("x", str(round(form.x * EMU)))
    offset.set("y", str(round(form.y * EMU)))
    extent.set("cx", str(round(form.width * EMU)))
    extent.set("cy", str(round(form.height * EMU)))
    geometry = properties.find(f"{{{DRAWING}}}prstGeom")
    geometry.set("prst", form.preset)
    values = geometry.find(f"{{{DRAWING}}}avLst")
    values = SubElement(geometry, f"{{{DRAWING}}}avLst") if values is None else values
    for number, bend in enumerate(form.bends, 1):
        SubElement(values, f"{{{DRAWING}}}gd", name=f"adj{number}", fmla=f"val {bend}")


def _put_arrow(line: Any) -> None:
    from lxml.etree import SubElement

    stroke = line._get_or_add_ln()  # noqa: SLF001  python-pptx has no arrowheads
    SubElement(stroke, f"{{{DRAWING}}}tailEnd", type="triangle", w="med", len="med")


def _tie(connector: Any, name: str, shape: Any, site: int) -> None:
    """Tie an end of a connector to a shape, so that it follows when the shape is moved."""
    from lxml.etree import SubElement

    properties = connector.element.nvCxnSpPr.cNvCxnSpPr
    SubElement(properties, f"{{{DRAWING}}}{name}", id=str(shape.shape_id), idx=str(site))
