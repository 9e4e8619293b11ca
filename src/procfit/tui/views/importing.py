"""What a file in another format would become, for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence

from procfit.formats.map_import import MapImport
from procfit.model.process import ProcessMap
from procfit.tui.signs import one_line
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part
from procfit.workspace.map_import import map_counts

__all__ = ["import_parts"]

MOST_NOTICES = 60


def import_parts(read: MapImport, maps: Sequence[ProcessMap]) -> list[Part]:
    """Return the maps with their counts, what keeps others out, and all that was lowered or left out.

    Parameters
    ----------
    read
        What the file holds.
    maps
        Its maps under the ids they would get.
    """
    counts = [f"{number:,} {name.replace('_', ' ')}" for name, number in read.counts.items() if number]
    return [
        Heading("Becomes"),
        *(_map(process) for process in maps),
        *([] if maps else [Paragraph("✗ no map can be made of it", "bad")]),
        Heading("The file holds"),
        Paragraph(", ".join(counts) or "nothing that a map could hold"),
        *_problems(read),
        *_notices(read),
    ]


def _map(process: ProcessMap) -> Part:
    counts = ", ".join(f"{number} {name}" for name, number in map_counts(process).items())
    return Field(one_line(process.name), f"processes/{process.id}.toml   {counts}")


def _problems(read: MapImport) -> list[Part]:
    if not read.problems:
        return []
    parts: list[Part] = [Paragraph(f"✗ {one_line(str(problem))}", "bad") for problem in read.problems]
    return [Heading("Cannot be read"), *parts]


def _notices(read: MapImport) -> list[Part]:
    if not read.notices:
        return [Heading("Changed or left out"), Paragraph("✓ nothing", "good")]
    told = read.notices[:MOST_NOTICES]
    left = len(read.notices) - len(told)
    lines: list[Part] = [
        Paragraph(f"– {one_line(note.element)}: {one_line(note.message)}") for note in told
    ]
    more: list[Part] = [Paragraph(f"and {left} more", "muted")] if left else []
    return [Heading(f"Changed or left out: {len(read.notices)}"), *lines, *more]
