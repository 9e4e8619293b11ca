"""The workshop pack as slides that facilitators can edit."""

from __future__ import annotations

from functools import partial

from procfit.diagrams.deck import Area, Deck
from procfit.diagrams.render import scene
from procfit.diagrams.slide_tables import SlideTable, put_table
from procfit.reports.workshop.content import Asked, FindingTold, Pack, ProcessPages
from procfit.reports.workshop.how_to_read import HOW_TO_READ

__all__ = ["pack_slides"]

ROOM = 62.0
"""Points that a step has at least on a slide, to write in."""

QUESTION_SIZE, FINDING_SIZE, TABLE_SIZE = 9.0, 10.0, 12.0
TICKS = "☐ keep\n☐ modify\n☐ discard\n☐ add"
BLANK_ROWS = 6


def pack_slides(pack: Pack) -> bytes:
    """Return the pack as a .pptx: pictures as shapes and connectors, tables as tables."""
    deck = Deck(pack.title)
    _put_cover(deck, pack)
    _put_how_to_read(deck)
    shares = (2.2, *(1.0 for _ in pack.portfolio.head[1:]))
    right = frozenset(range(1, len(pack.portfolio.head)))
    table = SlideTable(pack.portfolio.head, pack.portfolio.rows, shares, TABLE_SIZE, right=right)
    put_table(deck, "The processes", table)
    for pages in pack.processes:
        _put_process(deck, pack, pages)
    blank = Asked("", "", "", "", tuple("" for _ in pack.questions), "")
    _put_questions(deck, pack, "Steps that came up", (blank,) * BLANK_ROWS)
    deck.slide("Notes")
    return deck.save()


def _put_cover(deck: Deck, pack: Pack) -> None:
    slide = deck.slide(pack.title)
    names = [pages.name for pages in pack.processes]
    lines = (
        "Workshop pack",
        "",
        f"Date: {pack.made.isoformat()}",
        f"Prepared by: {pack.by or '____________________'}",
        "Taking part: ____________________",
        "",
        f"{len(names)} processes: {', '.join(names)}",
    )
    deck.text(slide, lines, Area(y=120.0, height=340.0), size=18.0)


def _put_how_to_read(deck: Deck) -> None:
    slide = deck.slide("How to read this")
    halves = list(HOW_TO_READ.items())
    for column, part in enumerate((halves[:3], halves[3:])):
        lines = [line for heading, said in part for line in (heading.upper(), *said, "")]
        deck.text(slide, lines, Area(x=28.0 + column * 462.0, width=440.0), size=12.0)


def _put_process(deck: Deck, pack: Pack, pages: ProcessPages) -> None:
    deck.picture(partial(scene, pages.process, "swimlane", pack.view, pages.marks), pages.name)
    rows = [*pages.figures.rows, *((f"Not assessed: {gap}", "", "") for gap in pages.gaps)]
    table = SlideTable(pages.figures.head, rows, (1.6, 0.8, 2.0), TABLE_SIZE, right=frozenset({1}))
    put_table(deck, f"{pages.name}: the figures", table)
    if pages.findings:
        found = [_finding_row(finding) for finding in pages.findings]
        head = ("", "What looks redundant", "Proof", "Suggests")
        table = SlideTable(head, found, (0.25, 2.0, 2.0, 1.2), FINDING_SIZE)
        put_table(deck, f"{pages.name}: what looks redundant", table)
    _put_questions(deck, pack, f"{pages.name}: five questions to each step", pages.steps)
    if pages.effects:
        table = SlideTable(pages.effects.head, pages.effects.rows, (1.4, 1.0, 1.0, 1.4), TABLE_SIZE)
        put_table(deck, f"{pages.name}: before and after", table)
        changed = [(heading, line) for heading, said in pages.changes.items() for line in _joined(said)]
        titles = ("", "What changes")
        put_table(
            deck, f"{pages.name}: what changes", SlideTable(titles, changed, (0.6, 6.0), FINDING_SIZE)
        )


def _joined(lines: tuple[str, ...]) -> list[str]:
    """Return the changes, each with the lines about its fields."""
    joined: list[str] = []
    for line in lines:
        if joined and line.startswith("   "):
            joined[-1] += f"\n{line.strip()}"
        else:
            joined.append(line.strip())
    return joined


def _finding_row(finding: FindingTold) -> tuple[str, str, str, str]:
    said = f"{finding.title}. {finding.message}"
    return finding.letter, said, f"{finding.proof}\n{finding.grounds}", finding.suggest


def _put_questions(deck: Deck, pack: Pack, title: str, steps: tuple[Asked, ...]) -> None:
    head = ("Step", *pack.questions, "Decision")
    rows = [
        ("\n".join(filter(None, (step.name, step.who, step.letters))), *step.known, _decision(step))
        for step in steps
    ]
    shares = (1.3, *(1.2 for _ in pack.questions), 0.8)
    if rows:
        put_table(deck, title, SlideTable(head, rows, shares, QUESTION_SIZE, ROOM))


def _decision(step: Asked) -> str:
    return TICKS + (f"\nso far: {step.disposition}" if step.disposition else "")
