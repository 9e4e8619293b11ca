"""The bar at the bottom: the keys that work here and now; what cannot be done now is in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from rich.text import Text
from textual import events
from textual.widget import Widget

from procfit.tui.actions import Action, key_names
from procfit.tui.actor import Actor, available

if TYPE_CHECKING:
    from procfit.tui.app import ProcfitApp

__all__ = ["KeysBar"]


class _Entry(NamedTuple):
    actor: Actor
    action: Action
    text: Text


class KeysBar(Widget):
    """The keys of the focused widget, its screen and the app, each a button for the mouse."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys-bar--key", "keys-bar--off"}
    DEFAULT_CSS = """
    KeysBar {
        dock: bottom; height: 1; background: $bar; color: $foreground;
        & .keys-bar--key { color: $primary; text-style: bold; }
        & .keys-bar--off { color: $muted; }
    }
    """

    def on_mount(self) -> None:
        """Draw again when the focus or what can be done changes."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def on_click(self, event: events.Click) -> None:
        """Do the action that was clicked."""
        x = 0
        for entry in self._fitting():
            x += entry.text.cell_len
            if event.x < x:
                entry.actor.action_act(entry.action.id)
                return

    def render(self) -> Text:
        """Return the bar."""
        bar = Text(no_wrap=True, end="", overflow="crop")
        for entry in self._fitting():
            bar.append_text(entry.text)
        return bar

    def _fitting(self) -> list[_Entry]:
        """Return what fits whole: the app's keys always, then the screen's, then the focused widget's.

        Of a widget that leads, the keys come before the screen's.
        """
        offered = [(actor, found) for actor, found in self._reachable() if found.show]
        offered.sort(key=lambda pair: (not pair[0].leads, pair[0].scope != self._page_scope))
        entries = [self._entry(actor, found) for actor, found in offered]
        always = [entry for entry in entries if entry.action.scope == "app"]
        room = self.size.width - sum(entry.text.cell_len for entry in always)
        near = []
        for entry in entries:
            if entry not in always and entry.text.cell_len <= room:
                near.append(entry)
                room -= entry.text.cell_len
        return near + always

    def _reachable(self) -> Iterator[tuple[Actor, Action]]:
        """Yield what its first key does here; something nearer may do something else with it."""
        app = cast("ProcfitApp", self.app)
        taken: dict[str, str] = {}
        for actor, found in available(self.screen):
            keys = key_names(found, app.remapped_keys)
            if taken.get(keys[0], found.scope) == found.scope:
                yield actor, found
            for key in keys:
                taken.setdefault(key, found.scope)

    @property
    def _page_scope(self) -> str:
        return self.screen.scope if isinstance(self.screen, Actor) else ""

    def _entry(self, actor: Actor, found: Action) -> _Entry:
        app = cast("ProcfitApp", self.app)
        name = key_names(found, app.remapped_keys)[0]
        text = Text(" ")
        if actor.why_not(found.id):
            text.append(f"({name} {found.label})", self.get_component_rich_style("keys-bar--off"))
        else:
            text.append(name, self.get_component_rich_style("keys-bar--key"))
            text.append(f" {found.label} ")
        return _Entry(actor, found, text)
