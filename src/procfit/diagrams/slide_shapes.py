"""A scene as shapes of a slide that people can edit: text in shapes, connectors tied to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procfit.diagrams.bent import Bent, bent
from procfit.diagrams.glue import Glued, Tie, glued_lines
from procfit.diagrams.scene import Item, Line, Scene, Shape, Text
from procfit.diagrams.text_width import points
from procfit.model.text import visible

__all__ = ["SLIDE_FONT", "Frame", "put_scene", "put_text"]

SLIDE_FONT = "Arial"
"""A font that Windows and macOS have, and LibreOffice another of the same widths for."""

EMU = 12_700
"""How many of Office's units a point has."""

LINE_HEIGHT = 1.2
SPARE = 1.15
"""Room for fonts that run wider, so that no label breaks."""
SMALLEST_TEXT = 4.0
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

_SITES: Mapping[str, Mapping[str, int]] = {
    "circle": {"top": 0, "left": 2, "bottom": 4, "right": 6},
    "other": {"top": 0, "left": 1, "bottom": 2, "right": 3},
}
"""The numbers of the places where Office ties connectors to a shape."""

_FORMS = {"box": "RECTANGLE", "rounded": "ROUNDED_RECTANGLE", "diamond": "DIAMOND", "circle": "OVAL"}
_WITH_STEP = frozenset({"name", "mark"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a scene goes on a slide: its upper left corner in points, and its scale."""

    x: float
    y: float
    scale: float

    def emu(self, x: float, y: float) -> tuple[int, int]:
        """Return a place of the scene in Office's units."""
        return round((self.x + x * self.scale) * EMU), round((self.y + y * self.scale) * EMU)

    def length(self, value: float) -> int:
        """Return a length of the scene in Office's units."""
        return round(value * self.scale * EMU)


def put_scene(shapes: Any, scene: Scene, frame: Frame) -> None:
    """Put a scene on a slide.

    Parameters
    ----------
    shapes
        The shapes of a slide of python-pptx.
    scene
        The picture.
    frame
        Where it goes.
    """
    drawn: dict[int, Any] = {}
    flows = list(glued_lines(scene))
    for group in _groups(scene.items):
        target = shapes.add_group_shape().shapes if len(group) > 1 else shapes
        for number, item in group:
            drawn[number] = _put_item(target, item, frame)
        if len(group) > 1 and isinstance(group[0][1], Shape):
            describe(drawn[group[0][0]].element.getparent(), group[0][1].id, "")
    for glued in flows:
        _put_flow(shapes, glued, frame, drawn, scene.items)


def _groups(items: Sequence[Item]) -> Iterator[list[tuple[int, Item]]]:
    """Yield the items that move together: a step with its name and marks; flows are not among them."""
    group: list[tuple[int, Item]] = []
    for number, item in enumerate(items):
        if isinstance(item, Line) and "flow" in item.classes.split():
            continue
        if group and _belongs(item, group[0][1]):
            group.append((number, item))
            continue
        if group:
            yield group
        group = [(number, item)]
    if group:
        yield group


def _belongs(item: Item, first: Item) -> bool:
    """Tell whether an item is a part of the step that stands before it."""
    if not (isinstance(first, Shape) and first.id):
        return False
    names = item.classes.split()
    is_part = bool(_WITH_STEP & set(names)) or names[:1] == ["step"]
    return is_part and not (isinstance(item, Shape) and item.id)


def _put_item(shapes: Any, item: Item, frame: Frame) -> Any:
    if isinstance(item, Shape):
        return _put_shape(shapes, item, frame)
    if isinstance(item, Text):
        return _put_label(shapes, item, frame)
    return _put_path(shapes, item, frame)


def _put_shape(shapes: Any, item: Shape, frame: Frame) -> Any:
    from pptx.enum.shapes import MSO_SHAPE

    left, top = frame.emu(item.x - item.width / 2, item.y - item.height / 2)
    size = frame.length(item.width), frame.length(item.height)
    shape = shapes.add_shape(getattr(MSO_SHAPE, _FORMS[item.form]), left, top, *size)
    if item.form == "rounded":
        shape.adjustments[0] = min(6.0 / min(item.width, item.height), 0.5)
    _paint(shape, item, frame)
    if item.lines:
        put_text(shape, item.lines, item.size * frame.scale, item.color, item.is_bold, "middle")
    describe(shape.element, item.id or item.classes, item.title)
    return shape


def _paint(shape: Any, item: Shape, frame: Frame) -> None:
    _drop_style(shape)
    if item.fill == "none":
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(item.fill)
    if item.stroke_width:
        _stroke(shape.line, item, frame)
    else:
        shape.line.fill.background()


def _drop_style(shape: Any) -> None:
    """Take the look of the theme from a shape, such as its shadow."""
    for style in shape.element.findall("{*}style"):
        shape.element.remove(style)


def _stroke(line: Any, item: Shape | Line, frame: Frame) -> None:
    from pptx.enum.dml import MSO_LINE

    line.color.rgb = _rgb(item.stroke)
    line.width = max(frame.length(item.stroke_width), EMU // 4)
    if item.is_dashed:
        line.dash_style = MSO_LINE.DASH


def _rgb(color: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make(*bytes.fromhex(color.removeprefix("#")))


def _put_label(shapes: Any, item: Text, frame: Frame) -> Any:
    width = max((points(line, item.size, item.is_bold) for line in item.lines), default=0) * SPARE + 4
    height = len(item.lines) * item.size * LINE_HEIGHT + 2
    shift = {"left": 0.0, "middle": width / 2, "right": width}[item.align]
    left, top = frame.emu(item.x - shift, item.y - height / 2)
    box = shapes.add_textbox(left, top, frame.length(width), frame.length(height))
    put_text(box, item.lines, item.size * frame.scale, item.color, item.is_bold, item.align, wraps=True)
    describe(box.element, item.classes, "")
    return box


def put_text(
    shape: Any,
    lines: Sequence[str],
    size: float,
    color: str,
    is_bold: bool,
    align: str,
    wraps: bool = False,
) -> None:
    """Put lines of text into a shape, around its middle.

    Parameters
    ----------
    shape
        A shape of python-pptx with a text frame.
    lines
        The lines, each a paragraph.
    size
        The height of the letters in points.
    color
        As ``#rrggbb``.
    is_bold
        Whether they are bold.
    align
        ``left``, ``middle`` or ``right``.
    wraps
        Whether long lines are broken where the shape ends.
    """
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, wraps
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    sides = {"left": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = sides[align]
        if _is_right_to_left(line):
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001  python-pptx has no name for it
        run = paragraph.add_run()
        run.text = visible(line).replace("\n", " ")
        font = run.font
        font.size, font.bold, font.name = Pt(round(max(size, SMALLEST_TEXT), 1)), is_bold, SLIDE_FONT
        font.color.rgb = _rgb(color)


def _is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs to the left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _put_path(shapes: Any, item: Line, frame: Frame) -> Any:
    """Put a line that nothing is tied to: a straight one, or one over corners."""
    if len(item.points) == 2:
        return _put_connector(shapes, item, _bent_of(item.points, frame), frame)
    first, *others = (frame.emu(x, y) for x, y in item.points)
    builder = shapes.build_freeform(*first, scale=1.0)
    builder.add_line_segments(others, close=False)
    shape = builder.convert_to_shape()
    _drop_style(shape)
    shape.fill.background()
    _stroke(shape.line, item, frame)
    if item.has_arrow:
        _put_arrow(shape.line)
    describe(shape.element, item.id or item.classes, item.title)
    return shape


def _bent_of(corners: Sequence[tuple[float, float]], frame: Frame) -> Bent | None:
    """Return the connector through corners of the scene, in points of the slide."""
    return bent([(frame.x + x * frame.scale, frame.y + y * frame.scale) for x, y in corners])


def _put_flow(
    shapes: Any, glued: Glued, frame: Frame, drawn: Mapping[int, Any], items: Sequence[Item]
) -> None:
    form = _bent_of(glued.line.points, frame)
    if form is None:
        _put_path(shapes, glued.line, frame)
        return
    connector = _put_connector(shapes, glued.line, form, frame)
    for name, tie in (("stCxn", glued.begin), ("endCxn", glued.end)):
        if tie is not None:
            _tie(connector, name, drawn[tie.item], _site(items[tie.item], tie))


def _site(item: Item, tie: Tie) -> int:
    is_circle = isinstance(item, Shape) and item.form == "circle"
    return _SITES["circle" if is_circle else "other"][tie.side]


def _put_connector(shapes: Any, line: Line, form: Bent | None, frame: Frame) -> Any:
    from pptx.enum.shapes import MSO_CONNECTOR

    begin, end = frame.emu(*line.points[0]), frame.emu(*line.points[-1])
    connector = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *begin, *end)
    _drop_style(connector)
    if form is not None and form.preset != "straightConnector1":
        _bend(connector.element.spPr, form)
    _stroke(connector.line, line, frame)
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


def describe(element: Any, name: str, title: str) -> None:
    """Give a shape a name for the list of objects and a description for screen readers."""
    for properties in element.iter("{*}cNvPr"):
        if name:
            properties.set("name", visible(name))
        if title:
            properties.set("descr", visible(title))
        return
