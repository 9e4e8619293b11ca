"""What the map screen shows on its canvas and how: the view, the marks, the small map."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Container

from procfit.model.errors import ProcfitError
from procfit.model.process import ProcessMap
from procfit.tui.editing.steps import StepEditing
from procfit.tui.views.both import LEGEND, both_views, plans_of
from procfit.tui.views.drawings import drawing_of, why_not_drawn
from procfit.tui.views.marks import Marking, marking_of, modes_of
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.canvas_mouse import CanvasMouse
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.legend import Legend
from procfit.tui.widgets.minimap import WIDTH, Minimap

__all__ = ["CanvasPage"]


class CanvasPage(StepEditing):
    """The canvas with its legend and the small map, and what the mouse edits."""

    DEFAULT_CSS = """
    CanvasPage {
        & #drawing { width: 1fr; height: 1fr; layers: base over; }
    }
    """

    def drawn(self) -> ComposeResult:
        """Return the canvas with what lies over it."""
        with Container(id="drawing"):
            yield Canvas()
            yield Minimap()

    @property
    def process(self) -> ProcessMap | None:
        """The map as the chosen view shows it, or None when there is none."""
        found = self.session.map(self.session.process)
        if found is None or why_not_drawn(found):
            return None
        if self.session.both:
            return both_views(found)
        try:
            return found.view(self.session.view)
        except ProcfitError:
            return None

    def draw(self, process: ProcessMap) -> None:
        """Draw a view of the map with its marks, and say what they mean."""
        canvas = self.query_one(Canvas)
        plans = plans_of(process) if self.session.both else {}
        marking: Marking = marking_of(self.session, process)
        texts = self.with_marked({step: mark.text for step, mark in marking.marks.items()})
        gone = frozenset(step for step, sign in plans.items() if sign == "✗")
        canvas.show(process, drawing_of(process, canvas.zoom, texts, plans), marking.marks, gone)
        self.query_one(Legend).say("   ".join(filter(None, [LEGEND if plans else "", marking.legend])))
        self.show_small_map()

    def with_marked(self, marks: Mapping[str, str]) -> dict[str, str]:
        """Return what is drawn on the steps, with those that a person marked."""
        return dict(marks)

    def show_small_map(self) -> None:
        """Show in the corner where the window is."""
        canvas, small = self.query_one(Canvas), self.query_one(Minimap)
        if canvas.drawing is not None and small.display:
            room = canvas.size
            small.styles.offset = (max(room.width - WIDTH - 1, 0), -1)
            small.show(canvas.drawing, canvas.window, canvas.selected)

    def why_not_pick(self) -> str:
        """Return why no step can be picked on the map."""
        return "" if self.query_one(EntryLine).asks_for_step else "press c first, to connect the step"

    def do_marks(self) -> None:
        """Mark something else on the steps."""
        self._mark(1)

    def do_marks_back(self) -> None:
        """Mark what was marked before."""
        self._mark(-1)

    def do_minimap(self) -> None:
        """Show or hide the small map."""
        small = self.query_one(Minimap)
        small.display = not small.display
        self.show_small_map()

    def do_pick_on_map(self) -> None:
        """Let a step be picked that answers what is asked."""
        line, canvas = self.query_one(EntryLine), self.query_one(Canvas)
        canvas.focus()
        canvas.jump(lambda step: line.fill(step))

    def on_canvas_scrolled(self) -> None:
        """Show on the small map where the window is now."""
        self.show_small_map()

    def on_canvas_mouse_hint(self, event: CanvasMouse.Hint) -> None:
        """Say what is being done on the canvas."""
        self.query_one(Legend).hint(event.text)

    def on_canvas_mouse_opened(self) -> None:
        """Edit the step that was clicked twice."""
        self.action_act("edit-line")

    def on_canvas_mouse_moved(self, event: CanvasMouse.Moved) -> None:
        """Move a step to the lane it was dragged to."""
        self._try(lambda: self.move_to_lane(event.step, event.lane))

    def on_minimap_clicked(self, event: Minimap.Clicked) -> None:
        """Go where the small map was clicked."""
        self.query_one(Canvas).go_to(event.x, event.y)

    def _mark(self, by: int) -> None:
        session = self.session
        modes = modes_of(session)
        place = modes.index(session.marks) if session.marks in modes else 0
        session.marks = modes[(place + by) % len(modes)]
        self.show()
