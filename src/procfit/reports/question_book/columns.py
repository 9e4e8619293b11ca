"""The columns of the question workbook, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.decisions.questions import Question, Why, benefits_of
from procfit.formats.question_manifest import HEADINGS, PROOFS
from procfit.reports.tables import Column, Row

__all__ = ["ANSWER", "MUST", "NUMBER", "QUESTIONS", "REQUIREMENT", "question_row"]

MOST_REASONS = 3
MONEY = "#,##0"

QUESTIONS = (
    Column("id", HEADINGS["id"], hidden=True),
    Column("number", HEADINGS["number"], 8),
    Column("requirement", HEADINGS["requirement"], 24),
    Column("description", HEADINGS["description"], 36),
    Column("why", HEADINGS["why"], 42),
    Column("must", HEADINGS["must"], 8),
    Column("answer", HEADINGS["answer"], 16, fill_in=True),
    Column("proof", HEADINGS["proof"], 16, fill_in=True, choices=tuple(PROOFS)),
    Column("comment", HEADINGS["comment"], 34, fill_in=True),
    Column("once", HEADINGS["once"], 11, fill_in=True, number=MONEY),
    Column("yearly", HEADINGS["yearly"], 11, fill_in=True, number=MONEY),
)

_PLACES = {column.key: place for place, column in enumerate(QUESTIONS, 1)}
NUMBER, REQUIREMENT = _PLACES["number"], _PLACES["requirement"]
MUST, ANSWER = _PLACES["must"], _PLACES["answer"]


def question_row(question: Question) -> Row:
    """Return the cells of a question."""
    return {
        "id": question.capability,
        "number": question.number,
        "requirement": question.requirement,
        "description": question.description,
        "why": "\n".join(_reasons(question.why)),
        "must": "must" if question.must else "",
        "answer": None,
        "proof": None,
        "comment": None,
        "once": None,
        "yearly": None,
    }


def _reasons(reasons: tuple[Why, ...]) -> Iterator[str]:
    """Yield the steps that weigh most, those where customers have said why before all others."""
    shown = benefits_of(reasons, MOST_REASONS)
    for why in shown:
        place = f"{why.process_name}, {why.step_name}"
        yield f"“{why.benefit}” – {place}" if why.benefit else place
    rest = len(reasons) - len(shown)
    if rest:
        yield f"and {rest} more step{'s' if rest > 1 else ''}"
