"""A line over a table: how far the team is, in words, with a bar where there is room."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

__all__ = ["ProgressLine"]

BAR = 20


class ProgressLine(Widget):
    """Tells how many of some things are decided."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress-line--done", "progress-line--note"}
    DEFAULT_CSS = """
    ProgressLine {
        height: 1; padding: 0 1; background: $surface; color: $foreground;
        & .progress-line--done { color: $success; }
        & .progress-line--note { color: $muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, float | None, str] = ("", None, "")

    def say(self, words: str, share: float | None = None, note: str = "") -> None:
        """Tell the progress: in words, as a share of 1 where there is one, and a note where it fits."""
        self._said = (words, share, note)
        self.refresh()

    def render(self) -> Text:
        """Return the line."""
        words, share, note = self._said
        line = Text(words, no_wrap=True, end="", overflow="ellipsis")
        if share is not None and line.cell_len + BAR + 2 <= self.size.width:
            done = round(share * BAR)
            line.append(
                "  " + "█" * done, self.get_component_rich_style("progress-line--done", partial=True)
            )
            line.append("░" * (BAR - done), self._note)
        if note and line.cell_len + len(note) + 3 <= self.size.width:
            line.append(f"   {note}", self._note)
        return line

    @property
    def _note(self) -> Style:
        return self.get_component_rich_style("progress-line--note", partial=True)
