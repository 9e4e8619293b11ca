"""What a picture on paper is made of: shapes, texts and lines in points, y growing downwards.

Styles make scenes and renderers turn them into files, so that neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from procfit.diagrams.palette import BORDER, FLOW, INK, PAPER, SIZE_NAME

__all__ = ["Data", "Form", "Item", "Line", "Scene", "Shape", "Text"]

Data = tuple[tuple[str, str], ...]
Form = Literal["box", "rounded", "diamond", "circle"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape given by its middle; `lines` is what stands in it.

    `id`, `classes` and `title` name it for style sheets, links and screen readers; `link` is an address
    that it leads to in an SVG. `data` becomes ``data-…`` attributes there, for programs that read it.
    """

    form: Form
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()
    size: float = SIZE_NAME
    is_bold: bool = False
    color: str = INK
    fill: str = PAPER
    stroke: str = BORDER
    stroke_width: float = 1.0
    is_dashed: bool = False
    id: str = ""
    classes: str = ""
    title: str = ""
    link: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text around the height `y`; `x` is their left end, middle or right end."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = SIZE_NAME
    align: Literal["left", "middle", "right"] = "middle"
    is_bold: bool = False
    color: str = INK
    classes: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line over corners, which are rounded by `radius`, with or without an arrowhead."""

    points: tuple[tuple[float, float], ...]
    stroke: str = FLOW
    stroke_width: float = 1.0
    is_dashed: bool = False
    has_arrow: bool = False
    radius: float = 0.0
    id: str = ""
    classes: str = ""
    title: str = ""
    data: Data = ()


Item = Shape | Text | Line


@dataclass(frozen=True)
class Scene:
    """A picture: its size in points, what it shows, and its items from back to front.

    Lines lie above all shapes and texts.
    """

    width: float
    height: float
    title: str
    description: str = ""
    items: tuple[Item, ...] = field(default_factory=tuple)
    background: str = PAPER
