"""The settings: what this person likes, changed at once; and where the team's stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from procfit.tui.personal import Personal, personal_path
from procfit.tui.screens.dialog import Dialog
from procfit.tui.signs import one_line, plain
from procfit.tui.views.settings import setting_columns, setting_rows, turned
from procfit.tui.widgets.grid import Grid

if TYPE_CHECKING:
    from procfit.tui.app import ProcfitApp

__all__ = ["SettingsDialog"]


class SettingsDialog(Dialog):
    """A line per setting; Enter turns to its next value."""

    about = (
        "Enter turns a setting to its next value, at once. These settings are yours, on this computer; "
        "what the team shares stands in procfit.toml."
    )
    DEFAULT_CSS = """
    SettingsDialog {
        & > Vertical {
            width: 78; max-width: 94%; height: 28; max-height: 92%; background: $surface;
            border: round $primary; border-title-color: $primary; border-subtitle-color: $muted;
            padding: 0 1;
        }
        & Grid { background: $surface; }
        & Static { height: auto; color: $muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__("Settings")

    def compose(self) -> ComposeResult:
        """Put the table into a frame, and where it is kept below."""
        with Vertical() as frame:
            frame.border_title = self._heading
            frame.border_subtitle = "Enter changes   Esc closes"
            yield Grid()
            yield Static(id="kept")

    def on_mount(self) -> None:
        """Show the settings."""
        self._show()
        self.query_one(Grid).focus()

    def on_grid_opened(self, event: Grid.Opened) -> None:
        """Turn a setting to its next value."""
        changes: dict[str, Any] = turned(self._app.personal, event.row)
        if changes:
            self._app.set_personal(**changes)
            self._app.session.version += 1
            self._app.show_session()
            self._show()

    def _show(self) -> None:
        workspace = self._app.session.workspace
        settings = workspace.settings if workspace else None
        self.query_one(Grid).show(setting_columns(), setting_rows(self._personal, settings))
        kept = f"Yours are kept in {one_line(str(personal_path()))}"
        self.query_one("#kept", Static).update(plain(kept))

    @property
    def _personal(self) -> Personal:
        return self._app.personal

    @property
    def _app(self) -> ProcfitApp:
        return cast("ProcfitApp", self.app)
