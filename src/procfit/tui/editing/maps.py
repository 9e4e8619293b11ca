"""The actions of the portfolio that make, copy, rename and take out whole maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from procfit.model import edit_maps
from procfit.model.errors import EditError, ProcfitError
from procfit.model.process import ProcessMap
from procfit.model.quantities import Volume, parse_volume
from procfit.model.text import normal, unsafe_at
from procfit.tui.screens.choice import Choice, ChoiceDialog
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line
from procfit.tui.widgets.entry_line import Ask, EntryLine
from procfit.tui.widgets.grid import Grid

__all__ = ["MapsEditing"]

LONGEST_NAME = 500
NEEDS_MAP = frozenset({"copy-map", "rename-map", "delete-map"})
_SKIP = "Enter: not known yet   Esc: no new map"


class MapsEditing(Page):
    """Maps added and changed as a whole, each change undone by one key."""

    @property
    def chosen(self) -> ProcessMap:
        """The map the cursor is on."""
        return self.opened.maps[self.query_one(Grid).row_key]

    def taken(self) -> set[str]:
        """Return the ids that files or maps have, also of maps taken out and not saved yet."""
        return {*self.opened.maps, *self.opened.broken, *self.opened.loaded}

    def why_not_edit(self, action_id: str) -> str:
        """Return why maps cannot be changed now."""
        if self.session.workspace is None:
            return "the files are not read yet"
        if action_id in NEEDS_MAP and self.query_one(Grid).row_key not in self.session.workspace.maps:
            return "there is no map here that can be read"
        return ""

    def do_new_map(self) -> None:
        """Ask what is known of a process, and open its map."""
        made = ProcessMap("new", "")

        def lanes(said: str) -> Ask | None:
            self._begin(replace(made, lanes=edit_maps.new_lanes(said, made.customer)))
            return None

        def volume(said: str) -> Ask | None:
            nonlocal made
            made = replace(made, volume=_volume(said))
            return Ask("Who works on it?", lanes, "Customer, ", f"names with commas between   {_SKIP}")

        def importance(said: str) -> Ask | None:
            nonlocal made
            made = replace(made, importance=_importance(said))
            return Ask("How many cases?", volume, hint=f"such as 100/month   {_SKIP}")

        def customer(said: str) -> Ask | None:
            nonlocal made
            made = replace(made, customer=safe(said))
            return Ask("How important is it to them, 1 to 5?", importance, hint=_SKIP)

        def name(said: str) -> Ask | None:
            nonlocal made
            made = replace(made, name=safe(said) or "New process")
            return Ask("Who is the customer?", customer, hint=_SKIP)

        self.ask(Ask("Name of the process:", name, hint="such as: Enquiry to quote   Esc: no new map"))

    def do_from_template(self) -> None:
        """Ask which template, and open a map like it."""
        from procfit.workspace.map_templates import map_templates

        templates = {template.id: template for template in map_templates()}
        choices = [
            Choice(key, f"{made.name}: {len(made.steps)} steps, {len(made.lanes)} lanes", made.id)
            for key, made in zip("abcdefghij", templates.values(), strict=False)
        ]
        lines = [
            "Steps that most companies have. Times, values and shares are left",
            "open: what you do not say yourself is not assessed.",
        ]

        def answer(result: str | None) -> None:
            if result:
                self._begin(templates[result], first_step=False)

        self.app.push_screen(ChoiceDialog("A map from a template", lines, choices), answer)

    def do_copy_map(self) -> None:
        """Ask how the copy is called."""
        process = self.chosen

        def copy(said: str) -> Ask | None:
            if not said:
                raise EditError("the copy needs a name", "type one")
            made = edit_maps.copy_map(process, safe(said), self.taken())
            self.procfit.change(f"duplicate {one_line(process.name)}", {made.id: made})
            self.go_to(made.id)
            return None

        self.ask(Ask("Name of the copy:", copy, f"{process.name} (copy)"))

    def do_rename_map(self) -> None:
        """Ask for another name, and for another file."""
        process = self.chosen
        given = process.name

        def rename(said: str) -> Ask | None:
            workspace = self.opened
            changed = edit_maps.rename_map(
                workspace.maps,
                process.id,
                given,
                said or process.id,
                self.taken(),
                workspace.answers,
            )
            self.procfit.change(f"rename {one_line(process.name)} to {one_line(given)}", changed)
            self.go_to(said or process.id)
            return None

        def name(said: str) -> Ask | None:
            nonlocal given
            if not said:
                raise EditError("a map needs a name", "type one")
            given = safe(said)
            hint = "Enter keeps it; calls and messages follow another one"
            return Ask("Name of its file:", rename, process.id, hint)

        self.ask(Ask("Name:", name, process.name))

    def do_delete_map(self) -> None:
        """Ask, and take the map out."""
        process = self.chosen
        try:
            edit_maps.refuse_lost_map(self.opened.maps, process.id)
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=8)
            return
        name = one_line(process.name)
        lines = [
            f"{name}: {len(process.steps)} steps, in processes/{process.id}.toml",
            "",
            "Its file is removed when you save; a copy stays in .procfit/removed/. Undo brings it back.",
        ]

        def answer(result: str | None) -> None:
            if result:
                self.procfit.change(f"delete {name}", {process.id: None})

        choices = [Choice("d", "Delete the map", "delete"), Choice("k", "Keep it", "")]
        self.app.push_screen(ChoiceDialog(f"Delete {name}?", lines, choices), answer)

    def ask(self, ask: Ask) -> None:
        """Ask for something at the bottom of the screen."""
        self.query_one(EntryLine).ask(ask)

    def go_to(self, process: str) -> None:
        """Put the cursor on a map."""
        grid = self.query_one(Grid)
        row = grid.rows.index(process)
        if row is not None:
            grid.go(row)

    def _begin(self, made: ProcessMap, first_step: bool = True) -> None:
        """Add a map and open it, with the question for its first step when it has none."""
        name = edit_maps.map_id(made.name, self.taken())
        made = replace(made, id=name)
        self.procfit.change(f"new map {one_line(made.name)}", {name: made})
        self.procfit.open_map(name)
        if first_step:
            self._then(getattr(self.app.screen, "do_add_after", None))

    def _then(self, act: Callable[[], None] | None) -> None:
        """Do something on the screen that is just being opened."""
        if act is not None:
            self.app.screen.call_after_refresh(act)


def safe(said: str) -> str:
    """Return a text for a map; an error says when something in it could act on a screen."""
    if unsafe_at(said) is not None or len(said) > LONGEST_NAME:
        raise EditError("the text is too long, or has control characters", "type it again, shorter")
    return normal(said)


def _importance(said: str) -> int | None:
    if not said:
        return None
    if said not in ("1", "2", "3", "4", "5"):
        raise EditError(f'"{one_line(said)}" is not an importance', "type 1 to 5, or nothing")
    return int(said)


def _volume(said: str) -> Volume | None:
    if not said:
        return None
    try:
        return parse_volume(said)
    except ValueError as error:
        raise EditError(str(error)[:200], "type such as 100/month, or nothing") from None
