"""One map as a ``process`` element: its lanes, its steps and the flows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.formats.bpmn.helpers import DrawnMap
from procfit.formats.bpmn.messages import undrawn_messages
from procfit.formats.bpmn.own import shown_flow, shown_line, shown_wait
from procfit.formats.bpmn.spelled import flow_fields, lane_fields, map_fields, step_fields
from procfit.formats.bpmn.tree import add, add_parts
from procfit.formats.bpmn.xml_ids import XmlIds
from procfit.model.lanes import lanes_in_order
from procfit.model.process import ProcessMap, Step

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["add_process"]

_ELEMENTS = {
    "start": "startEvent",
    "end": "endEvent",
    "decision": "exclusiveGateway",
    "inclusive": "inclusiveGateway",
    "parallel": "parallelGateway",
    "join": "parallelGateway",
    "wait": "intermediateCatchEvent",
    "call": "callActivity",
}
_DIRECTIONS = {(True, False): "Converging", (False, True): "Diverging", (True, True): "Mixed"}


def add_process(root: _Element, drawn: DrawnMap, ids: XmlIds) -> None:
    """Add one map to the ``definitions``."""
    _ProcessElement(root, drawn, ids).fill()


class _ProcessElement:
    def __init__(self, root: _Element, drawn: DrawnMap, ids: XmlIds) -> None:
        self.drawn = drawn
        self.process = drawn.process
        self.ids = ids
        self.optional = _behind_inclusive(self.process)
        self.incoming: dict[str, list[str]] = {}
        for step in self.process.steps:
            for place, flow in enumerate(step.next):
                self.incoming.setdefault(flow.to, []).append(ids.flow(self.process.id, step.id, place))
        name = shown_line(self.process.name)
        self.element = add(root, "process", id=ids.map(self.process.id), name=name, isExecutable="false")

    def fill(self) -> None:
        process = self.process
        fields = map_fields(process, undrawn_messages(process))
        add_parts(self.element, fields, process.description)
        if process.lanes:
            self._add_lanes()
        for step in process.steps:
            self._add_step(step)
        for step in process.steps:
            self._add_flows(step)

    def _add_lanes(self) -> None:
        process = self.process
        places = {lane.id: place for place, lane in enumerate(process.lanes)}
        sets = {"": add(self.element, "laneSet", id=self.ids.new(process.id, "lanes"))}
        elements: dict[str, _Element] = {}
        for lane, depth in lanes_in_order(process.lanes):
            parent = lane.parent if depth else ""
            if parent not in sets:
                name = self.ids.new(parent, "lanes")
                sets[parent] = add(elements[parent], "childLaneSet", id=name)
            name = self.ids.lane(process.id, lane.id)
            shown = shown_line(lane.name) or lane.id
            elements[lane.id] = add(sets[parent], "lane", id=name, name=shown)
            add_parts(elements[lane.id], lane_fields(lane, name, places[lane.id], depth > 0))
            for step in process.steps:
                if step.lane == lane.id:
                    add(elements[lane.id], "flowNodeRef").text = self.ids.step(process.id, step.id)

    def _add_step(self, step: Step) -> None:
        name = self.ids.step(self.process.id, step.id)
        element = add(
            self.element,
            self._kind(step),
            id=name,
            name=shown_line(step.name),
            gatewayDirection=self._direction(step),
            calledElement=self._called(step),
        )
        if self.drawn.is_helper(step):
            add_parts(element, {"helper": "true"})
        else:
            add_parts(element, step_fields(step, name, self.drawn.places[step.id]), step.description)
        for flow in self.incoming.get(step.id, ()):
            add(element, "incoming").text = flow
        for place in range(len(step.next)):
            add(element, "outgoing").text = self.ids.flow(self.process.id, step.id, place)
        if step.kind == "wait":
            timer = add(element, "timerEventDefinition", id=self.ids.new(name, "timer"))
            if step.wait is not None:
                add(timer, "timeDuration").text = shown_wait(step.wait)

    def _kind(self, step: Step) -> str:
        if step.kind == "join" and step.id in self.optional:
            return "inclusiveGateway"
        return _ELEMENTS.get(step.kind, "task")

    def _direction(self, step: Step) -> str:
        if not self._kind(step).endswith("Gateway"):
            return ""
        merges, splits = len(self.incoming.get(step.id, ())) > 1, len(step.next) > 1
        return _DIRECTIONS.get((merges, splits), "")

    def _called(self, step: Step) -> str:
        return self.ids.called(step.call) if step.kind == "call" else ""

    def _add_flows(self, step: Step) -> None:
        for place, flow in enumerate(step.next):
            element = add(
                self.element,
                "sequenceFlow",
                id=self.ids.flow(self.process.id, step.id, place),
                name=shown_flow(flow.when, flow.share),
                sourceRef=self.ids.step(self.process.id, step.id),
                targetRef=self.ids.step(self.process.id, flow.to),
            )
            add_parts(element, flow_fields(flow, place if len(step.next) > 1 else None))


def _behind_inclusive(process: ProcessMap) -> set[str]:
    """Return the steps behind an inclusive one: a join there waits for only some of its flows.

    A BPMN parallel gateway waits for all of them; an inclusive one for those that still can come.
    """
    reached: set[str] = set()
    waiting = [flow.to for step in process.steps if step.kind == "inclusive" for flow in step.next]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            waiting.extend(flow.to for flow in process.step(step).next)
    return reached
