"""One letter for each code of the answer scale, and a sign for each silence: on screens and in pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.model.vendor import BLANK, NOT_APPLICABLE, UNREADABLE, Evaluation

__all__ = ["SILENT", "code_letters"]

SILENT: Mapping[str, str] = {BLANK: "□", NOT_APPLICABLE: "–", UNREADABLE: "?"}


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
