"""The ranking with its intervals, the verdict, and where a vendor's points come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procfit.fit.names import named
from procfit.model import sayings
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.codes import EVIDENCE
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.tui.widgets.rows import Cell, CellStyle, Column, ListedRows, Row

if TYPE_CHECKING:
    from procfit.fit.assess import Fit, WaterfallRow
    from procfit.fit.score import Score, Standing

__all__ = [
    "bar",
    "headline",
    "ranking_columns",
    "ranking_rows",
    "verdict_parts",
    "waterfall_columns",
    "waterfall_rows",
]

MOST_CELLS = 8
NARROWEST_BAR, WIDEST_BAR = 15, 51
BESIDE_THE_BAR = 64

_GATES: dict[str, tuple[str, CellStyle]] = {
    "pass": ("✓ pass", "good"),
    "fail": ("✗ FAIL", "bad"),
    "unproven": ("? unproven", "fair"),
}


def headline(session: Session, fit: Fit) -> tuple[str, str]:
    """Return the verdict in capitals, and why."""
    verdict = fit.verdict
    first = [place.vendor for place in fit.standings if place.rank == 1]
    flip = verdict.flip
    if flip and not verdict.decided and flip.challenger not in first:
        first.append(flip.challenger)
    names = " or ".join(session.vendor_name(vendor) for vendor in first) or "nobody"
    return f"{'DECIDED' if verdict.decided else 'UNDECIDED'}: {names}", _named(session, verdict.why)


def _named(session: Session, sentence: str) -> str:
    """Return a sentence with the vendors' names instead of their ids, ending in a full stop."""
    workspace = session.workspace
    names = {vendor: session.vendor_name(vendor) for vendor in workspace.vendors} if workspace else {}
    for capability in workspace.capabilities if workspace else ():
        if "-" in capability:
            names[capability] = session.capability_name(capability)
    sentence = named(sentence, names)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def bar(score: Score, width: int) -> str:
    """Return an interval on a scale from 0 to 1: where it may lie, and where it usually does.

    Examples
    --------
    >>> from procfit.fit.score import Score
    >>> bar(Score(0.2, 0.5, 0.8, 0.5), 11)
    '  ├──●──┤  '
    """
    low, mid, high = (round(part * (width - 1)) for part in (score.low, score.mid, score.high))
    line = [" "] * low + ["─"] * (high - low + 1) + [" "] * (width - 1 - high)
    line[low], line[high] = "├", "┤"
    line[mid] = "●"
    return "".join(line)


def _bar_width(width: int) -> int:
    return max(NARROWEST_BAR, min(WIDEST_BAR, width - BESIDE_THE_BAR))


def _scale(width: int) -> str:
    return "0" + ".5".center(width - 2, "·") + "1"


def ranking_columns(width: int) -> list[Column]:
    """Return the columns of the ranking in `width` cells."""
    width = _bar_width(width)
    return [
        Column("vendor", "Vendor", 0),
        Column("rank", "Rank", 4, "right"),
        Column("gate", "Must-haves", 10),
        Column("bar", _scale(width), width),
        Column("score", "Fit (low – high)", 16),
        Column("coverage", "Ans-\nwered", 5, "right"),
    ]


def ranking_rows(session: Session, fit: Fit, width: int) -> ListedRows:
    """Return a row per vendor, in the order of the ranking, in `width` cells."""
    width = _bar_width(width)
    return ListedRows([_standing(session, fit, place, width) for place in fit.standings])


def _standing(session: Session, fit: Fit, place: Standing, width: int) -> Row:
    score = place.score
    figures = f"{sayings.points(score.mid)} ({sayings.points(score.low)} – {sayings.points(score.high)})"
    failed = place.rank is None
    return Row(
        place.vendor,
        (
            Cell(session.vendor_name(place.vendor), "strong"),
            Cell(str(place.rank) if place.rank else sayings.UNKNOWN),
            Cell(*_GATES[fit.gate(place.vendor)]),
            Cell(bar(score, width), "muted" if failed else ""),
            Cell(figures, "muted" if failed else ""),
            Cell(sayings.percent(fit.coverage[place.vendor])),
        ),
    )


def verdict_parts(session: Session, fit: Fit, vendor: str) -> list[Part]:
    """Return what would decide the race, and how the vendor stands at the gates."""
    return [
        *_deciding(session, fit),
        *_flip(session, fit),
        *_gates(session, fit, vendor),
        Heading("What the weights rest on"),
        Paragraph(
            f"{sayings.percent(fit.weights.rests_on)} of the steps that need something have all figures"
        ),
    ]


def _deciding(session: Session, fit: Fit) -> list[Part]:
    cells = fit.verdict.cells
    if not cells:
        return []
    lines = [
        Field(
            session.vendor_name(cell.answer.vendor),
            f"{session.capability_name(cell.answer.capability)}: {cell.answer.code}"
            f"{f' at {cell.answer.sheet}!{cell.answer.cell}' if cell.answer.cell else ''}",
        )
        for cell in cells[:MOST_CELLS]
    ]
    more = [Paragraph(f"… {len(cells) - MOST_CELLS} more", "muted")] if len(cells) > MOST_CELLS else []
    title = "What would decide it" if not fit.decided else "What could still turn it"
    return [Heading(title), *lines, *more]


def _flip(session: Session, fit: Fit) -> list[Part]:
    flip, leader = fit.verdict.flip, fit.verdict.leader
    if flip is None or leader is None:
        return []
    rival, first = session.vendor_name(flip.challenger), session.vendor_name(leader)
    if flip.distance is None:
        return [Heading("The lead"), Paragraph(f"{first} is at least as good as {rival} everywhere.")]
    moving = f"Moving {sayings.points(flip.distance)} of the weight brings {rival} level with {first}"
    onto = f", onto {session.capability_name(flip.capability)}." if flip.capability else "."
    return [Heading("The lead"), Paragraph(moving + onto)]


def _gates(session: Session, fit: Fit, vendor: str) -> list[Part]:
    gates = fit.gates.get(vendor, ())
    if not gates:
        return []
    lines: list[Part] = []
    for gate in gates:
        sign, style = _GATES[gate.status]
        lines.append(
            Paragraph(f"{sign[0]} {session.capability_name(gate.capability)}: {gate.code}", style)
        )
    return [Heading(f"Must-haves of {session.vendor_name(vendor)}"), *lines]


def waterfall_columns(session: Session, vendor: str, wide: bool) -> list[Column]:
    """Return the columns of the way from processes to a vendor's points."""
    return [
        Column("from", f"Points of {session.vendor_name(vendor)}", 0),
        Column("weight", "Weight", 6, "right"),
        Column("answer", "Answer", 16),
        Column("points", "Points", 6, "right"),
        *([Column("cell", "Stands in", 24)] if wide else []),
    ]


def waterfall_rows(session: Session, fit: Fit, vendor: str) -> ListedRows:
    """Return the capabilities that give a vendor the most points, each with its steps under it."""
    falls = [fit.waterfall(vendor, capability) for capability in fit.weights.shares]
    falls.sort(key=lambda fall: -sum(row.points for row in fall))
    rows: list[Row] = []
    for fall in falls:
        if fall:
            rows.append(_capability(session, fit, fall))
            rows.extend(_step(session, row) for row in fall)
    return ListedRows(rows)


def _capability(session: Session, fit: Fit, fall: tuple[WaterfallRow, ...]) -> Row:
    first = fall[0]
    answer = fit.answers[first.vendor][first.capability]
    grade = EVIDENCE.get(answer.evidence or "", " ")
    return Row(
        first.capability,
        (
            Cell(session.capability_name(first.capability), "strong"),
            Cell(sayings.share(sum(row.weight for row in fall))),
            Cell(f"{grade} {first.code}", "muted" if answer.code == "blank" else ""),
            Cell(sayings.share(sum(row.points for row in fall))),
            Cell(one_line(f"{answer.sheet}!{answer.cell}") if answer.cell else answer.used),
        ),
    )


def _step(session: Session, row: WaterfallRow) -> Row:
    where = f"   {session.name_of(row.process)} › {session.step_name(row.process, row.step)}"
    if not row.process:
        where = "   set by the team"
    weight, points = Cell(sayings.share(row.weight), "muted"), Cell(sayings.share(row.points), "muted")
    key = f"{row.capability}|{row.process}|{row.step}"
    return Row(key, (Cell(where, "muted"), weight, Cell(""), points, Cell("")))
