"""What the verdict becomes when an answer that is open turns out one way or the other.

Nothing is estimated: the answer is put in, and everything is judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """How to judge again: the way all vendors were judged, and the rules of the game.

    `without` remembers the verdict once a vendor is out; whatever it failed by, it is the same.
    """

    judge: Callable[[Answers, Gates], Fit]
    evaluation: Evaluation
    without: dict[str, Verdict] = field(default_factory=dict)

    def by_code(self, fit: Fit, cell: DecidingCell) -> tuple[Outcome, ...]:
        """Return what the verdict becomes for every code of the scale, the best code first.

        Each is put in as if demonstrated.
        """
        return tuple(self._as_code(fit, [cell.answer], code) for code in self._best_first())

    def if_proven(self, fit: Fit) -> Outcome | None:
        """Return what the verdict becomes when all open gates of the leader are shown at their best.

        None where the leader has no open gate.
        """
        leader = fit.verdict.leader
        if leader is None:
            return None
        unproven = [gate.capability for gate in fit.gates[leader] if gate.status == "unproven"]
        passing = [code for code in self._best_first() if code in self.evaluation.must_codes]
        if not unproven or not passing:
            return None
        return self._as_code(fit, [fit.answers[leader][name] for name in unproven], passing[0])

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
        leader = fit.verdict.leader
        open_answers = [cell.answer for cell in fit.verdict.cells if cell.why == "score"]
        if not open_answers:
            return None
        verdict = self._again(
            fit,
            [
                _settled(answer, (answer.low if answer.vendor == leader else answer.high,) * 3)
                for answer in open_answers
            ],
        )
        return Outcome(None, verdict.leader, verdict.decided)

    def _best_first(self) -> list[str]:
        codes = self.evaluation.codes.values()
        return [code.id for code in sorted(codes, key=lambda code: -code.utility[1])]

    def _as_code(self, fit: Fit, answers: Sequence[Answer], code: str) -> Outcome:
        """Return the verdict once must-have answers of one vendor turned out as a code."""
        rules, vendor = self.evaluation, answers[0].vendor
        span = utility_range(code, "demonstrated", rules)
        settled = {answer.capability: _settled(answer, span, code) for answer in answers}
        gates = check_gates(settled, settled, rules.must_codes)
        if overall(gates) != "fail":
            verdict = self._again(fit, settled.values(), gates)
        elif vendor in self.without:
            verdict = self.without[vendor]
        else:
            verdict = self.without[vendor] = self._again(fit, settled.values(), gates)
        return Outcome(code, verdict.leader, verdict.decided)

    def _again(self, fit: Fit, settled: Iterable[Answer], checked: Iterable[Gate] = ()) -> Verdict:
        """Return the verdict with answers put in, and gates where they belong to must-haves."""
        answers = {name: dict(own) for name, own in fit.answers.items()}
        gates = dict(fit.gates)
        now = {gate.capability: gate for gate in checked}
        for answer in settled:
            answers[answer.vendor][answer.capability] = answer
            gates[answer.vendor] = tuple(now.get(gate.capability, gate) for gate in gates[answer.vendor])
        shares = fit.weights.shares
        failed = frozenset(name for name, own in gates.items() if overall(own) == "fail")
        standings = rank({name: score(shares, own) for name, own in answers.items()}, failed)
        quick = decide(shares, standings, answers, gates)
        # Drawing takes long, and it and files that cannot be read only add doubts.
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
