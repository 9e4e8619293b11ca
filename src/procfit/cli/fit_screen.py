"""The screen of ``procfit fit``: the ranking, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from procfit.cli.fit_text import counted, vendor_name
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.decide import DecidingCell
    from procfit.fit.score import Standing
    from procfit.workspace import Workspace

__all__ = ["summary"]

BAR = 26
MOST_CELLS = 8
_STATUS = {"pass": "pass", "fail": "FAIL", "unproven": "unproven"}


def summary(workspace: Workspace, assessed: Fit, notices: int, quiet: bool) -> Iterator[str]:
    """Yield the lines of the screen."""
    from procfit.cli.fit_committee import unequal
    from procfit.cli.output import paint

    vendors, weights = len(assessed.standings), len(assessed.weights.shares)
    counts = (
        counted(weights, "weighed capability", "weighed capabilities"),
        counted(vendors, "vendor"),
        counted(len(workspace.scores), "evaluator") + unequal(workspace),
    )
    yield " · ".join(counts)
    verdict = assessed.verdict
    if verdict.decided:
        yield paint(f"{vendor_name(workspace, verdict.leader)} leads", "green")
    else:
        names = " or ".join(vendor_name(workspace, vendor) for vendor in _contenders(assessed))
        yield paint(f"UNDECIDED{': ' if names else ''}{names}", "yellow")
    yield from (f"  {reason}" for reason in verdict.reasons)
    yield ""
    yield _ranking(workspace, assessed)
    yield from _gates(assessed)
    if quiet:
        return
    yield ""
    yield from _deciding(workspace, assessed)
    rests_on = sayings.percent(assessed.weights.rests_on)
    yield f"The weights rest on {rests_on} of the steps that need something; the others lack a value."
    if assessed.weights.unneeded:
        unneeded = ", ".join(assessed.weights.unneeded)
        yield f"Needed by no step: {unneeded}"
    if notices:
        yield f"{counted(notices, 'notice')} about files and cells; see with --format json"


def _contenders(assessed: Fit) -> list[str]:
    """Return the vendors that share the first place, or the leader and the nearest to it."""
    first = [standing.vendor for standing in assessed.standings if standing.rank == 1]
    flip = assessed.verdict.flip
    return [*first, flip.challenger] if len(first) == 1 and flip else first


def _ranking(workspace: Workspace, assessed: Fit) -> str:
    from procfit.cli.output import table

    rows = []
    scored = bool(assessed.weights.shares)
    for standing in assessed.standings:
        score = standing.score
        said = f"{score.mid:.2f} ({score.low:.2f}–{score.high:.2f})"
        first = assessed.chances.first(standing.vendor)
        rows.append(
            (
                "–" if standing.rank is None else str(standing.rank),
                standing.vendor,
                vendor_name(workspace, standing.vendor),
                _STATUS[assessed.gate(standing.vendor)],
                _bar(standing) if scored else "",
                said if scored else sayings.UNKNOWN,
                sayings.chance(first),
                sayings.percent(assessed.coverage[standing.vendor] if scored else None),
            )
        )
    head = ("", "id", "vendor", "gates", f"0{'score':^{BAR - 2}}1", "", "P(first)", "answered")
    return table(head, rows, right=(6, 7))


def _gates(assessed: Fit) -> Iterator[str]:
    """Yield a line per vendor that has not passed every gate."""
    for standing in assessed.standings:
        status = assessed.gate(standing.vendor)
        named = [str(gate) for gate in assessed.gates[standing.vendor] if gate.status == status]
        if status != "pass":
            yield f"{_STATUS[status]}: {standing.vendor}: {', '.join(named)}"


def _bar(standing: Standing) -> str:
    """Return the range of a score as a line: ├──●──┤."""
    low, mid, high = (
        round(value * (BAR - 1))
        for value in (standing.score.low, standing.score.mid, standing.score.high)
    )
    marks = [" "] * BAR
    marks[low : high + 1] = "─" * (high + 1 - low)
    marks[low], marks[high], marks[mid] = "├", "┤", "●"
    return "".join(marks)


def _deciding(workspace: Workspace, assessed: Fit) -> Iterator[str]:
    from procfit.cli.fit_sure import outcome_lines, together_lines, weight_lines

    verdict, name = assessed.verdict, partial(vendor_name, workspace)
    if verdict.cells:
        yield "What would turn it:" if verdict.decided else "What would decide it:"
    for cell in verdict.cells[:MOST_CELLS]:
        yield f"  {_cell(workspace, cell)}"
        yield from (f"      {line}" for line in outcome_lines(assessed, cell, name))
    if len(verdict.cells) > MOST_CELLS:
        yield f"  … and {len(verdict.cells) - MOST_CELLS} more"
    yield from together_lines(assessed, name)
    flip = verdict.flip
    if flip is not None and flip.distance is not None:
        leader, other = vendor_name(workspace, verdict.leader), vendor_name(workspace, flip.challenger)
        yield f"{leader} leads {other}: moving {flip.distance:.1%} of the weight ties them."
    yield from weight_lines(assessed, name)


def _cell(workspace: Workspace, cell: DecidingCell) -> str:
    answer = cell.answer
    place = f"{answer.file} {answer.sheet}!{answer.cell}" if answer.cell else "no row linked"
    said = answer.code if answer.evidence is None else f"{answer.code}, {answer.evidence}"
    why = "gate" if cell.why == "gate" else f"can move the lead by {cell.swing:.3f}"
    return f"{vendor_name(workspace, answer.vendor)} · {answer.capability} ({said}; {place}): {why}"
