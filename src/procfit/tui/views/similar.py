"""Pairs of steps that may be the same work as a table, and both steps explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from procfit.model import sayings
from procfit.model.team import TeamAnswers
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.step import step_parts
from procfit.tui.widgets.parts import Heading, Part
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Row

if TYPE_CHECKING:
    from procfit.matching.candidates import Pair

__all__ = ["end_of", "end_parts", "left_to_answer", "pair_columns", "pair_rows"]


def pair_columns(wide: bool) -> list[Column]:
    """Return the columns; why stands behind where there is room, else over the steps."""
    columns = [
        Column("score", "Alike", 5, "right"),
        Column("a", "This", 0),
        Column("b", "and this", 34 if wide else 32),
    ]
    return [*columns, Column("why", "Because of", 52)] if wide else columns


def left_to_answer(pairs: Iterable[Pair], language: str, answers: TeamAnswers) -> list[Pair]:
    """Return the pairs that no answer settles, not even one about other wordings of the same work."""
    from procfit.matching.stems import Wordings

    judge = Wordings(language, answers)
    return [
        pair
        for pair in pairs
        if not judge.same(*pair.wordings) and not judge.answered_different(*pair.wordings)
    ]


def pair_rows(session: Session, pairs: Sequence[Pair], wanted: str) -> ListedRows:
    """Return the pairs that hold all wanted words in their steps, maps or reasons."""
    words = wanted.casefold().split()
    return ListedRows(
        [
            row
            for row in (_row(session, pair) for pair in pairs)
            if all(word in " ".join(cell.text for cell in row.cells).casefold() for word in words)
        ]
    )


def _row(session: Session, pair: Pair) -> Row:
    first, second = (_said(session, end) for end in (pair.a, pair.b))
    also = f"  +{len(pair.also)}" if pair.also else ""
    why = one_line("; ".join(pair.why))
    cells = (Cell(sayings.points(pair.score)), Cell(first), Cell(second + also), Cell(why, "muted"))
    return Row(f"{pair.a} {pair.b}", cells)


def _said(session: Session, end: str) -> str:
    name, step = end_of(end)
    return f"{session.step_name(name, step)} · {session.name_of(name)}"


def end_of(end: str) -> tuple[str, str]:
    """Return the map and the step of an end written ``map#step``."""
    name, _, step = end.partition("#")
    return name, step


def end_parts(session: Session, end: str) -> list[Part]:
    """Return all that is known about one step of a pair, with the name of its map."""
    name, step = end_of(end)
    process = session.map(name)
    if process is None or step not in process:
        return []
    shown = process.step(step)
    title = Heading(f"{one_line(shown.name)} · {session.name_of(name)}")
    return [title, *step_parts(session, process, shown)[1:]]
