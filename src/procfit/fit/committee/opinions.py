"""What each evaluator said in his or her own file, as one table of numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.answers import as_scored
from procfit.fit.gates import state_of
from procfit.model.vendor import SILENCES, Answer, Evaluation, EvaluatorScores, Settled

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
        """Yield vendor, capability and own answer for all that an evaluator has scored."""
        for vendor, own in self.scores[evaluator].scores.items():
            for capability, settled in own.items():
                asked = capability in self.without.get(vendor, {})
                if asked and self.is_score(settled):
                    yield vendor, capability, settled

    def is_score(self, settled: Settled) -> bool:
        """Tell whether what an evaluator wrote is a score: neither a blank nor a code off the scale."""
        return settled.code in self.evaluation.codes and settled.code not in SILENCES

    def split(self, musts: Collection[str]) -> set[tuple[str, str]]:
        """Return vendors and must-haves for which some evaluators open the gate and others do not."""
        states: dict[tuple[str, str], set[str]] = {}
        for evaluator in self.scores:
            for vendor, capability, settled in self.of(evaluator):
                if capability in musts:
                    state = state_of(settled.code, self.evaluation.must_codes)
                    states.setdefault((vendor, capability), set()).add(state)
        return {cell for cell, found in states.items() if len(found) > 1}

    def answers_without(
        self,
        out: Collection[str],
        answers: Mapping[str, Mapping[str, Answer]],
        capabilities: Collection[str],
    ) -> dict[str, dict[str, Answer]]:
        """Return the answers to some capabilities that count when some evaluators are left out.

        Parameters
        ----------
        out
            Who is left out.
        answers
            The answers when all count.
        capabilities
            The capabilities asked for.
        """
        return {
            vendor: {name: self._without(out, own[name]) for name in capabilities}
            for vendor, own in answers.items()
        }

    def _without(self, out: Collection[str], answer: Answer) -> Answer:
        if answer.used != "evaluators":
            return answer
        others = {
            name: file.scores[answer.vendor][answer.capability]
            for name, file in self.scores.items()
            if name not in out and answer.capability in file.scores.get(answer.vendor, {})
        }
        before = self.without[answer.vendor][answer.capability]
        return as_scored(before, others, self.evaluation)

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
