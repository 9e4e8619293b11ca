"""The drawing in a BPMN file (BPMN diagram interchange): pools below each other, messages between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from procfit.formats.bpmn.own import shown_flow, shown_line
from procfit.formats.bpmn.tree import DI, DRAWING, add, add_bounds
from procfit.formats.bpmn.xml_ids import XmlIds
from procfit.model.picture import Picture, Point, Rect
from procfit.model.process import ProcessMap, Step

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Interchange"]

GAP = 80.0
OUTSIDE_WIDTH, OUTSIDE_HEIGHT = 600.0, 60.0
MESSAGE_STEP = 12.0
LABEL_GAP, LABEL_WIDTH, LABEL_HEIGHT = 4.0, 90.0, 14.0


class Interchange:
    """Writes the ``BPMNDiagram`` of a file, one pool after the other and then the messages."""

    def __init__(self, root: _Element, ids: XmlIds, collaboration: str) -> None:
        self.ids = ids
        diagram = add(root, "BPMNDiagram", DRAWING, id=ids.new("diagram"))
        self.plane = add(diagram, "BPMNPlane", DRAWING, id=ids.new("plane"), bpmnElement=collaboration)
        self.top = 0.0
        self.width = OUTSIDE_WIDTH
        self.messages = 0
        self.places: dict[str, Rect] = {}
        self.pools: set[str] = set()

    def add_map(self, process: ProcessMap, pool: str, picture: Picture) -> None:
        """Add the pool of a map with everything in it."""
        top = self.top
        self._add_pool(pool, picture.pool)
        for lane in process.lanes:
            rect = _lower(picture.lanes[lane.id], top)
            self._shape(self.ids.lane(process.id, lane.id), rect, isHorizontal="true")
        for step in process.steps:
            self._add_step(process, step, picture, top)
        for step in process.steps:
            for place, flow in enumerate(step.next):
                edge = self._edge(
                    self.ids.flow(process.id, step.id, place),
                    ((x, y + top) for x, y in picture.flows[step.id, place]),
                )
                label = picture.labels.get((step.id, place))
                if label and shown_flow(flow.when, flow.share):
                    add_bounds(add(edge, "BPMNLabel", DRAWING), _lower(label, top))

    def add_outside(self, pool: str) -> None:
        """Add the pool of a map that is not in the file."""
        self._add_pool(pool, Rect(0, 0, self.width, OUTSIDE_HEIGHT))

    def add_message(self, name: str, source: str, target: str) -> None:
        """Add a message flow between two steps or pools that are drawn already."""
        begin, end = self.places[source], self.places[target]
        is_down = begin.y < end.y
        y = begin.y + begin.height if is_down else begin.y
        to_y = end.y if is_down else end.y + end.height
        x, to_x = self._middle(begin, end), self._middle(end, begin)
        self.messages += 1
        turn = to_y + (-1 if is_down else 1) * (GAP / 4 + MESSAGE_STEP * (self.messages % 4))
        corners = [(x, y), (x, to_y)] if x == to_x else [(x, y), (x, turn), (to_x, turn), (to_x, to_y)]
        edge = self._edge(name, corners)
        add_bounds(add(edge, "BPMNLabel", DRAWING), self._label(corners, is_down, target))

    def _label(self, corners: list[Point], is_down: bool, target: str) -> Rect:
        """Return the place of a message's name: between the pools where one end is a pool."""
        (x, y), sign = (corners[-1], -1) if target in self.pools else (corners[0], 1)
        middle = y + sign * (GAP / 4 if is_down else -GAP / 4)
        return Rect(x + LABEL_GAP, middle - LABEL_HEIGHT / 2, LABEL_WIDTH, LABEL_HEIGHT)

    def _middle(self, rect: Rect, other: Rect) -> float:
        """Return where a message meets a step or pool: a pool anywhere, so that the line runs straight."""
        narrow = min(rect, other, key=lambda part: part.width)
        middle = narrow.x + narrow.width / 2
        return middle if rect.x < middle < rect.x + rect.width else rect.x + rect.width / 2

    def _add_pool(self, pool: str, rect: Rect) -> None:
        self.pools.add(pool)
        self._shape(pool, _lower(rect, self.top), isHorizontal="true")
        self.top += rect.height + GAP
        self.width = max(self.width, rect.width)

    def _add_step(self, process: ProcessMap, step: Step, picture: Picture, top: float) -> None:
        marked = {"isMarkerVisible": "true"} if step.kind == "decision" else {}
        name = self.ids.step(process.id, step.id)
        shape = self._shape(name, _lower(picture.steps[step.id], top), **marked)
        if step.id in picture.names and shown_line(step.name):
            add_bounds(add(shape, "BPMNLabel", DRAWING), _lower(picture.names[step.id], top))

    def _shape(self, element: str, rect: Rect, **attributes: str) -> _Element:
        self.places[element] = rect
        shape = add(
            self.plane, "BPMNShape", DRAWING, id=f"{element}_di", bpmnElement=element, **attributes
        )
        add_bounds(shape, rect)
        return shape

    def _edge(self, element: str, corners: Iterable[Point]) -> _Element:
        edge = add(self.plane, "BPMNEdge", DRAWING, id=f"{element}_di", bpmnElement=element)
        for x, y in corners:
            add(edge, "waypoint", DI, x=str(round(x)), y=str(round(y)))
        return edge


def _lower(rect: Rect, by: float) -> Rect:
    return rect._replace(y=rect.y + by)
