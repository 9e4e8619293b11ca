"""The help page, made from the table of actions for what has the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from procfit.tui.actions import Action, key_names
from procfit.tui.actor import Actor
from procfit.tui.screens.dialog import Dialog

__all__ = ["HelpDialog"]

KEY_WIDTH = 10
CLOSING = "Change any key under [keys] in procfit.toml. The palette finds everything by name."


class HelpDialog(Dialog):
    """What the focused part of the screen is for, and every key that works there."""

    def __init__(self, offered: Sequence[tuple[Actor, Action]], remapped: Mapping[str, str]) -> None:
        super().__init__("Help")
        self._offered = offered
        self._remapped = remapped

    def compose(self) -> ComposeResult:
        """Put the help into the frame."""
        yield self.framed(VerticalScroll(Static(self._help())))

    def _help(self) -> Group:
        abouts = dict.fromkeys(actor.about for actor, _ in self._offered if actor.about)
        groups = dict.fromkeys(found.group for _, found in self._offered)
        return Group(
            *(Text(f"{about}\n") for about in abouts),
            *(part for group in groups for part in (Text(group, "bold"), self._keys_of(group))),
            Text(CLOSING, "dim"),
        )

    def _keys_of(self, group: str) -> Padding:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=KEY_WIDTH)
        table.add_column(ratio=1)
        for actor, found in self._offered:
            if found.group == group:
                keys = " ".join(
                    name for name in key_names(found, self._remapped) if name not in actor.unbound
                )
                table.add_row(Text(keys, "bold"), _said(found, actor.why_not(found.id)))
        return Padding(table, (0, 0, 1, 2))


def _said(found: Action, reason: str) -> Text:
    said = Text(f"{found.label}. {found.help}")
    return said.append(f" Not now: {reason}.", "italic") if reason else said
