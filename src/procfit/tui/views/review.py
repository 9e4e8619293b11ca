"""Every process and step with its decision, grouped by process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from procfit.decisions.progress import Count, findings_of, steps_of, to_decide
from procfit.model import sayings
from procfit.model.finding import Finding
from procfit.model.process import Disposition, ProcessMap
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.answers import is_open
from procfit.tui.widgets.rows import Cell, CellStyle, Column, ListedRows, Row

__all__ = ["ORDERS", "Order", "review_columns", "review_rows", "review_words", "row_of"]

Order = Literal["map", "left", "saves"]
ORDERS: dict[Order, str] = {
    "map": "as the maps are",
    "left": "what is left first",
    "saves": "what saves most first",
}
_STYLES: dict[Disposition | None, CellStyle] = {
    None: "",
    "keep": "good",
    "modify": "fair",
    "discard": "bad",
    "add": "good",
}
WHOLE = "the process as a whole"


@dataclass(frozen=True)
class _Line:
    """A process, or a step of it, with the open findings about it."""

    process: ProcessMap
    step: str
    name: str
    disposition: Disposition | None
    findings: int
    saves: float | None


def review_columns(wide: bool) -> list[Column]:
    """Return the columns."""
    return [
        Column("name", "Process and step", 0),
        Column("decision", "Decision", 9),
        Column("findings", "Open\nfindings", 8, "right"),
        Column(
            "saves", "Most to save\na month" if wide else "Saves\n/month", 12 if wide else 8, "right"
        ),
    ]


def row_of(key: str) -> tuple[str, str]:
    """Return the map and the step that a row is about; no step: the process as a whole."""
    process, _, step = key.partition("#")
    return process, step


def review_rows(session: Session, order: Order, only_open: bool) -> ListedRows:
    """Return the processes as groups, each with itself and its steps as rows."""
    rows: list[Row] = []
    for process, lines in _groups(session, order):
        shown = [line for line in lines if not (only_open and line.disposition)]
        if shown:
            rows.append(Row("", heading=_heading(session, process)))
            rows += [_row(line) for line in shown]
    return ListedRows(rows)


def review_words(session: Session) -> tuple[str, float]:
    """Return how far the team is, in words and as the share of decided steps."""
    maps = session.workspace.maps if session.workspace else {}
    whole = Count.of(process.disposition is not None for process in maps.values())
    counts = [steps_of(process) for process in maps.values()]
    steps = Count(sum(count.decided for count in counts), sum(count.total for count in counts))
    parts = [f"{_of(whole)} processes", f"{_of(steps)} steps"]
    if session.report is not None:
        parts.append(f"{_of(findings_of(session.report.findings, maps))} findings")
    return f"Decided: {', '.join(parts)}", steps.decided / max(1, steps.total)


def _of(count: Count) -> str:
    return f"{count.decided} of {count.total}"


def _groups(session: Session, order: Order) -> list[tuple[ProcessMap, list[_Line]]]:
    maps = session.workspace.maps if session.workspace else {}
    flagging = _flagging(session)
    groups = [(process, list(_lines(process, flagging))) for process in maps.values()]
    if order == "left":
        groups.sort(key=lambda group: -sum(line.disposition is None for line in group[1]))
        for _, lines in groups:
            lines[1:] = sorted(lines[1:], key=lambda line: line.disposition is not None)
    elif order == "saves":
        groups.sort(key=lambda group: max(map(_urgency, group[1])), reverse=True)
        for _, lines in groups:
            lines[1:] = sorted(lines[1:], key=_urgency, reverse=True)
    return groups


def _urgency(line: _Line) -> float:
    return -1.0 if line.saves is None else line.saves


def _flagging(session: Session) -> dict[str, list[Finding]]:
    """Return the open findings by the step that they flag, ``map#step``, or by their map."""
    found: dict[str, list[Finding]] = {}
    for finding in session.report.findings if session.report else ():
        if is_open(session, finding):
            for name in finding.steps or ("",):
                key = name if "#" in name else f"{finding.process}#{name}"
                found.setdefault(key, []).append(finding)
    return found


def _lines(process: ProcessMap, flagging: dict[str, list[Finding]]) -> Iterator[_Line]:
    whole = (("", WHOLE, process.disposition),)
    steps = ((step.id, step.name, step.disposition) for step in to_decide(process))
    for step, name, disposition in (*whole, *steps):
        found = flagging.get(f"{process.id}#{step}", [])
        yield _Line(process, step, one_line(name), disposition, len(found), _most(found))


def _most(findings: Sequence[Finding]) -> float | None:
    saved = (finding.saves.minutes_per_month for finding in findings)
    return max((each for each in saved if each is not None), default=None)


def _heading(session: Session, process: ProcessMap) -> str:
    findings = session.findings_of(process.id) or []
    maps = session.workspace.maps if session.workspace else {}
    counted = findings_of(findings, maps)
    told = f", {_of(counted)} findings" if counted.total else ""
    return f"{session.name_of(process.id)}  {_of(steps_of(process))} steps{told} decided"


def _row(line: _Line) -> Row:
    decided = Cell(line.disposition or "–", _STYLES[line.disposition] if line.disposition else "muted")
    name = Cell(line.name if line.step else f"· {line.name}", "" if line.step else "strong")
    return Row(
        f"{line.process.id}#{line.step}",
        (
            name,
            decided,
            Cell(str(line.findings) if line.findings else ""),
            Cell(sayings.minutes(line.saves) if line.findings else ""),
        ),
    )
