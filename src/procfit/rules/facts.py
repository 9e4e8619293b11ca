"""What rules of one map need to know of the others: which items are used, and by how many steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from procfit.flow.information import keys, uses
from procfit.model.process import ProcessMap

__all__ = ["ItemUse", "item_use_of", "together"]


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
