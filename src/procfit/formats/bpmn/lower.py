"""One process or sub-process as the steps of a map.

What BPMN says by drawing (several flows out of a task, an event on its border, no start) becomes a step
of its own, so that only decisions, inclusive and parallel steps have several ways on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procfit.formats.bpmn.document import ACTIVITIES, GATEWAYS, Edge, Node, Scope
from procfit.formats.bpmn.kinds import default_name, element_words, kind_of, wait_of
from procfit.formats.bpmn.own import shown_line, still_says
from procfit.formats.bpmn.restore import own_changes, own_flow, own_kind
from procfit.formats.bpmn.roles import interrupts, is_alternative, is_bypassed, is_paired, starts_aside
from procfit.formats.names import Ids, clean_line, clean_text
from procfit.formats.notices import Notices, quote
from procfit.model.process import Flow, Step, StepKind

__all__ = ["ScopeLowering"]


class ScopeLowering:
    """Turns the nodes of one scope into steps.

    Parameters
    ----------
    scope
        The process or sub-process.
    calls
        The map that each sub-process and call activity runs, where there is one.
    lanes
        The lane id of each node.
    notices
        Where to tell what was lowered.
    """

    def __init__(
        self, scope: Scope, calls: dict[Node, str], lanes: dict[Node, str], notices: Notices
    ) -> None:
        self.scope = scope
        self.calls = calls
        self.lanes = lanes
        self.notices = notices
        self.ids = Ids()
        self.bypassed = {node for node in scope.nodes if node.triggers and is_bypassed(node)}
        self.shown = [node for node in scope.nodes if node.host is None and node not in self.bypassed]
        self.step_ids: dict[Node, str] = {}
        self.entries: dict[Node, str] = {}
        self.names: dict[Node, str] = {}
        self._give_ids()
        self.steps = list(self._starts())
        for node in self.shown:
            self._add_steps_of(node)

    def step_id(self, node: Node) -> str:
        """Return the id of the step that stands for a node, or nothing where none does."""
        return self.step_ids.get(node, "")

    def _give_ids(self) -> None:
        kept = {node: self.ids.keep(node.fields.get("id", node.id)) for node in self.shown}
        for node in self.shown:
            self.step_ids[node] = kept[node] or self.ids.make(node.name, node.id, node.kind)
        self.entries.update(self.step_ids)
        for node in self.shown:
            if node.kind in GATEWAYS and is_paired(node):
                self.entries[node] = self._made(node, "join")
        for node in self.bypassed:
            self.notices.add(node.ref, "link event becomes a flow straight on")
            self._tell_lost(node)
            self.step_ids[node] = self.entries[node] = self.entries[self._behind(node)]

    def _behind(self, node: Node) -> Node:
        while node in self.bypassed:
            node = node.outgoing[0].target
        return node

    def _made(self, node: Node, ending: str) -> str:
        return self.ids.make(f"{self.step_ids[node][:50]}-{ending}")

    def _add_steps_of(self, node: Node) -> None:
        if node.repeats:
            self.notices.add(node.ref, f"{node.repeats}: kept as one step")
        kind = kind_of(node, self.calls.get(node, ""), self.notices)
        if node.kind in GATEWAYS:
            self._add_gateway(node, kind)
        else:
            self._add_plain(node, kind)

    def _add_gateway(self, node: Node, kind: StepKind) -> None:
        flows = self._flows(node.outgoing)
        if kind == "decision":
            if len(flows) == 1 and not node.fields:
                flows = (Flow(flows[0].to, 1.0, flows[0].when),)
            self.steps.append(self._step(node, kind, flows))
        elif is_paired(node):
            join = self.entries[node]
            self.notices.add(node.ref, f"merges and splits: becomes the join {quote(join)} and a {kind}")
            split = self._step(node, kind, flows)
            self.steps.append(Step(join, split.name, split.lane, "join", next=(Flow(split.id),)))
            self.steps.append(split)
        else:
            kind = own_kind(node) or (kind if len(flows) > 1 else "join")
            self.steps.append(self._step(node, kind, flows))

    def _add_plain(self, node: Node, kind: StepKind) -> None:
        """Add the step and the splits behind it: its boundary events first, then its flows."""
        behind: list[Step] = []
        tail = self._flows(node.outgoing)
        if len(tail) > 1:
            tail = self._split(node, tail, behind)
        if node.boundaries:
            tail = self._with_boundaries(node, tail, behind)
        self.steps.append(self._step(node, kind, tail))
        self.steps.extend(reversed(behind))

    def _split(self, node: Node, flows: tuple[Flow, ...], behind: list[Step]) -> tuple[Flow, ...]:
        """Put the split that BPMN implies behind a step with several flows."""
        conditional = any(edge.condition is not None for edge in node.outgoing)
        kind: StepKind = "inclusive" if conditional else "parallel"
        name = self._made(node, "split")
        self.notices.add(
            node.ref,
            f"several {'conditional ' if conditional else ''}flows out of one step: "
            f"become the {kind} step {quote(name)} behind it",
        )
        behind.append(Step(name, f"After: {self._name(node)[:490]}", self._lane(node), kind, next=flows))
        return (Flow(name),)

    def _with_boundaries(
        self, node: Node, tail: tuple[Flow, ...], behind: list[Step]
    ) -> tuple[Flow, ...]:
        """Put the decision behind an activity that its boundary events stand for."""
        if not tail:
            tail = (Flow(self._end(node, "End", "done", behind)),)
        breaking = [event for event in node.boundaries if interrupts(event)]
        beside = [event for event in node.boundaries if not interrupts(event)]
        if breaking:
            branches = tuple(self._boundary(event, node, behind) for event in breaking)
            tail = self._outcome(node, "decision", (*tail, *branches), breaking, behind)
        if beside:
            branches = tuple(self._boundary(event, node, behind) for event in beside)
            always = Flow(tail[0].to, 1.0, tail[0].when)
            tail = self._outcome(node, "inclusive", (always, *branches), beside, behind)
        return tail

    def _outcome(
        self,
        node: Node,
        kind: StepKind,
        flows: tuple[Flow, ...],
        events: list[Node],
        behind: list[Step],
    ) -> tuple[Flow, ...]:
        name = self._made(node, "outcome" if kind == "decision" else "aside")
        for event in events:
            self.step_ids[event] = name
            self.notices.add(
                event.ref,
                f"{element_words(event)} becomes a branch of the {kind} {quote(name)}",
            )
        behind.append(
            Step(name, f"Outcome: {self._name(node)[:490]}", self._lane(node), kind, next=flows)
        )
        return (Flow(name),)

    def _boundary(self, event: Node, node: Node, behind: list[Step]) -> Flow:
        """Return the branch of a boundary event; where it leads nowhere, to an end of its own."""
        name = self._name(event)
        wait_of(event, "decision", self.notices)
        self._tell_lost(event)
        flows = self._flows(event.outgoing)
        if not flows:
            return Flow(self._end(node, name, name, behind), when=name)
        if len(flows) == 1:
            return Flow(flows[0].to, when=name)
        split = self._made(node, "split")
        behind.append(Step(split, name, self._lane(node), "parallel", next=flows))
        return Flow(split, when=name)

    def _tell_lost(self, node: Node) -> None:
        for parts, words in ((node.documentation, "description"), (node.reads + node.writes, "data")):
            if parts:
                self.notices.add(node.ref, f"{words} left out: the event becomes no step of its own")

    def _end(self, node: Node, name: str, ending: str, behind: list[Step]) -> str:
        end = self._made(node, ending)
        behind.append(Step(end, name, self._lane(node), "end"))
        return end

    def _flows(self, edges: list[Edge]) -> tuple[Flow, ...]:
        return tuple(
            own_flow(Flow(self.entries[edge.target], when=self._when(edge)), edge) for edge in edges
        )

    def _when(self, edge: Edge) -> str:
        if not (edge.name or edge.condition or edge.is_default):
            return ""
        condition = edge.condition or ""
        ref = edge.id or edge.source.ref
        name = clean_line(edge.name, ref, self.notices) if edge.name else ""
        if name and condition and condition != edge.name:
            self.notices.add(ref, f"condition {quote(condition)} left out: the flow has a name")
        if name or not (condition or edge.is_default):
            return name
        return clean_line(condition, ref, self.notices) if condition else "otherwise"

    def _step(self, node: Node, kind: StepKind, flows: tuple[Flow, ...]) -> Step:
        fields: dict[str, Any] = {}
        if node.documentation:
            fields["description"] = clean_text(node.documentation, node.ref, self.notices)
        if node.reads:
            fields["reads"] = self._items(node.reads, node)
        if node.writes:
            fields["writes"] = self._items(node.writes, node)
        own = own_changes(node, kind)
        if node.triggers and "wait" not in own:
            fields["wait"] = wait_of(node, kind, self.notices)
        if kind == "call":
            fields["call"] = self.calls[node]
        fields |= own
        return Step(self.step_ids[node], self._name(node), self._lane(node), kind, next=flows, **fields)

    def _items(self, names: tuple[str, ...], node: Node) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clean_line(name, node.ref, self.notices) for name in names))

    def _name(self, node: Node) -> str:
        name = self.names.get(node)
        if name is None and still_says(node.fields, "name", node.name, shown_line):
            self.names[node] = name = node.fields["name"]
        if name is None:
            name = clean_line(node.name, node.ref, self.notices) if node.name else ""
            if not name:
                name = clean_line(default_name(node), node.ref, self.notices)
                if node.kind in ACTIVITIES:
                    self.notices.add(node.ref, f"has no name: called {quote(name)}")
            self.names[node] = name
        return name

    def _lane(self, node: Node) -> str:
        return self.lanes.get(node, "")

    def _starts(self) -> Iterator[Step]:
        """Yield the starts that BPMN implies where none is drawn and the map could not tell."""
        roots = [
            node
            for node in self.shown
            if not node.incoming and node.kind != "startEvent" and not node.is_begun
        ]
        aside = [node for node in roots if starts_aside(node)]
        for node in aside:
            self.notices.add(
                node.ref, f"{element_words(node)} that no flow leads to: kept, never reached"
            )
        roots = [node for node in roots if not starts_aside(node)]
        if any(node.kind == "startEvent" or node.is_begun for node in self.shown):
            for node in roots:
                if node.fields.get("disposition") != "add":
                    self.notices.add(node.ref, "no flow leads to it: kept, never reached")
        elif len(roots) + len(aside) > 1:
            yield from self._implied(roots)

    def _implied(self, roots: list[Node]) -> Iterator[Step]:
        alternatives = [node for node in roots if is_alternative(node)]
        together = [node for node in roots if not is_alternative(node)]
        for node in alternatives:
            self.notices.add(node.ref, "starts the process without a start event: a start was added")
            yield Step(
                self.ids.make("start"), "Start", self._lane(node), "start", next=(self._to(node),)
            )
        if not together:
            return
        for node in together:
            self.notices.add(node.ref, "begins without a start event: a start was added before it")
        flows = tuple(self._to(node) for node in together)
        lane = self._lane(together[0])
        if len(flows) == 1:
            yield Step(self.ids.make("start"), "Start", lane, "start", next=flows)
            return
        owner = self.scope.owner
        kind: StepKind = "inclusive" if owner and owner.kind == "adHocSubProcess" else "parallel"
        split = self.ids.make("start-split")
        yield Step(self.ids.make("start"), "Start", lane, "start", next=(Flow(split),))
        yield Step(split, "All that begins", lane, kind, next=flows)

    def _to(self, node: Node) -> Flow:
        return Flow(self.entries[node])
