"""What processes can require, and the items of information they pass on."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.model.quantities import Duration

__all__ = ["Capability", "Item"]


@dataclass(frozen=True, slots=True)
class Capability:
    """Something a system must be able to do so that a step can deliver its value.

    ``must`` makes it a gate; ``have`` says it is in-house already; ``weight`` overrides the weight
    that the maps give it and needs a ``reason``; ``same_as`` holds confirmed other wordings.
    """

    id: str
    name: str
    group: str = ""
    description: str = ""
    must: bool = False
    have: bool = False
    weight: float | None = None
    reason: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of information: where it is held, how long it stays true, whom it is about."""

    name: str
    held_in: str = ""
    valid_for: Duration | None = None
    about: str = ""
