"""Every visit of played cases: how often and when, what caused what, and which way was the slowest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.flow.board import Flags, Floats, Numbers, Places

    Edges = tuple[Numbers, Numbers]

__all__ = ["History", "Recorder"]

GATHERING = -1
"""The step of an entry that stands for the arrival of the last branch at a join, not for a visit."""


@dataclass(frozen=True)
class _Round:
    """Entries that were made together; ``edges`` are ``(arrived, gathering)`` where branches met."""

    start: int
    stop: int
    edges: Edges | None = None


@dataclass(frozen=True)
class History:
    """The visits of played cases, each after what caused it; arrays of the same length.

    Attributes
    ----------
    case, step
        Whose visit, and of which step.
    begin, end
        Minutes since the case began.
    cause
        The visit before; -1 at the start, at a join the slowest.
    last
        Per case its last visit.
    """

    cases: int
    case: Places
    step: Places
    begin: Floats
    end: Floats
    cause: Places
    last: Numbers
    rounds: tuple[_Round, ...]

    def visits(self, steps: int, of: Flags | None = None) -> Floats:
        """Return the average visits per case, by step; only those marked in `of`, if given."""
        import numpy

        counted = self._real if of is None else self._real & of
        found: Floats = numpy.bincount(self.step[counted], minlength=steps) / self.cases
        return found

    def reach(self, steps: int) -> Floats:
        """Return the share of cases that come to each step."""
        import numpy

        case = self.case[self._real].astype(numpy.int64)
        pairs = numpy.unique(case * steps + self.step[self._real])
        found: Floats = numpy.bincount(pairs % steps, minlength=steps) / self.cases
        return found

    def share_of_cases(self, of: Flags) -> float:
        """Return the share of cases with at least one marked visit."""
        import numpy

        return len(numpy.unique(self.case[of & self._real])) / self.cases

    def carried(self, change: Callable[[Flags, Places], Flags]) -> Flags:
        """Return per visit whether the work that comes to it carries a mark.

        Parameters
        ----------
        change
            Given which of some visits the mark comes to, and their steps, returns from which it goes on.
            Where branches meet, the mark of any of them goes on.
        """
        import numpy

        coming: Flags = numpy.zeros(len(self.case), dtype=bool)
        going = numpy.zeros(len(self.case) + 1, dtype=bool)
        for made in self.rounds:
            here = slice(made.start, made.stop)
            if made.edges is None:
                coming[here] = going[self.cause[here]]
                going[here] = change(coming[here], self.step[here])
            else:
                arrived, gathering = made.edges
                coming[gathering[going[arrived]]] = True
                going[here] = coming[here]
        return coming

    @cached_property
    def critical(self) -> Numbers:
        """The visits that the lead times of their cases consist of: from each last visit back."""
        import numpy

        found = []
        here = self.last[self.last >= 0]
        while len(here):
            found.append(here)
            before = self.cause[here]
            here = before[before >= 0].astype(numpy.int64)
        whole = numpy.concatenate(found) if found else numpy.zeros(0, dtype=numpy.int64)
        kept: Numbers = whole[self.step[whole] >= 0]
        return kept

    def critical_minutes(self, steps: int) -> Floats:
        """Return the minutes per case that each step adds to the lead time."""
        import numpy

        here = self.critical
        spent = self.end[here] - self.begin[here]
        found: Floats = numpy.bincount(self.step[here], spent, steps) / self.cases
        return found

    def critical_visits(self, steps: int) -> Floats:
        """Return how often per case each step holds up the end."""
        import numpy

        found: Floats = numpy.bincount(self.step[self.critical], minlength=steps) / self.cases
        return found

    def of_case(self, case: int) -> list[tuple[int, float, float]]:
        """Return the visits of one case as ``(step, begin, end)``, in the order they begin."""
        mine = (self._real & (self.case == case)).nonzero()[0]
        return sorted(
            (
                (int(self.step[visit]), float(self.begin[visit]), float(self.end[visit]))
                for visit in mine
            ),
            key=lambda visit: visit[1],
        )

    @cached_property
    def _real(self) -> Flags:
        real: Flags = self.step != GATHERING
        return real


@dataclass
class Recorder:
    """Collects the visits while cases are played."""

    parts: list[tuple[Numbers, Numbers, Floats, Floats, Numbers]] = field(default_factory=list)
    rounds: list[_Round] = field(default_factory=list)
    ends: list[tuple[Numbers, Floats, Numbers]] = field(default_factory=list)
    arrived: list[Edges] = field(default_factory=list)
    made: int = 0

    def visit(
        self, case: Numbers, step: Numbers, begin: Floats, spent: Floats, cause: Numbers
    ) -> Numbers:
        """Note visits; return their numbers."""
        return self._add(case, step, begin, begin + spent, cause, None)

    def _add(
        self,
        case: Numbers,
        step: Numbers,
        begin: Floats,
        end: Floats,
        cause: Numbers,
        edges: Edges | None,
    ) -> Numbers:
        import numpy

        numbers = numpy.arange(self.made, self.made + len(case))
        self.parts.append((case, step, begin, end, cause))
        self.rounds.append(_Round(self.made, self.made + len(case), edges))
        self.made += len(case)
        return numbers

    def end(self, case: Numbers, time: Floats, visit: Numbers) -> None:
        """Note that work ends with these visits."""
        self.ends.append((case, time, visit))

    def arrive(self, keys: Numbers, visits: Numbers) -> None:
        """Note which visits have led to a join of a case, that is a key."""
        self.arrived.append((keys, visits))

    def leave(self, keys: Numbers, cases: Numbers, time: Floats, slowest: Numbers) -> Numbers:
        """Note that joins go on; return the number that each join's visit is caused by."""
        import numpy

        waiting = numpy.concatenate([keys for keys, _ in self.arrived])
        visits = numpy.concatenate([visits for _, visits in self.arrived])
        order = numpy.argsort(keys)
        place = numpy.searchsorted(keys[order], waiting).clip(max=len(keys) - 1)
        met = keys[order][place] == waiting
        self.arrived = [(waiting[~met], visits[~met])]
        edges = visits[met], self.made + order[place[met]]
        step = numpy.full(len(keys), GATHERING)
        return self._add(cases, step, time, time, slowest, edges)

    def history(self, cases: int) -> History:
        """Return what was collected."""
        import numpy

        case, step, begin, end, cause = (
            numpy.concatenate(column) for column in zip(*self.parts, strict=True)
        )
        if not end.any():  # played for the ways alone
            begin = end = numpy.broadcast_to(numpy.zeros(1), end.shape)
        last = numpy.full(cases, -1)
        if self.ends:
            ended, time, visit = (numpy.concatenate(column) for column in zip(*self.ends, strict=True))
            order = numpy.argsort(time, kind="stable")
            last[ended[order]] = visit[order]
        small = [part.astype(numpy.int32) for part in (case, step, cause)]
        return History(cases, small[0], small[1], begin, end, small[2], last, tuple(self.rounds))
