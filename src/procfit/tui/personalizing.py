"""The part of the app that is as one person likes it: colors, keys and motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.app import App

from procfit.model.errors import ProcfitError
from procfit.tui.actions import ACTIONS
from procfit.tui.personal import Personal, personal_path, read_personal, write_personal
from procfit.tui.theme import THEMES

__all__ = ["Personalizing"]

_PREFIX = "procfit-"


class Personalizing(App[int]):
    """Reads, applies and keeps a person's settings."""

    personal: Personal = Personal()
    _team_keys: Mapping[str, str] = {}
    _keymap_now: Mapping[str, str] = {}

    @property
    def remapped_keys(self) -> Mapping[str, str]:
        """The keys that are not the usual ones, by the action's id."""
        return self._keymap_now

    def show_session(self) -> None:
        """Let the screens that are open draw what changed."""

    def begin_personal(self) -> None:
        """Take up the settings of the person who runs the app."""
        self.personal, problem = read_personal(personal_path())
        if problem:
            self.notify(problem, severity="warning", markup=False, timeout=10)
        self._apply()

    def set_personal(self, **changes: Any) -> None:
        """Change settings, at once and for the next time."""
        self.personal = replace(self.personal, **changes)
        try:
            write_personal(personal_path(), self.personal)
        except ProcfitError as error:
            self.notify(str(error), severity="warning", markup=False, timeout=8)
        self._apply()

    def take_team_keys(self, keys: Mapping[str, str]) -> None:
        """Use the keys of ``procfit.toml``; a person's own come before them."""
        if keys != self._team_keys:
            self._warn_of(keys, "[keys]")
            self._team_keys = keys
            self._use_keys()

    def _apply(self) -> None:
        name = _PREFIX + self.personal.theme
        self.theme = name if any(theme.name == name for theme in THEMES) else THEMES[0].name
        self.animation_level = "full" if self.personal.motion == "full" else "none"
        self._warn_of(self.personal.keys, "[keys] in your own settings")
        self._use_keys()

    def _use_keys(self) -> None:
        if not (self._team_keys or self.personal.keys or self.personal.preset != "standard"):
            now: Mapping[str, str] = {}
        else:
            from procfit.tui.presets import keys_of

            now = {**keys_of(self.personal.preset), **self._team_keys, **self.personal.keys}
        if now != self._keymap_now:
            self._keymap_now = now
            self.set_keymap(dict(now))

    def _warn_of(self, keys: Mapping[str, str], where: str) -> None:
        known = {found.id for found in ACTIONS}
        unknown = ", ".join(name for name in keys if name not in known)
        if unknown:
            self.notify(f"{where} names no such action: {unknown}", severity="warning", markup=False)

    def do_theme(self) -> None:
        """Switch to the next theme."""
        from procfit.tui.theme import NEXT_THEME

        following = NEXT_THEME.get(self.theme, THEMES[0].name)
        self.set_personal(theme=following.removeprefix(_PREFIX))

    def do_settings(self) -> None:
        """Show the settings to change."""
        from procfit.tui.screens.settings import SettingsDialog

        self.push_screen(SettingsDialog())
