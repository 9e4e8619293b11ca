"""A committee that scored alone and opens its scores together: agreement, topics, who turns what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procfit.fit.answers import answers_of
from procfit.fit.committee.agreement import Agreement, agreement
from procfit.fit.committee.distance import between, distances, stand_apart
from procfit.fit.committee.majority import Majority, majority
from procfit.fit.committee.opinions import Opinions
from procfit.fit.committee.topics import Topic, topics
from procfit.fit.gates import Gate, GateStatus, check_gates, overall
from procfit.fit.score import Standing, rank, score
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
    """The result when one evaluator is left out, beside that of all.

    `moved` has the ranks with all and without for each vendor whose rank is another, `gates` the states
    of its gates likewise.
    """

    evaluator: str
    standings: tuple[Standing, ...]
    changes: bool
    moved: Mapping[str, tuple[int | None, int | None]]
    gates: Mapping[str, tuple[GateStatus, GateStatus]]

    @property
    def first(self) -> tuple[str, ...]:
        """The vendors that are first without the evaluator."""
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
        name: answers_of(vendors[name], rows.get(name, ()), {}, evaluation, own) if scores else {}
        for name, own in answers.items()
    }
    opinions = Opinions(scores, without, weighed, evaluation)
    gates = {name: check_gates(own, musts, evaluation.must_codes) for name, own in answers.items()}
    standings = _standings(shares, answers, gates)
    racing = [place.vendor for place in standings if place.rank is not None]
    found, settled = topics(opinions, answers, vendors, opinions.split(musts))
    evaluators = tuple(_evaluators(opinions, shares, gates))
    ranked = [one for one in evaluators if one.standings]
    orders = [[one.ranks[name] or 0 for name in racing] for one in ranked]
    return Committee(
        evaluators,
        tuple(racing),
        tuple(place.vendor for place in standings if place.rank is None),
        _first(standings),
        agreement(orders) if weighed else Agreement(why=NO_WEIGHT),
        found,
        settled,
        tuple(_without(opinions, answers, standings, gates, musts)) if weighed else (),
        majority(racing, orders if len(ranked) > 1 else (), [one.counts for one in ranked]),
    )


def _standings(
    shares: Mapping[str, float],
    answers: Mapping[str, Mapping[str, Answer]],
    gates: Mapping[str, Sequence[Gate]],
) -> tuple[Standing, ...]:
    failed = frozenset(name for name, own in gates.items() if overall(own) == "fail")
    return rank({name: score(shares, own) for name, own in answers.items()}, failed)


def _first(standings: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(place.vendor for place in standings if place.rank == 1)


def _evaluators(
    opinions: Opinions, shares: Mapping[str, float], gates: Mapping[str, Sequence[Gate]]
) -> Iterator[Evaluator]:
    """Yield each evaluator's own view; without a score that weighs something there is none."""
    import numpy

    weights = numpy.array(list(opinions.shares.values()), dtype=float)
    worth = opinions.worth(list(gates), list(opinions.shares))
    given = ~numpy.isnan(worth)
    apart, far = stand_apart(between(worth, weights)), distances(worth, weights)
    whole = float(weights.sum()) * len(gates)
    for place, name in enumerate(opinions.scores):
        cells = int(given[place].sum())
        yield Evaluator(
            name,
            opinions.evaluation.counts(name),
            float((given[place] * weights).sum()) / whole if whole else None,
            cells,
            _standings(shares, opinions.own_answers(name), gates) if cells else (),
            None if numpy.isnan(far[place]) else float(far[place]),
            apart == place,
        )


def _without(
    opinions: Opinions,
    answers: Mapping[str, Mapping[str, Answer]],
    standings: Sequence[Standing],
    gates: Mapping[str, Sequence[Gate]],
    musts: Collection[str],
) -> Iterator[Without]:
    """Yield the result without each evaluator who has scored anything."""
    before = {place.vendor: place.rank for place in standings}
    for name in opinions.scores:
        if not any(opinions.of(name)):
            continue
        left = opinions.answers_without(name, answers)
        checked = {
            vendor: check_gates(own, musts, opinions.evaluation.must_codes)
            for vendor, own in left.items()
        }
        places = _standings(opinions.shares, left, checked)
        states = {vendor: (overall(gates[vendor]), overall(own)) for vendor, own in checked.items()}
        moved = {place.vendor: (before[place.vendor], place.rank) for place in places}
        yield Without(
            name,
            places,
            set(_first(places)) != set(_first(standings)),
            {vendor: ranks for vendor, ranks in moved.items() if ranks[0] != ranks[1]},
            {vendor: pair for vendor, pair in states.items() if pair[0] != pair[1]},
        )
