"""What the portfolio knows about each map, before it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from procfit.decisions.progress import steps_of
from procfit.model.process import ProcessMap
from procfit.tui.state import Session

if TYPE_CHECKING:
    from procfit.flow.measure import Measures

__all__ = ["Line", "line_of", "lines_of"]


class Line(NamedTuple):
    """One map with its figures; None = not assessed, or not worked out yet."""

    process: ProcessMap
    measures: Measures | None
    findings: int | None
    open_findings: int
    decided: int
    to_decide: int
    volume: float | None


def lines_of(session: Session) -> list[Line]:
    """Return a line per map, in the order of the files."""
    workspace = session.workspace
    return [line_of(session, process) for process in workspace.maps.values()] if workspace else []


def line_of(session: Session, process: ProcessMap) -> Line:
    """Return what is known about one map."""
    workspace = session.workspace
    calendar = workspace.settings.calendar if workspace else None
    findings = session.findings_of(process.id)
    steps = steps_of(process)
    return Line(
        process,
        session.measures.get((process.id, session.view)),
        None if findings is None else len(findings),
        sum(not finding.accepted for finding in findings or ()),
        steps.decided,
        steps.total,
        process.volume.per_month(calendar) if process.volume and calendar else None,
    )
