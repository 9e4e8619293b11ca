"""What our own fields make of a document: helpers dropped, places as they were, steps with all they hold."""

from __future__ import annotations

import math
from typing import Any, TypeVar

from procfit.formats.bpmn.document import (
    NO_FIELDS,
    Document,
    Edge,
    LaneElement,
    MessageFlow,
    Node,
    Scope,
)
from procfit.formats.bpmn.own import read_flow, shown_text, shown_wait, still_says
from procfit.model.process import Flow, StepKind

__all__ = ["own_changes", "own_flow", "own_kind", "restore_own"]

_ELEMENTS = {"parallel": "parallelGateway", "inclusive": "inclusiveGateway"}
_SAID_BY_BPMN = ("id", "name", "kind", "description", "wait", "call", "place", "helper")

Placed = TypeVar("Placed", Node, Edge, LaneElement, MessageFlow)


def restore_own(document: Document) -> None:
    """Drop the helpers of a drawing we made, and put everything in the order it had in its map."""
    for scope in document.scopes:
        helpers = [node for node in scope.nodes if node.fields.get("helper")]
        dropped = {node for node in helpers if _drop_merge(node, document)}
        dropped |= {node for node in helpers if node not in dropped and _drop_start(node)}
        for node in helpers:
            if node not in dropped:
                node.fields = NO_FIELDS
        if dropped:
            scope.nodes = [node for node in scope.nodes if node not in dropped]
        _order(scope)
    document.message_flows = _in_order(document.message_flows)


def _drop_merge(helper: Node, document: Document) -> bool:
    """Lead the flows into a merge that is only drawn straight on to its step."""
    if helper.kind != "exclusiveGateway" or len(helper.outgoing) != 1:
        return False
    target = helper.outgoing[0].target
    if target.incoming != helper.outgoing:
        return False
    for edge in helper.incoming:
        edge.target = target
    target.incoming = helper.incoming
    target.is_merged = True
    document.nodes[helper.id] = target
    return True


def _drop_start(helper: Node) -> bool:
    if helper.kind != "startEvent" or helper.incoming or len(helper.outgoing) != 1:
        return False
    target = helper.outgoing[0].target
    target.incoming.remove(helper.outgoing[0])
    target.is_begun = True
    return True


def _order(scope: Scope) -> None:
    scope.nodes = _in_order(scope.nodes)
    scope.lanes = _in_order(scope.lanes)
    for node in scope.nodes:
        node.outgoing = _in_order(node.outgoing)


def _in_order(parts: list[Placed]) -> list[Placed]:
    """Return parts by the place they had; those without one, drawn elsewhere, come last."""
    if not any(part.fields for part in parts):
        return parts
    return sorted(parts, key=lambda part: part.fields.get("place", math.inf))


def own_kind(node: Node) -> StepKind | None:
    """Return the kind that a gateway had, where the gateway alone does not tell."""
    kind: StepKind | None = node.fields.get("kind")
    return kind if kind is not None and _ELEMENTS.get(kind) == node.kind else None


def own_flow(flow: Flow, edge: Edge) -> Flow:
    """Return a flow with our own fields put in; an edited name counts, also where it is a new share."""
    fields = edge.fields
    if not fields:
        return flow
    share, when = read_flow(edge.name, fields)
    return Flow(flow.to, share, flow.when if when is None else when, fields.get("rejects", False))


def own_changes(node: Node, kind: StepKind) -> dict[str, Any]:
    """Return the fields of a step that our own fields give."""
    fields = node.fields
    if not fields:
        return {}
    changes = {key: value for key, value in fields.items() if key not in _SAID_BY_BPMN}
    if still_says(fields, "description", "\n\n".join(node.documentation), shown_text):
        changes["description"] = fields["description"]
    if "wait" in fields and _timer_says(node, shown_wait(fields["wait"])):
        changes["wait"] = fields["wait"]
    if "call" in fields and kind != "call" and node.kind != "callActivity":
        changes["call"] = fields["call"]
    for key, drawn in (("reads", node.reads), ("writes", node.writes)):
        if drawn and key in changes:
            changes[key] = tuple(dict.fromkeys((*changes[key], *drawn)))
    return changes


def _timer_says(node: Node, written: str) -> bool:
    """Tell whether no timer of a node says another time than was written."""
    said = (trigger.words for trigger in node.triggers if trigger.kind == "timer")
    return all(words in ("", written) for words in said)
