"""How much of a portfolio is decided: processes, steps and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from procfit.model.evidence import Evidence, evidence_of
from procfit.model.finding import Finding
from procfit.model.process import HOLDING_TOGETHER, Disposition, ProcessMap, Step

__all__ = [
    "Count",
    "ProcessProgress",
    "findings_of",
    "is_decided",
    "progress_of",
    "steps_of",
    "to_decide",
]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some things are decided."""

    decided: int
    total: int

    def __str__(self) -> str:
        return f"{self.decided}/{self.total}"

    @classmethod
    def of(cls, decided: Iterable[bool]) -> Count:
        """Return the count of some things, each decided or not."""
        known = list(decided)
        return cls(sum(known), len(known))


@dataclass(frozen=True, slots=True)
class ProcessProgress:
    """One process: what was decided about it, and how much of it is left.

    Attributes
    ----------
    disposition
        The decision on the process as a whole; None = not reviewed.
    importance_evidence
        How far its importance is known.
    minutes_per_month, cost_per_month
        The most that one of its open findings would save; None = none is open, or not assessed. They do
        not add up, for findings may flag the same step.
    """

    process: str
    name: str
    disposition: Disposition | None
    importance: int | None
    importance_evidence: Evidence | None
    steps: Count
    findings: Count
    minutes_per_month: float | None
    cost_per_month: float | None


def to_decide(process: ProcessMap) -> tuple[Step, ...]:
    """Return the steps that a team decides on: all but those that only hold the flow together."""
    return tuple(step for step in process.steps if step.kind not in HOLDING_TOGETHER)


def steps_of(process: ProcessMap) -> Count:
    """Return how many of the steps of a map have a disposition."""
    return Count.of(step.disposition is not None for step in to_decide(process))


def is_decided(finding: Finding, maps: Mapping[str, ProcessMap]) -> bool:
    """Tell whether a finding is decided: it is accepted, or every step it flags has a disposition.

    Without steps it flags its process as a whole.
    """
    if finding.accepted:
        return True
    home = maps[finding.process]
    if not finding.steps:
        return home.disposition is not None
    return all(_has_disposition(name, home, maps) for name in finding.steps)


def _has_disposition(name: str, home: ProcessMap, maps: Mapping[str, ProcessMap]) -> bool:
    other, _, own = name.rpartition("#")
    process = maps.get(other) if other else home
    return process is not None and own in process and process.step(own).disposition is not None


def findings_of(findings: Iterable[Finding], maps: Mapping[str, ProcessMap]) -> Count:
    """Return how many of some findings are decided."""
    return Count.of(is_decided(finding, maps) for finding in findings)


def progress_of(
    process: ProcessMap, findings: Sequence[Finding], maps: Mapping[str, ProcessMap]
) -> ProcessProgress:
    """Return the progress of one map with its findings."""
    left = [finding.saves for finding in findings if not is_decided(finding, maps)]
    assessed = process.importance is not None
    return ProcessProgress(
        process.id,
        process.name,
        process.disposition,
        process.importance,
        evidence_of(process.importance_source) if assessed else None,
        steps_of(process),
        findings_of(findings, maps),
        _most(saves.minutes_per_month for saves in left),
        _most(saves.cost_per_month for saves in left),
    )


def _most(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)
