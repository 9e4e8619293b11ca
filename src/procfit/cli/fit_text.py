"""Words, widths and paragraphs that every part of ``procfit fit`` uses."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["counted", "labeled", "page_width", "paragraphs", "vendor_name"]

IN_A_FILE = 120
"""How wide a page is where no terminal says otherwise."""
NARROWEST, WIDEST_PROSE = 40, 130
MOST_LINES = 60


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(2, "vendor")
    '2 vendors'
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def vendor_name(workspace: Workspace, vendor: str | None) -> str:
    """Return the written name of a vendor."""
    from procfit.model.text import visible

    found = workspace.vendors.get(vendor or "")
    return visible(found.name) if found else vendor or "–"


def page_width() -> int:
    """Return the columns of the terminal; in a file there is room for the widest table."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else IN_A_FILE
    return max(columns, NARROWEST)


def paragraphs(sentences: Iterable[str], indent: str = "") -> Iterator[str]:
    """Yield each sentence wrapped to the page, what follows its first line set in."""
    for sentence in sentences:
        yield from _wrapped(sentence, indent, f"{indent}  ")


def labeled(lines: Iterable[str], label: int) -> Iterator[str]:
    """Yield lines that begin with a label so wide, with their text wrapped beside it."""
    for line in lines:
        yield from _wrapped(line[label:], line[:label], " " * label)


def _wrapped(text: str, start: str, hanging: str) -> Iterator[str]:
    from procfit.diagrams.text_width import wrap

    room = min(page_width(), WIDEST_PROSE) - len(hanging)
    first, *rest = wrap(text, room, MOST_LINES)
    yield f"{start}{first}"
    yield from (f"{hanging}{line}" for line in rest)
