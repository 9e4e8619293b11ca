"""What the team has answered to findings, and what of them is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from procfit.decisions.progress import findings_of, is_decided
from procfit.model import sayings
from procfit.model.finding import Finding
from procfit.tui.signs import one_line
from procfit.tui.state import Session

if TYPE_CHECKING:
    from procfit.flow.measure import Measures

__all__ = ["is_open", "next_open", "progress_told", "standing"]

CLEAR = 3.0
"""Standard errors that a difference of simulated means must pass to be told."""


def is_open(session: Session, finding: Finding) -> bool:
    """Whether nobody has decided a finding yet."""
    workspace = session.workspace
    if workspace is None or finding.process not in workspace.maps:
        return True
    return not is_decided(finding, workspace.maps)


def next_open(session: Session, findings: Sequence[Finding], place: int) -> int | None:
    """Return the next open finding behind `place`, around the end; None where all are decided."""
    around = [*range(place + 1, len(findings)), *range(min(place + 1, len(findings)))]
    return next((each for each in around if is_open(session, findings[each])), None)


def standing(session: Session, finding: Finding) -> str:
    """Return what was decided on a finding; empty while it is open."""
    if finding.accepted:
        return f"accepted: {one_line(finding.accepted_reason)}"
    if is_open(session, finding):
        return ""
    return f"decided: {', '.join(dict.fromkeys(_dispositions(session, finding)))}"


def _dispositions(session: Session, finding: Finding) -> Iterable[str]:
    for name in finding.steps or ("",):
        home, _, step = name.rpartition("#")
        process = session.map(home or finding.process)
        if process is not None:
            found = process.step(step).disposition if step else process.disposition
            yield found or "open"


def progress_told(session: Session, process: str, wide: bool) -> str:
    """Return how many findings of a map are decided, and what its plan saves by now."""
    findings = session.findings_of(process)
    if findings is None or session.workspace is None:
        return ""
    count = findings_of(findings, session.workspace.maps)
    decided = f"decided {count.decided} of {count.total}" if wide else f"decided {count}"
    parts = (decided if count.total else "", _saved(session, process, wide))
    return " · ".join(part for part in parts if part)


def _saved(session: Session, process: str, wide: bool) -> str:
    """Return what the plan takes off a case, and off all cases of a month, where it is known and clear."""
    today, planned = (session.measures.get((process, view)) for view in ("as-is", "to-be"))
    less = _less(today, planned)
    if today is None or not less:
        return ""
    case = f"{sayings.minutes(abs(less))}/case"
    if not wide:
        return f"{'−' if less > 0 else '+'}{case}"
    cases = today.per_month.cases
    month = f", {sayings.minutes(abs(less) * cases)}/month" if cases else ""
    return f"{'saves' if less > 0 else 'takes'} {case}{month}{'' if less > 0 else ' more'}"


def _less(today: Measures | None, planned: Measures | None) -> float | None:
    """Return the minutes of lead time that the plan saves; None where that is unknown or mere chance."""
    if today is None or planned is None:
        return None
    before, after = today.lead_time, planned.lead_time
    if before.mean is None or after.mean is None:
        return None
    less = before.mean - after.mean
    errors = [each.standard_error or 0.0 for each in (before, after)]
    chance = CLEAR * (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    return less if abs(less) > max(chance, 1e-6) else None
