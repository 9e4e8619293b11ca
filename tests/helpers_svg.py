"""Reads a picture back from its SVG, and tells what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import hypot

from lxml import etree

from procfit.diagrams.text_width import points
from procfit.model.picture import Rect
from procfit.model.process import ProcessMap

__all__ = ["Drawn", "faults", "read_svg"]

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SLACK = 0.6
HEIGHT = 1.0
"""Height of a line of text as a share of its size: from the ascenders to the descenders."""

TEXT = re.compile(r"\b(share|when|name|title|outcome)\b")

Point = tuple[float, float]


@dataclass
class Drawn:
    """What an SVG holds: its sheet, and steps, lanes, flows and texts by their data attributes."""

    sheet: Rect
    steps: dict[str, Rect] = field(default_factory=dict)
    lane_of: dict[str, str] = field(default_factory=dict)
    lanes: dict[str, list[Rect]] = field(default_factory=dict)
    flows: list[tuple[str, str, list[Point]]] = field(default_factory=list)
    labels: list[tuple[str, Rect]] = field(default_factory=list)
    """Labels of flows and names beside steps."""
    texts: list[tuple[str, Rect]] = field(default_factory=list)


def read_svg(text: str) -> Drawn:
    """Return what an SVG of a style shows."""
    root = etree.fromstring(text.encode())
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    drawn = Drawn(_extent(groups["sheet"]))
    for group in root.iter(f"{SVG}g"):
        classes = (group.get("class") or "").split()
        if {"node", "edge"} & set(classes):
            _read_group(group, classes, drawn)
    return drawn


def _read_group(group: etree._Element, classes: list[str], drawn: Drawn) -> None:
    name = group.get("id", "")
    if "edge" in classes:
        if group.get("data-from") is not None:
            path = group.find(f"{SVG}path")
            line = _points(path.get("d"))[::3]
            tip = group.find(f"{SVG}polygon")
            ends = [_tip(_points(tip.get("points")), line[-1])] if tip is not None else []
            drawn.flows.append((group.get("data-from"), group.get("data-to"), [*line, *ends]))
        return
    texts = [_text_box(element) for element in group.iter(f"{SVG}text")]
    drawn.texts += texts
    if name.startswith("step-"):
        drawn.steps[name.removeprefix("step-")] = _extent(group)
        drawn.lane_of[name.removeprefix("step-")] = group.get("data-lane", "")
    elif "lane" in classes and group.get("data-lane") is not None:
        drawn.lanes.setdefault(group.get("data-lane", ""), []).append(_extent(group))
    elif "text" in classes and (group.get("data-from") or group.get("data-step")):
        drawn.labels += texts


def _tip(head: list[Point], end: Point) -> Point:
    """Return the corner of an arrowhead that is farthest from the end of its line."""
    return max(head, key=lambda corner: hypot(corner[0] - end[0], corner[1] - end[1]))


def _points(text: str) -> list[Point]:
    numbers = [float(number) for number in NUMBER.findall(text)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _extent(group: etree._Element) -> Rect:
    places: list[Point] = []
    for element in group:
        tag = etree.QName(element).localname
        if tag in ("polygon", "polyline"):
            places += _points(element.get("points"))
        elif tag == "path":
            places += _points(element.get("d"))
        elif tag == "ellipse":
            x, y, rx, ry = (float(element.get(key)) for key in ("cx", "cy", "rx", "ry"))
            places += [(x - rx, y - ry), (x + rx, y + ry)]
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return Rect(left, top, max(x for x, _ in places) - left, max(y for _, y in places) - top)


def _text_box(element: etree._Element) -> tuple[str, Rect]:
    size = float(element.get("font-size"))
    text = element.text or ""
    width = points(text, size, element.get("font-weight") == "bold")
    x, y = float(element.get("x")), float(element.get("y"))
    left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
    return text, Rect(left, y - 0.76 * size, width, size * HEIGHT)


def faults(process: ProcessMap, drawn: Drawn, is_whole: bool = True) -> Iterator[str]:
    """Return what is wrong with a picture of a map.

    Parameters
    ----------
    is_whole
        Whether it stands in one strip, so that every flow runs from its source to its target.
    """
    if missing := {step.id for step in process.steps} - drawn.steps.keys():
        yield f"steps are missing: {sorted(missing)}"
    yield from _box_faults(drawn)
    yield from _flow_faults(drawn, is_whole)
    yield from _text_faults(drawn)


def _box_faults(drawn: Drawn) -> Iterator[str]:
    for (one, box), (other, area) in combinations(drawn.steps.items(), 2):
        if _inside(box).meets(_inside(area)):
            yield f"{one} overlaps {other}"
    for step, box in drawn.steps.items():
        areas = drawn.lanes.get(drawn.lane_of[step], [])
        if drawn.lanes and not any(_holds(area, box) for area in areas):
            yield f"{step} stands outside its lane"
        if not _holds(drawn.sheet, box):
            yield f"{step} stands outside the page"


def _flow_faults(drawn: Drawn, is_whole: bool) -> Iterator[str]:
    for source, target, line in drawn.flows:
        if is_whole and not _touches(drawn.steps[source], line[0]):
            yield f"{source} to {target} does not begin at its box"
        if is_whole and not _touches(drawn.steps[target], line[-1]):
            yield f"{source} to {target} does not end at its box"
        for begin, end in pairwise(line):
            left, top = min(begin[0], end[0]), min(begin[1], end[1])
            piece = Rect(left, top, abs(begin[0] - end[0]) + 0.01, abs(begin[1] - end[1]) + 0.01)
            for step, box in drawn.steps.items():
                if step not in (source, target) and piece.meets(_inside(box)):
                    yield f"{source} to {target} runs through {step}"


def _text_faults(drawn: Drawn) -> Iterator[str]:
    for text, area in drawn.texts:
        if not _holds(drawn.sheet, area):
            yield f'"{text}" leaves the page'
    for text, area in drawn.labels:
        for step, box in drawn.steps.items():
            if area.meets(_inside(box)):
                yield f'"{text}" lies on {step}'
    for (one, area), (other, place) in combinations(drawn.labels, 2):
        if _inside(area).meets(_inside(place)):
            yield f'"{one}" lies on "{other}"'


def _inside(box: Rect) -> Rect:
    return Rect(box.x + SLACK, box.y + SLACK, box.width - 2 * SLACK, box.height - 2 * SLACK)


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x + SLACK
        and outer.y <= inner.y + SLACK
        and inner.x + inner.width <= outer.x + outer.width + SLACK
        and inner.y + inner.height <= outer.y + outer.height + SLACK
    )


def _touches(box: Rect, point: Point) -> bool:
    return _holds(Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2), Rect(*point, 0, 0))
