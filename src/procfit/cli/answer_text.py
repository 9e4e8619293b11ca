"""One answer with its origin, as ``procfit fit --explain`` and ``procfit vendors show`` print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.model.text import visible
from procfit.model.vendor import Answer

__all__ = ["answer_lines", "place_of"]


def place_of(answer: Answer) -> str:
    """Return the file, sheet and cell of an answer, and what counts instead."""
    if answer.cell:
        place = visible(f"{answer.file} {answer.sheet}!{answer.cell}")
        return place if answer.used == "workbook" else f"{answer.used} (workbook: {place})"
    if answer.used != "none":
        return answer.used
    return "searched, no row" if answer.searched else "not linked"


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield what was answered, where it stands, how it was read, and who stands for it."""
    yield f"  answer   {answer.code}, worth {answer.mid:.2f} ({answer.low:.2f}–{answer.high:.2f})"
    yield f"  from     {place_of(answer)}"
    since = f", {answer.date}" if answer.date else ""
    details: Mapping[str, str] = {
        "row": answer.text,
        "raw": answer.raw,
        "read": answer.rule,
        "comment": answer.comment,
        "evidence": answer.evidence or "",
        "offers": answer.proof,
        "by": answer.confirmed_by and f"{answer.confirmed_by}{since}",
        "scores": ", ".join(f"{who}: {code}" for who, code in answer.evaluators.items()),
    }
    for label, text in details.items():
        if text:
            yield f"  {label:8} {visible(text)}"
