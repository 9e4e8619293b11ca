"""A scene as Graphviz source: every item pinned to its place, every text made harmless."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from procfit.diagrams.palette import FONT, FONT_BOLD
from procfit.diagrams.scene import Line, Scene, Shape, Text
from procfit.diagrams.text_width import points
from procfit.model.text import visible

if TYPE_CHECKING:
    from graphviz import Digraph

__all__ = ["escape", "scene_source"]

POINTS_PER_INCH = 72
ARROW_LENGTH = 7.0
LINE_HEIGHT = 1.2

# How far the control points of a quarter circle lie from its corner, as a share of the radius.
_ROUND = 0.4477

_FORMS = {"box": "box", "rounded": "box", "diamond": "diamond", "circle": "circle"}
_SIGNS = {"left": "\\l", "middle": "\\n", "right": "\\r"}

Corner = tuple[float, float]


def escape(text: str) -> str:
    r"""Return text that Graphviz draws as it is: no markup, no escapes, no entities, no control signs.

    Examples
    --------
    >>> print(escape("<b>x</b> &#27; \\N"))
    <b>x</b> &amp;#27; \\N
    """
    return visible(text).replace("&", "&amp;").replace("\\", "\\\\")


def scene_source(scene: Scene) -> str:
    """Return the Graphviz source of a scene, for ``neato -n2``."""
    from graphviz import Digraph

    graph = Digraph(
        "procfit",
        graph_attr={
            "pad": "0",
            "margin": "0",
            "splines": "true",
            "outputorder": "nodesfirst",
            "bgcolor": scene.background,
        },
        node_attr={"fixedsize": "true", "margin": "0", "fontname": FONT, "label": ""},
        edge_attr={"dir": "none"},
    )
    _put_anchors(graph, scene)
    for number, item in enumerate(scene.items):
        if isinstance(item, Shape):
            _put_shape(graph, item, scene, f"s{number}")
        elif isinstance(item, Text):
            _put_text(graph, item, scene, f"t{number}")
        else:
            _put_line(graph, item, scene, f"l{number}")
    return str(graph.source)


def _put_anchors(graph: Digraph, scene: Scene) -> None:
    """Put the sheet, which sets the picture's size, and the hidden nodes that lines are tied to."""
    sheet = _node(scene.width / 2, scene.height / 2, scene.width, scene.height, scene)
    graph.node(
        "sheet",
        shape="box",
        style="filled",
        fillcolor=scene.background,
        penwidth="0",
        id="sheet",
        **sheet,
    )
    for name in ("from", "to"):
        graph.node(name, shape="point", style="invis", id=name, **_node(0, 0, 1, 1, scene))


def _node(x: float, y: float, width: float, height: float, scene: Scene) -> dict[str, str]:
    return {
        "pos": f"{_number(x)},{_number(scene.height - y)}!",
        "width": f"{width / POINTS_PER_INCH:.5f}",
        "height": f"{height / POINTS_PER_INCH:.5f}",
    }


def _put_shape(graph: Digraph, shape: Shape, scene: Scene, name: str) -> None:
    style = ["filled", *(["rounded"] if shape.form == "rounded" else [])]
    style += ["dashed"] if shape.is_dashed else []
    graph.node(
        name,
        shape=_FORMS[shape.form],
        style=",".join(style),
        fillcolor=shape.fill,
        color=shape.stroke,
        penwidth=_number(shape.stroke_width),
        **_node(shape.x, shape.y, shape.width, shape.height, scene),
        **_label(shape.lines, "middle", shape.size, shape.is_bold, shape.color),
        **_names(shape.id or name, shape.classes),
        **_link(shape),
    )


def _put_text(graph: Digraph, text: Text, scene: Scene, name: str) -> None:
    width = max((points(line, text.size, text.is_bold) for line in text.lines), default=0) + 2
    shift = {"left": width / 2, "middle": 0, "right": -width / 2}[text.align]
    height = len(text.lines) * text.size * LINE_HEIGHT
    graph.node(
        name,
        shape="none",
        **_node(text.x + shift, text.y, width, height, scene),
        **_label(text.lines, text.align, text.size, text.is_bold, text.color),
        **_names(name, f"text {text.classes}".strip()),
    )


def _put_line(graph: Digraph, line: Line, scene: Scene, name: str) -> None:
    arrow = {"dir": "forward", "arrowsize": "0.7"} if line.has_arrow else {}
    graph.edge(
        "from",
        "to",
        pos=_spline(line, scene.height),
        color=line.stroke,
        penwidth=_number(line.stroke_width),
        style="dashed" if line.is_dashed else "solid",
        **arrow,
        **_names(line.id or name, line.classes),
    )


def _names(name: str, classes: str) -> Mapping[str, str]:
    return {"id": name, **({"class": classes} if classes else {})}


def _link(shape: Shape) -> Mapping[str, str]:
    if not shape.link:
        return {}
    return {"URL": escape(shape.link), "tooltip": escape(shape.title) or " "}


def _label(
    lines: tuple[str, ...], align: str, size: float, is_bold: bool, color: str
) -> Mapping[str, str]:
    from graphviz import nohtml

    if not lines:
        return {}
    sign = _SIGNS[align]
    text = sign.join(escape(line) for line in lines)
    return {
        "label": nohtml(text if align == "middle" else text + sign),
        "fontsize": _number(size),
        "fontname": FONT_BOLD if is_bold else FONT,
        "fontcolor": color,
    }


def _spline(line: Line, height: float) -> str:
    """Return a line as the Bezier curve that Graphviz keeps to the point."""
    corners = [(x, height - y) for x, y in line.points]
    prefix = ""
    if line.has_arrow:
        tip = corners[-1]
        corners[-1] = _toward(tip, corners[-2], min(ARROW_LENGTH, _distance(tip, corners[-2])))
        prefix = f"e,{_pair(tip)} "
    return prefix + " ".join(_pair(point) for point in _curve(corners, line.radius))


def _curve(corners: list[Corner], radius: float) -> Iterator[Corner]:
    """Return the start, then three points for every straight piece and every rounded corner."""
    at = corners[0]
    yield at
    for number, (corner, after) in enumerate(pairwise(corners[1:]), start=1):
        room = min(_distance(corners[number - 1], corner), _distance(corner, after)) / 2
        turn = min(radius, room)
        begin, end = _toward(corner, at, turn), _toward(corner, after, turn)
        yield from (at, begin, begin)
        if turn:
            yield from (_toward(corner, begin, turn * _ROUND), _toward(corner, end, turn * _ROUND), end)
        at = end
    yield from (at, corners[-1], corners[-1])


def _toward(begin: Corner, end: Corner, length: float) -> Corner:
    distance = _distance(begin, end)
    if not distance:
        return begin
    share = length / distance
    return begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share


def _distance(one: Corner, other: Corner) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def _pair(point: Corner) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
