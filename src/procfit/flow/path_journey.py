"""What the customer and the work meet on one path through a map: counts of things, not expectations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from procfit.flow.information import gives, keys
from procfit.flow.journey import is_contact, lane_at_work
from procfit.flow.paths import PathTaken, PathVisit
from procfit.model.process import Lane, ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["Contact", "PathJourney", "journey_along"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of the customer: a visit of a step that has a ``channel`` or ``asks`` something.

    Attributes
    ----------
    step, name, channel
        The step's; no channel is the empty string.
    lane
        The name of its lane, or empty.
    begin, end
        Minutes since the case came in. The contact begins when the waiting of its step is over.
    waited
        Minutes since the contacts before it ended: 0 for the first one and where they overlap.
    asks
        The items asked for.
    asks_again
        Those of them that an earlier visit of another step has asked for or written: earlier by the
        flows of the path, so that parallel branches do not know of each other. Asked again by the same
        step, in a loop, does not count.
    effort
        The customer's effort; None = not assessed.
    """

    step: str
    name: str
    channel: str
    lane: str
    begin: float
    end: float
    waited: float
    asks: tuple[str, ...]
    asks_again: tuple[str, ...]
    effort: int | None


@dataclass(frozen=True)
class PathJourney:
    """What the customer and the work meet on one path.

    Attributes
    ----------
    contacts
        The contacts, in the order they begin.
    faces
        The lanes that the customer is in contact with, those of customers and systems aside, by name in
        order of first meeting.
    teams
        The lanes that work on the path, those of customers and systems aside, in order of first work.
    departments
        The departments of all lanes on the path but the customer's, in order of first work.
    hand_offs
        Passages from one lane to another along the flows taken, customers aside.
    department_crossings
        Those of them that lead to another department. A lane without a department is one of its own.
    systems
        The systems that steps name, and the lanes of systems, in order of first use.
    """

    contacts: tuple[Contact, ...]
    faces: tuple[str, ...]
    teams: tuple[str, ...]
    departments: tuple[str, ...]
    hand_offs: int
    department_crossings: int
    systems: tuple[str, ...]

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels in order of first use."""
        return _first_worded(contact.channel for contact in self.contacts)

    @property
    def channel_switches(self) -> int:
        """Contacts in another channel than the one before; contacts without a channel are passed over."""
        used = [item_key(contact.channel) for contact in self.contacts if contact.channel]
        return sum(one != other for one, other in pairwise(used))

    @property
    def items_asked(self) -> int:
        """How many items the customer is asked for, each as often as it is."""
        return sum(len(contact.asks) for contact in self.contacts)

    @property
    def items_asked_again(self) -> int:
        """How many of them are known from an earlier step."""
        return sum(len(contact.asks_again) for contact in self.contacts)

    @property
    def waiting(self) -> float:
        """The minutes that the customer waits between contacts."""
        return sum(contact.waited for contact in self.contacts)

    @property
    def effort(self) -> int | None:
        """The customer's effort as far as assessed; None where no contact has one."""
        known = [contact.effort for contact in self.contacts if contact.effort is not None]
        return sum(known) if known else None

    @property
    def effort_at_least(self) -> bool:
        """Whether some contact lacks an effort, so that the sum is a lower bound."""
        return any(contact.effort is None for contact in self.contacts)


def journey_along(
    process: ProcessMap, path: PathTaken, given: Mapping[str, frozenset[str]] | None = None
) -> PathJourney:
    """Return what the customer and the work meet on a path.

    Parameters
    ----------
    process
        The view of the map that the path leads through.
    path
        The path.
    given
        Per step the keys of the items that are known after it, as `Information.given` tells with called
        maps; without it what each step asks for and writes itself.

    Examples
    --------
    >>> from procfit.flow.paths import PathVisit
    >>> from procfit.model.process import Flow
    >>> call = Step("a", "Call", channel="phone", asks=("name",), next=(Flow("b"),))
    >>> form = Step("b", "Form", channel="web", asks=("Name", "address"))
    >>> path = PathTaken((PathVisit("a", 0, 5), PathVisit("b", 65, 70)), ((0, 1),), 1.0, 70)
    >>> found = journey_along(ProcessMap("p", "P", steps=(call, form)), path)
    >>> found.channels, found.waiting, found.contacts[1].asks_again
    (('phone', 'web'), 60.0, ('Name',))
    """
    steps = [process.step(visit.step) for visit in path.visits]
    lanes = [process.lane_of(step) for step in steps]
    at_work = [lane for lane in lanes if lane is not None and lane.kind != "customer"]
    met = [lane for step, lane in zip(steps, lanes, strict=True) if lane and is_contact(step)]
    hand_offs = list(_hand_offs(process, path))
    return PathJourney(
        contacts=_contacts(process, path, given),
        faces=_people(met),
        teams=_people(at_work),
        departments=_first_worded(lane.department for lane in at_work),
        hand_offs=len(hand_offs),
        department_crossings=sum(_department(one) != _department(other) for one, other in hand_offs),
        systems=_first_worded(_systems(steps, lanes)),
    )


def _contacts(
    process: ProcessMap, path: PathTaken, given: Mapping[str, frozenset[str]] | None
) -> tuple[Contact, ...]:
    again = _asked_again(process, path, given)
    begins = [_contact_begins(process, visit) for visit in path.visits]
    found: list[Contact] = []
    ended: float | None = None
    for place in sorted(range(len(begins)), key=begins.__getitem__):
        begin, visit = begins[place], path.visits[place]
        step = process.step(visit.step)
        if is_contact(step):
            waited = 0.0 if ended is None else max(begin - ended, 0.0)
            ended = visit.end if ended is None else max(ended, visit.end)
            found.append(_contact(process, step, (begin, visit.end, waited), again[place]))
    return tuple(found)


def _contact(
    process: ProcessMap, step: Step, times: tuple[float, float, float], again: set[str]
) -> Contact:
    begin, end, waited = times
    lane = process.lane_of(step)
    asks = _first_worded(step.asks)
    return Contact(
        step=step.id,
        name=step.name,
        channel=step.channel,
        lane=lane.label if lane else "",
        begin=begin,
        end=end,
        waited=waited,
        asks=asks,
        asks_again=tuple(item for item in asks if item_key(item) in again),
        effort=step.effort,
    )


def _contact_begins(process: ProcessMap, visit: PathVisit) -> float:
    """Return when the waiting of a visit is over: until then the customer waits, too."""
    wait = process.wait_of(process.step(visit.step))
    return min(visit.begin + wait.mean, visit.end) if wait else visit.begin


def _asked_again(
    process: ProcessMap, path: PathTaken, given: Mapping[str, frozenset[str]] | None
) -> list[set[str]]:
    """Return per visit the keys it asks for that another step before it has given.

    What is known at a visit is carried along the flows as the bits of givers: pairs of a key and a step.
    """
    steps = [process.step(visit.step) for visit in path.visits]
    asked = {key for step in steps for key in keys(step.asks)}
    known_after = {step.id: gives(step) if given is None else given[step.id] for step in steps}
    bits: dict[str, dict[str, int]] = {key: {} for key in asked}
    adds = dict.fromkeys(known_after, 0)
    givers = [(name, key) for name, found in known_after.items() for key in sorted(asked & found)]
    for place, (name, key) in enumerate(givers):
        bits[key][name] = 1 << place
        adds[name] |= 1 << place
    known = [0] * len(steps)
    for one, other in sorted(path.passages):
        known[other] |= known[one] | adds[steps[one].id]
    others = {key: sum(by_step.values()) for key, by_step in bits.items()}
    return [
        {key for key in keys(step.asks) if known[place] & (others[key] - bits[key].get(step.id, 0))}
        for place, step in enumerate(steps)
    ]


def _hand_offs(process: ProcessMap, path: PathTaken) -> Iterator[tuple[Lane, Lane]]:
    lanes = {visit.step: lane_at_work(process, process.step(visit.step)) for visit in path.visits}
    for source, target in path.flows:
        one, other = lanes[source], lanes[target]
        if one is None or other is None or "customer" in (one.kind, other.kind):
            continue
        if one.id != other.id:
            yield one, other


def _department(lane: Lane) -> tuple[str, str]:
    return (item_key(lane.department), "") if lane.department else ("", lane.id)


def _people(lanes: list[Lane]) -> tuple[str, ...]:
    """Return the names of lanes, each lane once, customers and systems aside."""
    people = {lane.id: lane.label for lane in lanes if lane.kind not in ("customer", "system")}
    return tuple(people.values())


def _systems(steps: list[Step], lanes: list[Lane | None]) -> Iterator[str]:
    for step, lane in zip(steps, lanes, strict=True):
        yield step.system
        if lane is not None and lane.kind == "system":
            yield lane.label


def _first_worded(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that are not empty, each once in its first wording."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(item_key(text), text)
    return tuple(found.values())
