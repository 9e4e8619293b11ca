"""Findings as a table and one finding explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from procfit.model import sayings
from procfit.model.finding import Finding, NotAssessed
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.answers import is_open, standing
from procfit.tui.views.what_if import what_if_key, what_if_told
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Row

__all__ = ["Grouping", "finding_columns", "finding_key", "finding_parts", "finding_rows", "level_sign"]

Grouping = Literal["rule", "process"]

_SIGNS = {"error": "✗", "warning": "⚠", "note": "○", "off": " "}


def level_sign(finding: Finding) -> str:
    """Return the sign of a finding: how bad it is, or that the team lives with it."""
    return "✓" if finding.accepted else _SIGNS[finding.level]


def finding_key(index: int) -> str:
    """Return the key of the row of a finding, by its place in the report."""
    return f"finding-{index}"


def finding_columns(grouping: Grouping, wide: bool) -> list[Column]:
    """Return the columns; what the findings are grouped by stands in the headings instead."""
    other = ("process", "Process") if grouping == "rule" else ("rule", "Rule")
    return [
        Column("message", "What looks redundant", 0),
        Column(*other, 26 if wide else 18),
        Column("saves", "Saves\n/month", 8, "right"),
        Column("suggest", "Sug-\ngests", 8),
    ]


def finding_rows(session: Session, grouping: Grouping) -> ListedRows:
    """Return the open findings under headings, then the decided ones, then what could not be judged."""
    if session.report is None:
        return ListedRows(())
    rows: list[Row] = []
    numbered = list(enumerate(session.report.findings))
    left = [pair for pair in numbered if is_open(session, pair[1])]
    answered = [pair for pair in numbered if not is_open(session, pair[1])]
    for name, members in _groups(left, lambda pair: getattr(pair[1], grouping)).items():
        rows.append(Row("", heading=_heading(session, grouping, name, len(members))))
        rows.extend(_row(session, grouping, index, finding) for index, finding in members)
    if answered:
        rows.append(Row("", heading=f"Decided  {len(answered)}"))
        rows.extend(_row(session, grouping, index, finding) for index, finding in answered)
    return ListedRows([*rows, *_unjudged(session, grouping, session.report.not_assessed)])


def _groups(
    things: Iterable[tuple[int, Finding]], of: Callable[[tuple[int, Finding]], str]
) -> dict[str, list[tuple[int, Finding]]]:
    groups: dict[str, list[tuple[int, Finding]]] = {}
    for thing in things:
        groups.setdefault(of(thing), []).append(thing)
    return groups


def _heading(session: Session, grouping: Grouping, name: str, number: int) -> str:
    shown = session.name_of(name) if grouping == "process" else name
    return f"{shown}  {number}"


def _row(session: Session, grouping: Grouping, index: int, finding: Finding) -> Row:
    other = finding.rule if grouping == "process" else session.name_of(finding.process)
    decided = standing(session, finding)
    message = Cell(f"{level_sign(finding)} {one_line(finding.message)}", "muted" if decided else "")
    saved = sayings.minutes(finding.saves.minutes_per_month)
    suggest = decided.removeprefix("decided: ").partition(":")[0] or finding.suggest
    return Row(finding_key(index), (message, Cell(other), Cell(saved), Cell(suggest, "muted")))


def _unjudged(session: Session, grouping: Grouping, unjudged: Sequence[NotAssessed]) -> list[Row]:
    if not unjudged:
        return []
    rows = [Row("", heading=f"Not assessed: a field is missing  {len(unjudged)}")]
    for index, missing in enumerate(unjudged):
        fields = ", ".join(missing.missing)
        other = missing.rule if grouping == "process" else session.name_of(missing.process)
        where = missing.rule if grouping == "rule" else session.name_of(missing.process)
        said = Cell(f"– {where}: needs {one_line(fields)}", "muted")
        rows.append(Row(f"unjudged-{index}", (said, Cell(other, "muted"))))
    return rows


def finding_parts(session: Session, finding: Finding) -> list[Part]:
    """Return everything a finding says: the sentence, its proof, the guard, and what it would save."""
    path = (session.step_name(finding.process, step) for step in finding.witness.path)
    fields = [
        ("Proof", " → ".join(path)),
        ("Rests on", ", ".join(map(one_line, finding.witness.items))),
        ("Checked", one_line(finding.guard)),
        ("Evidence", _evidence(session, finding)),
        *_balance(finding, session.currency),
        ("Suggests", finding.suggest),
        ("Plan", what_if_told(session.what_ifs.get(what_if_key(finding)))),
        ("Answer", standing(session, finding)),
    ]
    return [
        Heading(f"{level_sign(finding)} {finding.rule}"),
        Paragraph(one_line(finding.message), "strong"),
        Field("Process", session.name_of(finding.process)),
        *(Field(label, value) for label, value in fields if value),
    ]


def _evidence(session: Session, finding: Finding) -> str:
    """Return how sure the facts are that a finding rests on; an assumption names its steps."""
    names = ", ".join(session.step_name(finding.process, step) for step in finding.assumes)
    return f"assumed: no source for {names}" if names else finding.evidence


def _balance(finding: Finding, currency: str) -> list[tuple[str, str]]:
    """Return what the change would save, and what it would cost the customer."""
    saves = finding.saves
    case = _pair(
        sayings.minutes(saves.minutes_per_case), sayings.money(saves.cost_per_case, currency), "a case"
    )
    month = _pair(
        sayings.minutes(saves.minutes_per_month),
        sayings.money(saves.cost_per_month, currency),
        "a month",
    )
    return [
        ("Saves", case or "not assessed"),
        ("", month),
        ("Costs", _cost(finding.costs.value_per_case)),
    ]


def _cost(value: float | None) -> str:
    return "not assessed" if value is None else f"{sayings.count(value)} customer value a case"


def _pair(time: str, money: str, per: str) -> str:
    known = " · ".join(part for part in (time, money) if part != sayings.UNKNOWN)
    return f"{known} {per}" if known else ""
