"""What the team has settled: settings of the workspace and answers to findings and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from procfit.model.quantities import Calendar

__all__ = [
    "RULE_IDS",
    "Accepted",
    "Rates",
    "RuleLevel",
    "SameWork",
    "Settings",
    "TeamAnswers",
    "Verdict",
]

RuleLevel = Literal["error", "warning", "note", "off"]
Verdict = Literal["same", "different"]

RULE_IDS = (
    "repeat-ask",
    "ask-what-we-hold",
    "re-key",
    "duplicate-step",
    "hoistable-twin",
    "exact-clone",
    "near-clone",
    "parallel-silo",
    "no-value",
    "slow-without-offset",
    "benefit-elsewhere",
    "replaceable",
    "beaten-by-rival",
    "dead-output",
    "stacked-approval",
    "check-without-effect",
    "knock-out-order",
    "ping-pong",
    "rework-loop",
    "too-many-faces",
    "silo-crossings",
    "split-contact",
    "context-break",
    "long-wait",
    "needless-sequence",
    "silent-end",
)
"""The names of the redundancy rules that settings and answers may hold, judged already or not."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Money per hour of work, by lane id or department."""

    by_name: Mapping[str, float] = field(default_factory=dict)
    default: float | None = None

    def per_hour(self, lane: str, department: str) -> float | None:
        """Return the rate of a lane: its own, else its department's, else the default."""
        for name in (lane, department):
            if name in self.by_name:
                return self.by_name[name]
        return self.default


@dataclass(frozen=True, slots=True)
class Settings:
    """The content of ``procfit.toml``."""

    name: str = ""
    logo: str = ""
    language: str = "en"
    currency: str = "EUR"
    calendar: Calendar = field(default_factory=Calendar)
    rates: Rates = field(default_factory=Rates)
    rules: Mapping[str, RuleLevel] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SameWork:
    """Two wordings that a person called the same work, or different work."""

    a: str
    b: str
    by: str = ""
    date: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the team lives with, and why."""

    rule: str
    process: str
    steps: tuple[str, ...]
    reason: str
    by: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class TeamAnswers:
    """The content of ``processes/answers.toml``."""

    same: tuple[SameWork, ...] = ()
    different: tuple[SameWork, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    def with_wordings(self, verdict: Verdict, answer: SameWork) -> TeamAnswers:
        """Return the answers with one more about two wordings."""
        if verdict == "same":
            return replace(self, same=(*self.same, answer))
        return replace(self, different=(*self.different, answer))
