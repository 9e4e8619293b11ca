"""One letter for each code of the answer scale, and signs for evidence and silences."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.model.vendor import BLANK, NOT_APPLICABLE, UNREADABLE, Answer, Evaluation
from procfit.tui.widgets.rows import Cell, CellStyle

__all__ = ["answer_cell", "code_letters", "legend"]

EVIDENCE = {"claimed": "○", "documented": "◔", "demonstrated": "◑", "reference": "●"}
SILENT = {BLANK: "□", NOT_APPLICABLE: "–", UNREADABLE: "?"}

GOOD = 0.8
FAIR = 0.15


def code_letters(evaluation: Evaluation) -> dict[str, str]:
    """Return a letter for each code: a raw text of one letter, else the first free letter of its id.

    Examples
    --------
    >>> from procfit.model.scale import DEFAULT_EVALUATION
    >>> " ".join(code_letters(DEFAULT_EVALUATION).values())
    'S C T M R N'
    """
    letters: dict[str, str] = {}
    for code in evaluation.codes.values():
        wanted = [text for text in code.answers if len(text) == 1 and text.isalpha()]
        taken = set(letters.values())
        letters[code.id] = next(
            letter for letter in _candidates([*wanted, *code.id]) if letter not in taken
        )
    return letters


def _candidates(wanted: list[str]) -> Iterator[str]:
    yield from (letter.upper() for letter in wanted if letter.isalnum())
    yield from "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    yield from map(chr, range(0x3B1, 0x3CA))


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
