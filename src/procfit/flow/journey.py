"""What the customer meets on the way: contacts, faces, hand-offs, changes of channel.

All figures are expected counts per case, of this map alone: what a called map holds counts there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from procfit.flow.information import gives, keys
from procfit.flow.visits import Routing
from procfit.model.process import TIMELESS, Lane, ProcessMap, Step
from procfit.model.text import item_key

__all__ = [
    "Journey",
    "channel_switches",
    "department_of",
    "faces",
    "is_contact",
    "journey_of",
    "lane_at_work",
    "passes_on",
    "repeat_asks",
    "systems",
]


@dataclass(frozen=True, slots=True)
class Journey:
    """Expected counts per case.

    Attributes
    ----------
    contacts
        Executions of steps that have a ``channel`` or ask the customer for something.
    faces
        Different lanes, those of customers and systems aside, that the customer is in contact with.
    hand_offs
        Passages from one lane to another, customers aside.
    department_crossings
        Hand-offs to a lane of another department; a lane without department is one by itself.
    systems
        Different systems that the case touches: by ``system``, or by a step in the lane of a system.
    channel_switches
        Contacts in another channel than the contact before.
    items_asked
        Items that the customer is asked for.
    repeat_asks
        Those of them that the case has given or we have written before, in another step.
    effort
        What the contacts cost the customer, by their ``effort``; None where none says.
    """

    contacts: float
    faces: float
    hand_offs: float
    department_crossings: float
    systems: float
    channel_switches: float
    items_asked: float
    repeat_asks: float
    effort: float | None


def journey_of(routing: Routing) -> Journey:
    """Return what the customer meets in one view of a map."""
    process = routing.structure.process
    contacts = [step for step in process.steps if is_contact(step)]
    efforts = [
        routing.visits[step.id] * step.effort for step in process.steps if step.effort is not None
    ]
    hand_offs, crossings = _hand_offs(routing, process)
    return Journey(
        contacts=sum(routing.visits[step.id] for step in contacts),
        faces=sum(routing.reach_any(steps) for steps in faces(process).values()),
        hand_offs=hand_offs,
        department_crossings=crossings,
        systems=sum(routing.reach_any(steps) for steps in systems(process).values()),
        channel_switches=_channel_switches(routing, contacts),
        items_asked=sum(routing.visits[step.id] * len(step.asks) for step in contacts),
        repeat_asks=sum(repeat_asks(routing).values()),
        effort=sum(efforts) if efforts else None,
    )


def faces(process: ProcessMap) -> dict[str, list[str]]:
    """Return the steps of contact by the lane that the customer meets, customers and systems aside."""
    met: dict[str, list[str]] = {}
    for step in filter(is_contact, process.steps):
        lane = process.lane_of(step)
        if lane is not None and lane.kind not in ("customer", "system"):
            met.setdefault(lane.id, []).append(step.id)
    return met


def systems(process: ProcessMap) -> dict[str, list[str]]:
    """Return the steps by the system they touch, as the map first spells it."""
    names: dict[str, str] = {}
    touched: dict[str, list[str]] = {}
    for step in process.steps:
        lane = process.lane_of(step)
        name = step.system or (lane.label if lane and lane.kind == "system" else "")
        if name:
            touched.setdefault(names.setdefault(item_key(name), name), []).append(step.id)
    return touched


def passes_on(process: ProcessMap) -> Callable[[str, str], tuple[Lane, Lane] | None]:
    """Return what tells whether a flow hands the work on: the two lanes, or None."""
    lanes = {step.id: lane_at_work(process, step) for step in process.steps}

    def handed(source: str, target: str) -> tuple[Lane, Lane] | None:
        one, other = lanes[source], lanes[target]
        if one is None or other is None or "customer" in (one.kind, other.kind) or one.id == other.id:
            return None
        return one, other

    return handed


def department_of(lane: Lane) -> str:
    """Return the key of a lane's department; a lane without one is a department by itself."""
    return item_key(lane.department) or f"lane {lane.id}"


def is_contact(step: Step) -> bool:
    """Tell whether the customer is in contact at a step."""
    return bool(step.channel or step.asks)


def lane_at_work(process: ProcessMap, step: Step) -> Lane | None:
    """Return the lane a step stands in; a gateway without one stays with the step before it."""
    seen: set[str] = set()
    while not step.lane and step.kind in TIMELESS and step.id not in seen:
        seen.add(step.id)
        before = process.before(step.id)
        if len(before) != 1:
            return None
        step = before[0]
    return process.lane_of(step)


def _hand_offs(routing: Routing, process: ProcessMap) -> tuple[float, float]:
    """Return the hand-offs, and those of them between departments."""
    handed = passes_on(process)
    total = crossing = 0.0
    for (source, target), passages in routing.flows.items():
        lanes = handed(source, target)
        if lanes is not None:
            total += passages
            crossing += passages * (department_of(lanes[0]) != department_of(lanes[1]))
    return total, crossing


def _channel_switches(routing: Routing, contacts: list[Step]) -> float:
    """Follow the cases from each channel's contacts to the next contact, by the chances of the flows."""
    return sum(channel_switches(routing, contacts).values())


def channel_switches(routing: Routing, contacts: list[Step]) -> dict[str, float]:
    """Return per contact how often per case the customer comes to it from another channel."""
    channel = {step.id: item_key(step.channel) for step in contacts if step.channel}
    total: dict[str, float] = {}
    for each in sorted(set(channel.values())):
        here = [name for name in channel if channel[name] == each]
        for name, count in routing.next_stops(here, channel).items():
            if channel[name] != each:
                total[name] = total.get(name, 0.0) + count
    return total


def repeat_asks(routing: Routing) -> dict[tuple[str, str], float]:
    """Return per step and item how often per case it asks for what another step has given before."""
    process = routing.structure.process
    found: dict[tuple[str, str], float] = {}
    givers = _givers(process)
    for step in process.steps:
        for key in sorted(keys(step.asks)):
            if len(givers[key]) > 1:
                first = routing.visits_until_other(step.id, givers[key])
                found[step.id, key] = max(routing.visits[step.id] - first, 0.0)
    return found


def _givers(process: ProcessMap) -> dict[str, frozenset[str]]:
    """Return per item the steps after which it is known: they ask for it or write it."""
    found: dict[str, set[str]] = {}
    for step in process.steps:
        for key in gives(step):
            found.setdefault(key, set()).add(step.id)
    return {key: frozenset(steps) for key, steps in found.items()}
