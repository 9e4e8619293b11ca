"""What a rule found, with the proof that a workshop can argue about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from procfit.model.evidence import Evidence
from procfit.model.process import Disposition, ProcessMap
from procfit.model.team import RuleLevel, TeamAnswers

__all__ = ["Costs", "Finding", "NotAssessed", "Savings", "Witness"]


@dataclass(frozen=True, slots=True)
class Witness:
    """The path and the items that prove a finding.

    ``path`` holds step ids in the order a case meets them; ids of another map are ``map#step``.
    ``items`` are the pieces of information that the proof rests on. ``numbers`` are the figures that
    the sentence quotes, by name (minutes, shares as fractions of 1, counts).
    """

    path: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Savings:
    """What the suggested change would save; None = not assessed."""

    minutes_per_case: float | None = None
    cost_per_case: float | None = None
    minutes_per_month: float | None = None
    cost_per_month: float | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What the suggested change would cost the customer; None = not assessed."""

    value_per_case: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One redundancy: which rule, which steps, why, and what to do.

    `evidence` is the weakest level among the facts it rests on; `assumes` names the steps whose facts
    nobody has given a source for. `drops` are the steps that `saves` takes for gone; empty where the
    suggestion changes the map in another way. `remedy` is today's map with the suggestion carried out, where
    that is more than dropping steps and can be drawn.
    """

    rule: str
    process: str
    steps: tuple[str, ...]
    message: str
    witness: Witness
    guard: str
    suggest: Disposition
    level: RuleLevel = "warning"
    saves: Savings = field(default_factory=Savings)
    costs: Costs = field(default_factory=Costs)
    accepted: bool = False
    accepted_reason: str = ""
    evidence: Evidence = "assumed"
    assumes: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    remedy: ProcessMap | None = field(default=None, compare=False, repr=False)

    def as_answered(self, answers: TeamAnswers) -> Finding:
        """Return the finding as the team answers it: accepted with a reason, or open."""
        for answer in answers.accepted:
            same_place = answer.rule == self.rule and answer.process == self.process
            if same_place and set(answer.steps) == set(self.steps):
                return replace(self, accepted=True, accepted_reason=answer.reason)
        return replace(self, accepted=False, accepted_reason="") if self.accepted else self


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A rule could not judge these steps; `missing` names the fields that would let it."""

    rule: str
    process: str
    steps: tuple[str, ...]
    missing: tuple[str, ...]
