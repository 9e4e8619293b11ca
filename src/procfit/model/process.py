"""A process map: steps in lanes, the flows between them, and what each step does for the customer.

Absent always means "not assessed", never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from procfit.model.quantities import Duration, Volume

if TYPE_CHECKING:
    import networkx

__all__ = [
    "HOLDING_TOGETHER",
    "Adds",
    "Control",
    "Disposition",
    "Flow",
    "Kpi",
    "KpiFigure",
    "Lane",
    "LaneKind",
    "Message",
    "Need",
    "ProcessMap",
    "Rival",
    "Step",
    "StepKind",
    "View",
    "Without",
]

StepKind = Literal["task", "start", "end", "decision", "inclusive", "parallel", "join", "wait", "call"]
LaneKind = Literal["customer", "front", "back", "system", "partner"]
Adds = Literal["customer", "business", "nothing"]
Control = Literal["regulatory", "segregation"]
Disposition = Literal["keep", "modify", "discard", "add"]
KpiFigure = Literal["lead_time", "touch_time", "cost", "contacts"]
"""The figures of a map that a KPI may be about."""
View = Literal["as-is", "to-be"]

SPLITS: frozenset[StepKind] = frozenset({"decision", "inclusive", "parallel"})
"""The kinds that may have several outgoing flows."""

TIMELESS: frozenset[StepKind] = frozenset(
    {"start", "end", "decision", "inclusive", "parallel", "join", "call"}
)
"""The kinds that take no time of their own unless one is given."""

HOLDING_TOGETHER: frozenset[StepKind] = frozenset({"start", "end", "parallel", "join"})
"""The kinds that only hold the flow together: nobody decides on them, and they claim nothing."""

NO_TIME = Duration.fixed(0.0)


@dataclass(frozen=True, slots=True)
class Flow:
    """One way on from a step."""

    to: str
    share: float | None = None
    when: str = ""
    rejects: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A capability that a step requires, with its share of the step's value if the team gave one."""

    capability: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor who does the same step."""

    who: str
    time: Duration | None = None
    same_benefit: bool | None = None
    source: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Without:
    """How the benefit could come without the step."""

    how: str
    capability: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Who does the work."""

    id: str
    name: str = ""
    department: str = ""
    kind: LaneKind | None = None
    parent: str = ""

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Kpi:
    """What the process is measured by."""

    name: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    figure: KpiFigure | None = None
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message between two maps, each end written ``map#step``."""

    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process."""

    id: str
    name: str
    lane: str = ""
    kind: StepKind = "task"
    description: str = ""
    channel: str = ""
    value: int | None = None
    benefit: str = ""
    expected: bool | None = None
    adds: Adds | None = None
    reason: str = ""
    source: str = ""
    work: Duration | None = None
    wait: Duration | None = None
    cost: float | None = None
    effort: int | None = None
    asks: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    delivers: tuple[str, ...] = ()
    system: str = ""
    control: Control | None = None
    rival: Rival | None = None
    without: Without | None = None
    needs: tuple[Need, ...] = ()
    tags: tuple[str, ...] = ()
    approves: str = ""
    call: str = ""
    share: float | None = None
    disposition: Disposition | None = None
    to_be: Mapping[str, Any] = field(default_factory=dict)
    next: tuple[Flow, ...] = ()


@dataclass(frozen=True)
class ProcessMap:
    """One process as a team drew it, as-is and to-be in one.

    Examples
    --------
    >>> process = ProcessMap("p", "P", steps=(Step("a", "A", next=(Flow("b"),)), Step("b", "B")))
    >>> process.step("a").next[0].to, [step.id for step in process.before("b")]
    ('b', ['a'])
    """

    id: str
    name: str
    description: str = ""
    customer: str = ""
    outcome: str = ""
    owner: str = ""
    importance: int | None = None
    importance_source: str = ""
    default_wait: Duration | None = None
    volume: Volume | None = None
    disposition: Disposition | None = None
    kpis: tuple[Kpi, ...] = ()
    lanes: tuple[Lane, ...] = ()
    steps: tuple[Step, ...] = ()
    messages: tuple[Message, ...] = ()
    begins: tuple[str, ...] = ()
    """The steps where cases begin, in a view whose flows and kinds do not tell; no file holds them."""

    @cached_property
    def _steps_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def _lanes_by_id(self) -> dict[str, Lane]:
        return {lane.id: lane for lane in self.lanes}

    @cached_property
    def _before(self) -> dict[str, tuple[Step, ...]]:
        before: dict[str, list[Step]] = {step.id: [] for step in self.steps}
        for step in self.steps:
            for target in dict.fromkeys(flow.to for flow in step.next):
                before[target].append(step)
        return {target: tuple(steps) for target, steps in before.items()}

    def __contains__(self, step: object) -> bool:
        return step in self._steps_by_id

    def step(self, step: str) -> Step:
        """Return the step with that id; KeyError if there is none."""
        return self._steps_by_id[step]

    def lane_of(self, step: Step) -> Lane | None:
        """Return the lane a step stands in, or None where the team gave none."""
        return self._lanes_by_id.get(step.lane)

    def before(self, step: str) -> tuple[Step, ...]:
        """Return the steps that lead straight to `step`, each once."""
        return self._before[step]

    def work_of(self, step: Step) -> Duration | None:
        """Return what one execution works, in minutes; None = not assessed.

        A start, end, decision, split, join or call takes no time of its own unless it gives one, a wait
        no work.
        """
        workless = step.kind in TIMELESS or step.kind == "wait"
        return NO_TIME if step.work is None and workless else step.work

    def wait_of(self, step: Step) -> Duration | None:
        """Return what one execution waits, in minutes; None = not assessed.

        A step that gives no wait waits the map's ``default_wait``; the timeless kinds do not.
        """
        if step.wait is not None:
            return step.wait
        return NO_TIME if step.kind in TIMELESS else self.default_wait

    @cached_property
    def starts(self) -> tuple[Step, ...]:
        """Where cases begin: the start steps, else the steps nothing leads to, else the first."""
        told = tuple(step for step in self.steps if step.id in self.begins)
        if told:
            return told
        declared = tuple(step for step in self.steps if step.kind == "start")
        implicit = tuple(step for step in self.steps if not self._before[step.id])
        return declared or implicit or self.steps[:1]

    @cached_property
    def planned(self) -> tuple[Step, ...]:
        """Every step with its ``to_be`` fields put in, discarded ones too."""
        from procfit.model.views import apply_to_be

        return tuple(apply_to_be(step) for step in self.steps)

    @cached_property
    def as_is(self) -> ProcessMap:
        """The process as it runs today."""
        from procfit.model.views import as_is

        return as_is(self)

    @cached_property
    def to_be(self) -> ProcessMap:
        """The process as the dispositions would make it."""
        from procfit.model.views import to_be

        return to_be(self)

    def view(self, view: View) -> ProcessMap:
        """Return the as-is or the to-be view."""
        return self.as_is if view == "as-is" else self.to_be

    @cached_property
    def graph(self) -> networkx.MultiDiGraph[str]:
        """The map as a networkx graph: a node per step, an edge per flow, fields as attributes."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name=self.name)
        for step in self.steps:
            graph.add_node(step.id, step=step, name=step.name, lane=step.lane, kind=step.kind)
        for step in self.steps:
            for flow in step.next:
                graph.add_edge(step.id, flow.to, flow=flow, share=flow.share, when=flow.when)
        return graph
