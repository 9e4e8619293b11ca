"""``procfit fit --explain VENDOR CAPABILITY``: one answer, where its weight and its worth come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import fsum, isclose
from typing import TYPE_CHECKING, Any

from procfit.cli.answer_text import answer_lines, linked_by
from procfit.cli.fit_text import labeled, paragraphs
from procfit.cli.output import table
from procfit.fit.answers import is_silent
from procfit.fit.breakdown import doubt_about
from procfit.fit.names import Names
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.fit.assess import Fit, WaterfallRow
    from procfit.model.vendor import Answer
    from procfit.workspace import Workspace

__all__ = ["capability_document", "capability_lines"]

LABEL = 11
NO_SOURCE = "no source"
SCALE = "vendors/evaluation.toml"


def capability_document(
    workspace: Workspace, assessed: Fit, vendor: str, capability: str
) -> dict[str, Any]:
    """Return one answer with its origin, and the ways of value to it."""
    from procfit.fit.provenance import answer_entries
    from procfit.workspace.workbooks import workbooks_of

    contents = {book.file: book.sha256 for book in workbooks_of(workspace, vendor)}
    answer = assessed.answers[vendor][capability]
    (entry,) = answer_entries(
        workspace.vendors[vendor], workspace.rows.get(vendor, ()), [answer], contents
    )
    rows = assessed.waterfall(vendor, capability)
    return {
        "vendor": vendor,
        "capability": capability,
        "weight": fsum(row.weight for row in rows) if rows else None,
        "points": fsum(row.points for row in rows) if rows else None,
        "answer": entry,
        "waterfall": [asdict(row) for row in rows],
        "sources": [_source_entry(workspace, row) for row in rows if row.process],
    }


def _source_entry(workspace: Workspace, row: WaterfallRow) -> dict[str, Any]:
    process = workspace.maps[row.process]
    step = process.step(row.step)
    return {
        "process": row.process,
        "importance": process.importance,
        "importance_source": process.importance_source or None,
        "step": row.step,
        "value": step.value,
        "source": step.source or None,
    }


def capability_lines(workspace: Workspace, assessed: Fit, vendor: str, capability: str) -> Iterator[str]:
    """Yield one answer with all that it rests on, and the steps that its weight comes from."""
    names = Names.of(workspace.portfolio, workspace.vendors)
    answer = assessed.answers[vendor][capability]
    yield f"{names.vendor(vendor)} · {names.capabilities[capability]} ({capability})"
    linked = linked_by(workspace.vendors[vendor], capability)
    yield from labeled([*answer_lines(answer), *linked, f"  {'range':8} {_range(answer)}"], LABEL)
    yield ""
    rows = assessed.waterfall(vendor, capability)
    if not rows:
        yield "It has no weight: no step of this view needs it."
        return
    weight, points = fsum(row.weight for row in rows), fsum(row.points for row in rows)
    said = (
        f"It weighs {sayings.percent(weight, 2)}, and {answer.mid:.2f} of that is {points:.4f} points of "
        f"the score; {weight - points:.4f} are lost. The weight comes from:"
    )
    yield from paragraphs([said])
    yield _sources(rows, names, weight, points)
    yield ""
    yield from paragraphs(_grounds(workspace, rows))
    yield from paragraphs(_overridden(assessed, capability, names))


def _grounds(workspace: Workspace, rows: Sequence[WaterfallRow]) -> Iterator[str]:
    """Yield per process who said what it and its steps mean to customers."""
    for name in dict.fromkeys(row.process for row in rows if row.process):
        process = workspace.maps[name]
        steps = [process.step(row.step) for row in rows if row.process == name]
        told = [
            f"{process.name}: importance {process.importance} ({process.importance_source or NO_SOURCE})",
            *(f"{step.name}: value {step.value} ({step.source or NO_SOURCE})" for step in steps),
        ]
        yield "; ".join(map(visible, told))


def _range(answer: Answer) -> str:
    """Return why an answer is worth from its least to its most."""
    if is_silent(answer):
        said = "nobody answered" if answer.code == "blank" else f"the answer is {answer.code}"
        return f"{said}, so it may be worth anything from 0 to 1; 0.50 is only where it is drawn"
    span = f"{answer.low:.2f} to {answer.high:.2f}"
    if answer.low == answer.high:
        return f"no more and no less, by the scale in {SCALE}"
    if doubt_about(answer) == "evaluators":
        return f"{span}, the least and the most that any evaluator's answer may be worth"
    return (
        f"{span}, what {answer.code} may be worth when it is {answer.evidence}, by the scale in {SCALE}"
    )


def _sources(rows: Sequence[WaterfallRow], names: Names, weight: float, points: float) -> str:
    scaled = any(_scale(row) is not None for row in rows)
    written: list[tuple[str, ...]] = []
    for process in dict.fromkeys(row.process for row in rows):
        own = [row for row in rows if row.process == process]
        name = names.processes.get(process, process) or "set by the team"
        written.append((name, *[""] * (5 + scaled)))
        written.extend(_source(row, names, scaled) for row in own)
    total = (sayings.percent(weight, 3), f"{points:.5f}")
    written.append(("all", *[""] * (3 + scaled), *total))
    scale = ("× rest",) if scaled else ()
    head = ("", "process", "× step", "× need", *scale, "= weight", "points")
    return table(head, written, right=range(1, len(head)), cut=0)


def _source(row: WaterfallRow, names: Names, scaled: bool) -> tuple[str, ...]:
    step = names.steps.get((row.process, row.step), row.step) or "no step needs it"
    factor = _scale(row)
    shares = [row.process_weight, row.step_share, row.need_share]
    return (
        f"  {step}",
        *[sayings.percent(share, 1) if row.process else "" for share in shares],
        *([sayings.percent(1 if factor is None else factor, 1) if row.process else ""] * scaled),
        sayings.percent(row.weight, 3),
        f"{row.points:.5f}",
    )


def _scale(row: WaterfallRow) -> float | None:
    """Return by what weights that people set scale this one; None where they do not."""
    product = row.process_weight * row.step_share * row.need_share
    if not row.process or not product or isclose(product, row.weight, rel_tol=1e-9):
        return None
    return row.weight / product


def _overridden(assessed: Fit, capability: str, names: Names) -> Iterator[str]:
    """Yield the weights that people set, where they change this one."""
    overrides = assessed.weights.overrides
    for override in overrides:
        if override.capability == capability:
            yield (
                f"The team set this weight to {sayings.percent(override.weight, 2)}; the maps alone give "
                f"{sayings.percent(override.from_maps, 2)}. Reason: {override.reason}"
            )
            return
    if overrides:
        told = ", ".join(
            f"{names.capability(own.capability)} {sayings.percent(own.weight, 1)}" for own in overrides
        )
        yield f"“× rest” is what the weights set by the team leave to all others ({told})."
