"""What a field means, apart from how it is written: equal meanings are no change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from procfit.model.process import Flow, Step
from procfit.model.text import item_key, normal

__all__ = ["References", "differing", "meaning_of"]

_ITEMS = frozenset({"asks", "reads", "writes", "delivers"})
_SETS = frozenset({"needs", "tags"})
_ABSENT: tuple[Any, ...] = (None, "", (), {})


class References:
    """Ids of the first map said in ids of the second one.

    Parameters
    ----------
    steps, lanes
        Which step and lane of the second map each one of the first is.
    """

    def __init__(self, steps: Mapping[str, str], lanes: Mapping[str, str]) -> None:
        self._steps = steps
        self._lanes = lanes

    def step(self, step: str) -> str:
        """Return the id of a step in the second map, or what is no id where it has none there."""
        return self._steps.get(step, f"-{step}")

    def lane(self, lane: str) -> str:
        """Return the id of a lane in the second map; lanes of one id are always paired."""
        return self._lanes.get(lane, lane)

    def said(self, field: str, value: Any) -> Any:
        """Return the value of a field with the ids of the second map in it."""
        if field in ("lane", "parent"):
            return self.lane(value)
        if field == "next":
            return tuple(Flow(self.step(flow.to), flow.share, flow.when, flow.rejects) for flow in value)
        return value


def meaning_of(field: str, value: Any) -> Any:
    """Return what a field means: equal for two spellings of the same.

    Examples
    --------
    >>> meaning_of("asks", ("Phone", "name")) == meaning_of("asks", ("name", "phone"))
    True
    """
    if value in _ABSENT:
        return None
    if isinstance(value, str):
        return " ".join(normal(value).split())
    if field in _ITEMS:
        return frozenset(map(item_key, value))
    if field in _SETS:
        return frozenset(value)
    if field == "next":
        return frozenset(Counter(value).items())
    return value


def differing(
    before: Any, after: Any, names: tuple[str, ...], said: Callable[[str, Any], Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of two parts that differ in meaning, each as it stands before and after.

    Parameters
    ----------
    before, after
        The parts; None for a part that is not there.
    names
        The fields to look at; ``to_be`` is told change by change.
    said
        Says a value of the first map with the ids of the second one.
    """
    found = {}
    for name in names:
        old, new = getattr(before, name, None), getattr(after, name, None)
        if name == "to_be":
            found.update(_planned(old or {}, new or {}, said))
        elif meaning_of(name, said(name, old) if old else old) != meaning_of(name, new):
            found[name] = (old, new)
    return found


def _planned(
    old: Mapping[str, Any], new: Mapping[str, Any], said: Callable[[str, Any], Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the planned changes that differ; an empty value is a plan too."""
    found = {}
    for name in dict.fromkeys((*old, *new)):
        values = (old.get(name), new.get(name))
        there = (name in old, name in new)
        before = said(name, values[0]) if values[0] else values[0]
        if there[0] != there[1] or meaning_of(name, before) != meaning_of(name, values[1]):
            found[f"to_be.{name}"] = values
    return found


STEP_FIELDS = tuple(name for name in Step.__dataclass_fields__ if name != "next")
"""What is compared of a step; its flows are compared on their own."""
