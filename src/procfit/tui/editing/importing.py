"""The action of the portfolio that takes in maps from files in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from procfit.model.errors import EditError, ProcfitError
from procfit.tui.editing.files import files_below, path_said
from procfit.tui.editing.maps import MapsEditing
from procfit.tui.signs import one_line
from procfit.tui.widgets.entry_line import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procfit.formats.map_import import MapImport
    from procfit.model.process import ProcessMap

__all__ = ["MapsImporting"]


class MapsImporting(MapsEditing):
    """Maps taken in after a look at them, not written before they are saved."""

    def do_import_maps(self) -> None:
        """Ask for a file, and show what would become of it."""
        from procfit.formats.imports import ENDINGS

        root = self.opened.root

        def read(said: str) -> Ask | None:
            if not said:
                raise EditError("no file is named", "type a path; → completes it, Esc leaves")
            self._read_maps(path_said(root, said), said, sorted(self.taken()))
            return None

        hint = f"{' '.join(ENDINGS)}   → completes"
        self.ask(Ask("File:", read, hint=hint, names=files_below(root, set(ENDINGS))))

    @work(thread=True, exclusive=True, group="import")
    def _read_maps(self, path: Path, shown: str, taken: Sequence[str]) -> None:
        """Read a file away from the screen."""
        from procfit.formats.imports import read_maps
        from procfit.workspace.map_import import with_free_ids

        try:
            read = read_maps(path, shown, self.opened.settings.calendar)
            maps = with_free_ids(read.maps, taken)
        except ProcfitError as error:
            self.app.call_from_thread(self._refused, str(error))
            return
        self.app.call_from_thread(self._preview, shown, read, maps)

    def _refused(self, problem: str) -> None:
        self.app.notify(problem, severity="error", markup=False, timeout=12)

    def _preview(self, shown: str, read: MapImport, maps: Sequence[ProcessMap]) -> None:
        """Show what would be taken in, and take it in when somebody says so."""
        from procfit.tui.screens.choice import Choice
        from procfit.tui.screens.proposal import ProposalDialog
        from procfit.tui.views.importing import import_parts

        many = f"{len(maps)} map{'' if len(maps) == 1 else 's'}"
        choices = [Choice("n", "Leave it", "")]
        if maps:
            choices.insert(
                0, Choice("enter", f"Take in {many} (written when you save; u undoes it)", "take")
            )

        def answer(result: str | None) -> None:
            if result == "take":
                label = f"import {one_line(Path(shown).name)}"
                self.procfit.change(label, {process.id: process for process in maps})
                self.go_to(maps[0].id)
                self.app.notify(f"Taken in: {many}. Ctrl+S writes, u undoes.", markup=False, timeout=6)

        title = f"Import {one_line(Path(shown).name)}"
        self.app.push_screen(ProposalDialog(title, import_parts(read, maps), choices), answer)
