"""The palette: everything that can be done here, and every map, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from procfit.tui.actions import Action, key_names
from procfit.tui.actor import Actor, available
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.tui.app import ProcfitApp

__all__ = ["ActionProvider", "Palette"]

_NOT_LISTED = frozenset({"Move"})


class _Command(NamedTuple):
    title: str
    help: str
    run: Callable[[], None]


class Palette(CommandPalette):
    """Lists what can be done; what is typed narrows it down."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, once: a second key must not close the screen below."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list; there is no page to turn before the list has room on the screen."""
        if self.query_one(CommandList).size.height or not action.startswith("page"):
            super()._action_command_list(action)


class ActionProvider(Provider):
    """Offers the actions of the table that apply here, and opening each map."""

    async def discover(self) -> Hits:
        """List everything before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(Content(command.title), command.run, command.title, command.help)

    async def search(self, query: str) -> Hits:
        """List what matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                shown = Content.from_rich_text(_marked(command.title, query))
                yield Hit(score, shown, command.run, command.title, command.help)

    def _commands(self) -> Iterator[_Command]:
        app = cast("ProcfitApp", self.app)
        for actor, found in _by_group(available(self.screen)):
            if found.group not in _NOT_LISTED:
                keys = ", ".join(key_names(found, app.remapped_keys))
                reason = actor.why_not(found.id)
                why = f" Not now: {reason}." if reason else ""
                run = partial(actor.action_act, found.id)
                yield _Command(found.title, f"{found.help} ({keys}){why}", run)
        workspace = app.session.workspace
        for process in workspace.maps.values() if workspace else ():
            name = one_line(process.name)
            run = partial(app.open_map, process.id)
            yield _Command(f"Open map: {name}", one_line(process.outcome), run)


def _by_group(offered: list[tuple[Actor, Action]]) -> list[tuple[Actor, Action]]:
    """Return actions with those of a group beside each other, the nearest group first."""
    groups = list(dict.fromkeys(found.group for _, found in offered))
    return sorted(offered, key=lambda pair: groups.index(pair[1].group))


def _marked(title: str, query: str) -> Text:
    text = Text(title)
    text.highlight_words(query.split(), "bold underline", case_sensitive=False)
    return text
