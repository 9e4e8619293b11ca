"""The frame that styles without lanes share: the title, the word at the right, a note, the margins."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.diagrams.legend import put_entries
from procfit.diagrams.overlay import Entry
from procfit.diagrams.palette import INK, QUIET, SIZE_LANE, SIZE_NAME, SIZE_TITLE
from procfit.diagrams.scene import Item, Scene, Text
from procfit.diagrams.text_width import one_line, points, shorten

__all__ = ["HEAD", "MARGIN", "put_on_sheet", "titled"]

MARGIN = 20.0
HEAD = 46.0
NOTE = 20.0
LEGEND_GAP = 12.0


def titled(name: str, promise: str, word: str, width: float, note: str = "") -> tuple[list[Item], float]:
    """Return the head of a sheet, and where it ends."""
    wide = points(word, SIZE_LANE, is_bold=True) + 12
    room = width - 2 * MARGIN
    title = shorten(one_line(name), room - wide, lambda text: points(text, SIZE_TITLE, is_bold=True))
    items: list[Item] = [
        Text(MARGIN, MARGIN + 8, (title,), SIZE_TITLE, "left", True, INK, "title"),
        Text(width - MARGIN, MARGIN + 8, (word,), SIZE_LANE, "right", True, QUIET, "view"),
    ]
    y = MARGIN + 24
    for text, is_bold, classes in ((promise, False, "outcome"), (note, True, "note")):
        if text:
            line = shorten(one_line(text), room, lambda part: points(part, SIZE_NAME, is_bold=True))
            color = INK if is_bold else QUIET
            items.append(Text(MARGIN, y + 4, (line,), SIZE_NAME, "left", is_bold, color, classes))
            y += NOTE
    return items, y + 2


def put_on_sheet(
    head: Iterable[Item],
    body: Iterable[Item],
    bottom: float,
    entries: Iterable[Entry],
    look: tuple[float, str, str],
) -> Scene:
    """Return a scene of a head, what stands below, and the legend.

    Parameters
    ----------
    bottom
        Where the body ends.
    look
        The width, the title and the description.
    """
    width, title, description = look
    place = (MARGIN, bottom + LEGEND_GAP, width - 2 * MARGIN)
    legend, height = put_entries(entries, place)
    items = (*head, *body, *legend)
    return Scene(width, place[1] + height + MARGIN, one_line(title), description, items)
