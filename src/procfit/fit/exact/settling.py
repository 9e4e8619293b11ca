"""What the verdict becomes when an answer that is open turns out one way or the other.

Nothing is estimated: the answer is put in, and everything is judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from procfit.fit.answers import utility_range
from procfit.fit.decide import Verdict, decide
from procfit.fit.exact.cells import DecidingCell
from procfit.fit.gates import Gate, check_gates, overall
from procfit.fit.score import rank, score
from procfit.model.vendor import Answer, Evaluation

if TYPE_CHECKING:
    from procfit.fit.assess import Fit

    Answers = Mapping[str, Mapping[str, Answer]]
    Gates = Mapping[str, tuple[Gate, ...]]

__all__ = ["Outcome", "Settling"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the verdict is once answers turned out: the code, or None where only the worth is put in."""

    code: str | None
    leader: str | None
    decided: bool


@dataclass(frozen=True, slots=True)
class Settling:
    """How to judge again: the way all vendors were judged, and the rules of the game."""

    judge: Callable[[Answers, Gates], Fit]
    evaluation: Evaluation
    unreadable: tuple[str, ...] = ()

    def by_code(self, fit: Fit, cell: DecidingCell) -> tuple[Outcome, ...]:
        """Return what the verdict becomes for every code of the scale, the best code first.

        Each is put in as if demonstrated. A vendor that fails is out, whatever code it failed by.
        """
        rules = self.evaluation
        best_first = sorted(rules.codes.values(), key=lambda code: -code.utility[1])
        failed: Verdict | None = None
        outcomes = []
        for code in best_first:
            span = utility_range(code.id, "demonstrated", rules)
            answer = _settled(cell.answer, span, code.id)
            (gate,) = check_gates({answer.capability: answer}, [answer.capability], rules.must_codes)
            verdict = failed if gate.status == "fail" else None
            verdict = verdict or self._again(fit, [answer], gate)
            failed = verdict if gate.status == "fail" else failed
            outcomes.append(Outcome(code.id, verdict.leader, verdict.decided))
        return tuple(outcomes)

    def at_ends(self, fit: Fit, cell: DecidingCell) -> tuple[Outcome, Outcome]:
        """Return what the verdict becomes when an answer turns out at its least, and at its most."""
        least, most = (
            self._again(fit, [_settled(cell.answer, (end,) * 3)])
            for end in (cell.answer.low, cell.answer.high)
        )
        return (
            Outcome(None, least.leader, least.decided),
            Outcome(None, most.leader, most.decided),
        )

    def together(self, fit: Fit) -> Outcome | None:
        """Return what the verdict becomes when all deciding answers turn out against the leader."""
        against = [
            _settled(cell.answer, (end,) * 3)
            for cell in fit.verdict.cells
            if cell.why == "score"
            for end in [
                cell.answer.low if cell.answer.vendor == fit.verdict.leader else cell.answer.high
            ]
        ]
        if not against:
            return None
        verdict = self._again(fit, against)
        return Outcome(None, verdict.leader, verdict.decided)

    def _again(self, fit: Fit, settled: Iterable[Answer], gate: Gate | None = None) -> Verdict:
        answers = {name: dict(own) for name, own in fit.answers.items()}
        gates = dict(fit.gates)
        for answer in settled:
            answers[answer.vendor][answer.capability] = answer
            if gate is not None:
                gates[answer.vendor] = tuple(_with(gates[answer.vendor], gate))
        shares = fit.weights.shares
        failed = frozenset(name for name, own in gates.items() if overall(own) == "fail")
        standings = rank({name: score(shares, own) for name, own in answers.items()}, failed)
        quick = decide(shares, standings, answers, gates, unreadable=self.unreadable)
        # Drawing takes long, and can only add a doubt.
        return self.judge(answers, gates).verdict if quick.decided else quick


def _settled(answer: Answer, span: tuple[float, ...], code: str | None = None) -> Answer:
    low, mid, high = span
    return replace(
        answer,
        code=code or "settled",
        low=low,
        mid=mid,
        high=high,
        used="agreed",
        evidence="demonstrated",
    )


def _with(gates: Iterable[Gate], settled: Gate) -> Iterator[Gate]:
    for gate in gates:
        yield settled if gate.capability == settled.capability else gate
