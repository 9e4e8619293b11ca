"""What changed between two maps in meaning, as a table that knows where each change stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from procfit.compare.changes import Difference, MapDiff
from procfit.compare.telling import MARKS, sections
from procfit.model import sayings
from procfit.tui.signs import one_line
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.tui.widgets.rows import Cell, CellStyle, Column, ListedRows, Row

if TYPE_CHECKING:
    from procfit.compare.effects import Amount, Effects, Figure

__all__ = ["COLUMNS", "diff_rows", "effect_parts", "step_of"]

T = TypeVar("T")

COLUMNS = [Column("change", "What changed", 0)]
_STYLES: dict[str, CellStyle] = {"added": "good", "removed": "bad", "renamed": "fair", "moved": "fair"}
_FIGURES = {"lead_time": "Lead time", "touch_time": "Work", "cost": "Cost", "value": "Value"}
_TIMES = ("lead_time", "touch_time")


def step_of(key: str) -> str:
    """Return the step that a row is about; empty where it is about something else."""
    return key.partition("#")[2].partition(" ")[0]


def diff_rows(diff: MapDiff) -> ListedRows:
    """Return the changes in groups, a row per line; rows of steps and flows know their step."""
    rows: list[Row] = []
    empty = replace(diff, steps=(), flows=(), lanes=(), kpis=(), messages=(), head={})
    for heading, lines in sections(replace(diff, steps=(), flows=())).items():
        rows += _grouped(heading, [("", line, "") for line in lines])
    told_steps = [
        (step.id, line, change.change)
        for change in _by_kind(diff.steps)
        for step in (change.after or change.before,)
        if step is not None
        for line in _told(replace(empty, steps=(change,)))
    ]
    told_flows = [
        (at.source, line, change.change)
        for change in _by_kind(diff.flows)
        for at in (change.after or change.before,)
        if at is not None
        for line in _told(replace(empty, flows=(change,)))
    ]
    rows += _grouped("Steps", told_steps) + _grouped("Flows", told_flows)
    return ListedRows(rows)


def _by_kind(changes: Sequence[Difference[T]]) -> list[Difference[T]]:
    """Return changes as they are told: what is added first."""
    kinds = list(MARKS)
    return sorted(changes, key=lambda change: kinds.index(change.change))


def _told(diff: MapDiff) -> list[str]:
    return [line for lines in sections(diff).values() for line in lines]


def _grouped(heading: str, lines: Sequence[tuple[str, str, str]]) -> list[Row]:
    if not lines:
        return []
    rows = [Row("", heading=f"{heading}  {sum(not line.startswith('      ') for _, line, _ in lines)}")]
    for number, (step, line, change) in enumerate(lines):
        detail = line.startswith("      ")
        text = ("      " if detail else "  ") + one_line(line)
        rows.append(
            Row(
                f"{heading}#{step} {number}",
                (Cell(text, "muted" if detail else _STYLES.get(change, "")),),
            )
        )
    return rows


def effect_parts(effects: Effects | None, currency: str) -> list[Part]:
    """Return what the changes do to times, cost, value and findings."""
    if effects is None:
        return [Heading("What that does"), Paragraph("working it out …", "muted")]
    parts: list[Part] = [Heading("What that does to a case")]
    if effects.figures is not None:
        parts += [
            Field(_FIGURES[name], _said(name, figure, currency))
            for name, figure in effects.figures.items()
        ]
    parts += [Paragraph(f"not assessed: {one_line(reason)}", "muted") for reason in effects.reasons]
    return [*parts, *_finding_parts(effects)]


def _said(name: str, figure: Figure, currency: str) -> str:
    before, after = (_amount(name, amount, currency) for amount in (figure.before, figure.after))
    return f"{before} → {after}" if before != after else f"{before}, the same"


def _amount(name: str, amount: Amount, currency: str) -> str:
    if name in _TIMES:
        return sayings.minutes(amount.value, amount.at_least)
    said = sayings.money(amount.value, currency) if name == "cost" else sayings.decimal(amount.value)
    return f"≥ {said}" if amount.at_least else said


def _finding_parts(effects: Effects) -> Iterator[Part]:
    found = effects.findings
    if found is None:
        return
    yield Heading(f"Findings: {len(found.gone)} gone, {len(found.new)} new, {len(found.same)} the same")
    for mark, word, findings in (("-", "gone", found.gone), ("+", "new", found.new)):
        for finding in findings:
            note = " (cannot be judged on the other side)" if finding in found.unjudged else ""
            yield Paragraph(f"{mark} {word} {finding.rule}: {one_line(finding.message)}{note}")
