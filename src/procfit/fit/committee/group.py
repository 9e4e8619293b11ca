"""A committee that scored alone and opens its scores together: agreement, topics, who turns what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from procfit.fit.answers import answers_of
from procfit.fit.committee.agreement import Agreement, agreement
from procfit.fit.committee.distance import between, distances, stand_apart
from procfit.fit.committee.majority import Majority, majority
from procfit.fit.committee.opinions import Opinions
from procfit.fit.committee.recount import Recount, recount
from procfit.fit.committee.topics import Topic, topics
from procfit.fit.gates import Gate, GateStatus, check_gates, overall
from procfit.fit.score import Score, Standing, rank, score
from procfit.model.vendor import Answer, Evaluation, EvaluatorScores, Row, Vendor

if TYPE_CHECKING:
    import pandas

NO_WEIGHT = "nothing has a weight: no step has a value and needs"

__all__ = ["Committee", "Evaluator", "Without", "committee"]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One evaluator's own view.

    Attributes
    ----------
    name
        Who.
    counts
        How much the evaluator counts in the mean.
    scored
        The share of the weight, over all vendors compared, that the evaluator scored; None where nothing
        weighs anything.
    cells
        How many weighed answers that is.
    standings
        The vendors in the evaluator's order: where there is no own score, the answer counts that would
        count without evaluators. Empty where the evaluator scored nothing that weighs.
    distance
        The mean difference from the others, by weight, on what they also scored; None without any.
    apart
        Whether the others are much closer to each other.
    """

    name: str
    counts: float
    scored: float | None
    cells: int
    standings: tuple[Standing, ...]
    distance: float | None
    apart: bool

    @property
    def first(self) -> tuple[str, ...]:
        """The vendors that the evaluator ranks first."""
        return _first(self.standings)

    @property
    def ranks(self) -> dict[str, int | None]:
        """Vendor to its rank; None where a gate stops it."""
        return {place.vendor: place.rank for place in self.standings}


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
        return _first(self.standings)


@dataclass(frozen=True)
class Committee:
    """What evaluators who scored alone learn when they open their scores together.

    Attributes
    ----------
    evaluators
        Each evaluator's own view, in the order of the evaluation.
    vendors
        The vendors that they rank: those that no gate stops.
    stopped
        The vendors that a gate stops.
    first
        The vendors that are first when all count.
    agreement
        How far their orders of the vendors agree.
    topics
        The answers on which they differ, and have not settled, those that matter most first.
    settled
        How many answers they differed on and have agreed since.
    without
        The result when each of them is left out.
    without_two
        The results without two of them where the winner changes, although it does without neither alone.
    majority
        Which vendor more of them rank above which.
    """

    evaluators: tuple[Evaluator, ...] = ()
    vendors: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    agreement: Agreement = field(default_factory=lambda: agreement(()))
    topics: tuple[Topic, ...] = ()
    settled: int = 0
    without: tuple[Without, ...] = ()
    without_two: tuple[Without, ...] = ()
    majority: Majority = field(default_factory=Majority)

    @property
    def is_weighted(self) -> bool:
        """Whether some evaluator counts more than another."""
        return len({evaluator.counts for evaluator in self.evaluators}) > 1

    def to_dict(self) -> dict[str, Any]:
        """Return what other programs read: plain lists and numbers."""
        from procfit.fit.committee.document import as_document

        return as_document(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return each evaluator's ranks as a table, a row per vendor and a column per evaluator."""
        import pandas

        ranks = {one.name: pandas.Series(one.ranks, dtype="Int64") for one in self.evaluators}
        order = [*self.vendors, *self.stopped]
        return pandas.DataFrame(ranks, index=pandas.Index(order, name="vendor"), dtype="Int64")

    def talk_frame(self) -> pandas.DataFrame:
        """Return what to talk about as a table, a row per answer and a column per evaluator's code."""
        import pandas

        names = [one.name for one in self.evaluators]
        rows = [
            {
                "vendor": topic.vendor,
                "capability": topic.capability,
                "weight": topic.weight,
                "spread": topic.spread,
                "size": topic.size,
                "gate": topic.gate,
                **{opinion.evaluator: opinion.code for opinion in topic.opinions},
            }
            for topic in self.topics
        ]
        head = ["vendor", "capability", "weight", "spread", "size", "gate", *names]
        return pandas.DataFrame(rows, columns=head)


def committee(
    shares: Mapping[str, float],
    answers: Mapping[str, Mapping[str, Answer]],
    vendors: Mapping[str, Vendor],
    rows: Mapping[str, Sequence[Row]],
    scores: Mapping[str, EvaluatorScores],
    evaluation: Evaluation,
    musts: Collection[str] = (),
) -> Committee:
    """Return what the evaluators learn from each other's scores.

    Parameters
    ----------
    shares
        Capability to weight.
    answers
        Vendor to capability to the answer that counts.
    vendors
        The vendors, with what was agreed about each.
    rows
        What was read from each vendor's workbooks.
    scores
        The evaluators that count, by name.
    evaluation
        The rules of the game.
    musts
        The capabilities that are gates.
    """
    weighed = {name: share for name, share in shares.items() if share}
    without = {
        name: answers_of(vendors[name], rows.get(name, ()), {}, evaluation, own) if scores else own
        for name, own in answers.items()
    }
    opinions = Opinions(scores, without, weighed, evaluation)
    counted = recount(opinions, answers)
    gates = {name: check_gates(own, musts, evaluation.must_codes) for name, own in answers.items()}
    standings = _standings({name: score(shares, own) for name, own in answers.items()}, gates)
    racing = [place.vendor for place in standings if place.rank is not None]
    found, settled = topics(opinions, answers, vendors, opinions.split(musts))
    evaluators = tuple(_evaluators(opinions, counted, gates))
    ranked = [one for one in evaluators if one.standings]
    orders = [[one.ranks[name] or 0 for name in racing] for one in ranked]
    left = _Left(opinions, counted, answers, standings, gates, musts)
    return Committee(
        evaluators,
        tuple(racing),
        tuple(place.vendor for place in standings if place.rank is None),
        _first(standings),
        agreement(orders) if weighed else Agreement(why=NO_WEIGHT),
        found,
        settled,
        tuple(left.singles()) if weighed else (),
        tuple(left.pairs()) if weighed else (),
        majority(racing, orders if len(ranked) > 1 else (), [one.counts for one in ranked]),
    )


def _standings(scores: Mapping[str, Score], gates: Mapping[str, Sequence[Gate]]) -> tuple[Standing, ...]:
    return rank(scores, frozenset(name for name, own in gates.items() if overall(own) == "fail"))


def _first(standings: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(place.vendor for place in standings if place.rank == 1)


def _evaluators(
    opinions: Opinions, counted: Recount, gates: Mapping[str, Sequence[Gate]]
) -> Iterator[Evaluator]:
    """Yield each evaluator's own view; without a score that weighs something there is none."""
    import numpy

    weights = counted.weights
    worth = opinions.worth(list(gates), list(opinions.shares))
    apart, far = stand_apart(between(worth, weights)), distances(worth, weights)
    whole = float(weights.sum()) * len(gates)
    for place, name in enumerate(opinions.scores):
        cells = int(counted.scored[place].sum())
        yield Evaluator(
            name,
            opinions.evaluation.counts(name),
            float((counted.scored[place] * weights).sum()) / whole if whole else None,
            cells,
            _standings(counted.own(place), gates) if cells else (),
            None if numpy.isnan(far[place]) else float(far[place]),
            apart == place,
        )


@dataclass(frozen=True, eq=False)
class _Left:
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
        places = _standings(self.counted.without([names.index(name) for name in out]), gates)
        before = {place.vendor: place.rank for place in self.standings}
        moved = {place.vendor: (before[place.vendor], place.rank) for place in places}
        states = {vendor: (overall(self.gates[vendor]), overall(own)) for vendor, own in gates.items()}
        return Without(
            out,
            places,
            set(_first(places)) != set(_first(self.standings)),
            {vendor: ranks for vendor, ranks in moved.items() if ranks[0] != ranks[1]},
            {vendor: pair for vendor, pair in states.items() if pair[0] != pair[1]},
        )
