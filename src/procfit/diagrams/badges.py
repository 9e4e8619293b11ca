"""Letters for what is marked on steps, so that the mark does not live by its color."""

from __future__ import annotations

from collections.abc import Mapping

from procfit.diagrams.text_width import one_line

__all__ = ["badges", "letter_for"]


def letter_for(count: int) -> str:
    """Return A … Z, A2 … Z2 and so on.

    Examples
    --------
    >>> letter_for(0), letter_for(27)
    ('A', 'B2')
    """
    letter = chr(ord("A") + count % 26)
    return letter if count < 26 else f"{letter}{count // 26 + 1}"


def badges(marks: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return a letter for each thing that is marked, and the letters of each step.

    Examples
    --------
    >>> badges({"a": "long-wait", "b": "long-wait, repeat-ask"})
    ({'A': 'long-wait', 'B': 'repeat-ask'}, {'a': 'A', 'b': 'AB'})
    """
    letters: dict[str, str] = {}
    by_step = {}
    for step, text in marks.items():
        parts = [part.strip() for part in text.split(",") if part.strip()]
        for part in parts:
            letters.setdefault(part, letter_for(len(letters)))
        by_step[step] = "".join(sorted(letters[part] for part in parts))
    return {letter: one_line(part) for part, letter in letters.items()}, by_step
