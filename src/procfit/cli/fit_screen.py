"""The screen of ``procfit fit``: who leads, how sure, what would change it, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from procfit.cli.fit_text import counted, page_width, paragraphs
from procfit.cli.output import paint, table
from procfit.diagrams.text_width import cells as cells_of
from procfit.diagrams.text_width import shorten
from procfit.fit import telling
from procfit.fit.names import Names
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.score import Standing
    from procfit.workspace import Workspace

__all__ = ["summary"]

NARROWEST_BAR, WIDEST_BAR = 14, 51
WIDE = 140
"""From this width on, the ranking has room for the step that each vendor serves worst."""
WIDEST_STEP = 44
NARROWEST_NAME = 12
MOST_TOP = 3
"""Vendors of which the weakest step is told, where several share the first place."""
STATUS = {"pass": "pass", "fail": "FAIL", "unproven": "unproven"}


def summary(workspace: Workspace, assessed: Fit, notices: int, quiet: bool) -> Iterator[str]:
    """Yield the lines of the screen."""
    names = Names.of(workspace.portfolio, workspace.vendors)
    color = "green" if assessed.decided else "yellow"
    yield from (paint(line, color) for line in paragraphs([telling.headline(assessed, names)]))
    yield from paragraphs(telling.sureness(assessed, names))
    if assessed.standings:
        yield ""
        yield _ranking(assessed, names)
        yield from paragraphs(telling.gates(assessed, names))
    if quiet:
        return
    yield from _section("What would change it", telling.turns(assessed, names))
    yield from _section("Ask next", _questions(assessed, names))
    yield from _section("Weakest where it matters most", _worst(assessed, names))
    yield from _section("What it rests on", _grounds(workspace, assessed, notices))


def _section(title: str, sentences: Iterable[str]) -> Iterator[str]:
    lines = list(paragraphs(sentences, indent="  "))
    if lines:
        yield ""
        yield paint(title, "bold")
        yield from lines


def _worst(assessed: Fit, names: Names) -> Iterator[str]:
    top = telling.contenders(assessed) or [place.vendor for place in assessed.standings[:2]]
    return telling.worst_served(assessed, names, top[:MOST_TOP])


def _questions(assessed: Fit, names: Names) -> Iterator[str]:
    cells = assessed.verdict.cells
    for number, cell in enumerate(cells[: telling.MOST_ASKED], 1):
        what = f"{names.vendor(cell.answer.vendor)}: {names.capability(cell.answer.capability)}"
        why = "a gate" if cell.why == "gate" else f"worth up to {cell.swing:.3f} of the lead"
        yield f"{number}. {what} ({telling.evidenced(cell)}), {why}"
    more = len(cells) - telling.MOST_ASKED
    if more > 0:
        yield f"and {more} more; `procfit rfp --demo` has them all"


def _grounds(workspace: Workspace, assessed: Fit, notices: int) -> Iterator[str]:
    from procfit.cli.fit_committee import unequal

    weights = assessed.weights
    counts = (
        counted(len(weights.shares), "weighed capability", "weighed capabilities"),
        counted(len(assessed.standings), "vendor"),
        counted(len(workspace.scores), "evaluator") + unequal(workspace),
    )
    yield " · ".join(counts)
    if weights.rests_on < 1:
        rests_on = sayings.percent(weights.rests_on)
        yield f"The weights rest on {rests_on} of the steps that need something; the others lack a value."
    if weights.unneeded:
        yield f"Needed by no step: {', '.join(weights.unneeded)}"
    if notices:
        yield f"{counted(notices, 'notice')} about files and cells; see with --format json"


def _ranking(assessed: Fit, names: Names) -> str:
    """Return the ranking in the width of the page: names are cut last of all, the bar goes first."""
    scored = bool(assessed.weights.shares)
    wide = page_width() >= WIDE
    head = [
        "",
        "id",
        "vendor",
        "gates",
        "score",
        "P(first)",
        "answered",
        *(["worst-served step"] * wide),
    ]
    rows = [_row(assessed, names, standing, scored, wide) for standing in assessed.standings]
    rows = _cut(_cut(rows, head, 2), head, 1)
    room = _room(head, rows) - 2
    if scored and room >= NARROWEST_BAR:
        bar = min(room, WIDEST_BAR)
        head.insert(4, f"0{'·' * (bar - 2)}1")
        for row, standing in zip(rows, assessed.standings, strict=True):
            row.insert(4, _bar(standing, bar))
    numbers = [column for column, name in enumerate(head) if name in ("P(first)", "answered")]
    return table(head, rows, right=numbers)


def _room(head: list[str], rows: list[list[str]]) -> int:
    """Return how many columns of the page are left, less than none where a table is too wide."""
    widths = [max(map(cells_of, column)) for column in zip(head, *rows, strict=True)]
    return page_width() - sum(widths) - 2 * (len(widths) - 1)


def _cut(rows: list[list[str]], head: list[str], column: int) -> list[list[str]]:
    """Return rows with the cells of a column cut as far as the page is too narrow."""
    widest = max(cells_of(row[column]) for row in rows)
    keep = max(widest + min(_room(head, rows), 0), NARROWEST_NAME)
    return [[*row[:column], shorten(row[column], keep), *row[column + 1 :]] for row in rows]


def _row(assessed: Fit, names: Names, standing: Standing, scored: bool, wide: bool) -> list[str]:
    score, vendor = standing.score, standing.vendor
    said = f"{score.mid:.2f} ({score.low:.2f}–{score.high:.2f})"
    row = [
        sayings.UNKNOWN if standing.rank is None else str(standing.rank),
        vendor,
        names.vendor(vendor),
        STATUS[assessed.gate(vendor)],
        said if scored else sayings.UNKNOWN,
        _chance(assessed.chances.first(vendor)),
        sayings.percent(assessed.coverage[vendor] if scored else None),
    ]
    worst = assessed.worst_step(vendor) if wide else None
    if worst is not None:
        step = names.steps.get((worst.process, worst.step), worst.step)
        row.append(f"{worst.mid:.2f} {shorten(step, WIDEST_STEP)}")
    elif wide:
        row.append(sayings.UNKNOWN)
    return row


def _chance(share: float | None) -> str:
    return sayings.UNKNOWN if share is None else telling.probability(share)


def _bar(standing: Standing, width: int) -> str:
    """Return the range of a score as a line: ├──●──┤."""
    low, mid, high = (
        round(value * (width - 1))
        for value in (standing.score.low, standing.score.mid, standing.score.high)
    )
    marks = [" "] * width
    marks[low : high + 1] = "─" * (high + 1 - low)
    marks[low], marks[high], marks[mid] = "├", "┤", "●"
    return "".join(marks)
