"""One letter for each code of the answer scale, and signs for evidence and silences."""

from __future__ import annotations

from procfit.fit.letters import SILENT, code_letters
from procfit.model.vendor import UNREADABLE, Answer, Evaluation
from procfit.tui.widgets.rows import Cell, CellStyle

__all__ = ["answer_cell", "code_letters", "legend"]

EVIDENCE = {"claimed": "○", "documented": "◔", "demonstrated": "◑", "reference": "●"}

GOOD = 0.8
FAIR = 0.15


def answer_cell(answer: Answer | None, letters: dict[str, str]) -> Cell:
    """Return the cell of the matrix: letter and evidence, or the sign of a silence."""
    if answer is None:
        return Cell("")
    if answer.code in SILENT:
        return Cell(SILENT[answer.code], "fair" if answer.code == UNREADABLE else "muted")
    evidence = EVIDENCE.get(answer.evidence or "", " ")
    return Cell(f"{letters.get(answer.code, '?')} {evidence}", _style(answer.mid))


def _style(utility: float) -> CellStyle:
    if utility >= GOOD:
        return "good"
    return "fair" if utility >= FAIR else "bad"


def legend(evaluation: Evaluation) -> str:
    """Return what the letters and signs mean."""
    codes = "  ".join(f"{letter} {code}" for code, letter in code_letters(evaluation).items())
    evidence = "  ".join(f"{sign} {grade}" for grade, sign in EVIDENCE.items())
    return f"{codes}\n{evidence}  □ blank  – not applicable  ? unreadable"
