"""The nouns of a comparison: what stands on the first side, on the second, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step

__all__ = ["Change", "Difference", "Fields", "FlowAt", "MapDiff", "in_passes"]

Change = Literal["added", "removed", "renamed", "moved", "changed"]
Fields = Mapping[str, tuple[Any, Any]]
"""The fields that differ, before and after; None or empty = not there."""

T = TypeVar("T")
Key = Callable[[T], Hashable]


@dataclass(frozen=True)
class Difference(Generic[T]):
    """One part of a map that differs: `before` is None for an added part, `after` for a removed one.

    A part that is renamed may have moved and changed too; `fields` holds everything that differs.
    """

    change: Change
    before: T | None
    after: T | None
    fields: Fields


@dataclass(frozen=True, slots=True)
class FlowAt:
    """A flow with the step it leaves."""

    source: str
    flow: Flow


@dataclass(frozen=True)
class MapDiff:
    """What changed from one map to another.

    Attributes
    ----------
    before, after
        The two maps.
    pairs
        Which step of the second map each step of the first one is, by id.
    head
        The fields of the map itself that differ.
    """

    before: ProcessMap
    after: ProcessMap
    pairs: Mapping[str, str]
    steps: tuple[Difference[Step], ...] = ()
    flows: tuple[Difference[FlowAt], ...] = ()
    lanes: tuple[Difference[Lane], ...] = ()
    kpis: tuple[Difference[Kpi], ...] = ()
    messages: tuple[Difference[Message], ...] = ()
    head: Fields = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether both maps mean the same."""
        return not (self.steps or self.flows or self.lanes or self.kpis or self.messages or self.head)


def in_passes(
    before: Sequence[T], after: Sequence[T], passes: Sequence[tuple[Key[T], Key[T]]]
) -> list[tuple[T | None, T | None]]:
    """Return which member of one list is which of another; None where a member is alone.

    Parameters
    ----------
    before, after
        The lists.
    passes
        What makes two members the same, the surest first: a key for members of the first list and one
        for members of the second. Members with equal keys are paired in their order.

    Examples
    --------
    >>> in_passes(["Ask", "Pay"], ["pay", "Log"], [(str, str), (str.lower, str.lower)])
    [('Ask', None), ('Pay', 'pay'), (None, 'Log')]
    """
    partner: dict[int, int] = {}
    free = list(range(len(after)))
    for key_before, key_after in passes:
        waiting: dict[Hashable, list[int]] = {}
        for index in free:
            waiting.setdefault(key_after(after[index]), []).append(index)
        for index, member in enumerate(before):
            same = waiting.get(key_before(member)) if index not in partner else None
            if same:
                partner[index] = same.pop(0)
        taken = set(partner.values())
        free = [index for index in free if index not in taken]
    pairs: list[tuple[T | None, T | None]] = [
        (member, after[partner[index]] if index in partner else None)
        for index, member in enumerate(before)
    ]
    return pairs + [(None, after[index]) for index in free]
