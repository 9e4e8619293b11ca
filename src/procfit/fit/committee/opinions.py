"""What each evaluator said in his or her own file, as one table of numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.answers import as_scored
from procfit.fit.gates import state_of
from procfit.model.vendor import Answer, Evaluation, EvaluatorScores, Settled

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]

__all__ = ["Opinions"]


@dataclass(frozen=True)
class Opinions:
    """The evaluators' own files beside what counts without them.

    Attributes
    ----------
    scores
        The evaluators that count, by name.
    without
        Vendor to capability to the answer that counts without any evaluator: agreed, else the workbook's.
    shares
        What each capability weighs.
    evaluation
        The answer scale, and how much each evaluator counts.
    """

    scores: Mapping[str, EvaluatorScores]
    without: Mapping[str, Mapping[str, Answer]]
    shares: Mapping[str, float]
    evaluation: Evaluation

    def of(self, evaluator: str) -> Iterator[tuple[str, str, Settled]]:
        """Yield vendor, capability and own answer for all that an evaluator has scored.

        A blank is no score, and neither is a code that is not on the scale.
        """
        for vendor, own in self.scores[evaluator].scores.items():
            for capability, settled in own.items():
                asked = capability in self.without.get(vendor, {})
                if asked and settled.code in self.evaluation.codes:
                    yield vendor, capability, settled

    def split(self, musts: Collection[str]) -> set[tuple[str, str]]:
        """Return vendors and must-haves for which some evaluators open the gate and others do not."""
        states: dict[tuple[str, str], set[str]] = {}
        for evaluator in self.scores:
            for vendor, capability, settled in self.of(evaluator):
                if capability in musts:
                    state = state_of(settled.code, self.evaluation.must_codes)
                    states.setdefault((vendor, capability), set()).add(state)
        return {cell for cell, found in states.items() if len(found) > 1}

    def own_answers(self, evaluator: str) -> dict[str, dict[str, Answer]]:
        """Return the answers as one evaluator sees them: own ones, else what counts without anybody's."""
        answers = {vendor: dict(own) for vendor, own in self.without.items()}
        for vendor, capability, settled in self.of(evaluator):
            there = answers[vendor][capability]
            answers[vendor][capability] = as_scored(there, {evaluator: settled}, self.evaluation)
        return answers

    def answers_without(
        self, evaluator: str, answers: Mapping[str, Mapping[str, Answer]]
    ) -> dict[str, dict[str, Answer]]:
        """Return the answers that count when one evaluator is left out; `answers` are those with all."""
        found = {vendor: dict(own) for vendor, own in answers.items()}
        for vendor, given in self.scores[evaluator].scores.items():
            for capability in given:
                answer = found.get(vendor, {}).get(capability)
                if answer is not None and answer.used == "evaluators":
                    others = {
                        name: file.scores[vendor][capability]
                        for name, file in self.scores.items()
                        if name != evaluator and capability in file.scores.get(vendor, {})
                    }
                    before = self.without[vendor][capability]
                    found[vendor][capability] = as_scored(before, others, self.evaluation)
        return found

    def worth(self, vendors: Sequence[str], capabilities: Sequence[str]) -> Matrix:
        """Return what evaluators × vendors × capabilities are worth; NaN where there is no score."""
        import numpy

        rows = {name: place for place, name in enumerate(vendors)}
        columns = {name: place for place, name in enumerate(capabilities)}
        worth = numpy.full((len(self.scores), len(rows), len(columns)), numpy.nan)
        for place, evaluator in enumerate(self.scores):
            for vendor, capability, settled in self.of(evaluator):
                if vendor in rows and capability in columns:
                    usual = self.evaluation.codes[settled.code].utility[1]
                    worth[place, rows[vendor], columns[capability]] = usual
        return worth
