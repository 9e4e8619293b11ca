"""``procfit fit --explain VENDOR``: from a score to the processes, capabilities and cells it comes from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from procfit.cli.answer_text import MARKS, short_place
from procfit.cli.fit_explain_answer import capability_document, capability_lines
from procfit.cli.fit_text import counted, paragraphs
from procfit.cli.output import paint, print_json, table
from procfit.fit.breakdown import by_doubt, by_process
from procfit.fit.names import Names
from procfit.model import sayings
from procfit.model.errors import UsageError
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.workspace import Workspace

__all__ = ["explain"]

MOST_LOST = 12
_DOUBTS = {
    "blank": "not answered",
    "unreadable": "answered in words that nobody gave a meaning",
    "evaluators": "scored by evaluators, from the least to the most",
    "claimed": "claimed, not shown",
}


def explain(workspace: Workspace, assessed: Fit, arguments: argparse.Namespace) -> None:
    """Print where the score of a vendor comes from, or one of its answers."""
    from procfit.cli.equal_notice import entry_of, print_notice_of

    vendor, *capability = arguments.explain
    if len(capability) > 1:
        raise UsageError(
            "--explain takes a vendor and one capability", "procfit fit --explain alder quotes"
        )
    workspace.vendor(vendor)
    if vendor not in assessed.answers:
        raise UsageError(f'"{vendor}" is left out of this run', "explain one that takes part")
    is_json = arguments.format == "json"
    if not is_json:
        print_notice_of(assessed.weights)
    if capability:
        workspace.capability(capability[0])
        if is_json:
            document = capability_document(workspace, assessed, vendor, capability[0])
            print_json({**document, **entry_of(assessed.weights)})
        else:
            print("\n".join(capability_lines(workspace, assessed, vendor, capability[0])))
    elif is_json:
        print_json({**_document(assessed, vendor), **entry_of(assessed.weights)})
    else:
        print("\n".join(_vendor_lines(workspace, assessed, vendor)))


def _document(assessed: Fit, vendor: str) -> dict[str, object]:
    answers, shares = assessed.answers[vendor], assessed.weights.shares
    score = next(place.score for place in assessed.standings if place.vendor == vendor)
    return {
        "vendor": vendor,
        "score": {"low": score.low, "score": score.mid, "high": score.high} if shares else None,
        "processes": [asdict(part) for part in by_process(assessed.weights.contributions, answers)],
        "range": [asdict(doubt) for doubt in by_doubt(shares, answers)],
        "waterfall": [asdict(row) for name in shares for row in assessed.waterfall(vendor, name)],
    }


def _vendor_lines(workspace: Workspace, assessed: Fit, vendor: str) -> Iterator[str]:
    names = Names.of(workspace.portfolio, workspace.vendors)
    shares = assessed.weights.shares
    if not shares:
        yield f"{names.vendor(vendor)} has no score: nothing has a weight."
        return
    score = next(place.score for place in assessed.standings if place.vendor == vendor)
    said = (
        f"{names.vendor(vendor)} scores {score.mid:.4f} out of 1 ({score.low:.4f} to {score.high:.4f}): "
        f"the sum of weight × worth over {counted(len(shares), 'capability', 'capabilities')}. "
        f"It loses {1 - score.mid:.4f}."
    )
    yield from paragraphs([said])
    yield from _section("By process", _process_table(assessed, vendor, names))
    yield from _section("Where it loses most", _lost_table(assessed, vendor))
    yield from paragraphs(_legend(assessed, vendor))
    if score.low < score.high:
        title = f"Why it may be as little as {score.low:.4f} or as much as {score.high:.4f}"
        yield from _section(title, _doubt_table(assessed, vendor))
    yield ""
    yield f"one answer, down to the cell: procfit fit --explain {vendor} {next(iter(shares))}"
    yield f"all of it: procfit fit --explain {vendor} --format json"


def _section(title: str, text: str) -> Iterator[str]:
    yield ""
    yield paint(title, "bold")
    yield text


def _legend(assessed: Fit, vendor: str) -> Iterator[str]:
    """Yield which files the cells are in, and what their marks mean."""
    answers = assessed.answers[vendor].values()
    files = dict.fromkeys(answer.file for answer in answers if answer.cell)
    if files:
        used = dict.fromkeys(answer.used for answer in answers)
        marks = [f"{mark} {meaning}" for name, (mark, meaning) in MARKS.items() if name in used]
        yield "; ".join([f"Cells are those of {visible(', '.join(files))}", *marks])


def _process_table(assessed: Fit, vendor: str, names: Names) -> str:
    parts = by_process(assessed.weights.contributions, assessed.answers[vendor])
    rows = [
        (
            names.processes.get(part.process, part.process) or "set by the team",
            sayings.percent(part.weight, 2),
            f"{part.points:.4f}",
            f"{part.lost:.4f}",
            sayings.percent(part.points / part.weight) if part.weight else sayings.UNKNOWN,
        )
        for part in parts
    ]
    points, lost = sum(part.points for part in parts), sum(part.lost for part in parts)
    rows.append(("all", "100.00 %", f"{points:.4f}", f"{lost:.4f}", sayings.percent(points)))
    return table(("process", "weight", "points", "lost", "served"), rows, right=(1, 2, 3, 4), cut=0)


def _lost_table(assessed: Fit, vendor: str) -> str:
    answers, shares = assessed.answers[vendor], assessed.weights.shares
    lost = {name: share * (1 - answers[name].mid) for name, share in shares.items()}
    order = sorted((name for name in lost if lost[name] > 0), key=lambda name: -lost[name])
    rows = [
        (
            name,
            sayings.percent(shares[name], 2),
            answers[name].code,
            f"{answers[name].mid:.2f}",
            f"{lost[name]:.4f}",
            visible(short_place(answers[name])),
        )
        for name in order[:MOST_LOST]
    ]
    rest = order[MOST_LOST:]
    if rest:
        weight = sayings.percent(sum(shares[name] for name in rest), 2)
        rows.append((f"{len(rest)} more", weight, "", "", f"{sum(lost[name] for name in rest):.4f}", ""))
    rows.append(("all lost points", "", "", "", f"{sum(lost.values()):.4f}", ""))
    return table(("capability", "weight", "answer", "worth", "lost", "from"), rows, right=(1, 3, 4))


def _doubt_table(assessed: Fit, vendor: str) -> str:
    doubts = by_doubt(assessed.weights.shares, assessed.answers[vendor])
    rows = [
        (
            _DOUBTS.get(doubt.kind, doubt.kind),
            str(doubt.answers),
            f"−{doubt.below:.4f}",
            f"+{doubt.above:.4f}",
        )
        for doubt in doubts
    ]
    below, above = sum(doubt.below for doubt in doubts), sum(doubt.above for doubt in doubts)
    count = sum(doubt.answers for doubt in doubts)
    rows.append(("all", str(count), f"−{below:.4f}", f"+{above:.4f}"))
    return table(("answers that are", "", "may fall", "may rise"), rows, right=(1, 2, 3), cut=0)
