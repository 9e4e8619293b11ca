"""A sheet of text beside or under something: headings, fields and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part, Tone

__all__ = ["Sheet"]

WIDEST_LABEL = 16


class Sheet(VerticalScroll, can_focus=False):
    """Shows parts; scrolls when they need more room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--heading",
        "sheet--label",
        "sheet--muted",
        "sheet--good",
        "sheet--fair",
        "sheet--bad",
        "sheet--strong",
    }
    DEFAULT_CSS = """
    Sheet {
        background: $surface; color: $foreground; padding: 0 1 0 1; border-left: solid $line;
        scrollbar-size-vertical: 1;
        & Static { height: auto; }
        & .sheet--heading { color: $primary; text-style: bold; }
        & .sheet--label { color: $muted; }
        & .sheet--muted { color: $muted; }
        & .sheet--good { color: $success; }
        & .sheet--fair { color: $warning; }
        & .sheet--bad { color: $error; }
        & .sheet--strong { text-style: bold; }
    }
    """

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.parts: tuple[Part, ...] = ()
        self._text_of_parts = Static()

    def compose(self) -> ComposeResult:
        """Hold one text."""
        yield self._text_of_parts

    def say(self, parts: Sequence[Part]) -> None:
        """Show other parts, from the top."""
        if tuple(parts) != self.parts:
            self.parts = tuple(parts)
            self.scroll_home(animate=False)
            self._draw()
            self.call_after_refresh(self._lay_out_if_lost)

    def _lay_out_if_lost(self) -> None:
        """Ask for room again: the request is lost when the sheet is shown in the same breath."""
        if self.parts and not self._text_of_parts.size.height:
            self._text_of_parts.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Draw again in the new colors."""
        super().notify_style_update()
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        blocks = [self._block(kind, run) for kind, run in groupby(self.parts, key=type)]
        self._text_of_parts.update(Group(*(line for block in blocks for line in block)))

    def _block(self, kind: type[Part], run: Iterable[Part]) -> list[RenderableType]:
        if kind is Field:
            return [self._fields([part for part in run if isinstance(part, Field)])]
        return [self._text(part) for part in run]

    def _text(self, part: Part) -> Text:
        if isinstance(part, Heading):
            return Text(
                part.text if part is self.parts[0] else f"\n{part.text}", self._component("heading")
            )
        return Text(part.text, self._tone(part.tone)) if isinstance(part, Paragraph) else Text()

    def _fields(self, fields: Sequence[Field]) -> Table:
        labels = (cell_len(part.label) for part in self.parts if isinstance(part, Field))
        width = min(WIDEST_LABEL, max(labels))
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=width)
        table.add_column(ratio=1)
        for field in fields:
            label = Text(field.label, self._component("label"))
            table.add_row(label, Text(field.value, self._tone(field.tone)))
        return table

    def _tone(self, tone: Tone) -> Style:
        return self._component(tone) if tone else Style()

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"sheet--{name}", partial=True)
