"""What becomes of the race if a single answer is cleared up: shown at its best, or refuted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procfit.fit.assess import judge
from procfit.fit.decide import DecidingCell
from procfit.fit.gates import Gate

if TYPE_CHECKING:
    from procfit.fit.assess import Fit

__all__ = ["Outcome", "outcomes"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The winner if an answer is shown to be worth its most, and if it is refuted; None is undecided.

    `tells` is whether one of the two would change what is known now.
    """

    cell: DecidingCell
    shown: str | None
    refuted: str | None
    tells: bool

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        answer = self.cell.answer
        return {
            "vendor": answer.vendor,
            "capability": answer.capability,
            "if_shown": self.shown,
            "if_refuted": self.refuted,
            "tells": self.tells,
        }


def outcomes(fit: Fit, cells: Sequence[DecidingCell]) -> tuple[Outcome, ...]:
    """Return what becomes of the race for each cell by itself, all else as it is.

    Shown, an answer is worth its most; refuted, it is worth its least. Where it is a must-have, its gate
    is then passed or failed.
    Files that cannot be read are left out of account: with any, nothing would be decided.
    """
    now = _winner(judge(fit.weights, fit.answers, fit.gates, fit.undecided_below))
    found = []
    for cell in cells:
        shown, refuted = (_winner(_cleared(fit, cell, is_shown)) for is_shown in (True, False))
        found.append(Outcome(cell, shown, refuted, (shown, refuted) != (now, now)))
    return tuple(found)


def _winner(fit: Fit) -> str | None:
    return fit.verdict.leader if fit.decided else None


def _cleared(fit: Fit, cell: DecidingCell, is_shown: bool) -> Fit:
    """Return the fit with one answer cleared up."""
    answer = cell.answer
    vendor, capability = answer.vendor, answer.capability
    worth = answer.high if is_shown else answer.low
    settled = replace(answer, code="shown" if is_shown else "refuted", low=worth, mid=worth, high=worth)
    answers = {**fit.answers, vendor: {**fit.answers[vendor], capability: settled}}
    gates = {**fit.gates, vendor: tuple(_gate(gate, cell, is_shown) for gate in fit.gates[vendor])}
    return judge(fit.weights, answers, gates, fit.undecided_below)


def _gate(gate: Gate, cell: DecidingCell, is_shown: bool) -> Gate:
    if gate.capability != cell.answer.capability:
        return gate
    return replace(gate, status="pass" if is_shown else "fail", reason="")
