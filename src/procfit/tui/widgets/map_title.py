"""The line over a map: its name, as-is or to-be, and the figures that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from procfit.tui.views.title import title_parts

if TYPE_CHECKING:
    from procfit.tui.state import Session

__all__ = ["MapTitle"]

WIDE = 110


class MapTitle(Widget):
    """Shows what fits whole, the most important first; a click switches between as-is and to-be."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"map-title--name", "map-title--view"}
    DEFAULT_CSS = """
    MapTitle {
        height: 1; background: $surface; color: $foreground;
        & .map-title--name { text-style: bold; }
        & .map-title--view { color: $primary; }
    }
    """

    class Clicked(Message):
        """A person wants to see the other view."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, str, list[str]] = ("", "", [])

    def show(self, session: Session) -> None:
        """Show a session's map."""
        self._parts = title_parts(session, self.app.size.width >= WIDE)
        self.refresh()

    def on_click(self) -> None:
        """Tell that the line was clicked."""
        self.post_message(self.Clicked())

    def render(self) -> Text:
        """Return the line."""
        name, view, figures = self._parts
        line = Text(no_wrap=True, end="", overflow="ellipsis")
        line.append(f" {name}  ", self.get_component_rich_style("map-title--name", partial=True))
        line.append(f"{view} ", self.get_component_rich_style("map-title--view", partial=True))
        for figure in figures:
            if figure and line.cell_len + len(figure) + 3 <= self.size.width:
                line.append(f"   {figure}")
        return line
