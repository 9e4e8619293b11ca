"""What the customer meets on the way: contacts, faces, hand-offs, changes of channel.

All figures are expected counts per case, of this map alone: what a called map holds counts there.
"""

from __future__ import annotations

from dataclasses import dataclass

from procfit.flow.information import gives, keys
from procfit.flow.visits import Routing
from procfit.model.process import TIMELESS, Lane, ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["Journey", "givers_of", "is_contact", "journey_of", "lane_at_work"]


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
    channel_switches
        Contacts in another channel than the contact before.
    repeat_asks
        Items asked for that the case has given or we have written before, in another step.
    """

    contacts: float
    faces: float
    hand_offs: float
    channel_switches: float
    repeat_asks: float


def journey_of(routing: Routing) -> Journey:
    """Return what the customer meets in one view of a map."""
    process = routing.structure.process
    contacts = [step for step in process.steps if is_contact(step)]
    return Journey(
        contacts=sum(routing.visits[step.id] for step in contacts),
        faces=_faces(routing, process, contacts),
        hand_offs=_hand_offs(routing, process),
        channel_switches=_channel_switches(routing, contacts),
        repeat_asks=_repeat_asks(routing, process),
    )


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


def givers_of(process: ProcessMap, key: str) -> list[str]:
    """Return the ids of the steps after which an item is known: they ask for it or write it."""
    return [step.id for step in process.steps if key in gives(step)]


def _faces(routing: Routing, process: ProcessMap, contacts: list[Step]) -> float:
    met: dict[str, list[str]] = {}
    for step in contacts:
        lane = process.lane_of(step)
        if lane is not None and lane.kind not in ("customer", "system"):
            met.setdefault(lane.id, []).append(step.id)
    return sum(routing.reach_any(steps) for steps in met.values())


def _hand_offs(routing: Routing, process: ProcessMap) -> float:
    lanes = {step.id: lane_at_work(process, step) for step in process.steps}
    total = 0.0
    for (source, target), passages in routing.flows.items():
        one, other = lanes[source], lanes[target]
        if one is None or other is None or "customer" in (one.kind, other.kind):
            continue
        total += passages * (one.id != other.id)
    return total


def _channel_switches(routing: Routing, contacts: list[Step]) -> float:
    """Follow the cases from each channel's contacts to the next contact, by the chances of the flows."""
    channel = {step.id: item_key(step.channel) for step in contacts if step.channel}
    total = 0.0
    for each in sorted(set(channel.values())):
        here = [name for name in channel if channel[name] == each]
        met = routing.next_stops(here, channel)
        total += sum(count for name, count in met.items() if channel[name] != each)
    return total


def _repeat_asks(routing: Routing, process: ProcessMap) -> float:
    total = 0.0
    until: dict[frozenset[str], dict[str, float]] = {}
    for step in process.steps:
        for key in sorted(keys(step.asks)):
            others = frozenset(givers_of(process, key)) - {step.id}
            if not others:
                continue
            if others not in until:
                until[others] = routing.visits_until(others)
            total += max(routing.visits[step.id] - until[others][step.id], 0.0)
    return total
