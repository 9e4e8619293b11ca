"""What saving and joining did to the maps and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procfit.model.merge import Conflict

__all__ = ["Joined", "Saved"]


@dataclass(frozen=True)
class Saved:
    """What saving did, map by map.

    `problems` says in one line each why something was not written; `conflicts` what a person must decide;
    `answers` whether the team's answers were written.
    """

    written: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    answers: bool = False


@dataclass(frozen=True)
class Joined:
    """How other people's changes came together with ours.

    `taken` are maps that only they had changed, `merged` those that both had. `refused` says in one line
    each which of our answers theirs contradict.
    """

    taken: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
