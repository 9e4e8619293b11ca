"""A scene as shapes of a slide that people can edit: text in shapes, connectors tied to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from procfit.diagrams.glue import glued_lines
from procfit.diagrams.scene import Item, Line, Scene, Shape, Text
from procfit.diagrams.slide_lines import put_flow, put_path, stroke
from procfit.diagrams.slide_text import Frame, describe, drop_style, put_text, rgb
from procfit.diagrams.text_width import points

__all__ = ["put_scene"]

LINE_HEIGHT = 1.2
SPARE = 1.15
"""Room for fonts that run wider, so that no label breaks."""

_FORMS = {"box": "RECTANGLE", "rounded": "ROUNDED_RECTANGLE", "diamond": "DIAMOND", "circle": "OVAL"}
_WITH_STEP = frozenset({"name", "mark"})


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
        put_flow(shapes, glued, frame, drawn, scene.items)


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
    return put_path(shapes, item, frame)


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
    drop_style(shape)
    if item.fill == "none":
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(item.fill)
    if item.stroke_width:
        stroke(shape.line, item, frame)
    else:
        shape.line.fill.background()


def _put_label(shapes: Any, item: Text, frame: Frame) -> Any:
    width = max((points(line, item.size, item.is_bold) for line in item.lines), default=0) * SPARE + 4
    height = len(item.lines) * item.size * LINE_HEIGHT + 2
    shift = {"left": 0.0, "middle": width / 2, "right": width}[item.align]
    left, top = frame.emu(item.x - shift, item.y - height / 2)
    box = shapes.add_textbox(left, top, frame.length(width), frame.length(height))
    put_text(box, item.lines, item.size * frame.scale, item.color, item.is_bold, item.align, wraps=True)
    describe(box.element, item.classes, "")
    return box
