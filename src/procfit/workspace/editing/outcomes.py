"""What saving and joining did to the maps and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    @property
    def done(self) -> bool:
        """Whether everything was written."""
        return not self.problems and not self.conflicts

    @classmethod
    def of(cls, parts: Iterable[Saved]) -> Saved:
        """Return several results as one."""
        known = list(parts)
        return cls(
            tuple(name for part in known for name in part.written),
            tuple(name for part in known for name in part.merged),
            {name: found for part in known for name, found in part.conflicts.items()},
            tuple(problem for part in known for problem in part.problems),
            any(part.answers for part in known),
        )


@dataclass(frozen=True)
class Joined:
    """How other people's changes came together with ours.

    `taken` are maps that only they had changed, `merged` those that both had. `refused` says in one line
    each which of our answers theirs contradict. `doubled` gives the new id of a map of ours where they made
    another one of the same id. `problems` says in one line each why two changes of a map do not go
    together; ours stands then.
    """

    taken: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    doubled: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
