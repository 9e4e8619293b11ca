"""A sheet of text beside or under something: headings, fields and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from procfit.tui.widgets.parts import Part
from procfit.tui.widgets.sheet_lines import SheetLines

__all__ = ["Sheet"]


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
        self._looks: dict[str, Style] = {}
        self._lines = SheetLines(self._looks)

    def compose(self) -> ComposeResult:
        """Hold the lines."""
        yield self._lines

    def say(self, parts: Sequence[Part]) -> None:
        """Show other parts, from the top."""
        if tuple(parts) != self.parts:
            self.parts = tuple(parts)
            if self.scroll_offset.y:
                self.scroll_home(animate=False)
            self._draw()

    def notify_style_update(self) -> None:
        """Draw again in the new colors."""
        super().notify_style_update()
        self._looks.clear()
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        if not self._looks:
            for name in sorted(self.COMPONENT_CLASSES):
                style = self.get_component_rich_style(name, partial=True)
                self._looks[name.removeprefix("sheet--")] = style
        self._lines.show(self.parts, self.scrollable_content_region.height)
