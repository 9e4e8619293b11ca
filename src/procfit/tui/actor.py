"""How an action of the table reaches the method that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.dom import DOMNode

from procfit.tui.actions import Action, action, actions_of, key_names

if TYPE_CHECKING:
    from textual.screen import Screen

__all__ = ["Actor", "actors", "available"]


class Actor(DOMNode):
    """Something on screen that does actions of the table: the app, a screen or a widget."""

    scope: ClassVar[str] = ""
    about: ClassVar[str] = ""
    also: ClassVar[tuple[str, ...]] = ()
    """More scopes whose actions it does."""
    unbound: frozenset[str] = frozenset()
    """Names of keys of its scope that it leaves to what is around it."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes whose actions it does, in the order in which they are offered."""
        return (self.scope, *self.also)

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now, empty when it can."""
        return ""

    def action_act(self, action_id: str) -> None:
        """Do an action, or say why it cannot be done now."""
        reason = self.why_not(action_id)
        if reason:
            self.app.notify(reason, severity="warning", markup=False, timeout=4)
        else:
            getattr(self, action(action_id).method)()


def actors(screen: Screen[object]) -> list[Actor]:
    """Return what can act now, nearest to the focus first."""
    start: DOMNode = screen.focused or screen
    chain = [node for node in start.ancestors_with_self if isinstance(node, Actor)]
    app: DOMNode = screen.app
    return [*chain, app] if isinstance(app, Actor) and app not in chain else chain


def available(screen: Screen[object]) -> list[tuple[Actor, Action]]:
    """Return the actions that apply now, each with what does it; no letters while text is typed."""
    return [
        (actor, found)
        for actor in actors(screen)
        for found in actions_of(actor.scopes)
        if not _is_typed(screen, found)
    ]


def _is_typed(screen: Screen[object], found: Action) -> bool:
    focused = screen.focused
    if focused is None:
        return False
    name = key_names(found, {})[0]
    if name == "Enter" and not isinstance(focused, Actor):
        return focused.check_consume_key("a", "a")
    return focused.check_consume_key(name, name if len(name) == 1 else None)
