"""How the command line prints: JSON documents, tables and marks that need no color."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from procfit import __version__
from procfit.model.errors import Problem
from procfit.model.text import visible

__all__ = [
    "paint",
    "print_json",
    "print_problems",
    "problem_entry",
    "table",
    "width",
]

FORMAT = 1
NARROWEST = 12
"""What is left of a column at least."""
_COLORS = {"red": "31", "yellow": "33", "green": "32", "cyan": "36", "bold": "1", "dim": "2"}


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document with the version of procfit and of the format."""
    whole = {"procfit": __version__, "format": FORMAT, **document}
    print(json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False))


def problem_entry(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON holds it."""
    place = problem.where
    entry: dict[str, Any] = {
        "file": place.file,
        "line": place.line,
        "level": problem.level,
        "message": problem.message,
        "hint": problem.hint,
    }
    if place.sheet:
        entry |= {"sheet": place.sheet, "cell": place.cell}
    return entry


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem as one line on standard error."""
    for problem in problems:
        color = {"error": "red", "warning": "yellow"}.get(problem.level, "dim")
        print(f"{paint(problem.level, color, sys.stderr)}: {visible(str(problem))}", file=sys.stderr)


def paint(text: str, color: str, stream: Any = None) -> str:
    """Return `text` in a color where the stream is a terminal and NO_COLOR is not set."""
    stream = stream or sys.stdout
    if os.environ.get("NO_COLOR") or not stream.isatty() or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLORS[color]}m{text}\x1b[0m"


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Iterable[int] = (),
    cut: int | None = None,
) -> str:
    """Return rows in aligned columns under a head.

    Parameters
    ----------
    head
        The column heads.
    rows
        The cells; each row as long as the head.
    right
        The indices of the columns that are aligned to the right.
    cut
        The column whose cells are cut where a terminal is too narrow; in a file nothing is.
    """
    to_right = set(right)
    if cut is not None and sys.stdout.isatty():
        head, *rows = _cut([head, *rows], cut, shutil.get_terminal_size().columns)
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    lines = [paint(_line(head, widths, to_right), "bold")]
    return "\n".join(lines + [_line(row, widths, to_right) for row in rows])


def _cut(rows: Sequence[Sequence[str]], column: int, columns: int) -> list[list[str]]:
    from procfit.diagrams.text_width import shorten

    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    room = max(columns - sum(widths) - 2 * (len(widths) - 1) + widths[column], NARROWEST)
    return [
        [shorten(cell, room) if index == column else cell for index, cell in enumerate(row)]
        for row in rows
    ]


def width(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _line(cells: Sequence[str], widths: Sequence[int], to_right: set[int]) -> str:
    padded = [
        " " * (wide - width(cell)) + cell if index in to_right else cell + " " * (wide - width(cell))
        for index, (cell, wide) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
