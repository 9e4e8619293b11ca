"""What a form is made of: its lines, the line that is typed into, and what completes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input

from procfit.tui.editing.completing import candidates, completed_item
from procfit.tui.signs import fitted, one_line

if TYPE_CHECKING:
    from procfit.tui.editing.fields import Field

__all__ = ["LABEL", "FormLine", "FormRows", "Offers"]

LABEL = 16
"""How many columns the name of a field takes."""


class Offers(Suggester):
    """Completes what is typed from what the field offers."""

    def __init__(self, field: Field) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._field = field

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last item completed."""
        found = candidates(self._field, value)
        whole = completed_item(self._field, value, found[0]) if found else ""
        return whole if whole.startswith(value) and whole != value else None


class FormLine(Input):
    """The line that a field is typed into."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    class Completing(Message):
        """A person wants what is offered first."""

    def action_complete(self) -> None:
        """Take over what is offered."""
        self.post_message(self.Completing())


class FormRows(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of the form, drawn line by line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "form--heading",
        "form--label",
        "form--value",
        "form--missing",
        "form--planned",
        "form--cursor",
    }

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Field | str] = []
        self.cursor = 0

    def show(self, rows: list[Field | str], cursor: int) -> None:
        """Draw other lines."""
        self.rows, self.cursor = rows, cursor
        self.virtual_size = Size(self.size.width, len(rows))
        self.refresh()
        self.bring_into_view()

    def bring_into_view(self) -> None:
        """Scroll to the cursor, with the line above it, which may be its heading."""
        top, height = self.scroll_offset.y, self.size.height
        if not height:
            return
        top = min(max(top, self.cursor + 1 - height), max(0, self.cursor - 1))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[place]
        if isinstance(row, str):
            return self._strip([(fitted(row, width), "heading")], width)
        return self._strip(self._parts(row, width, place == self.cursor), width)

    def _parts(self, row: Field, width: int, chosen: bool) -> list[tuple[str, str]]:
        look = "cursor" if chosen else ""
        mark = "▸" if chosen and self.has_focus_within else " "
        parts = [(fitted(f"{mark}{row.label}", LABEL), look or "label"), (" ", look or "value")]
        room = width - LABEL - 1
        text = one_line(row.text)
        if row.today is None or one_line(row.today) == text:
            return [*parts, (fitted(text or "–", room), look or ("value" if text else "missing"))]
        half = (room - 3) // 2
        today = one_line(row.today)
        return [
            *parts,
            (fitted(today or "–", half), look or ("value" if today else "missing")),
            (fitted(f" → {text or '–'}", room - half), look or "planned"),
        ]

    def _strip(self, parts: Sequence[tuple[str, str]], width: int) -> Strip:
        segments = [Segment(text, self._look(name)) for text, name in parts]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"form--{name}")

    def on_focus(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self.bring_into_view()
