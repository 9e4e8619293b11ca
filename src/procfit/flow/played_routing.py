"""The ways of cases through a map whose parallel work is not nested: cases played with a fixed seed."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from procfit.flow.board import board_of
from procfit.flow.history import History
from procfit.flow.play import Played, play_loose
from procfit.flow.routing import Method, Routing
from procfit.flow.structure import Structure
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.flow.board import Flags, Floats

__all__ = ["PlayedRouting"]


class PlayedRouting(Routing):
    """Routing of a map whose parallel work is not nested: cases played with a fixed seed."""

    method: Method = "simulated"

    def __init__(self, structure: Structure) -> None:
        super().__init__(structure)
        self.known = not self._played.endless
        self.note = self._note() if self.known else "work multiplies without end in a loop"

    def _note(self) -> str:
        note = self.structure.loose
        for join, share in self.stuck.items():
            name = self.structure.process.step(join).name
            cases = f"{sayings.percent(share, 1)} of cases"
            note += f'; "{name}" waits for ever in {cases}, for a branch that has gone elsewhere'
        if self._played.circular:
            note += "; joins wait for each other"
        return f"{note}; the figures let it go on" if self.stuck or self._played.circular else note

    @cached_property
    def _played(self) -> Played:
        return play_loose(self.structure)

    @property
    def _history(self) -> History:
        return self._played.recorded

    @cached_property
    def stuck(self) -> dict[str, float]:
        """The share of cases in which a join waits for ever, for a branch that has gone elsewhere."""
        joins = board_of(self.structure).joins
        return {self.structure.ids[joins[join]]: share for join, share in self._played.stuck.items()}

    @cached_property
    def visits(self) -> dict[str, float]:
        """Average visits per played case, by step."""
        return self._by_step(self._history.visits(len(self.structure.ids)))

    @cached_property
    def reach(self) -> dict[str, float]:
        """The share of played cases that come to each step."""
        return self._by_step(self._history.reach(len(self.structure.ids)))

    def visits_until(self, stops: Collection[str]) -> dict[str, float]:
        """Return the average visits per played case before it has been at a stop."""
        stopping = self._marked(stops)
        passed = self._history.carried(lambda coming, step: coming | stopping[step])
        return self._by_step(self._history.visits(len(self.structure.ids), ~passed))

    def next_stops(self, sources: Collection[str], stops: Collection[str]) -> dict[str, float]:
        """Return per stop how often per played case it is the first stop after one of `sources`."""
        begins, stopping = self._marked(sources), self._marked(stops)
        fresh = self._history.carried(
            lambda coming, step: begins[step] | (coming & ~stopping[step]),
        )
        visits = self._by_step(self._history.visits(len(self.structure.ids), fresh))
        return {name: visits[name] for name in stops}

    def reach_any(self, steps: Collection[str]) -> float:
        """Return the share of played cases that come to at least one of `steps`."""
        return self._history.share_of_cases(self._marked(steps)[self._history.step])

    def _marked(self, steps: Collection[str]) -> Flags:
        import numpy

        return numpy.array([name in steps for name in self.structure.ids])

    def _by_step(self, values: Floats) -> dict[str, float]:
        return dict(zip(self.structure.ids, values.tolist(), strict=True))
