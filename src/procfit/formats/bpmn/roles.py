"""What part a node plays in the flow, told from its kind, its triggers and its flows."""

from __future__ import annotations

from procfit.formats.bpmn.document import Node

__all__ = ["interrupts", "is_alternative", "is_bypassed", "is_link", "is_paired", "starts_aside"]


def is_link(node: Node) -> bool:
    """Tell whether a node is a link event."""
    return any(trigger.kind == "link" for trigger in node.triggers)


def is_bypassed(node: Node) -> bool:
    """Tell whether a link event is nothing but a line: one way on, and no ring of links."""
    seen: set[Node] = set()
    while is_link(node) and len(node.outgoing) == 1 and node.kind != "boundaryEvent":
        if node in seen:
            return False
        seen.add(node)
        if not node.incoming:
            return False
        node = node.outgoing[0].target
    return bool(seen)


def is_paired(node: Node) -> bool:
    """Tell whether a gateway both waits for several flows and starts several."""
    waits = node.kind in ("parallelGateway", "inclusiveGateway", "complexGateway")
    return waits and len(node.incoming) > 1 and len(node.outgoing) > 1 and not node.is_merged


def interrupts(event: Node) -> bool:
    """Tell whether a boundary event stops the work it is attached to."""
    compensates = any(trigger.kind == "compensate" for trigger in event.triggers)
    return event.attributes.get("cancelActivity", "true") not in ("false", "0") and not compensates


def starts_aside(node: Node) -> bool:
    """Tell whether a node is outside the flow by design: an event sub-process or a compensation."""
    return node.is_set("triggeredByEvent") or node.is_set("isForCompensation")


def is_alternative(node: Node) -> bool:
    """Tell whether a node without a start before it begins cases of its own."""
    waits = node.kind == "intermediateCatchEvent" and not is_link(node)
    return waits or node.is_set("instantiate")
