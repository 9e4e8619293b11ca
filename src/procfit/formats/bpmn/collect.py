"""One walk over the tree of a BPMN file, without recursion: every element finds its place or is told."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from procfit.formats.bpmn.document import (
    ACTIVITIES,
    EVENTS,
    GATEWAYS,
    SUB_PROCESSES,
    Annotation,
    Association,
    DataElement,
    Document,
    FlowElement,
    Node,
    Scope,
)
from procfit.formats.bpmn.own import FLOW_FIELDS, MAP_FIELDS
from procfit.formats.bpmn.parts import TRIGGER_KINDS, NodeParts, trigger_of
from procfit.formats.bpmn.pools import COLLABORATIONS, read_lanes, read_message_flow, read_pool
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.formats.bpmn.unread import (
    EXTENSIONS,
    Unread,
    attributes_of,
    local_name,
    reference,
    text_of,
)
from procfit.formats.notices import Notices

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["collect", "count"]

_COUNTED = {
    **dict.fromkeys(ACTIVITIES, "activities"),
    **dict.fromkeys(EVENTS, "events"),
    **dict.fromkeys(GATEWAYS, "gateways"),
    "sequenceFlow": "sequence_flows",
    "lane": "lanes",
    "participant": "pools",
    "messageFlow": "message_flows",
    "dataObject": "data_objects",
}
_COUNTED_TAGS = {f"{{{BPMN}}}{kind}": group for kind, group in _COUNTED.items()}
_NODES = {f"{{{BPMN}}}{kind}": kind for kind in ACTIVITIES | EVENTS | GATEWAYS}
_GLOBAL_TASKS = (
    "globalTask",
    "globalUserTask",
    "globalManualTask",
    "globalScriptTask",
    "globalBusinessRuleTask",
)
_NAMED = ("message", "signal", "error", "escalation", "resource")
_DATA = ("dataObject", "dataObjectReference", "dataStore", "dataStoreReference")
_REFERS_TO = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}

_CONDITION = f"{{{BPMN}}}conditionExpression"
_CATEGORY = f"{{{BPMN}}}categoryValueRef"
_TEXT = f"{{{BPMN}}}text"

Handlers = dict[str, Callable[["_Element", Scope], None]]


def count(root: _Element) -> dict[str, int]:
    """Return how many activities, events, gateways, … the whole document holds, drawn or not."""
    counts = dict.fromkeys(_COUNTED.values(), 0)
    for tag, number in Counter(element.tag for element in root.iter(*_COUNTED_TAGS)).items():
        counts[_COUNTED_TAGS[tag]] += number
    return counts


def collect(root: _Element, notices: Notices) -> Document:
    """Return the elements of a BPMN file, their references still as written."""
    return _Collector(root, notices).document


class _Collector:
    def __init__(self, root: _Element, notices: Notices) -> None:
        self.document = Document()
        self.notices = notices
        self.unread = Unread(notices)
        self.parts = NodeParts(self.document, notices, self.unread)
        self.waiting: deque[tuple[_Element, Scope]] = deque()
        self.scope_handlers = self._handlers_in_scopes()
        self._definitions(root)
        while self.waiting:
            self._scope(*self.waiting.popleft())
        self.unread.tell()

    def _handlers_in_scopes(self) -> Handlers:
        handlers: Handlers = {
            "sequenceFlow": self._flow,
            "laneSet": self._lane_set,
            "association": self._association,
            "textAnnotation": self._annotation,
            **dict.fromkeys(_DATA, self._data),
        }
        named = {f"{{{BPMN}}}{name}": handler for name, handler in handlers.items()}
        return {**named, **dict.fromkeys(_NODES, self._node)}

    def _definitions(self, root: _Element) -> None:
        attributes_of(root, self.unread)
        for element in root:
            name = local_name(element) if element.tag.startswith(f"{{{BPMN}}}") else ""
            if name == "process":
                self._process(element)
            elif name in COLLABORATIONS:
                self._collaboration(element)
            elif name in _GLOBAL_TASKS:
                self.document.global_tasks[element.get("id") or ""] = element.get("name") or ""
                self.unread.add(element)
            elif name in _DATA:
                self._data(element)
            else:
                self._definition(element, name)

    def _definition(self, element: _Element, name: str) -> None:
        key = element.get("id") or ""
        if name in _NAMED:
            self.document.named[key] = element.get("name") or ""
        elif name.removesuffix("EventDefinition") in TRIGGER_KINDS:
            self.document.global_triggers[key] = trigger_of(element)
        elif name == "extensionElements":
            self.unread.extensions(element, "definitions", {})
        else:
            self.unread.add(element)

    def _process(self, element: _Element) -> None:
        attributes = attributes_of(element, self.unread)
        scope = Scope(attributes.get("id", ""), reference(element), attributes.get("name", ""))
        self.document.scopes.append(scope)
        self.waiting.append((element, scope))

    def _scope(self, element: _Element, scope: Scope) -> None:
        in_scope, in_node = self.scope_handlers, self.parts.handlers
        owner = scope.owner
        for child in element:
            handler = in_scope.get(child.tag)
            if handler is not None:
                handler(child, scope)
            elif owner is not None and child.tag in in_node:
                in_node[child.tag](child, owner)
            else:
                self._process_part(child, scope)

    def _process_part(self, element: _Element, scope: Scope) -> None:
        name = local_name(element)
        if name == "documentation":
            scope.documentation.append(text_of(element))
        elif name == "extensionElements":
            scope.fields = self.unread.extensions(element, scope.ref, MAP_FIELDS)
        elif name == "ioSpecification":
            for part in element:
                if local_name(part) in ("dataInput", "dataOutput"):
                    self._data(part)
        else:
            self.unread.add(element)

    def _node(self, element: _Element, scope: Scope) -> None:
        attributes = attributes_of(element, self.unread)
        kind = _NODES[element.tag]
        name = attributes.get("id", "")
        node = Node(
            kind, name, name or reference(element), scope, attributes.get("name", ""), attributes
        )
        scope.nodes.append(node)
        if not name:
            self.notices.add(node.ref, "has no id, so nothing can refer to it")
        elif self.document.nodes.setdefault(name, node) is not node:
            self.notices.add(node.ref, "the id is there twice: references mean the first")
        if kind in SUB_PROCESSES:
            node.inner = Scope(name, node.ref, node.name, node)
            self.document.scopes.append(node.inner)
            self.waiting.append((element, node.inner))
        else:
            self.parts.read(element, node)

    def _flow(self, element: _Element, scope: Scope) -> None:
        attributes = attributes_of(element, self.unread)
        name = attributes.get("id", "")
        flow = FlowElement(
            name,
            name or reference(element),
            attributes.get("sourceRef", ""),
            attributes.get("targetRef", ""),
            attributes.get("name", ""),
        )
        scope.flows.append(flow)
        for child in element:
            if child.tag == _CONDITION:
                flow.condition = text_of(child)
            elif child.tag == EXTENSIONS:
                flow.fields = self.unread.extensions(child, flow.ref, FLOW_FIELDS)
            elif child.tag != _CATEGORY:
                self.unread.add_part(child, element)

    def _data(self, element: _Element, scope: Scope | None = None) -> None:
        attributes = attributes_of(element, self.unread)
        kind = local_name(element)
        refers_to = attributes.get(_REFERS_TO.get(kind, ""), "")
        key = attributes.get("id", "") or reference(element)
        self.document.data.setdefault(key, DataElement(kind, key, attributes.get("name", ""), refers_to))
        for child in element:
            self.unread.add_part(child, element)

    def _association(self, element: _Element, scope: Scope | None = None) -> None:
        attributes = attributes_of(element, self.unread)
        self.document.associations.append(
            Association(
                reference(element), attributes.get("sourceRef", ""), attributes.get("targetRef", "")
            )
        )
        for child in element:
            self.unread.add_part(child, element)

    def _annotation(self, element: _Element, scope: Scope | None = None) -> None:
        attributes = attributes_of(element, self.unread)
        ref = reference(element)
        texts = []
        for child in element:
            if child.tag == _TEXT:
                texts.append(text_of(child))
            else:
                self.unread.add_part(child, element)
        self.document.annotations[attributes.get("id", ref)] = Annotation(ref, " ".join(texts).strip())

    def _collaboration(self, element: _Element) -> None:
        attributes_of(element, self.unread)
        for child in element:
            name = local_name(child)
            if name == "participant":
                read_pool(child, self.document, self.unread)
            elif name == "messageFlow":
                read_message_flow(child, self.document, self.unread)
            elif name == "association":
                self._association(child)
            elif name == "textAnnotation":
                self._annotation(child)
            else:
                self.unread.add_part(child, element)

    def _lane_set(self, element: _Element, scope: Scope) -> None:
        read_lanes(element, scope, self.unread)
