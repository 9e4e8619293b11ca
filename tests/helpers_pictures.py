"""Pictures of the worked example, and what must hold for every picture."""

from __future__ import annotations

import shutil
from functools import cache
from itertools import combinations

import pytest
from lxml import etree

import procfit
from helpers_maps import EXAMPLE
from procfit.api import scene as make_scene
from procfit.diagrams.render import STYLES, WHOLE
from procfit.diagrams.scene import Scene, Shape, Text
from procfit.diagrams.text_width import points
from procfit.model.process import View
from procfit.workspace import Workspace

SVG = "{http://www.w3.org/2000/svg}"
VENDOR = "elder"
OF_MAPS = [style for style in STYLES if style not in WHOLE]
SLACK = 1.0

needs_graphviz = pytest.mark.skipif(
    shutil.which("neato") is None, reason="Graphviz is not installed: apt install graphviz"
)


@cache
def workspace() -> Workspace:
    """Return the worked example."""
    return procfit.open_workspace(EXAMPLE)


def example_maps() -> list[str]:
    """Return the ids of its maps."""
    return list(workspace().maps)


def vendor_of(style: str) -> str:
    """Return the vendor that a style shows."""
    return VENDOR if style == "fit" else ""


def picture(name: str, style: str, view: View = "as-is") -> Scene:
    """Return a picture of a map of the worked example; no name for the whole workspace."""
    process = workspace().map(name) if name else None
    return make_scene(process, style, view, workspace(), vendor=vendor_of(style))


def texts(drawn: Scene) -> list[str]:
    """Return every line of text."""
    return [line for item in drawn.items if isinstance(item, Shape | Text) for line in item.lines]


def titles(drawn: Scene) -> list[str]:
    """Return what screen readers read."""
    return [item.title for item in drawn.items if isinstance(item, Shape) and item.title]


def svg_texts(svg: str) -> list[str]:
    """Return every line of text in an SVG."""
    root = etree.fromstring(svg.encode())
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def shapes(drawn: Scene, *classes: str) -> list[Shape]:
    """Return the shapes with all these classes."""
    return [
        item
        for item in drawn.items
        if isinstance(item, Shape) and set(classes) <= set(item.classes.split())
    ]


def assert_on_page(drawn: Scene) -> None:
    """Check that nothing lies outside the page."""
    for item in drawn.items:
        for left, top, right, bottom in _boxes(item):
            assert left >= -SLACK, item
            assert top >= -SLACK, item
            assert right <= drawn.width + SLACK, item
            assert bottom <= drawn.height + SLACK, item


def _boxes(item: object) -> list[tuple[float, float, float, float]]:
    if isinstance(item, Shape):
        across, down = item.width / 2, item.height / 2
        return [(item.x - across, item.y - down, item.x + across, item.y + down)]
    if isinstance(item, Text):
        width = max((points(line, item.size, item.is_bold) for line in item.lines), default=0.0)
        left = item.x - {"left": 0.0, "middle": width / 2, "right": width}[item.align]
        high = len(item.lines) * item.size * 0.6
        return [(left, item.y - high, left + width, item.y + high)]
    return [(x, y, x, y) for x, y in item.points]  # type: ignore[attr-defined]


def assert_in_lanes(drawn: Scene) -> None:
    """Check that every step stands in one lane, and that no two steps overlap."""
    lanes = [lane for lane in shapes(drawn, "lane") if "head" not in lane.classes.split()]
    steps = [step for step in shapes(drawn, "step") if step.id]
    for step in steps:
        top, bottom = step.y - step.height / 2, step.y + step.height / 2
        assert any(
            lane.y - lane.height / 2 <= top + SLACK and bottom - SLACK <= lane.y + lane.height / 2
            for lane in lanes
        ), step
    for one, other in combinations(steps, 2):
        apart = abs(one.x - other.x) >= (one.width + other.width) / 2 - SLACK
        assert apart or abs(one.y - other.y) >= (one.height + other.height) / 2 - SLACK, (one, other)


def assert_texts_fit(drawn: Scene) -> None:
    """Check that the text in every box is narrower than the box."""
    for shape in shapes(drawn):
        if shape.form == "diamond":
            continue
        for line in shape.lines:
            assert points(line, shape.size, shape.is_bold) <= shape.width + SLACK, shape
