"""The references of a document: flows, boundary events, lanes and triggers joined to their nodes.

What does not resolve is told and left out; what leads across the border of a sub-process is led to the
sub-process itself.
"""

from __future__ import annotations

from procfit.formats.bpmn.document import (
    ACTIVITIES,
    Document,
    Edge,
    FlowElement,
    LaneElement,
    MessageFlow,
    Node,
    Scope,
    Trigger,
)
from procfit.formats.bpmn.roles import is_link
from procfit.formats.notices import Notices, quote

__all__ = ["join_references", "own_id"]

FlowKey = tuple[Node, Node, str, str | None, int | None]


def join_references(document: Document, notices: Notices) -> None:
    """Join flows, boundary events, lanes and triggers to the nodes they name."""
    _join_triggers(document, notices)
    for scope in document.scopes:
        _join_boundaries(scope, document, notices)
    for scope in document.scopes:
        seen: set[FlowKey] = set()
        for flow in scope.flows:
            _join_flow(flow, document, notices, seen)
        scope.flows.clear()
    for scope in document.scopes:
        _join_link_events(scope, notices)
        _join_lanes(scope, document, notices)


def own_id(reference: str) -> str:
    """Return a reference without the prefix of a namespace."""
    return reference.rpartition(":")[2]


def _join_triggers(document: Document, notices: Notices) -> None:
    for node, reference in document.trigger_refs:
        trigger = document.global_triggers.get(own_id(reference))
        if trigger is None:
            notices.add(node.ref, f"refers to an event definition {quote(reference)} that is not there")
        else:
            node.triggers += (Trigger(trigger.kind, trigger.words, trigger.duration),)
    for scope in document.scopes:
        for node in scope.nodes:
            for trigger in node.triggers:
                trigger.words = document.named.get(own_id(trigger.words), trigger.words)


def _join_boundaries(scope: Scope, document: Document, notices: Notices) -> None:
    for node in [node for node in scope.nodes if node.kind == "boundaryEvent"]:
        reference = node.attributes.get("attachedToRef", "")
        host = document.nodes.get(own_id(reference))
        if host is None or host.kind not in ACTIVITIES:
            notices.add(
                node.ref, f"boundary event on {quote(reference)}, which is no activity: becomes a wait"
            )
            continue
        if host.scope is not scope:
            notices.add(node.ref, "boundary event that stands elsewhere than its activity: put to it")
            scope.nodes.remove(node)
            host.scope.nodes.append(node)
            node.scope = host.scope
        node.host = host
        host.boundaries += (node,)


def _join_flow(
    flow: FlowElement,
    document: Document,
    notices: Notices,
    seen: set[FlowKey],
) -> None:
    source = _end_of(flow, "source", flow.source, document, notices)
    target = _end_of(flow, "target", flow.target, document, notices)
    if source is None or target is None:
        return
    is_default = bool(flow.id) and source.attributes.get("default") == flow.id
    if source.scope is not target.scope:
        lifted = _lift(flow, source, target, document, notices)
        if lifted is None:
            return
        source, target = lifted
    if target.kind == "boundaryEvent" and target.host is not None:
        notices.add(flow.ref, f"leads to the boundary event {quote(target.ref)}: led to its activity")
        target = target.host
    key = (source, target, flow.name, flow.condition, flow.fields.get("place"))
    if key in seen:
        notices.add(flow.ref, "says the same as another sequence flow: left out")
        return
    seen.add(key)
    edge = Edge(flow.id, source, target, flow.name, flow.condition, is_default, flow.fields)
    source.outgoing.append(edge)
    target.incoming.append(edge)


def _end_of(
    flow: FlowElement, role: str, reference: str, document: Document, notices: Notices
) -> Node | None:
    node = document.nodes.get(reference)
    if node is None:
        reason = f"{quote(reference)} is not a step" if reference else "it has none"
        notices.add(flow.ref, f"sequence flow left out: no {role}, {reason}")
    return node


def _lift(
    flow: FlowElement, source: Node, target: Node, document: Document, notices: Notices
) -> tuple[Node, Node] | None:
    """Return the ends of a flow across a border, moved out to where they stand side by side."""
    outside = {scope: step for step, scope in _ways_out(source)}
    for lifted_target, scope in _ways_out(target):
        if scope in outside:
            lifted_source = outside[scope]
            if lifted_source is lifted_target:
                notices.add(flow.ref, "leads across the border of its own sub-process: left out")
                return None
            notices.add(
                flow.ref, "leads across the border of a sub-process: led to the sub-process itself"
            )
            return lifted_source, lifted_target
    notices.add(flow.ref, "leads into another process: becomes a message")
    document.message_flows.append(MessageFlow(flow.ref, source.id, target.id, flow.name, ""))
    return None


def _ways_out(node: Node) -> list[tuple[Node, Scope]]:
    ways = [(node, node.scope)]
    while ways[-1][1].owner is not None:
        owner = ways[-1][1].owner
        ways.append((owner, owner.scope))
    return ways


def _join_link_events(scope: Scope, notices: Notices) -> None:
    """Lead each throwing link event on to the catching one of the same link, else of the same name."""
    catches: dict[str, Node] = {}
    throws = []
    for node in scope.nodes:
        if not is_link(node):
            continue
        if node.kind == "intermediateCatchEvent":
            catches |= {name: node for name in _link_names(node) if name not in catches}
        else:
            throws.append(node)
    for node in throws:
        catch = next((catches[name] for name in _link_names(node) if name in catches), None)
        if catch is None or node.outgoing:
            notices.add(node.ref, f"link {quote(node.name)} leads nowhere: becomes a step")
            continue
        edge = Edge("", node, catch)
        node.outgoing.append(edge)
        catch.incoming.append(edge)


def _link_names(node: Node) -> list[str]:
    links = [trigger.words.strip() for trigger in node.triggers if trigger.kind == "link"]
    return [name for name in (*links, node.name.strip()) if name]


def _join_lanes(scope: Scope, document: Document, notices: Notices) -> None:
    for lane in scope.lanes:
        for reference in dict.fromkeys(lane.refs):
            node = document.nodes.get(reference)
            if node is not None:
                _put_into(lane, node, notices)
            elif own_id(reference) in document.data:
                notices.add(
                    lane.ref, f"lists the data {quote(reference)}: data stand in no lane of a map"
                )
            else:
                notices.add(lane.ref, f"lists the step {quote(reference)}, which is not there")


def _put_into(lane: LaneElement, node: Node, notices: Notices) -> None:
    """Put a node into a lane; of nested lanes the inner one counts."""
    if node.lane is None or node.lane in lane.chain():
        node.lane = lane
    elif lane not in node.lane.chain():
        notices.add(node.ref, f"stands in two lanes: kept in {quote(node.lane.name or node.lane.ref)}")
