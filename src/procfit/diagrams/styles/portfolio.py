"""All processes of a workspace by importance and volume, with calls, messages and shared capabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from procfit.diagrams.dress import badge
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Dress, Entry, FlowDress, Overlay
from procfit.diagrams.palette import ACCENT, BORDER, FLOW
from procfit.diagrams.panels import Listed, listed
from procfit.diagrams.scene import Item, Line, Scene, Shape
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted
from procfit.model import sayings
from procfit.model.process import Flow, Lane, ProcessMap, Step

__all__ = ["PortfolioFacts", "ProcessShown", "Shared", "scene"]

SMALLEST, LARGEST = (112.0, 56.0), (178.0, 92.0)
MOST_SHARED = 12
UNKNOWN = "not assessed"
IMPORTANCES = (5, 4, 3, 2, 1, None)
_CALL = FlowDress(FLOW, 1.6, classes="calls")
_MESSAGE = FlowDress(ACCENT, 1.2, is_dashed=True, classes="sends a message")
_HIDDEN = FlowDress(FLOW, is_hidden=True)


@dataclass(frozen=True, slots=True)
class ProcessShown:
    """A process: importance 1 to 5 and cases a month, None where not assessed, and whom it calls."""

    id: str
    name: str
    importance: int | None = None
    cases: float | None = None
    calls: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A capability and the processes that need it."""

    name: str
    processes: tuple[str, ...]


@dataclass(frozen=True)
class PortfolioFacts:
    """The processes in the order of the workspace, and the capabilities that several of them need."""

    processes: tuple[ProcessShown, ...] = ()
    shared: tuple[Shared, ...] = ()


def scene(wanted: Wanted) -> Scene:
    """Return one picture of all processes; of the map that is wanted only the name counts."""
    facts: PortfolioFacts = wanted.facts or PortfolioFacts()
    numbers = {process.id: number for number, process in enumerate(facts.processes, start=1)}
    drawn, flows = _as_map(wanted.process.name, facts)
    most = max((each.cases or 0.0 for each in facts.processes), default=0.0)
    overlay = Overlay(
        dresses={each.id: _dress(each, numbers[each.id], most) for each in facts.processes},
        flows=flows,
        word="Portfolio",
        note="" if facts.processes else "Nothing to show: there is no map.",
        entries=list(_entries(facts, flows)),
        panels=[
            listed(_heading(facts), _list(facts, numbers), "No capability is needed by two processes.")
        ],
        links=wanted.links,
        has_steps=False,
    )
    return lanes(drawn, "as-is", {}, wanted.ratio, overlay)


def _as_map(name: str, facts: PortfolioFacts) -> tuple[ProcessMap, dict[tuple[str, int], FlowDress]]:
    """Return the processes as steps in lanes of importance, and how the flows between them look.

    Processes that nothing connects are chained by flows that are not drawn, so that they stand side by
    side.
    """
    known = {process.id for process in facts.processes}
    looks: dict[tuple[str, int], FlowDress] = {}
    ways: dict[str, list[Flow]] = {process.id: [] for process in facts.processes}
    for process in facts.processes:
        for targets, look in ((process.calls, _CALL), (process.messages, _MESSAGE)):
            for target in targets:
                if target in known and target != process.id:
                    looks[process.id, len(ways[process.id])] = look
                    ways[process.id].append(Flow(target))
    for one, other in _loose(facts, ways):
        looks[one, len(ways[one])] = _HIDDEN
        ways[one].append(Flow(other))
    used = [each for each in IMPORTANCES if any(p.importance == each for p in facts.processes)]
    steps = [
        Step(each.id, each.name, lane=_lane(each.importance), next=tuple(ways[each.id]))
        for each in facts.processes
    ]
    bands = tuple(Lane(_lane(each), _lane_name(each)) for each in used)
    return ProcessMap("portfolio", name or "Portfolio", lanes=bands, steps=tuple(steps)), looks


def _loose(facts: PortfolioFacts, ways: Mapping[str, list[Flow]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of unconnected processes of the same importance that are to stand side by side."""
    reached = {flow.to for flows in ways.values() for flow in flows}
    by_lane: dict[int | None, list[str]] = {}
    for process in facts.processes:
        if not ways[process.id] and process.id not in reached:
            by_lane.setdefault(process.importance, []).append(process.id)
    for names in by_lane.values():
        yield from pairwise(names)


def _lane(importance: int | None) -> str:
    return f"importance-{importance}"


def _lane_name(importance: int | None) -> str:
    return f"Importance {UNKNOWN if importance is None else importance}"


def _dress(process: ProcessShown, number: int, most: float) -> Dress:
    share = ((process.cases or 0.0) / most) ** 0.5 if most else 0.0
    width, height = (low + (high - low) * share for low, high in zip(SMALLEST, LARGEST, strict=True))
    cases = UNKNOWN if process.cases is None else f"{sayings.count(process.cases)} a month"
    said = f"cases: {cases}" if process.cases is None else cases
    return Dress(
        rows=(said, *([process.note] if process.note else [])),
        badge=str(number),
        badge_fill=BORDER,
        is_dashed=process.cases is None,
        stroke_width=2.2 if (process.importance or 0) >= 5 else 0.0,
        said=f"importance {process.importance or UNKNOWN}, {said}",
        size=(width, height + 11 * bool(process.note)),
    )


def _heading(facts: PortfolioFacts) -> str:
    return f"Shared capabilities: {len(facts.shared)} are needed by several processes"


def _list(facts: PortfolioFacts, numbers: Mapping[str, int]) -> list[Listed]:
    names = {process.id: process.name for process in facts.processes}
    entries = [
        Listed(
            str(len(each.processes)),
            each.name,
            (", ".join(f"{numbers[name]} {names[name]}" for name in each.processes),),
            BORDER,
        )
        for each in facts.shared[:MOST_SHARED]
    ]
    rest = len(facts.shared) - MOST_SHARED
    if rest > 0:
        entries.append(Listed("…", f"{rest} more shared capabilities", (), BORDER))
    return entries


def _entries(facts: PortfolioFacts, flows: Mapping[tuple[str, int], FlowDress]) -> Iterator[Entry]:
    used = set(flows.values())
    for look, text in ((_CALL, "calls"), (_MESSAGE, "sends a message")):
        if look in used:
            yield Entry(text, partial(_line, look))
    yield Entry(
        "number of the process; at a capability, how many need it",
        lambda x, y: [badge("1", x + SIGN_WIDTH / 2, y, BORDER)],
    )
    yield Entry("the bigger, the more cases a month", lambda x, y: [
        Shape("rounded", x + 5, y, 8, 6, classes="legend"),
        Shape("rounded", x + 18, y, 14, 12, classes="legend"),
    ])  # fmt: skip
    if any(process.cases is None for process in facts.processes):
        yield Entry("volume not assessed", lambda x, y: [
            Shape("rounded", x + SIGN_WIDTH / 2, y, 20, 12, is_dashed=True, classes="legend")
        ])  # fmt: skip


def _line(look: FlowDress, x: float, y: float) -> list[Item]:
    ends = ((x, y), (x + SIGN_WIDTH, y))
    return [Line(ends, look.stroke, look.width, look.is_dashed, has_arrow=True, classes="legend")]
