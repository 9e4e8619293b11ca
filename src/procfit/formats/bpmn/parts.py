"""The parts of an activity, event or gateway: documentation, triggers, data, repetition, performers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.formats.bpmn.document import DataUse, Document, Node, Trigger
from procfit.formats.bpmn.own import STEP_FIELDS
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.formats.bpmn.unread import Unread, local_name, reference, text_of
from procfit.formats.notices import Notices, quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

__all__ = ["TRIGGER_KINDS", "NodeParts", "trigger_of"]

TRIGGER_KINDS = (
    "cancel",
    "compensate",
    "conditional",
    "error",
    "escalation",
    "link",
    "message",
    "signal",
    "terminate",
    "timer",
)
_TRIGGER_TAGS = {f"{{{BPMN}}}{kind}EventDefinition": kind for kind in TRIGGER_KINDS}
_SKIPPED = ("incoming", "outgoing", "inputSet", "outputSet", "categoryValueRef")
_PERFORMERS = ("performer", "humanPerformer", "potentialOwner", "resourceRole")
_LOOPS = {
    "standardLoopCharacteristics": "repeats in a loop",
    "multiInstanceLoopCharacteristics": "runs several times (multi-instance)",
}


class NodeParts:
    """Reads the children of one node at a time into the document."""

    def __init__(self, document: Document, notices: Notices, unread: Unread) -> None:
        self.document = document
        self.notices = notices
        self.unread = unread
        handlers: dict[str, Callable[[_Element, Node], None]] = {
            "documentation": self._documentation,
            "extensionElements": self._extensions,
            "eventDefinitionRef": self._trigger_reference,
            "dataInputAssociation": self._data_input,
            "dataOutputAssociation": self._data_output,
            "ioSpecification": self._io_specification,
            "dataInput": self._inner_data,
            "dataOutput": self._inner_data,
        }
        handlers |= dict.fromkeys(_SKIPPED, self._skip)
        handlers |= dict.fromkeys(_PERFORMERS, self._performer)
        handlers |= dict.fromkeys(_LOOPS, self._loop)
        self.handlers = {f"{{{BPMN}}}{name}": handler for name, handler in handlers.items()}
        self.handlers |= dict.fromkeys(_TRIGGER_TAGS, self._trigger)

    def read(self, element: _Element, node: Node) -> None:
        """Read all children of a node that is not a sub-process."""
        handlers = self.handlers
        for part in element:
            handler = handlers.get(part.tag)
            if handler is None:
                self.unread.add(part)
            else:
                handler(part, node)

    def _skip(self, part: _Element, node: Node) -> None:
        """Pass over what the sequence flows and data associations say again."""

    def _documentation(self, part: _Element, node: Node) -> None:
        text = text_of(part)
        if text:
            node.documentation += (text,)

    def _extensions(self, part: _Element, node: Node) -> None:
        node.fields = self.unread.extensions(part, node.ref, STEP_FIELDS)

    def _trigger(self, part: _Element, node: Node) -> None:
        node.triggers += (trigger_of(part),)

    def _trigger_reference(self, part: _Element, node: Node) -> None:
        self.document.trigger_refs.append((node, text_of(part)))

    def _loop(self, part: _Element, node: Node) -> None:
        node.repeats = _LOOPS[local_name(part)]

    def _performer(self, part: _Element, node: Node) -> None:
        who = text_of(part) or part.get("name") or ""
        known = self.document.named.get(who.rpartition(":")[2], who)
        self.notices.add(
            node.ref, f"performer {quote(known)} left out: in a map, the lane says who does the work"
        )

    def _data_input(self, part: _Element, node: Node) -> None:
        sources, target = self._ends(part, "sourceRef", "targetRef")
        inner = target[0] if target else ""
        self.document.data_uses.append(DataUse(reference(part), node, sources, inner, is_input=True))

    def _data_output(self, part: _Element, node: Node) -> None:
        targets, source = self._ends(part, "targetRef", "sourceRef")
        inner = source[0] if source else ""
        self.document.data_uses.append(DataUse(reference(part), node, targets, inner, is_input=False))

    def _ends(self, part: _Element, outside: str, inside: str) -> tuple[list[str], list[str]]:
        """Return the references of a data association by the names of their elements."""
        ends: dict[str, list[str]] = {outside: [], inside: []}
        for child in part:
            name = local_name(child)
            if name in ends:
                ends[name].append(text_of(child))
            elif name == "extensionElements":
                self.unread.extensions(child, reference(part), {})
            else:
                self.unread.add(child)
        return ends[outside], ends[inside]

    def _io_specification(self, part: _Element, node: Node) -> None:
        for child in part:
            if local_name(child) in ("dataInput", "dataOutput"):
                self._inner_data(child, node)

    def _inner_data(self, part: _Element, node: Node) -> None:
        name = part.get("name") or ""
        is_input = local_name(part) == "dataInput"
        self.document.inner_data.append((node, part.get("id") or "", name, is_input))


def trigger_of(part: _Element) -> Trigger:
    """Return what an event definition says; the words are a name, or the id of one."""
    kind = _TRIGGER_TAGS[part.tag]
    if kind == "timer":
        for child in part:
            if local_name(child).startswith("time"):
                text = text_of(child)
                return Trigger(kind, text, text if local_name(child) == "timeDuration" else "")
        return Trigger(kind)
    if kind == "conditional":
        return Trigger(
            kind, " ".join(text_of(child) for child in part if local_name(child) == "condition")
        )
    return Trigger(kind, part.get("name") or part.get(f"{kind}Ref") or "")
