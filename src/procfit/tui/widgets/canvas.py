"""A map drawn in box characters, to move around in: lane names stay, the rest scrolls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message

from procfit.model.process import ProcessMap
from procfit.tui.actions import bindings
from procfit.tui.actor import Actor
from procfit.tui.views.jump import signs_for, still_meant
from procfit.tui.views.moves import Direction, first_step, last_step, neighbor
from procfit.tui.widgets.canvas_mouse import CanvasMouse

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import TextDrawing, Zoom
    from procfit.tui.views.marks import Mark

__all__ = ["Canvas"]

ZOOMS: tuple[Zoom, ...] = ("overview", "compact", "normal", "detail")
PAN_ACROSS = 8
PAN_DOWN = 3
AIR = 3
"""Cells kept free around the selected step."""
JUMP_HINT = "Type the letters on a step to go there   Esc: stay"


class Canvas(CanvasMouse, Actor, can_focus=True):
    """Shows a drawing and lets a person walk from step to step."""

    scope = "canvas"
    about = (
        "The map: time runs from left to right, a lane for everyone who does work. Arrow keys go from step "
        "to step along the flows; j puts letters on the steps to go straight to one. Drag the picture with "
        "the mouse or hold Shift to move it; drag a step to another lane to move it there."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("canvas"))

    class Selected(Message):
        """Another step is selected."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    class Zoomed(Message):
        """A person wants to see it closer or from farther away."""

    class Scrolled(Message):
        """Another part of the map is in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.process: ProcessMap | None = None
        self.zoom: Zoom = "normal"
        self._signs: Mapping[str, str] = {}
        self._typed = ""
        self._picked: Callable[[str], object] | None = None

    def show(
        self,
        process: ProcessMap,
        drawing: TextDrawing,
        marks: Mapping[str, Mark] | None = None,
        gone: frozenset[str] = frozenset(),
    ) -> None:
        """Draw a view of a map; the selection stays where the step still exists."""
        old = self.drawing
        is_same = drawing is old and gone == self.gone and (marks or {}) == self.marks
        self.process, self.drawing, self.marks, self.gone = process, drawing, marks or {}, gone
        if self.selected not in drawing.boxes:
            self.selected = first_step(process)
        if is_same:
            return
        self._stop_jump()
        self.forget()
        self.refresh()
        self.virtual_size = Size(drawing.width, len(drawing.rows))
        if old is None or old.boxes != drawing.boxes:
            self.call_after_refresh(self._bring_into_view)

    def prove(self, path: Sequence[str]) -> None:
        """Mark the path of a proof: its steps and the flows between them."""
        flows = frozenset(
            (step, index)
            for step, following in pairwise(path)
            if self.process is not None and step in self.process
            for index, flow in enumerate(self.process.step(step).next)
            if flow.to == following
        )
        if (frozenset(path), flows) != (self.proof, self.proof_flows):
            self.proof, self.proof_flows = frozenset(path), flows
            self.forget()
            self.refresh()

    def select(self, step: str) -> None:
        """Select a step and bring it into view."""
        if self.drawing is None or step not in self.drawing.boxes or step == self.selected:
            return
        old, self.selected = self.selected, step
        self.forget_step(old)
        self.forget_step(step)
        self._bring_into_view()
        self.post_message(self.Selected(step))

    def go_to(self, x: int, y: int) -> None:
        """Bring a cell of the drawing into the middle of the window."""
        window = self.window
        self.scroll_to(x - window.width // 2, y - window.height // 2, animate=False, force=True)

    @property
    def window(self) -> Region:
        """The part of the drawing that is seen, lane names left out."""
        names = self.drawing.lane_names if self.drawing else 0
        left, top = self.scroll_offset
        return Region(left + names, top, max(self.size.width - names, 0), self.size.height)

    @property
    def is_jumping(self) -> bool:
        """Whether letters stand on the steps."""
        return bool(self._signs)

    def jump(self, picked: Callable[[str], object]) -> None:
        """Put letters on the visible steps; the step whose letters are typed is given to `picked`.

        Nothing is given when the person stops.
        """
        boxes = self.drawing.boxes if self.drawing else {}
        seen = [step for step, area in boxes.items() if self.window.overlaps(Region(*area))]
        seen.sort(key=lambda step: (boxes[step].x, boxes[step].y))
        self._signs, self._typed, self._picked = signs_for(seen), "", picked
        self._show_signs()
        self.post_message(self.Hint(JUMP_HINT))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take letters for the jump while it lasts."""
        return self.is_jumping and character is not None

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a jump; Escape ends it, or lets go of a dragged step."""
        if self.is_jumping:
            event.stop()
            event.prevent_default()
            self._type(event.character or "" if event.is_printable else "")
        elif event.key == "escape" and self.let_go():
            event.stop()
            event.prevent_default()

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if not self.selected:
            return "the map has no steps"
        if action_id == "zoom-in" and self.zoom == ZOOMS[-1]:
            return "this is as close as it gets"
        if action_id == "zoom-out" and self.zoom == ZOOMS[0]:
            return "the whole map is shown as small as it gets"
        return ""

    def do_jump(self) -> None:
        """Put letters on the steps and go to the one that is typed."""
        self.jump(lambda step: self.select(step) if step else None)

    def do_step_up(self) -> None:
        """Select the nearest step above."""
        self._move("up")

    def do_step_down(self) -> None:
        """Select the nearest step below."""
        self._move("down")

    def do_step_back(self) -> None:
        """Select the step before."""
        self._move("left")

    def do_step_on(self) -> None:
        """Select the next step."""
        self._move("right")

    def do_first_step(self) -> None:
        """Select the step where cases start."""
        if self.process:
            self.select(first_step(self.process))

    def do_last_step(self) -> None:
        """Select the step farthest to the right."""
        if self.drawing:
            self.select(last_step(self.drawing.boxes))

    def do_pan_up(self) -> None:
        """Move the picture."""
        self.scroll_relative(y=-PAN_DOWN, animate=False)

    def do_pan_down(self) -> None:
        """Move the picture."""
        self.scroll_relative(y=PAN_DOWN, animate=False)

    def do_pan_left(self) -> None:
        """Move the picture."""
        self.scroll_relative(x=-PAN_ACROSS, animate=False)

    def do_pan_right(self) -> None:
        """Move the picture."""
        self.scroll_relative(x=PAN_ACROSS, animate=False)

    def do_zoom_in(self) -> None:
        """Show the steps with more detail."""
        self.zoom_by(1)

    def do_zoom_out(self) -> None:
        """Show more of the map."""
        self.zoom_by(-1)

    def zoom_by(self, steps: int) -> None:
        """Go closer or farther, as far as it goes."""
        place = min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)
        if ZOOMS[place] != self.zoom:
            self.zoom = ZOOMS[place]
            self.post_message(self.Zoomed())

    def on_resize(self) -> None:
        """Keep the selected step in view."""
        self._bring_into_view()
        self.post_message(self.Scrolled())

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Tell that another part is seen."""
        super().watch_scroll_x(old_value, new_value)
        self._tell_scrolled(old_value, new_value)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that another part is seen."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_scrolled(old_value, new_value)

    def _tell_scrolled(self, old: float, new: float) -> None:
        if round(old) != round(new):
            self._stop_jump()
            self.post_message(self.Scrolled())

    def _move(self, direction: Direction) -> None:
        if self.process and self.drawing:
            self.select(neighbor(self.process, self.drawing.boxes, self.selected, direction))

    def _type(self, letter: str) -> None:
        """Go on with a jump; what no step begins with ends it."""
        self._typed += letter.lower()
        meant = still_meant(self._signs, self._typed) if letter else {}
        if len(meant) > 1:
            self._show_signs()
        else:
            self._stop_jump(next(iter(meant), ""))

    def _show_signs(self) -> None:
        drawing = self.drawing
        patches: dict[int, list[tuple[int, str, str]]] = {}
        for step, sign in still_meant(self._signs, self._typed).items():
            area = drawing.boxes[step] if drawing else None
            if area is not None:
                inset = 1 if area.height > 2 else 0
                patches.setdefault(area.y, []).append((area.x + inset, sign[: area.width], "jump"))
        self.patch(patches)

    def _stop_jump(self, step: str = "") -> None:
        """Take the letters away and hand on what was picked."""
        if self.is_jumping:
            picked, self._signs, self._picked = self._picked, {}, None
            self.patch({})
            self.post_message(self.Hint())
            if picked is not None:
                picked(step)

    def _bring_into_view(self) -> None:
        area = self.drawing.boxes.get(self.selected) if self.drawing else None
        if area is None or not self.size.width:
            return
        names = self.drawing.lane_names if self.drawing else 0
        left = _near(self.scroll_offset.x, area.x - names, area.width, self.size.width - names, AIR)
        top = _near(self.scroll_offset.y, area.y, area.height, self.size.height, 1)
        if Offset(left, top) != self.scroll_offset:
            self.scroll_to(left, top, animate=False, force=True)


def _near(scroll: int, start: int, length: int, room: int, air: int) -> int:
    """Return how far to scroll to see something: as it is where it is seen, else a good part further.

    Examples
    --------
    >>> _near(0, 20, 10, 100, 3), _near(0, 95, 10, 100, 3), _near(90, 80, 10, 100, 3)
    (0, 62, 23)
    """
    if scroll <= max(0, start - air) and start + length + air <= scroll + room:
        return scroll
    ahead = room // 3 if start > scroll else room - room // 3 - length
    nearest = max(0, start - air)
    return min(nearest, max(0, start - max(ahead, air)))
