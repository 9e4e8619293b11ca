"""What is left to decide, what matters most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from procfit.decisions.progress import is_decided, to_decide
from procfit.model.evidence import Evidence
from procfit.model.finding import Finding
from procfit.model.process import Disposition, ProcessMap

__all__ = ["Remaining", "remaining_of"]

Kind = Literal["finding", "process", "step"]


@dataclass(frozen=True, slots=True)
class Remaining:
    """One decision that is left: on a finding, on a step that no open finding flags, or on a process.

    `suggest` and `evidence` are those of the finding; None = not assessed, or no finding.
    """

    kind: Kind
    process: str
    steps: tuple[str, ...]
    message: str
    rule: str = ""
    suggest: Disposition | None = None
    evidence: Evidence | None = None
    minutes_per_month: float | None = None
    cost_per_month: float | None = None
    importance: int | None = None


def remaining_of(maps: Mapping[str, ProcessMap], findings: Iterable[Finding]) -> tuple[Remaining, ...]:
    """Return what is left to decide: by the time it would save a month, then by importance.

    What is not assessed comes behind what is; equals stay in the order of the maps.
    """
    left = [finding for finding in findings if not is_decided(finding, maps)]
    found = [_of_finding(finding, maps[finding.process]) for finding in left]
    for process in maps.values():
        found += _of_process(process, _flagged(left, process.id))
    return tuple(sorted(found, key=_urgency))


def _urgency(item: Remaining) -> tuple[float, float]:
    gain = item.minutes_per_month
    return (float("inf") if gain is None else -gain, -(item.importance or 0))


def _flagged(findings: Iterable[Finding], process: str) -> set[str]:
    """Return the steps of a map that findings of any map flag."""
    named = (
        name if "#" in name else f"{found.process}#{name}" for found in findings for name in found.steps
    )
    return {step for home, _, step in (name.rpartition("#") for name in named) if home == process}


def _of_finding(finding: Finding, process: ProcessMap) -> Remaining:
    return Remaining(
        "finding",
        finding.process,
        finding.steps,
        finding.message,
        finding.rule,
        finding.suggest,
        finding.evidence,
        finding.saves.minutes_per_month,
        finding.saves.cost_per_month,
        process.importance,
    )


def _of_process(process: ProcessMap, flagged: set[str]) -> Iterator[Remaining]:
    if process.disposition is None:
        yield Remaining("process", process.id, (), process.name, importance=process.importance)
    for step in to_decide(process):
        if step.disposition is None and step.id not in flagged:
            yield Remaining("step", process.id, (step.id,), step.name, importance=process.importance)
