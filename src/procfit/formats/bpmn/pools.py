"""Pools, their lanes and the messages between them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from procfit.formats.bpmn.document import Document, LaneElement, MessageFlow, Participant, Scope
from procfit.formats.bpmn.own import LANE_FIELDS, MESSAGE_FIELDS, POOL_FIELDS
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.formats.bpmn.unread import EXTENSIONS, Unread, attributes_of, reference, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["COLLABORATIONS", "read_lanes", "read_message_flow", "read_pool"]

COLLABORATIONS = ("collaboration", "choreography", "globalConversation")
"""The elements that hold pools and message flows."""

_DOCUMENTATION = f"{{{BPMN}}}documentation"
_LANE = f"{{{BPMN}}}lane"
_CHILD_LANES = f"{{{BPMN}}}childLaneSet"
_FLOW_NODE_REF = f"{{{BPMN}}}flowNodeRef"

Inside = list[tuple["_Element", LaneElement | None]]


def read_pool(element: _Element, document: Document, unread: Unread) -> None:
    """Add a participant to the document."""
    attributes = attributes_of(element, unread)
    pool = Participant(
        attributes.get("id", ""),
        reference(element),
        attributes.get("name", ""),
        attributes.get("processRef", ""),
    )
    document.participants.append(pool)
    for child in element:
        if child.tag == _DOCUMENTATION:
            pool.documentation.append(text_of(child))
        elif child.tag == EXTENSIONS:
            pool.fields = unread.extensions(child, pool.ref, POOL_FIELDS)
        else:
            unread.add_part(child, element)


def read_message_flow(element: _Element, document: Document, unread: Unread) -> None:
    """Add a message flow to the document."""
    attributes = attributes_of(element, unread)
    flow = MessageFlow(
        reference(element),
        attributes.get("sourceRef", ""),
        attributes.get("targetRef", ""),
        attributes.get("name", ""),
        attributes.get("messageRef", ""),
    )
    document.message_flows.append(flow)
    for child in element:
        if child.tag == EXTENSIONS:
            flow.fields = unread.extensions(child, flow.ref, MESSAGE_FIELDS)
        else:
            unread.add_part(child, element)


def read_lanes(element: _Element, scope: Scope, unread: Unread) -> None:
    """Add the lanes of a lane set to its scope, at any depth."""
    waiting: deque[tuple[_Element, LaneElement | None]] = deque([(element, None)])
    while waiting:
        lane_set, parent = waiting.popleft()
        for child in lane_set:
            if child.tag == _LANE:
                waiting.extend(_read_lane(child, scope, parent, unread))
            else:
                unread.add_part(child, lane_set)


def _read_lane(element: _Element, scope: Scope, parent: LaneElement | None, unread: Unread) -> Inside:
    """Add one lane and return the lane sets inside it."""
    attributes = attributes_of(element, unread)
    lane = LaneElement(attributes.get("id", ""), reference(element), attributes.get("name", ""), parent)
    scope.lanes.append(lane)
    inside: Inside = []
    for child in element:
        if child.tag == _FLOW_NODE_REF:
            lane.refs.append(text_of(child))
        elif child.tag == _CHILD_LANES:
            inside.append((child, lane))
        elif child.tag == EXTENSIONS:
            lane.fields = unread.extensions(child, lane.ref, LANE_FIELDS)
        else:
            unread.add_part(child, element)
    return inside
