"""Two edits of one map brought together, step by step and field by field.

A field that only one side changed takes that side; a field that both changed to different values is a
conflict, returned as data for a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from procfit.model.process import ProcessMap

__all__ = ["Conflict", "Merge", "Side", "merge_maps", "resolve"]

Side = Literal["ours", "theirs"]
Key = tuple[str, ...]

_ARRAYS: Mapping[str, Callable[[Any], Key]] = {
    "kpis": lambda kpi: (kpi.name,),
    "lanes": lambda lane: (lane.id,),
    "steps": lambda step: (step.id,),
    "messages": lambda message: (message.source, message.target, message.name),
}
"""The parts of a map that are lists, and what tells their members apart."""


@dataclass(frozen=True)
class Conflict:
    """One thing that both sides changed, each in its own way.

    `part` names the list (``steps``, ``lanes`` …) and is empty for the head of the map; `key` names the
    member. `field` is empty when one side removed or both added the member; the values are then whole
    members, None where there is none.
    """

    part: str
    key: Key
    field: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def subject(self) -> str:
        """What the conflict is about, as a person would name it."""
        owner = f"{self.part.removesuffix('s')} {' '.join(self.key)}" if self.part else "the map"
        return f"{self.field} of {owner}" if self.field else owner


@dataclass(frozen=True)
class Merge:
    """The merged map, with our side standing where the conflicts are."""

    map: ProcessMap
    conflicts: tuple[Conflict, ...] = ()


def merge_maps(base: ProcessMap, ours: ProcessMap, theirs: ProcessMap) -> Merge:
    """Return what both sides made of a map.

    Parameters
    ----------
    base
        The map that both began with.
    ours, theirs
        The two edits.
    """
    return _merged(base, ours, theirs, {})


def resolve(
    base: ProcessMap, ours: ProcessMap, theirs: ProcessMap, choices: Mapping[str, Side]
) -> Merge:
    """Return the merge with conflicts decided: a side for each conflict's `subject`.

    Conflicts without a choice are still returned.
    """
    return _merged(base, ours, theirs, choices)


def _merged(
    base: ProcessMap, ours: ProcessMap, theirs: ProcessMap, choices: Mapping[str, Side]
) -> Merge:
    conflicts: list[Conflict] = []

    def decide(conflict: Conflict) -> Any:
        side = choices.get(conflict.subject)
        if side is None:
            conflicts.append(conflict)
        return conflict.theirs if side == "theirs" else conflict.ours

    changes: dict[str, Any] = {}
    for field in fields(ProcessMap):
        old, mine, other = (getattr(side, field.name) for side in (base, ours, theirs))
        if field.name in _ARRAYS:
            changes[field.name] = _merge_list(field.name, old, mine, other, decide)
        else:
            changes[field.name] = _merge_value(Conflict("", (), field.name, old, mine, other), decide)
    return Merge(replace(ours, **changes), tuple(conflicts))


Decide = Callable[[Conflict], Any]


def _merge_value(sides: Conflict, decide: Decide) -> Any:
    if sides.ours == sides.theirs or sides.theirs == sides.base:
        return sides.ours
    return sides.theirs if sides.ours == sides.base else decide(sides)


def _merge_list(
    part: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], decide: Decide
) -> tuple[Any, ...]:
    identity = _ARRAYS[part]
    old, mine, other = ({identity(member): member for member in side} for side in (base, ours, theirs))
    merged: dict[Key, Any] = {}
    for key in _order(list(old), list(mine), list(other)):
        sides = Conflict(part, key, "", old.get(key), mine.get(key), other.get(key))
        member = _merge_member(sides, decide)
        if member is not None:
            merged[key] = member
    return tuple(merged.values())


def _merge_member(sides: Conflict, decide: Decide) -> Any:
    if None in (sides.base, sides.ours, sides.theirs):
        return _merge_value(sides, decide)
    changes = {
        field.name: _merge_field(
            replace(
                sides,
                field=field.name,
                base=getattr(sides.base, field.name),
                ours=getattr(sides.ours, field.name),
                theirs=getattr(sides.theirs, field.name),
            ),
            decide,
        )
        for field in fields(sides.ours)
    }
    return replace(sides.ours, **changes)


def _merge_field(sides: Conflict, decide: Decide) -> Any:
    """Return a merged field; the changes that ``to_be`` holds are merged one by one."""
    if not isinstance(sides.ours, Mapping):
        return _merge_value(sides, decide)
    merged = {}
    for key in dict.fromkeys((*sides.ours, *sides.theirs)):
        values = (side.get(key) for side in (sides.base, sides.ours, sides.theirs))
        value = _merge_value(Conflict(sides.part, sides.key, f"to_be.{key}", *values), decide)
        if value is not None:
            merged[key] = value
    return merged


def _order(base: list[Key], ours: list[Key], theirs: list[Key]) -> Iterator[Key]:
    """Yield all keys: in our order if we changed it, else in theirs; the other side's new ones between."""
    kept = [key for key in ours if key in base] == [key for key in base if key in ours]
    lead, other = (theirs, ours) if kept else (ours, theirs)
    behind: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    known = set(lead)
    for key in other:
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    yield from behind.get(None, ())
    for key in lead:
        yield key
        yield from behind.get(key, ())
