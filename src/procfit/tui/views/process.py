"""What is known about one process, for the sheet beside the portfolio."""

from __future__ import annotations

from collections import Counter

from procfit.decisions.progress import steps_of, to_decide
from procfit.model import sayings
from procfit.model.process import ProcessMap
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.findings import level_sign
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part

__all__ = ["process_sheet"]

MISSING = "not assessed"


def process_sheet(session: Session, process_id: str) -> list[Part]:
    """Return what the team wrote about a process, its figures and findings; or why it is broken."""
    workspace = session.workspace
    if workspace is None or not process_id:
        return []
    process = workspace.maps.get(process_id)
    if process is None:
        return _broken(session, process_id)
    return [
        *_written(process),
        *_kpis(process),
        *_decisions(process),
        *_figures(session, process_id),
        *_findings(session, process_id),
    ]


def _broken(session: Session, name: str) -> list[Part]:
    problems = session.workspace.problems if session.workspace else ()
    mine = [problem for problem in problems if problem.where.file.endswith(f"/{name}.toml")]
    said: list[Part] = [Paragraph(f"✗ {one_line(str(problem))}", "bad") for problem in mine]
    hint = Paragraph("Mend the file in an editor, then press F5.", "muted")
    return [Heading(one_line(name)), *said, hint]


def _written(process: ProcessMap) -> list[Part]:
    source = process.importance_source or "an assumption"
    importance = f"{sayings.dots(process.importance)}  {source}" if process.importance else MISSING
    volume = process.volume
    cases = f"{sayings.count(volume.count)} / {volume.period}" if volume else MISSING
    fields = [
        ("Customer", process.customer),
        ("Wants", process.outcome),
        ("Owner", process.owner),
        ("Importance", importance),
        ("Cases", cases),
        ("Disposition", process.disposition or "not reviewed"),
    ]
    return [Heading(one_line(process.name)), *(_field(label, value) for label, value in fields)]


def _field(label: str, value: str) -> Field:
    return Field(label, one_line(value) or MISSING, "" if value and value != MISSING else "muted")


def _kpis(process: ProcessMap) -> list[Part]:
    parts: list[Part] = [
        Paragraph(
            f"{one_line(kpi.name)}: {sayings.count(kpi.baseline)} → "
            f"{sayings.count(kpi.target)} {one_line(kpi.unit)}"
        )
        for kpi in process.kpis
    ]
    return [Heading("Measured by"), *parts] if parts else []


def _decisions(process: ProcessMap) -> list[Part]:
    steps = to_decide(process)
    told = Counter(step.disposition or "open" for step in steps)
    if not steps:
        return []
    words = (
        f"{word} {told[word]}" for word in ("keep", "modify", "discard", "add", "open") if told[word]
    )
    done = steps_of(process)
    return [Heading(f"Steps decided: {done.decided} of {done.total}"), Paragraph(" · ".join(words))]


def _figures(session: Session, process_id: str) -> list[Part]:
    found = session.measures.get((process_id, session.view))
    if found is None:
        return []
    lead = sayings.minutes(found.lead_time.mean, found.is_lower("lead_time"))
    fields = [
        ("Lead time", lead),
        ("Touch time", sayings.minutes(found.touch_time, found.is_lower("touch_time"))),
        ("Value", sayings.decimal(found.value)),
        ("Cost", sayings.money(found.cost, session.currency)),
        ("Contacts", sayings.count(found.contacts)),
        ("People met", sayings.count(found.faces)),
        ("Hand-offs", sayings.count(found.hand_offs)),
        ("Asked again", sayings.count(found.repeat_asks)),
    ]
    gaps: list[Part] = [
        Paragraph(f"– {gap.missing}: {_steps(len(gap.steps))} {one_line(gap.note)}", "muted")
        for gap in found.not_assessed
    ]
    return [
        Heading(f"A case, {session.view}"),
        *(Field(label, value, "muted" if value == sayings.UNKNOWN else "") for label, value in fields),
        *([Heading("Not assessed"), *gaps] if gaps else []),
    ]


def _steps(number: int) -> str:
    return f"{number} step{'' if number == 1 else 's'}" if number else ""


def _findings(session: Session, process_id: str) -> list[Part]:
    findings = session.findings_of(process_id)
    if not findings:
        return []
    rules = Counter(f"{level_sign(finding)} {finding.rule}" for finding in findings)
    lines = [
        Paragraph(f"{rule}{f'  × {number}' if number > 1 else ''}") for rule, number in rules.items()
    ]
    return [Heading("Findings"), *lines]
