"""The line over a map: its name, the view, and the figures that matter most."""

from __future__ import annotations

from procfit.model import sayings
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.answers import progress_told

__all__ = ["title_parts"]


def title_parts(session: Session, wide: bool) -> tuple[str, str, list[str]]:
    """Return the map's name, the view, and the figures from the most important on."""
    process = session.map(session.process)
    if process is None:
        return "", "", []
    chosen = {view: "●" if view == session.view else "○" for view in ("as-is", "to-be")}
    view = f"{chosen['as-is']} As-is  {chosen['to-be']} To-be"
    lead, *others = _figures(session, wide)
    return one_line(process.name), view, [lead, progress_told(session, session.process, wide), *others]


def _figures(session: Session, wide: bool) -> list[str]:
    measures = session.measures.get((session.process, session.view))
    if measures is None:
        return [session.failures.get(f"{session.process} {session.view}", "")]
    lead = sayings.minutes(measures.lead_time.mean, measures.is_lower("lead_time"))
    return [
        f"{'lead time' if wide else 'lead'} {lead}",
        f"{'flow efficiency' if wide else 'flow'} {sayings.percent(measures.flow_efficiency)}",
        f"value {sayings.decimal(measures.value)}{'/case' if wide else ''}",
    ]
