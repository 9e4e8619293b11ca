"""The lines of a sheet: parts wrapped to a width, each line ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from procfit.diagrams.text_width import cells, wrap
from procfit.tui.signs import fitted
from procfit.tui.widgets.parts import Field, Heading, Part

__all__ = ["SheetLines", "laid_out"]

WIDEST_LABEL = 16
MOST_LINES = 1000
"""More lines of one part than anybody reads."""

Piece = tuple[str, str]
"""Text and the name of its style."""


def laid_out(parts: Sequence[Part], width: int) -> list[list[Piece]]:
    """Return the lines of a sheet, each as texts with their styles.

    Examples
    --------
    >>> laid_out([Heading("Log"), Field("Work", "5 min")], 12)
    [[('Log', 'heading')], [('Work ', 'label'), ('5 min', '')]]
    """
    labels = [cells(part.label) for part in parts if isinstance(part, Field)]
    label_width = min(WIDEST_LABEL, max(labels, default=0))
    return [
        line for number, part in enumerate(parts) for line in _part(part, width, label_width, number)
    ]


def _part(part: Part, width: int, label_width: int, number: int) -> Iterator[list[Piece]]:
    if isinstance(part, Field):
        yield from _field(part, width, label_width)
        return
    if isinstance(part, Heading) and number:
        yield []
    style: str = "heading" if isinstance(part, Heading) else part.tone
    yield from ([(line, style)] for line in wrap(part.text, width, MOST_LINES))


def _field(part: Field, width: int, label_width: int) -> Iterator[list[Piece]]:
    labels = wrap(part.label, label_width, MOST_LINES)
    values = wrap(part.value, max(width - label_width - 1, 1), MOST_LINES)
    for number in range(max(len(labels), len(values))):
        label = labels[number] if number < len(labels) else ""
        value = values[number] if number < len(values) else ""
        yield [(f"{fitted(label, label_width)} ", "label"), (value, part.tone)]


class SheetLines(Widget):
    """Draws parts; asks for room only when the lines do not fit into what it has."""

    DEFAULT_CSS = "SheetLines { height: auto; min-height: 100%; }"

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self._parts: Sequence[Part] = ()
        self._looks = styles
        self._lines: list[list[Piece]] = []
        self._laid_for = -1
        self._base: Style | None = None

    def notify_style_update(self) -> None:
        """Forget the colors."""
        super().notify_style_update()
        self._base = None

    def show(self, parts: Sequence[Part], room: int) -> None:
        """Show other parts where `room` lines are seen at once."""
        before = len(self._lines)
        self._parts, self._laid_for = parts, -1
        lines = self._lines_for(self.size.width)
        is_fitting = 0 < max(len(lines), before) <= room and self.size.height >= room
        self.refresh(layout=not is_fitting)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines_for(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        lines, base = self._lines_for(self.size.width), self._base or self.rich_style
        self._base = base
        pieces = lines[y] if y < len(lines) else []
        segments = [Segment(text, base + self._looks.get(style, Style.null())) for text, style in pieces]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _lines_for(self, width: int) -> list[list[Piece]]:
        if width != self._laid_for:
            self._laid_for, self._lines = width, laid_out(self._parts, width) if width else []
        return self._lines
