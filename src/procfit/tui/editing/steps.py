"""The actions of the map screen that change steps and flows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procfit.model import edits
from procfit.model.edit_basis import checked, free_id, with_step
from procfit.model.edit_entries import Wanted, find_lane, find_step, write_lane, write_step
from procfit.model.edit_run import Run
from procfit.model.errors import EditError, ProcfitError
from procfit.model.process import SPLITS, ProcessMap, Step
from procfit.model.quantities import format_share
from procfit.tui.editing.runs import RunAsk
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.entry_line import Ask, EntryLine

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["StepEditing"]

NEEDS_STEP = frozenset(
    {"add-before", "add-branch", "edit-line", "rename", "to-lane", "connect", "disconnect"}
    | {"shares", "duplicate", "delete-step"}
)
HINT = "@lane 5m/2h v3 !channel +capability >leads-to"


class StepEditing(Page):
    """Steps added, changed, connected and deleted where the cursor is."""

    @property
    def whole(self) -> ProcessMap:
        """The map with both of its views, which edits change."""
        return self._workspace.maps[self.session.process]

    @property
    def selected(self) -> str:
        """The step the cursor is on."""
        return self.query_one(Canvas).selected

    def why_not_edit(self, action_id: str) -> str:
        """Return why an edit cannot be done now."""
        if self.session.process not in (self.session.workspace.maps if self.session.workspace else ()):
            return "no map is open"
        if action_id not in NEEDS_STEP:
            return ""
        if self.selected not in self.whole:
            return "the map has no steps yet; a adds the first"
        step = self.whole.step(self.selected)
        if action_id == "shares" and step.kind not in ("decision", "inclusive"):
            return "only a decision shares its cases out"
        if action_id == "disconnect" and not step.next:
            return "this step leads nowhere"
        return ""

    def do_add_after(self) -> None:
        """Ask for a step behind this one, and then for the next."""
        after = self.whole.step(self.selected) if self.selected in self.whole else None
        self._ask(self._run.ask(Run.behind(after)))

    def do_add_before(self) -> None:
        """Ask for a step in front of this one."""

        def add(line: str) -> Ask | None:
            here = self.selected
            changed, name = write_step(self.whole, self._wanted(line), before=here)
            self._change(f"add {self.named(changed, name)}", changed, name)
            return None

        self._ask(
            Ask(f"Before {self.named(self.whole, self.selected)}:", add, hint=HINT, names=self._names())
        )

    def do_add_branch(self) -> None:
        """Ask for a branch of a decision, or for a decision behind a step first."""
        step = self.whole.step(self.selected)
        if step.kind in SPLITS:
            self._ask(self._run.ask(Run.behind(step)))
            return

        def decide(line: str) -> Ask | None:
            wanted = self._wanted(line)
            kind = wanted.kind if wanted.kind in SPLITS else "decision"
            changed, name = write_step(self.whole, replace(wanted, kind=kind), after=step.id)
            self._change(f"add decision {self.named(changed, name)}", changed, name)
            return self._run.ask(Run.behind(changed.step(name)))

        self._ask(Ask("Decision (such as: Known customer?):", decide, names=self._names()))

    def do_edit_line(self) -> None:
        """Ask for the step as a line of text."""
        from procfit.tui.editing.lines import changed_by, line_of

        step = self.whole.step(self.selected)
        shown = step if self.session.view == "as-is" else self._planned(step)

        def change(line: str) -> Ask | None:
            changed = changed_by(self.whole, step.id, self._wanted(line), self.session.view)
            self._change(f"change {self.named(changed, step.id)}", changed, step.id)
            return None

        self._ask(Ask("Step:", change, line_of(shown), HINT, self._names()))

    def do_rename(self) -> None:
        """Ask for another name."""
        step = self.whole.step(self.selected)

        def rename(name: str) -> Ask | None:
            if not name:
                raise EditError("the step has no name", "type what is done")
            self._set(step, f"rename {one_line(step.name)} to {one_line(name)}", name=name)
            return None

        self._ask(Ask("Name:", rename, self._planned(step).name))

    def do_to_lane(self) -> None:
        """Ask for another lane; a new one is made."""
        step = self.whole.step(self.selected)

        def move(said: str) -> Ask | None:
            self.move_to_lane(step.id, said)
            return None

        names = [("", lane.label) for lane in self.whole.lanes]
        self._ask(Ask(f"Lane for {one_line(step.name)}:", move, names=names))

    def move_to_lane(self, step: str, said: str) -> None:
        """Move a step to a lane by its name or id; a lane that is not there is made."""
        process = self.whole
        found = find_lane(process, said) if said else None
        if said and found is None:
            process, lane = write_lane(process, said)
        else:
            lane = found.id if found else ""
        label = one_line(found.label if found else said or "no lane")
        self._set(process.step(step), f"move {self.named(process, step)} to {label}", process, lane=lane)

    def do_connect(self) -> None:
        """Ask where the step leads."""
        step = self.whole.step(self.selected)

        def connect(said: str) -> Ask | None:
            target = find_step(self.whole, said)
            changed = edits.connect(self.whole, step.id, target, view=self.session.view)
            self._change(
                f"connect {one_line(step.name)} to {self.named(changed, target)}", changed, step.id
            )
            return None

        names = [("", one_line(known.name)) for known in self.whole.steps]
        prompt = f"{one_line(step.name)} leads to:"
        self._ask(Ask(prompt, connect, hint="Ctrl+J: pick on the map", names=names, is_step=True))

    def do_disconnect(self) -> None:
        """Take a flow out; ask which where there are several."""
        step = self.whole.step(self.selected)
        targets = list(dict.fromkeys(flow.to for flow in step.next))

        def disconnect(said: str) -> Ask | None:
            target = find_step(self.whole, said)
            changed = edits.disconnect(self.whole, step.id, target, self.session.view)
            label = f"disconnect {one_line(step.name)} from {self.named(changed, target)}"
            self._change(label, changed, step.id)
            return None

        if len(targets) == 1:
            self._try(lambda: disconnect(targets[0]))
            return
        names = [("", self.named(self.whole, target)) for target in targets]
        self._ask(Ask(f"{one_line(step.name)} no longer leads to:", disconnect, names=names))

    def do_shares(self) -> None:
        """Ask for the shares of a decision's branches, one after the other."""
        step = self.whole.step(self.selected)
        flows = step.next
        given: list[float | None] = []

        def take(text: str) -> Ask | None:
            given.append(_share(text))
            if len(given) < len(flows):
                return ask()
            changed = edits.set_shares(self.whole, step.id, given, self.session.view)
            self._change(f"shares of {one_line(step.name)}", changed, step.id)
            return None

        def ask() -> Ask:
            flow = flows[len(given)]
            to = self.named(self.whole, flow.to)
            rest = 1 - sum(share or 0 for share in given)
            last = len(given) == len(flows) - 1 and None not in given
            share = rest if last else flow.share
            return Ask(f"To {to}:", take, format_share(share).replace(" ", ""), "empty = not assessed")

        self._ask(ask())

    def do_duplicate(self) -> None:
        """Put a copy of the step behind it."""

        def copy() -> None:
            step = self.whole.step(self.selected)
            name = free_id(step.id, {known.id for known in self.whole.steps})
            changed = edits.add_step(self.whole, replace(step, id=name, next=()), after=step.id)
            self._change(f"duplicate {one_line(step.name)}", changed, name)

        self._try(copy)

    def do_delete_step(self) -> None:
        """Take the step out; in the to-be view it is marked to be discarded."""

        def delete() -> None:
            step = self.whole.step(self.selected)
            near = next((flow.to for flow in step.next), "") or next(
                (known.id for known in self.whole.before(step.id)), ""
            )
            if self.session.view == "to-be" and step.disposition != "add":
                changed = checked(
                    self.whole, with_step(self.whole, replace(step, disposition="discard"))
                )
                self._change(f"discard {one_line(step.name)}", changed, near)
            else:
                changed = edits.delete_step(self.whole, step.id)
                self._change(f"delete {one_line(step.name)}", changed, near)

        self._try(delete)

    @property
    def _run(self) -> RunAsk:
        """What asks for one step after the other."""
        planned = self.session.view == "to-be"
        calendar = self._workspace.settings.calendar
        return RunAsk(lambda: self.whole, self._change, self._names, calendar, planned)

    def _wanted(self, line: str) -> Wanted:
        from procfit.formats.quick_entry import parse_entry

        return parse_entry(line, self._workspace.settings.calendar)

    def _planned(self, step: Step) -> Step:
        from procfit.model.views import apply_to_be

        return apply_to_be(step) if self.session.view == "to-be" else step

    def _set(self, step: Step, label: str, process: ProcessMap | None = None, **fields: Any) -> None:
        """Change fields of a step, in the view that is shown."""
        from procfit.tui.editing.lines import planned

        process = process or self.whole
        today = self.session.view == "as-is"
        changed = replace(step, **fields) if today else planned(step, fields)
        self._change(label, checked(process, with_step(process, changed)), step.id)

    def _names(self) -> list[tuple[str, str]]:
        from procfit.tui.editing.lines import completions

        workspace = self._workspace
        steps = (step for process in workspace.maps.values() for step in process.steps)
        channels = tuple(dict.fromkeys(step.channel for step in steps if step.channel))
        return completions(self.whole, tuple(workspace.capabilities), channels)

    def _ask(self, ask: Ask) -> None:
        self.query_one(EntryLine).ask(ask)

    def _try(self, edit: Callable[[], object]) -> None:
        """Do an edit, or say why it cannot be done."""
        try:
            edit()
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=8)

    def _change(self, label: str, changed: ProcessMap, step: str) -> None:
        self.procfit.change(label, {changed.id: changed}, step)

    def named(self, process: ProcessMap, step: str) -> str:
        """Return the name of a step as the screen shows it."""
        return one_line(process.step(step).name) if step in process else one_line(step)

    @property
    def _workspace(self) -> Workspace:
        workspace = self.session.workspace
        if workspace is None:
            raise EditError("no files are open", "wait until they are read")
        return workspace


def _share(text: str) -> float | None:
    if not text:
        return None
    number, scale = (text.rstrip("% "), 100) if text.endswith("%") else (text, 1)
    try:
        share = float(number) / scale
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise EditError(f'"{one_line(text)}" is not a share', "give 25% or 0.25")
    return share
