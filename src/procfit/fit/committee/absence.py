"""The result without one of the evaluators, or without two of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from procfit.fit.committee.opinions import Opinions
from procfit.fit.committee.recount import Recount
from procfit.fit.gates import Gate, GateStatus, check_gates, overall
from procfit.fit.score import Score, Standing, rank
from procfit.model.vendor import Answer

__all__ = ["Absences", "Without", "firsts", "ranked"]


@dataclass(frozen=True, slots=True)
class Without:
    """The result when some evaluators are left out, beside that of all.

    `moved` has the ranks with all and without for each vendor whose rank is another, `gates` the states
    of its gates likewise.
    """

    evaluators: tuple[str, ...]
    standings: tuple[Standing, ...]
    changes: bool
    moved: Mapping[str, tuple[int | None, int | None]]
    gates: Mapping[str, tuple[GateStatus, GateStatus]]

    @property
    def first(self) -> tuple[str, ...]:
        """The vendors that are first without them."""
        return firsts(self.standings)


@dataclass(frozen=True, eq=False)
class Absences:
    """The results that are left when some evaluators are left out."""

    opinions: Opinions
    counted: Recount
    answers: Mapping[str, Mapping[str, Answer]]
    standings: tuple[Standing, ...]
    gates: Mapping[str, Sequence[Gate]]
    musts: Collection[str]

    def singles(self) -> Iterator[Without]:
        """Yield the result without each evaluator who has written anything."""
        yield from (self._without((name,)) for name in self._writers())

    def pairs(self) -> Iterator[Without]:
        """Yield the results without two where the winner changes, and does without neither of them alone.

        Only where more than three have scored: of three, two are the majority.
        """
        writers = self._writers()
        alone = {name for name in writers if self._without((name,)).changes}
        if len(writers) > 3:
            for pair in combinations([name for name in writers if name not in alone], 2):
                found = self._without(pair)
                if found.changes:
                    yield found

    def _writers(self) -> list[str]:
        return [
            name
            for name, file in self.opinions.scores.items()
            if any(file.scores.get(vendor) for vendor in self.answers)
        ]

    def _without(self, out: tuple[str, ...]) -> Without:
        codes = self.opinions.evaluation.must_codes
        answers = self.opinions.answers_without(out, self.answers, self.musts)
        gates = {vendor: check_gates(own, self.musts, codes) for vendor, own in answers.items()}
        names = list(self.opinions.scores)
        places = ranked(self.counted.without([names.index(name) for name in out]), gates)
        before = {place.vendor: place.rank for place in self.standings}
        moved = {place.vendor: (before[place.vendor], place.rank) for place in places}
        states = {vendor: (overall(self.gates[vendor]), overall(own)) for vendor, own in gates.items()}
        return Without(
            out,
            places,
            set(firsts(places)) != set(firsts(self.standings)),
            {vendor: ranks for vendor, ranks in moved.items() if ranks[0] != ranks[1]},
            {vendor: pair for vendor, pair in states.items() if pair[0] != pair[1]},
        )


def ranked(scores: Mapping[str, Score], gates: Mapping[str, Sequence[Gate]]) -> tuple[Standing, ...]:
    """Return the vendors in order of their scores, those that fail a gate last and without a rank."""
    return rank(scores, frozenset(name for name, own in gates.items() if overall(own) == "fail"))


def firsts(standings: Iterable[Standing]) -> tuple[str, ...]:
    """Return the vendors that are first."""
    return tuple(place.vendor for place in standings if place.rank == 1)
