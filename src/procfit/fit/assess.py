"""The fit of every vendor: weights from the maps, answers, gates, scores, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from procfit.fit.answers import answers_of
from procfit.fit.committee.group import Committee, committee
from procfit.fit.coverage import coverage
from procfit.fit.decide import Verdict, decide
from procfit.fit.document import as_document, ranking_entries
from procfit.fit.drawn.chances import KAPPA, NO_CODES, Chances, chances
from procfit.fit.exact.race import Race, race_of
from procfit.fit.exact.settling import Settling
from procfit.fit.gates import Gate, GateStatus, Relaxing, check_gates, overall, smallest_relaxing
from procfit.fit.score import Standing, rank, score
from procfit.fit.weights import Weights, weigh
from procfit.fit.why import Why, why
from procfit.fit.worst_step import WorstStep, worst_step
from procfit.model.errors import UsageError
from procfit.model.portfolio import Portfolio
from procfit.model.process import View
from procfit.model.validate import did_you_mean
from procfit.model.vendor import Answer, Code, Evaluation, EvaluatorScores, Row, Vendor

if TYPE_CHECKING:
    import pandas

    from procfit.fit.second_opinions import Opinion

__all__ = ["Fit", "WaterfallRow", "assess"]


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One way of value from a process to a vendor's cell.

    `process_weight`, `step_share` and `need_share` lead to `weight`, the part of the whole; `points`
    is what the answer's usual utility makes of it. `cell` names workbook, sheet and cell.
    """

    process: str
    step: str
    capability: str
    process_weight: float
    step_share: float
    need_share: float
    weight: float
    vendor: str
    code: str
    utility: float
    points: float
    cell: str
    rule: str


@dataclass(frozen=True)
class Fit:
    """How well each vendor fits, with everything it rests on.

    Attributes
    ----------
    weights
        Capability weights with their contributions.
    standings
        The vendors in order, stopped ones last.
    gates
        Vendor to its gates.
    answers
        Vendor to capability to the answer that counts.
    coverage
        Vendor to the share of weight with an answer.
    verdict
        Whether there is a winner, and why.
    relaxing
        The fewest gates to relax, where all vendors fail.
    chances
        How often each vendor takes each rank when weights and answers are drawn.
    undecided_below
        The probability of being first under which no winner is named.
    unreadable
        The files of vendors that could not be read.
    open_scores
        Finds what the evaluators learn from each other's scores; `group` has it.
    settling
        Judges again with an open answer put in.
    """

    weights: Weights
    standings: tuple[Standing, ...]
    gates: Mapping[str, tuple[Gate, ...]]
    answers: Mapping[str, Mapping[str, Answer]]
    coverage: Mapping[str, float]
    verdict: Verdict
    relaxing: Relaxing | None = None
    chances: Chances = field(default_factory=Chances)
    undecided_below: float = 0.0
    unreadable: tuple[str, ...] = ()
    open_scores: Callable[[], Committee] = field(default=Committee, repr=False, compare=False)
    settling: Settling | None = field(default=None, compare=False, repr=False)

    @property
    def decided(self) -> bool:
        """Whether there is a winner."""
        return self.verdict.decided

    @cached_property
    def group(self) -> Committee:
        """What the evaluators learn from each other's scores."""
        return self.open_scores()

    @cached_property
    def race(self) -> Race:
        """The vendors that no gate stops as arrays, for trying other weights in a moment."""
        running = [place.vendor for place in self.standings if place.rank is not None]
        by_hand = {override.capability for override in self.weights.overrides}
        return race_of(self.weights.shares, running, self.answers, by_hand)

    def gate(self, vendor: str) -> GateStatus:
        """Return the worst state of a vendor's gates."""
        return overall(self.gates[vendor])

    def worst_step(self, vendor: str) -> WorstStep | None:
        """Return the step that a vendor serves worst in the processes that weigh most."""
        return worst_step(self.weights.contributions, self.answers[vendor])

    def waterfall(self, vendor: str, capability: str) -> tuple[WaterfallRow, ...]:
        """Return where a capability's weight comes from and what the vendor's answer makes of it.

        Raises
        ------
        UsageError
            When there is no such vendor or capability.
        """
        answer = _named(_named(self.answers, vendor, "vendor"), capability, "capability")
        return tuple(
            WaterfallRow(
                part.process,
                part.step,
                part.capability,
                part.process_weight,
                part.step_share,
                part.need_share,
                part.weight,
                vendor,
                answer.code,
                answer.mid,
                part.weight * answer.mid,
                _cell(answer),
                answer.rule,
            )
            for part in self.weights.of(capability)
        )

    def why(self, first: str, second: str) -> Why:
        """Return what the gap between two vendors' scores is made of.

        Raises
        ------
        UsageError
            When there is no such vendor, or it is the same one twice.
        """
        for vendor in (first, second):
            _named(self.answers, vendor, "vendor")
        if first == second:
            raise UsageError(f'"{first}" is compared with itself', "name two vendors")
        return why(self.weights, self.answers, first, second)

    def opinion(self, method: str) -> Opinion:
        """Return what another scoring method says of the vendors in the race; UsageError if unknown."""
        from procfit.fit.second_opinions import opinion

        return opinion(self, method)

    def opinions(self) -> dict[str, Opinion]:
        """Return what every other scoring method says, by its name."""
        from procfit.fit.second_opinions import opinions

        return opinions(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the fit as other programs read it: plain lists and numbers."""
        return as_document(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the ranking as a table, one row per vendor in order."""
        import pandas

        columns = ["vendor", "rank", "low", "score", "high", "gate", "coverage"]
        return pandas.DataFrame(ranking_entries(self), columns=columns).set_index("vendor")

    def waterfall_frame(self, vendor: str) -> pandas.DataFrame:
        """Return the whole waterfall of a vendor as a table; `points` sums to its score.

        Raises
        ------
        UsageError
            When there is no such vendor.
        """
        import pandas

        rows = [asdict(row) for name in self.weights.shares for row in self.waterfall(vendor, name)]
        columns = [column.name for column in fields(WaterfallRow)]
        return pandas.DataFrame(rows, columns=columns)


def assess(
    portfolio: Portfolio,
    evaluation: Evaluation,
    vendors: Mapping[str, Vendor],
    rows: Mapping[str, Sequence[Row]],
    scores: Mapping[str, EvaluatorScores],
    view: View = "to-be",
    without_vendors: Collection[str] = (),
    without_evaluators: Collection[str] = (),
    weight_overrides: Mapping[str, float] | None = None,
    unreadable: Collection[str] = (),
) -> Fit:
    """Return how well each vendor fits what the processes need.

    Parameters
    ----------
    portfolio
        The maps and capabilities.
    evaluation
        The rules of the game.
    vendors
        The vendors by id.
    rows
        What was read from each vendor's workbooks.
    scores
        The evaluators' own answers by evaluator.
    view
        The view of the maps that needs and values are taken from.
    without_vendors, without_evaluators
        Who is left out of this run.
    weight_overrides
        Weights for this run, as absolute shares of 1.
    unreadable
        The files of vendors that could not be read; with any, nothing is decided.

    Raises
    ------
    UsageError
        When a name is not known.
    InputError
        When overrides sum to more than 1.
    """
    overrides = weight_overrides or {}
    _check_names(without_vendors, vendors, "vendor")
    _check_names(without_evaluators, scores, "evaluator")
    _check_names(overrides, portfolio.capabilities, "capability")
    weights = weigh(portfolio, evaluation, view, overrides)
    counted = {name: file for name, file in scores.items() if name not in without_evaluators}
    answers = {
        name: answers_of(vendor, rows.get(name, ()), counted, evaluation, portfolio.capabilities)
        for name, vendor in vendors.items()
        if name not in without_vendors
    }
    musts = [
        name
        for name, capability in portfolio.capabilities.items()
        if capability.must and name not in evaluation.not_applicable
    ]
    gates = {name: check_gates(own, musts, evaluation.must_codes) for name, own in answers.items()}
    again = partial(
        judge,
        weights,
        undecided_below=evaluation.undecided_below,
        unreadable=tuple(unreadable),
        kappa=evaluation.kappa,
        codes=evaluation.codes,
    )
    opened = partial(committee, weights.shares, answers, vendors, rows, counted, evaluation, musts)
    settling = Settling(again, evaluation)
    return replace(again(answers, gates), open_scores=opened, settling=settling)


def judge(
    weights: Weights,
    answers: Mapping[str, Mapping[str, Answer]],
    gates: Mapping[str, tuple[Gate, ...]],
    undecided_below: float = 0.0,
    unreadable: Collection[str] = (),
    kappa: float = KAPPA,
    codes: Mapping[str, Code] = NO_CODES,
) -> Fit:
    """Return the fit of answers that are already chosen and gates that are already checked."""
    points = {name: score(weights.shares, own) for name, own in answers.items()}
    failed = frozenset(name for name, own in gates.items() if overall(own) == "fail")
    standings = rank(points, failed)
    relaxing = smallest_relaxing(gates, {name: own.mid for name, own in points.items()})
    racing = [standing.vendor for standing in standings if standing.rank is not None]
    drawn = chances(weights.contributions, answers, racing, kappa=kappa, codes=codes)
    verdict = decide(
        weights.shares, standings, answers, gates, relaxing, drawn, undecided_below, unreadable
    )
    return Fit(
        weights,
        standings,
        gates,
        answers,
        {name: coverage(weights.shares, own) for name, own in answers.items()},
        _without_value(verdict, weights),
        relaxing,
        drawn,
        undecided_below,
        tuple(unreadable),
    )


def _without_value(verdict: Verdict, weights: Weights) -> Verdict:
    """Return the verdict; weights that are equal for want of any value decide nothing."""
    if not weights.equal:
        return verdict
    doubts = () if verdict.decided else verdict.reasons
    return replace(verdict, decided=False, reasons=(weights.equal_because, *doubts))


def _check_names(names: Iterable[str], known: Mapping[str, object], noun: str) -> None:
    for name in names:
        _named(known, name, noun)


def _named(known: Mapping[str, Any], name: str, noun: str) -> Any:
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known) or 'none'}"
        raise UsageError(f'there is no {noun} "{name}"', hint)
    return known[name]


def _cell(answer: Answer) -> str:
    return f"{answer.file}:{answer.sheet}!{answer.cell}" if answer.cell else ""
