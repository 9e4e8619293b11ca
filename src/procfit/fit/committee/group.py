"""A committee that scored alone and opens its scores together: agreement, topics, who turns what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procfit.fit.answers import answers_of
from procfit.fit.committee.absence import Absences, Without, firsts, ranked
from procfit.fit.committee.agreement import Agreement, agreement
from procfit.fit.committee.distance import between, distances, stand_apart
from procfit.fit.committee.majority import Majority, majority
from procfit.fit.committee.opinions import Opinions
from procfit.fit.committee.recount import Recount, recount
from procfit.fit.committee.topics import Topic, topics
from procfit.fit.gates import Gate, check_gates
from procfit.fit.score import Standing, score
from procfit.model.vendor import Answer, Evaluation, EvaluatorScores, Row, Vendor

if TYPE_CHECKING:
    import pandas

__all__ = ["Committee", "Evaluator", "committee"]

NO_WEIGHT = "nothing has a weight: no step has a value and needs"


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
        return firsts(self.standings)

    @property
    def ranks(self) -> dict[str, int | None]:
        """Vendor to its rank; None where a gate stops it."""
        return {place.vendor: place.rank for place in self.standings}


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
    standings = ranked({name: score(shares, own) for name, own in answers.items()}, gates)
    racing = [place.vendor for place in standings if place.rank is not None]
    found, settled = topics(opinions, answers, vendors, opinions.split(musts))
    evaluators = tuple(_evaluators(opinions, counted, gates))
    heard = [one for one in evaluators if one.standings]
    orders = [[one.ranks[name] or 0 for name in racing] for one in heard]
    absences = Absences(opinions, counted, answers, standings, gates, musts)
    return Committee(
        evaluators,
        tuple(racing),
        tuple(place.vendor for place in standings if place.rank is None),
        firsts(standings),
        agreement(orders) if weighed else Agreement(why=NO_WEIGHT),
        found,
        settled,
        tuple(absences.singles()) if weighed else (),
        tuple(absences.pairs()) if weighed else (),
        majority(racing, orders if len(heard) > 1 else (), [one.counts for one in heard]),
    )


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
            ranked(counted.own(place), gates) if cells else (),
            None if numpy.isnan(far[place]) else float(far[place]),
            apart == place,
        )
