"""Undo without limit: maps are never changed, so a change is what stood before it and what stands after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procfit.model.process import ProcessMap
from procfit.model.team import TeamAnswers

__all__ = ["Change", "History", "Spot"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is: a map and a step of it."""

    process: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change with the name that undo shows.

    `before` and `after` hold the maps that it changed, by id; None where a map is not there. `left` is
    where the person was, `reached` where the change led. `answers` holds the team's answers before and
    after, where it changed them.
    """

    label: str
    before: Mapping[str, ProcessMap | None]
    after: Mapping[str, ProcessMap | None]
    left: Spot
    reached: Spot
    answers: tuple[TeamAnswers, TeamAnswers] | None = None


@dataclass
class History:
    """The changes that were made, and those that were taken back and may be made again."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Remember a change; what was taken back before it cannot be made again."""
        self.done.append(change)
        self.undone.clear()

    def others_did(self, change: Change) -> None:
        """Remember what others changed meanwhile.

        It can be taken back before what was done earlier, so that undo does not take it back unseen. What
        was taken back here may still be made again where it has nothing to do with that.
        """
        if self.done:
            self.done.append(change)
        if any(
            change.after.keys() & undone.after.keys() or (change.answers and undone.answers)
            for undone in self.undone
        ):
            self.undone.clear()

    def back(self) -> Change | None:
        """Return the change to take back, or None where there is none."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def forth(self) -> Change | None:
        """Return the change to make again, or None where there is none."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1]
