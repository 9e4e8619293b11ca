"""Several steps at once: marked, copied across maps, deleted, made a map of their own and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procfit.model import edits
from procfit.model.edit_basis import checked, free_id, with_step
from procfit.model.errors import EditError
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import ProcessMap
from procfit.model.text import slug
from procfit.tui.editing.steps import StepEditing
from procfit.tui.signs import one_line
from procfit.tui.widgets.entry_line import Ask

__all__ = ["Clipboard"]

MARK = "■"
_NEEDS_STEP = frozenset({"mark-step", "copy-steps", "group-steps", "inline-call"})


class Clipboard(StepEditing):
    """What is done with the marked steps, or with the step under the cursor where none is marked."""

    marked: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The marked steps that are still there, else the step under the cursor."""
        marked = tuple(step for step in self.marked if step in self.whole)
        return marked or ((self.selected,) if self.selected in self.whole else ())

    def with_marked(self, marks: Mapping[str, str]) -> dict[str, str]:
        """Return what is drawn on the steps, with a square on those that are marked."""
        square = {step: f"{MARK} {marks.get(step, '')}".strip() for step in self.marked}
        return {**marks, **square}

    def why_not_edit(self, action_id: str) -> str:
        """Return why an edit cannot be done now."""
        reason = super().why_not_edit(action_id)
        if reason:
            return reason
        if action_id in _NEEDS_STEP and self.selected not in self.whole:
            return "the map has no steps yet; a adds the first"
        if action_id == "paste-steps" and self.session.copied is None:
            return "nothing was copied yet; Ctrl+K copies the step, or those marked with Space"
        if action_id == "inline-call" and not self.whole.step(self.selected).call:
            return "this step runs no other map"
        return ""

    def clear_marks(self) -> bool:
        """Take all marks away; False where there were none."""
        had, self.marked = bool(self.marked), ()
        if had:
            self.show()
        return had

    def do_mark_step(self) -> None:
        """Mark the step, or take its mark away."""
        here = self.selected
        self.marked = (
            tuple(step for step in self.marked if step != here)
            if here in self.marked
            else (*self.marked, here)
        )
        self.show()
        self.refresh_bindings()

    def do_copy_steps(self) -> None:
        """Remember the marked steps, to be put into this map or another one."""

        def copy() -> None:
            self.session.copied = edits.copy_steps(self.whole, self.chosen, self.session.view)
            said = self._said(tuple(step.id for step in self.session.copied.steps), self.whole)
            self.app.notify(f"Copied: {said}. Ctrl+V puts it behind a step.", markup=False, timeout=4)
            self.clear_marks()

        self._try(copy)

    def do_paste_steps(self) -> None:
        """Put what was copied behind the step under the cursor."""

        def paste() -> None:
            from procfit.tui.editing.fields import accepted

            copied = self.session.copied
            if copied is None:
                return
            after = self.selected if self.selected in self.whole else None
            changed, names = edits.paste_steps(self.whole, copied, after)
            if self.session.view == "to-be":
                for name in names:
                    changed = with_step(changed, replace(changed.step(name), disposition="add"))
                checked(self.whole, changed)
            accepted(self._workspace, self.whole, changed)
            self._change(f"paste {self._said(names, changed)}", changed, names[0])

        self._try(paste)

    def do_delete_step(self) -> None:
        """Take the marked steps out; in the to-be view they are marked to be discarded."""
        marked = self.chosen
        if len(marked) < 2:
            super().do_delete_step()
            return

        def delete() -> None:
            from procfit.decisions.dispositions import with_dispositions

            process = self.whole
            said = self._said(marked, process)
            new = {step for step in marked if process.step(step).disposition == "add"}
            gone = set(marked) if self.session.view == "as-is" else new
            changed = edits.delete_steps(process, gone)
            planned = [step for step in marked if step not in gone]
            changed, refused = with_dispositions(changed, dict.fromkeys(planned, "discard"))
            for error in refused.values():
                raise error
            self.marked = ()
            word = "discard" if planned else "delete"
            self._change(f"{word} {said}", changed, self._near(changed))

        self._try(delete)

    def do_group_steps(self) -> None:
        """Ask for a name, and make the marked steps a map of its own, which a step calls."""
        marked = self.chosen

        def group(typed: str) -> Ask | None:
            from procfit.formats.process_toml import PROCESS
            from procfit.tui.editing.fields import read_field

            calendar = self._workspace.settings.calendar
            name = read_field("name", "name", PROCESS.keys["name"].kind, typed, calendar)
            if not name:
                raise EditError("the new map has no name", "type what the marked steps do together")
            taken = {*NOT_MAPS, *self._workspace.maps, *self._workspace.broken}
            map_id = free_id(slug(name), taken)
            calling, called = edits.extract_call(self.whole, marked, map_id, name)
            said = self._said(marked, self.whole)
            call = next(step.id for step in calling.steps if step.call == map_id)
            self.marked = ()
            self.procfit.change(
                f"make {said} the map {one_line(name)}", {calling.id: calling, map_id: called}, call
            )
            return None

        self._ask(Ask(f"Name of the map for {self._said(marked, self.whole)}:", group))

    def do_inline_call(self) -> None:
        """Put the steps of the called map in the place of the step that calls it."""

        def put() -> None:
            step = self.whole.step(self.selected)
            called = self._workspace.maps.get(step.call)
            if called is None:
                raise EditError(f'the map "{step.call}" cannot be read', "mend its file, then press F5")
            before = {known.id for known in self.whole.steps}
            changed = edits.inline_call(self.whole, step.id, called)
            first = next(known.id for known in changed.steps if known.id not in before - {step.id})
            name = f"put {one_line(called.name)} in the place of {one_line(step.name)}"
            self._change(name, changed, first)

        self._try(put)

    def _near(self, process: ProcessMap) -> str:
        """Return a step to go to that is still there."""
        if self.selected in process:
            return self.selected
        here = [step.id for step in self.whole.steps]
        place = here.index(self.selected)
        behind = [*here[place:], *reversed(here[:place])]
        return next((step for step in behind if step in process), "")

    def _said(self, steps: tuple[str, ...], process: ProcessMap) -> str:
        first = self.named(process, steps[0])
        if len(steps) == 1:
            return first
        if len(steps) == 2:
            return f"{first} and {self.named(process, steps[1])}"
        return f"{first} and {len(steps) - 1} more steps"
