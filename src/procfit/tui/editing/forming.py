"""The form beside the map: which subject it shows, and what becomes of its changes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual import work

from procfit.model import edits
from procfit.model.process import Lane
from procfit.tui.editing.steps import StepEditing
from procfit.tui.signs import one_line
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.form import Form

if TYPE_CHECKING:
    from procfit.tui.editing.fields import Field

__all__ = ["FormEditing"]

Subject = Literal["step", "lane", "map"]
_SUBJECTS: tuple[tuple[Subject, str], ...] = (
    ("step", "Step"),
    ("lane", "Its lane"),
    ("map", "Whole map"),
)
_NEEDED = (
    "procfit.tui.editing.step_form",
    "procfit.tui.editing.map_form",
    "procfit.reports.review_book.rows",
)
_LANE_ACTIONS = frozenset({"lane-form", "lane-up", "lane-down", "remove-lane"})


class FormEditing(StepEditing):
    """All fields of the step under the cursor, of its lane, and of the map."""

    subject: Subject = "step"

    @property
    def forming(self) -> bool:
        """Whether the form is open."""
        return self.has_class("-forming")

    def on_mount(self) -> None:
        """Get ready in the background what the form and the questions need."""
        self.load_ahead()

    @work(thread=True, group="prepare")
    def load_ahead(self) -> None:
        """Load the code of the form and the questions, so that the first one opens at once."""
        for module in _NEEDED:
            import_module(module)

    def why_not_edit(self, action_id: str) -> str:
        """Return why an edit cannot be done now."""
        reason = super().why_not_edit(action_id)
        if reason or action_id not in _LANE_ACTIONS:
            return reason
        lane = self._lane
        if lane is None:
            return "this step stands in no lane; l gives it one"
        place = self.whole.lanes.index(lane)
        if action_id == "lane-up" and place == 0:
            return "it is the top lane"
        if action_id == "lane-down" and place == len(self.whole.lanes) - 1:
            return "it is the bottom lane"
        return ""

    def do_form(self) -> None:
        """Open the form of the step, or close it."""
        if self.forming and self.query_one(Form).has_focus_within:
            self.close_form()
        else:
            self.open_form("step" if self.selected in self.whole else "map")

    def do_lane_form(self) -> None:
        """Open the form of the lane."""
        self.open_form("lane")

    def do_map_form(self) -> None:
        """Open the form of the map."""
        self.open_form("map")

    def do_lane_up(self) -> None:
        """Move the lane up."""
        self._move_lane(-1)

    def do_lane_down(self) -> None:
        """Move the lane down."""
        self._move_lane(1)

    def do_remove_lane(self) -> None:
        """Take the first empty lane out."""

        def remove() -> None:
            process = self.whole
            used = {step.lane for step in process.steps} | {lane.parent for lane in process.lanes}
            empty = next((lane.id for lane in process.lanes if lane.id not in used), "")
            lane = empty or (self._lane.id if self._lane else "")
            name = next(known.label for known in process.lanes if known.id == lane)
            changed = edits.remove_lane(process, lane)
            self._change(f"remove lane {one_line(name)}", changed, self.selected)

        self._try(remove)

    def open_form(self, subject: Subject) -> None:
        """Show a subject in the form, and let the keys go there."""
        self.subject = subject
        self.add_class("-forming")
        self.show_form()
        self.query_one(Form).rows.focus()
        self.refresh_bindings()

    def close_form(self) -> bool:
        """Stop typing, then close the form; False where it was not open."""
        if not self.forming:
            return False
        if not self.query_one(Form).close_line():
            self.remove_class("-forming")
            self.query_one(Canvas).focus()
            self.refresh_bindings()
        return True

    def show_form(self) -> None:
        """Show what the map says now."""
        workspace = self.session.workspace
        if not self.forming or workspace is None or self.session.process not in workspace.maps:
            return
        names = {"step": self.selected, "lane": self._lane.id if self._lane else "", "map": ""}
        subject = f"{self.session.process} {self.session.view} {self.subject} {names[self.subject]}"
        self.query_one(Form).show(self._heading(), self._fields(), subject)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Make the change."""
        made = event.made
        self.procfit.change(made.label, {made.process.id: made.process}, self.selected)
        for warning in made.warnings:
            self.app.notify(one_line(warning), severity="warning", markup=False, timeout=8)

    def on_form_turned(self, event: Form.Turned) -> None:
        """Show the next subject that there is."""
        open_ones = [
            name
            for name, _ in _SUBJECTS
            if name == "map"
            or (name == "step" and self.selected in self.whole)
            or (name == "lane" and self._lane)
        ]
        place = open_ones.index(self.subject) if self.subject in open_ones else 0
        self.open_form(open_ones[(place + event.by) % len(open_ones)])

    @property
    def _lane(self) -> Lane | None:
        process = self.whole
        return (
            process.lane_of(self._planned(process.step(self.selected)))
            if self.selected in process
            else None
        )

    def _move_lane(self, by: int) -> None:
        lane = self._lane
        if lane is not None:
            place = self.whole.lanes.index(lane) + 1 + by
            changed = edits.reorder_lane(self.whole, lane.id, place)
            word = "up" if by < 0 else "down"
            self._change(f"move lane {one_line(lane.label)} {word}", changed, self.selected)

    def _fields(self) -> list[Field]:
        from procfit.tui.editing.map_form import LaneForm, MapForm
        from procfit.tui.editing.step_form import StepForm

        lane = self._lane
        if self.subject == "step" and self.selected in self.whole:
            return StepForm(self._workspace, self.whole, self.selected, self.session.view).fields()
        if self.subject == "lane" and lane is not None:
            return LaneForm(self._workspace, self.whole, lane.id).fields()
        return MapForm(self._workspace, self.whole).fields()

    def _heading(self) -> Text:
        lane = self._lane
        names = {
            "step": self.named(self.whole, self.selected),
            "lane": one_line(lane.label) if lane else "",
            "map": one_line(self.whole.name),
        }
        text = Text(no_wrap=True, overflow="ellipsis")
        for subject, label in _SUBJECTS:
            mark = ("▐", "▌") if subject == self.subject else (" ", " ")
            text.append(f"{mark[0]}{label}{mark[1]}", "bold reverse" if subject == self.subject else "")
        text.append("   ← →")
        text.append(f"\n{names[self.subject]}", "bold")
        if self.subject == "step" and self.session.view == "to-be":
            text.append("   today → to-be")
        return text
