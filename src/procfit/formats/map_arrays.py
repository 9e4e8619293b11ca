"""The arrays of tables of a map's file: what tells their parts apart, and what a renamed part keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procfit.formats.process_write import (
    ABSENT,
    STEP_KEYS,
    kpi_block,
    lane_block,
    message_block,
    step_block,
)
from procfit.model.process import Kpi, Lane, Message, Step

__all__ = ["ARRAYS", "Array", "Key", "Part", "by_key", "fields_of", "renamed"]

Part = Kpi | Lane | Step | Message
Key = tuple[str, ...]


@dataclass(frozen=True)
class Array:
    """One array of tables of a map's file.

    `identity` tells its parts apart; `likeness` is what a part keeps when it is renamed.
    """

    name: str
    field: str
    keys: tuple[str, ...]
    identity: Callable[[Any], Key]
    likeness: Callable[[Any], Any]
    write: Callable[[Any], str]


ARRAYS = (
    Array(
        "kpi",
        "kpis",
        ("name", "unit", "baseline", "target", "figure"),
        lambda kpi: (kpi.name,),
        lambda kpi: (kpi.unit, kpi.baseline, kpi.target, kpi.figure),
        kpi_block,
    ),
    Array(
        "lane",
        "lanes",
        ("id", "name", "department", "kind", "parent"),
        lambda lane: (lane.id,),
        lambda lane: (lane.name, lane.department, lane.kind),
        lane_block,
    ),
    Array("step", "steps", STEP_KEYS, lambda step: (step.id,), lambda step: step.name, step_block),
    Array(
        "message",
        "messages",
        ("from", "to", "name"),
        lambda message: (message.source, message.target, message.name),
        lambda message: message.name,
        message_block,
    ),
)


def by_key(array: Array, parts: Sequence[Part]) -> dict[Key, Part]:
    """Return parts by identity; a repeated one is told apart by its number."""
    found: dict[Key, Part] = {}
    seen: Counter[Key] = Counter()
    for part in parts:
        key = array.identity(part)
        found[(*key, str(seen[key])) if seen[key] else key] = part
        seen[key] += 1
    return found


def renamed(array: Array, old: Mapping[Key, Part], new: Mapping[Key, Part]) -> dict[Key, Key]:
    """Return the new keys of the parts that only changed their id, by the old ones."""
    arrived = [key for key in new if key not in old]
    names: dict[Key, Key] = {}
    for key, part in old.items():
        if key in new:
            continue
        alike = [name for name in arrived if array.likeness(new[name]) == array.likeness(part)]
        if alike:
            names[key] = alike[0]
            arrived.remove(alike[0])
    return names


def fields_of(part: object, keys: Sequence[str]) -> dict[str, Any]:
    """Return the fields that a file would hold, by key."""
    names = {"from": "source", "to": "target"} if isinstance(part, Message) else {}
    fields = {key: getattr(part, names.get(key, key)) for key in keys}
    if fields.get("kind") == "task":
        del fields["kind"]
    return {key: value for key, value in fields.items() if value not in ABSENT}
