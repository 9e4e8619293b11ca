"""The review as text and JSON, and what taking a workbook back did."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from procfit.cli.output import paint, problem_entry, table
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.decisions.progress import ProcessProgress
    from procfit.decisions.remaining import Remaining
    from procfit.decisions.requirements import Requirement
    from procfit.decisions.review import Review
    from procfit.decisions.taking import Change, Taken
    from procfit.decisions.taking_answers import Answered
    from procfit.model.team import Accepted
    from procfit.workspace import Workspace

__all__ = ["review_document", "review_lines", "taken_document", "taken_lines"]

WIDTH = 80
NAME = 28
FIRST = 5
CAPABILITIES = 6
NOT_ASSESSED = "not assessed"


def review_lines(workspace: Workspace, review: Review, everything: bool) -> Iterator[str]:
    """Yield the review in the width of a terminal; only the first of each list unless told otherwise."""
    yield paint(
        f"Decided: {_of(review.processes)} processes, {_of(review.steps)} steps,"
        f" {_of(review.findings)} findings",
        "bold",
    )
    yield from _gains(workspace, review)
    yield ""
    yield table(
        ["Process", "Disposition", "Steps", "Findings", "Most to save/month"],
        [_progress_cells(line) for line in review.progress],
        (2, 3, 4),
    )
    yield ""
    yield from _remaining(workspace, review, everything)
    yield from _requirements(review, everything)


def _gains(workspace: Workspace, review: Review) -> Iterator[str]:
    """Yield what the decisions save together, and what is left could; each of the known parts only."""
    currency, gained, left = workspace.settings.currency, review.gained, review.together
    parts = []
    if gained.work:
        parts.append(f"{_signed(sayings.minutes(abs(gained.work)), -gained.work)} of work")
    if gained.cost:
        parts.append(_signed(sayings.money(abs(gained.cost), currency), -gained.cost))
    if gained.value:
        parts.append(f"{_signed(sayings.count(abs(gained.value)), gained.value)} points")
    if parts:
        yield f"Decided changes a month: {', '.join(parts)}"
    open_parts = [
        f"{sayings.minutes(left.minutes_per_month)} of lead time" if left.minutes_per_month else "",
        sayings.money(left.cost_per_month, currency) if left.cost_per_month else "",
    ]
    if any(open_parts):
        yield f"Open suggestions could save a month: {', '.join(filter(None, open_parts))}"


def _signed(said: str, value: float) -> str:
    return f"{'+' if value > 0 else '−'}{said}"


def _of(count: object) -> str:
    return str(count).replace("/", " of ")


def _shortened(text: str, width: int) -> str:
    return textwrap.shorten(visible(text), width, placeholder="…")


def _progress_cells(line: ProcessProgress) -> list[str]:
    return [
        _shortened(line.name, NAME),
        line.disposition or sayings.UNKNOWN,
        str(line.steps),
        str(line.findings) if line.findings.total else "none",
        sayings.minutes(line.minutes_per_month),
    ]


def _remaining(workspace: Workspace, review: Review, everything: bool) -> Iterator[str]:
    if not review.remaining:
        yield "Nothing is left to decide."
        yield ""
        return
    yield paint("Left to decide, what saves most a month first", "bold")
    shown = review.remaining if everything else review.remaining[:FIRST]
    for item in shown:
        yield from _remaining_lines(workspace, item)
    rest = review.remaining[len(shown) :]
    if rest:
        said = ", ".join(_counts(rest))
        yield f"  and {said};"
        yield "  list them with --all, or write them with -o review.xlsx"
    yield ""


def _counts(items: tuple[Remaining, ...]) -> Iterator[str]:
    for kind, plural in (("finding", "findings"), ("step", "steps"), ("process", "processes")):
        number = sum(item.kind == kind for item in items)
        if number:
            yield f"{number} more {kind if number == 1 else plural}"


def _remaining_lines(workspace: Workspace, item: Remaining) -> Iterator[str]:
    name = workspace.map(item.process).name
    if item.kind != "finding":
        said = f"{item.kind}: {name}" + (f" › {item.message}" if item.steps else "")
        yield "  " + _shortened(said, WIDTH - 2)
        return
    gain = f", saves {sayings.minutes(item.minutes_per_month)}" if item.minutes_per_month else ""
    assumed = ", rests on assumptions" if item.evidence == "assumed" else ""
    yield f"  {visible(name)}: {item.suggest}{gain}{assumed}"
    yield from textwrap.wrap(
        visible(item.message), WIDTH, initial_indent="    ", subsequent_indent="    "
    )


def _requirements(review: Review, everything: bool) -> Iterator[str]:
    planned = [need for need in review.requirements if not need.only_as_is]
    dropped = [need for need in review.requirements if need.only_as_is]
    if not planned and not dropped:
        return
    yield paint(f"Requirements that follow: {len(planned)} capabilities, the heaviest first", "bold")
    shown = planned if everything else planned[:CAPABILITIES]
    yield from (_requirement_line(need) for need in shown)
    if len(planned) > len(shown):
        yield f"  and {len(planned) - len(shown)} more: list them with --all"
    if dropped:
        names = ", ".join(visible(need.name) for need in dropped)
        yield from textwrap.wrap(f"  needed only today: {names}", WIDTH, subsequent_indent="    ")


def _requirement_line(need: Requirement) -> str:
    steps = sum(by.planned for by in need.needed_by)
    processes = len({by.process for by in need.needed_by if by.planned})
    places = f"{_counted(steps, 'step')} in {_counted(processes, 'process', 'es')}"
    must = "must" if need.must else ""
    return f"  {sayings.share(need.weight):>5}  {must:<4}  {_shortened(need.name, 38):<38}  {places}"


def _counted(number: int, noun: str, ending: str = "s") -> str:
    return f"{number} {noun}{'' if number == 1 else ending}"


def review_document(review: Review) -> dict[str, Any]:
    """Return the review as JSON holds it."""
    return {
        "decided": {name: asdict(getattr(review, name)) for name in ("processes", "steps", "findings")},
        "gained_per_month": asdict(review.gained),
        "open_per_month": {
            "minutes": review.together.minutes_per_month,
            "cost": review.together.cost_per_month,
        },
        "progress": [asdict(line) for line in review.progress],
        "remaining": [asdict(item) for item in review.remaining],
        "requirements": [asdict(need) | {"only_as_is": need.only_as_is} for need in review.requirements],
    }


def taken_lines(workspace: Workspace, taken: Taken, dry_run: bool, quiet: bool) -> Iterator[str]:
    """Yield what a filled-in workbook changed, and in the last line how much."""
    if not quiet:
        changed = [change.process for change in taken.changes]
        for process in dict.fromkeys([*changed, *(each.process for each in taken.answered)]):
            yield paint(visible(workspace.map(process).name), "bold")
            yield from (
                _change_line(workspace, change) for change in taken.changes if change.process == process
            )
            yield from (
                _answered_line(workspace, each) for each in taken.answered if each.process == process
            )
        yield from (_accepted_line(workspace, answer) for answer in taken.accepted)
    maps = f" in {_counted(len(taken.maps), 'map')}" if taken.maps else ""
    parts = [
        *([_counted(len(taken.answered), "answer") + " changed"] if taken.answered else []),
        _counted(len(taken.changes), "disposition") + " changed" + maps,
        _counted(len(taken.accepted), "finding") + " accepted",
        f"{taken.unchanged} as they were",
    ]
    if taken.conflicts:
        parts.append(f"{len(taken.conflicts)} not taken, for you to decide")
    errors = sum(problem.level == "error" for problem in taken.problems)
    if errors:
        parts.append(f"{errors} not taken, see above")
    yield ", ".join(parts) + ("; nothing was written (--dry-run)" if dry_run else "")


def _change_line(workspace: Workspace, change: Change) -> str:
    process = workspace.map(change.process)
    name = process.step(change.step).name if change.step else "the process as a whole"
    return f"  {visible(name)}: {change.before or 'not reviewed'} → {change.after or 'not reviewed'}"


def _answered_line(workspace: Workspace, each: Answered) -> str:
    name = workspace.map(each.process).step(each.step).name
    before, after = (
        visible(said.replace("\n", " ")) or NOT_ASSESSED for said in (each.before, each.after)
    )
    return f"  {visible(name)}: {each.field}: {before} → {after}"


def _accepted_line(workspace: Workspace, answer: Accepted) -> str:
    by = f" ({visible(answer.by)})" if answer.by else ""
    name = visible(workspace.map(answer.process).name)
    return f"accepted {answer.rule} in {name}: {visible(answer.reason)}{by}"


def taken_document(taken: Taken, file: str, dry_run: bool) -> dict[str, Any]:
    """Return what a filled-in workbook changed as JSON holds it."""
    return {
        "file": file,
        "dry_run": dry_run,
        "changed": [
            {name: getattr(change, name) for name in ("process", "step", "before", "after")}
            for change in taken.changes
        ],
        "answers": [
            {name: getattr(each, name) for name in ("process", "step", "field", "before", "after")}
            for each in taken.answered
        ],
        "accepted": [
            {name: getattr(answer, name) for name in ("rule", "process", "steps", "reason", "by")}
            for answer in taken.accepted
        ],
        "unchanged": taken.unchanged,
        "conflicts": [problem_entry(problem) for problem in taken.conflicts],
        "problems": [problem_entry(problem) for problem in taken.problems],
    }
