"""What the ways of cases through a map tell, whatever way they are found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from functools import cached_property
from typing import Literal

from procfit.flow.structure import Structure

__all__ = ["Method", "Routing"]

Method = Literal["exact", "simulated"]


class Routing(ABC):
    """The ways of cases through one view of a map; steps are named by id.

    Attributes
    ----------
    method
        "exact", or "simulated" for played cases.
    known
        False where work multiplies without end, so that there are no figures.
    note
        Why the figures are simulated or missing; empty when exact.
    """

    method: Method
    known: bool = True
    note: str = ""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure

    @property
    def assumed(self) -> tuple[str, ...]:
        """Ids of the splits and starts whose shares are not given, so that equal ones stand in."""
        return self.structure.assumed

    @property
    def stuck(self) -> dict[str, float]:
        """The share of cases in which a join waits for ever, by join; none where parallel work is nested."""
        return {}

    @property
    @abstractmethod
    def visits(self) -> dict[str, float]:
        """Expected visits per case, by step."""

    @property
    @abstractmethod
    def reach(self) -> dict[str, float]:
        """The probability that a case comes to each step at least once."""

    @abstractmethod
    def visits_until(self, stops: Collection[str]) -> dict[str, float]:
        """Return the expected visits per case before it has been at one of `stops`.

        A visit of a stop counts when it is the first of them. Steps of parallel branches are unordered:
        a stop in one branch does not hold back the other branches of the same split.
        """

    def visits_until_other(self, step: str, stops: Collection[str]) -> float:
        """Return the expected visits of a step before a case has been at a stop other than itself."""
        return self.visits_until(frozenset(stops) - {step})[step]

    @abstractmethod
    def reach_any(self, steps: Collection[str]) -> float:
        """Return the probability that a case comes to at least one of `steps`."""

    @abstractmethod
    def next_stops(self, sources: Collection[str], stops: Collection[str]) -> dict[str, float]:
        """Return per stop how often per case it is the first stop after one of `sources`.

        After parallel work the case goes on from what it met before the split.
        """

    @cached_property
    def flows(self) -> dict[tuple[str, str], float]:
        """Expected passages per case of each flow, by the ids of its ends."""
        ids, found = self.structure.ids, dict[tuple[str, str], float]()
        for number, ways in enumerate(self.structure.ways):
            for target, chance in ways:
                ends = ids[number], ids[target]
                found[ends] = found.get(ends, 0.0) + self.visits[ids[number]] * chance
        return found
