"""What two people changed in different ways: both sides beside each other, and which one counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from procfit.model import sayings
from procfit.model.merge import Conflict, Side
from procfit.tui.signs import one_line, plain

__all__ = ["ConflictDialog", "told"]

Choices = dict[str, dict[str, Side]]


def told(value: Any) -> str:
    """Return a value of a map as a person reads it; a dash where there is none.

    Examples
    --------
    >>> told(None), told(3), told(("a", "b"))
    ('–', '3', 'a, b')
    """
    if value is None or value == "":
        return sayings.UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(told(part) for part in value) or "nothing"
    if hasattr(value, "usual"):
        return sayings.duration(value)
    for name in ("name", "to", "capability", "how", "who"):
        if getattr(value, name, ""):
            return one_line(str(getattr(value, name)))
    return one_line(str(value))


class ConflictDialog(ModalScreen[Choices]):
    """Goes through the conflicts one by one; the empty result means that nothing was decided.

    Parameters
    ----------
    conflicts
        The conflicts by map.
    names
        The names of the maps.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("o,left", "take('ours')", "Ours"),
        Binding("t,right", "take('theirs')", "Theirs"),
        Binding("O", "take_all('ours')", "All ours"),
        Binding("T", "take_all('theirs')", "All theirs"),
        Binding("backspace,up", "again", "Back"),
    ]
    DEFAULT_CSS = """
    ConflictDialog {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 100; max-width: 96%; height: auto; max-height: 90%;
            background: $surface; border: round $warning; border-title-color: $warning;
            border-subtitle-color: $muted; padding: 1 2;
        }
        & Static { height: auto; }
    }
    """

    def __init__(self, conflicts: Mapping[str, Sequence[Conflict]], names: Mapping[str, str]) -> None:
        super().__init__()
        self._open = [(name, conflict) for name, found in conflicts.items() for conflict in found]
        self._names = names
        self._taken: list[Side] = []

    def compose(self) -> ComposeResult:
        """Show one conflict at a time."""
        with Vertical() as frame:
            frame.border_title = "Changed in two ways"
            frame.border_subtitle = (
                "o ours · t theirs · O T all that are left · Backspace before · Esc later"
            )
            yield Static(id="conflict")

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def action_leave(self) -> None:
        """Decide nothing."""
        if self.is_current:
            self.dismiss({})

    def action_take(self, side: Side) -> None:
        """Take a side in this conflict and go on."""
        if len(self._taken) == len(self._open):
            return
        self._taken.append(side)
        self._go_on()

    def action_take_all(self, side: Side) -> None:
        """Take a side in all conflicts that are left."""
        if len(self._taken) == len(self._open):
            return
        self._taken += [side] * (len(self._open) - len(self._taken))
        self._go_on()

    def action_again(self) -> None:
        """Go back to the conflict before."""
        if self._taken:
            self._taken.pop()
            self._show()

    def _go_on(self) -> None:
        if len(self._taken) < len(self._open):
            self._show()
            return
        choices: Choices = {}
        for (name, conflict), side in zip(self._open, self._taken, strict=True):
            choices.setdefault(name, {})[conflict.subject] = side
        self.dismiss(choices)

    def _show(self) -> None:
        name, conflict = self._open[len(self._taken)]
        place = f"{len(self._taken) + 1} of {len(self._open)}"
        text = Text()
        text.append_text(plain(f"{self._names.get(name, name)}: {conflict.subject}", "bold"))
        text.append(f"   {place}\n\n")
        for key, label, value in (
            ("", "before", conflict.base),
            ("o", "ours", conflict.ours),
            ("t", "theirs", conflict.theirs),
        ):
            text.append(f" {key or ' '} ", "bold reverse" if key else "")
            text.append_text(plain(f" {label:7} {told(value)}\n"))
        self.query_one("#conflict", Static).update(text)
