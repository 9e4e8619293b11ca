"""What rules of one map need to know of the others: who uses an item, and which system holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from procfit.flow.information import keys, uses
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = [
    "HeldBy",
    "ItemUse",
    "asked_in",
    "held_by_systems",
    "is_in_system_lane",
    "item_use_of",
    "system_of",
    "together",
]


@dataclass(frozen=True)
class ItemUse:
    """How many steps write, and read or deliver, each item; and which items are used or approved at all."""

    writers: Counter[str]
    users: Counter[str]
    used: frozenset[str]


def item_use_of(process: ProcessMap) -> ItemUse:
    """Return the use of items in one view of a map; computed once per map object."""
    known: dict[str, ItemUse] = vars(process)
    if "_item_use" not in known:
        users = Counter(key for step in process.steps for key in uses(step))
        approved = keys(step.approves for step in process.steps if step.approves)
        known["_item_use"] = ItemUse(
            writers=Counter(key for step in process.steps for key in keys(step.writes)),
            users=users,
            used=approved.union(users),
        )
    return known["_item_use"]


def together(parts: Iterable[ItemUse]) -> ItemUse:
    """Return the use of items in several maps."""
    writers, users, used = Counter[str](), Counter[str](), set[str]()
    for part in parts:
        writers.update(part.writers)
        users.update(part.users)
        used |= part.used
    return ItemUse(writers, users, frozenset(used))


def is_in_system_lane(process: ProcessMap, step: Step) -> bool:
    """Tell whether a system does the step by itself."""
    lane = process.lane_of(step)
    return lane is not None and lane.kind == "system"


def system_of(process: ProcessMap, step: Step) -> str:
    """Return the system that a step works in: its own, else that of its lane; empty where none is named."""
    lane = process.lane_of(step)
    return step.system or (lane.label if lane is not None and lane.kind == "system" else "")


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A step of some map that writes an item into a system."""

    process: str
    step: str
    system: str


def held_by_systems(maps: Iterable[ProcessMap]) -> dict[tuple[str, str | None], list[HeldBy]]:
    """Return who writes an item into a system, by item and customer, and by item alone (customer None)."""
    found: dict[tuple[str, str | None], list[HeldBy]] = {}
    for process in maps:
        customer = item_key(process.customer)
        for key, held in _written_into_systems(process):
            found.setdefault((key, customer), []).append(held)
            found.setdefault((key, None), []).append(held)
    return found


def _written_into_systems(process: ProcessMap) -> tuple[tuple[str, HeldBy], ...]:
    """Return the items that steps of a map write into a system; computed once per map object."""
    known: dict[str, tuple[tuple[str, HeldBy], ...]] = vars(process)
    if "_written_into_systems" not in known:
        known["_written_into_systems"] = tuple(
            (key, HeldBy(process.id, step.id, system))
            for step in process.steps
            if step.writes and (system := system_of(process, step))
            for key in sorted(keys(step.writes))
        )
    return known["_written_into_systems"]


def asked_in(process: ProcessMap) -> tuple[str, ...]:
    """Return the keys of the items that a map asks for, sorted; computed once per map object."""
    known: dict[str, tuple[str, ...]] = vars(process)
    if "_asked_in" not in known:
        known["_asked_in"] = tuple(sorted(keys(item for step in process.steps for item in step.asks)))
    return known["_asked_in"]
