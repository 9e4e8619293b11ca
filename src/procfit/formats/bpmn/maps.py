"""All maps of a document: what they are called, which lanes they have, what they call and send."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.formats.bpmn.document import Document, LaneElement, MessageFlow, Node, Participant, Scope
from procfit.formats.bpmn.links import own_id
from procfit.formats.bpmn.lower import ScopeLowering
from procfit.formats.bpmn.own import shown_line, shown_text, still_says
from procfit.formats.bpmn.restore_maps import PlacedMessage, head_of, in_places, own_lane, own_message
from procfit.formats.names import Ids, clean_line, clean_text
from procfit.formats.notices import Notices, quote
from procfit.model.components import strongly_connected
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import Lane, Message, ProcessMap

__all__ = ["maps_of"]


def maps_of(document: Document, stem: str, notices: Notices) -> tuple[ProcessMap, ...]:
    """Return one map per process and per sub-process that holds steps.

    `stem` names the only process of a file that has no name of its own.
    """
    return _Maps(document, stem, notices).maps()


class _Maps:
    def __init__(self, document: Document, stem: str, notices: Notices) -> None:
        self.document = document
        self.stem = stem
        self.notices = notices
        self.ids = Ids(NOT_MAPS)
        self.processes = {scope.id: scope for scope in document.scopes if scope.owner is None}
        self.pools = self._pools_by_process()
        self.scopes = [scope for scope in document.scopes if self._holds_steps(scope)]
        self.names = {scope: self._name(scope) for scope in self.scopes}
        self.map_ids = self._map_ids()
        self.outside = self._black_boxes()
        self.calls = self._calls()
        self.lowered: dict[Scope, ScopeLowering] = {}

    def maps(self) -> tuple[ProcessMap, ...]:
        lanes = {scope: self._lanes(scope) for scope in self.scopes}
        for scope in self.scopes:
            of_node, _ = lanes[scope]
            self.lowered[scope] = ScopeLowering(scope, self.calls, of_node, self.notices)
        messages = self._messages()
        return tuple(
            ProcessMap(
                self.map_ids[scope],
                self.names[scope],
                description=self._description(scope),
                lanes=lanes[scope][1],
                steps=tuple(self.lowered[scope].steps),
                messages=in_places(messages.get(scope, []), scope.fields.get("messages", ())),
                **head_of(scope),
            )
            for scope in self.scopes
        )

    def _pools_by_process(self) -> dict[Scope, list[Participant]]:
        pools: dict[Scope, list[Participant]] = {}
        for pool in self.document.participants:
            scope = self.processes.get(own_id(pool.process))
            if scope is not None:
                pools.setdefault(scope, []).append(pool)
            elif pool.process:
                self.notices.add(
                    pool.ref, f"shows the process {quote(pool.process)}, which is not there"
                )
        return pools

    def _holds_steps(self, scope: Scope) -> bool:
        if scope.nodes or scope.fields:
            return True
        if scope.owner is None:
            lost = f", nor its {len(scope.lanes)} lanes" if scope.lanes else ""
            self.notices.add(scope.ref, f"process without steps: no map was made of it{lost}")
        return False

    def _name(self, scope: Scope) -> str:
        """Return the name of the process, else of its pool, else of the file, else its id."""
        candidates = [scope.name, *(pool.name for pool in self.pools.get(scope, ()))]
        written = scope.fields.get("name")
        if written is not None:
            candidates = [name for name in candidates if name != shown_line(written)]
            if not any(candidates):
                return str(written)
        if scope.owner is None and len(self.processes) == 1:
            candidates.append(self.stem)
        ref = scope.ref
        cleaned = (clean_line(name, ref, self.notices) for name in candidates if name)
        return (
            next((name for name in cleaned if name), "")
            or clean_line(scope.id, ref, self.notices)
            or ("Process" if scope.owner is None else "Sub-process")
        )

    def _map_ids(self) -> dict[Scope, str]:
        kept = {scope: self.ids.keep(scope.fields.get("id", "")) for scope in self.scopes}
        made = {
            scope: kept[scope] or self.ids.make(self.names[scope], scope.id, self.stem)
            for scope in self.scopes
        }
        for scope, pools in self.pools.items():
            for pool in pools:
                if scope in made and pool.name.strip() not in ("", self.names[scope]):
                    self.notices.add(pool.ref, f"pool {quote(pool.name)} becomes the map {made[scope]}")
        return made

    def _black_boxes(self) -> dict[str, str]:
        """Return the message end of each pool without steps, by the pool's id."""
        outside = {}
        for pool in self.document.participants:
            if "id" in pool.fields and not pool.process:
                outside[pool.id] = pool.fields["id"]
            elif self.processes.get(own_id(pool.process)) not in self.map_ids:
                end = self.ids.make(pool.name, pool.id, "pool")
                outside[pool.id] = end
                self.notices.add(
                    pool.ref,
                    f"pool {quote(pool.name)} holds no steps: kept as the message end {quote(end)}",
                )
        return outside

    def _calls(self) -> dict[Node, str]:
        """Return the map each node runs; a call that would lead back into its own map is left out.

        A map that we wrote as called, but not into the same file, is called still.
        """
        targets: dict[Node, Scope] = {}
        outside: dict[Node, str] = {}
        for scope in self.scopes:
            for node in scope.nodes:
                called = node.inner
                if node.kind == "callActivity":
                    element = node.attributes.get("calledElement", "")
                    called = self.processes.get(own_id(element))
                    if called is None and element and element == node.fields.get("call"):
                        outside[node] = element
                if called in self.map_ids and called is not None:
                    targets[node] = called
        for node in self._circular(targets):
            self.notices.add(node.ref, "calls a process that leads back to this one: becomes a task")
            del targets[node]
        return outside | {node: self.map_ids[scope] for node, scope in targets.items()}

    def _circular(self, targets: dict[Node, Scope]) -> list[Node]:
        if not any(node.kind == "callActivity" for node in targets):
            return []
        ways: dict[Scope, list[Scope]] = {scope: [] for scope in self.scopes}
        for node, scope in targets.items():
            ways[node.scope].append(scope)
        part_of = {
            scope: number for number, part in enumerate(strongly_connected(ways)) for scope in part
        }
        return [
            node
            for node, scope in targets.items()
            if node.kind == "callActivity" and part_of[node.scope] == part_of[scope]
        ]

    def _lanes(self, scope: Scope) -> tuple[dict[Node, str], tuple[Lane, ...]]:
        """Return the lane of each node and the lanes of the map; inner steps inherit their owner's."""
        inherited = _inherited_lane(scope)
        chosen = {node: node.lane or inherited for node in scope.nodes}
        used = dict.fromkeys(scope.lanes)
        for lane in dict.fromkeys(chosen.values()):
            used.update(dict.fromkeys(lane.chain() if lane else ()))
        ids = self._lane_ids(used)
        lanes = tuple(self._lane(lane, ids) for lane in used)
        return {node: ids[lane] for node, lane in chosen.items() if lane}, lanes

    def _lane(self, lane: LaneElement, ids: dict[LaneElement, str]) -> Lane:
        name = clean_line(lane.name, lane.ref, self.notices)
        parent = ids[lane.parent] if lane.parent else ""
        return own_lane(Lane(ids[lane], name, parent=parent), lane, ids.values())

    def _lane_ids(self, lanes: dict[LaneElement, None]) -> dict[LaneElement, str]:
        ids = Ids()
        kept = {lane: ids.keep(lane.fields.get("id", lane.id)) for lane in lanes}
        return {lane: kept[lane] or ids.make(lane.name, lane.id, "lane") for lane in lanes}

    def _description(self, scope: Scope) -> str:
        pools = [text for pool in self.pools.get(scope, ()) for text in pool.documentation]
        texts = [text for text in (*scope.documentation, *pools) if text]
        if still_says(scope.fields, "description", "\n\n".join(texts), shown_text):
            return str(scope.fields["description"])
        return clean_text(texts, scope.ref, self.notices)

    def _messages(self) -> dict[Scope, list[PlacedMessage]]:
        """Return the messages by the map they are written in: the sender's, else the receiver's."""
        scopes = {name: scope for scope, name in self.map_ids.items()}
        ends = {
            f"{self.map_ids[scope]}#{step.id}"
            for scope in self.scopes
            for step in self.lowered[scope].steps
        }
        messages: dict[Scope, list[PlacedMessage]] = {}
        for flow in self.document.message_flows:
            source = self._message_end(flow, flow.source)
            target = self._message_end(flow, flow.target)
            if not source or not target:
                continue
            senders = (end.partition("#")[0] for end in (source, target))
            homes = (flow.fields.get("map"), *senders)
            home = next((scopes[name] for name in homes if name in scopes), None)
            if home is None:
                self.notices.add(flow.ref, "message flow between two pools without steps left out")
                continue
            name = flow.name or self.document.named.get(own_id(flow.message), "")
            message = Message(source, target, clean_line(name, flow.ref, self.notices))
            placed = (flow.fields.get("place"), own_message(message, flow, ends))
            messages.setdefault(home, []).append(placed)
        return messages

    def _message_end(self, flow: MessageFlow, reference: str) -> str:
        node = self.document.nodes.get(own_id(reference))
        if node is not None and node.scope in self.lowered:
            return f"{self.map_ids[node.scope]}#{self.lowered[node.scope].step_id(node)}".rstrip("#")
        for pool in self.document.participants:
            if pool.id and pool.id == own_id(reference):
                scope = self.processes.get(own_id(pool.process))
                return self.outside.get(pool.id) or (self.map_ids[scope] if scope else "")
        self.notices.add(flow.ref, f"message flow left out: its end {quote(reference)} is not there")
        return ""


def _inherited_lane(scope: Scope) -> LaneElement | None:
    owners: Iterator[Node | None] = (outer.owner for outer in scope.chain())
    return next((owner.lane for owner in owners if owner and owner.lane), None)
