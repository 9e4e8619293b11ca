"""What a BPMN file holds, before it becomes maps. Filled by `collect`, joined by `links`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "ACTIVITIES",
    "EVENTS",
    "GATEWAYS",
    "SUB_PROCESSES",
    "Annotation",
    "Association",
    "DataElement",
    "DataUse",
    "Document",
    "Edge",
    "Fields",
    "FlowElement",
    "LaneElement",
    "MessageFlow",
    "Node",
    "Participant",
    "Scope",
    "Trigger",
]

SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = SUB_PROCESSES | {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "scriptTask",
    "businessRuleTask",
    "callActivity",
}
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateThrowEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
        "intermediateEvent",
        "implicitThrowEvent",
    }
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"}
)


Fields = Mapping[str, Any]
"""procfit's own fields of an element, typed; see `procfit.formats.bpmn.own`."""

NO_FIELDS: Fields = {}


def _no_fields() -> Fields:
    return NO_FIELDS


@dataclass(slots=True)
class Trigger:
    """What an event waits for or sends: ``timer``, ``message``, … with the words that go with it."""

    kind: str
    words: str = ""
    duration: str = ""


@dataclass(slots=True, eq=False)
class Node:
    """An activity, event or gateway. `ref` is how notices name it.

    `is_begun` and `is_merged` tell that our own helpers stood before it: a start, and a gateway that
    merges the flows into it.
    """

    kind: str
    id: str
    ref: str
    scope: Scope
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    documentation: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    repeats: str = ""
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    inner: Scope | None = None
    lane: LaneElement | None = None
    incoming: list[Edge] = field(default_factory=list)
    outgoing: list[Edge] = field(default_factory=list)
    boundaries: tuple[Node, ...] = ()
    host: Node | None = None
    fields: Fields = field(default_factory=_no_fields)
    is_begun: bool = False
    is_merged: bool = False

    def is_set(self, attribute: str) -> bool:
        """Whether a boolean attribute says true."""
        return self.attributes.get(attribute) in ("true", "1")


@dataclass(slots=True, eq=False)
class FlowElement:
    """A sequence flow as it is written; `condition` is None where there is none."""

    id: str
    ref: str
    source: str
    target: str
    name: str = ""
    condition: str | None = None
    fields: Fields = field(default_factory=_no_fields)


@dataclass(slots=True, eq=False)
class Edge:
    """A sequence flow between two nodes of one scope."""

    id: str
    source: Node
    target: Node
    name: str = ""
    condition: str | None = None
    is_default: bool = False
    fields: Fields = field(default_factory=_no_fields)


@dataclass(slots=True, eq=False)
class LaneElement:
    """A lane, possibly inside another."""

    id: str
    ref: str
    name: str
    parent: LaneElement | None = None
    refs: list[str] = field(default_factory=list)
    fields: Fields = field(default_factory=_no_fields)

    def chain(self) -> Iterator[LaneElement]:
        """Yield the lane and the lanes around it, inside out."""
        lane: LaneElement | None = self
        while lane is not None:
            yield lane
            lane = lane.parent


@dataclass(slots=True, eq=False)
class Scope:
    """A process, or the inside of a sub-process (then `owner` is its node)."""

    id: str
    ref: str
    name: str = ""
    owner: Node | None = None
    documentation: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    flows: list[FlowElement] = field(default_factory=list)
    lanes: list[LaneElement] = field(default_factory=list)
    fields: Fields = field(default_factory=_no_fields)

    @property
    def outer(self) -> Scope | None:
        """The scope around this one."""
        return self.owner.scope if self.owner else None

    def chain(self) -> Iterator[Scope]:
        """Yield the scope and the scopes around it, inside out."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer


@dataclass(slots=True)
class Participant:
    """A pool."""

    id: str
    ref: str
    name: str
    process: str
    documentation: list[str] = field(default_factory=list)
    fields: Fields = field(default_factory=_no_fields)


@dataclass(slots=True)
class MessageFlow:
    """A message flow as it is written."""

    ref: str
    source: str
    target: str
    name: str
    message: str
    fields: Fields = field(default_factory=_no_fields)


@dataclass(slots=True)
class DataElement:
    """A data object, store, input or output, or a reference to one."""

    kind: str
    ref: str
    name: str
    refers_to: str = ""
    used: bool = False


@dataclass(slots=True)
class Association:
    """A line between two elements: an artifact's, or one of data (then `node` reads or writes)."""

    ref: str
    source: str
    target: str


@dataclass(slots=True)
class Annotation:
    """A text annotation."""

    ref: str
    text: str
    attached: bool = False


@dataclass(slots=True)
class DataUse:
    """A data association of a node: the ids it reads from or writes to."""

    ref: str
    node: Node
    data: list[str]
    inner: str
    is_input: bool


@dataclass(slots=True)
class Document:
    """All elements of a file that a map can hold or that are worth a notice."""

    scopes: list[Scope] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    message_flows: list[MessageFlow] = field(default_factory=list)
    data: dict[str, DataElement] = field(default_factory=dict)
    data_uses: list[DataUse] = field(default_factory=list)
    inner_data: list[tuple[Node, str, str, bool]] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    annotations: dict[str, Annotation] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    global_tasks: dict[str, str] = field(default_factory=dict)
    global_triggers: dict[str, Trigger] = field(default_factory=dict)
    trigger_refs: list[tuple[Node, str]] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
