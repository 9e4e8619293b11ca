"""What the mouse does on the map: choose, open, move the picture, and take a step to another lane."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.geometry import Offset
from textual.message import Message

from procfit.tui.widgets.canvas_paint import CanvasPaint

__all__ = ["CanvasMouse"]


@dataclass
class Held:
    """What the mouse took hold of: a step, or the picture where there is none."""

    at: Offset
    scroll: Offset
    step: str
    moved: bool = False


class CanvasMouse(CanvasPaint):
    """Answers the mouse."""

    class Opened(Message):
        """A step was clicked twice."""

    class Moved(Message):
        """A step was taken to another lane."""

        def __init__(self, step: str, lane: str) -> None:
            super().__init__()
            self.step = step
            self.lane = lane

    class Hint(Message):
        """There is something to say about what is being done; nothing when it is over."""

        def __init__(self, text: str = "") -> None:
            super().__init__()
            self.text = text

    held: Held | None = None

    def select(self, step: str) -> None:
        """Select a step."""
        raise NotImplementedError

    def zoom_by(self, steps: int) -> None:
        """Go closer, or farther when `steps` is below zero."""
        raise NotImplementedError

    def step_under(self, event: events.MouseEvent) -> str:
        """Return the step under the mouse, or nothing."""
        drawing = self.drawing
        if drawing is None or event.x < drawing.lane_names:
            return ""
        return drawing.step_at(event.x + self.scroll_offset.x, event.y + self.scroll_offset.y)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a step or of the picture."""
        if event.button == 1:
            self.held = Held(event.screen_offset, self.scroll_offset, self.step_under(event))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the step or the picture along."""
        held = self.held
        if held is None:
            return
        away = held.at - event.screen_offset
        held.moved = held.moved or away != Offset(0, 0)
        if held.step and held.moved:
            self._drag(held.step, event)
        elif held.moved:
            self.scroll_to(held.scroll.x + away.x, held.scroll.y + away.y, animate=False, force=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go: a step moves to the lane it is over; where nothing was dragged, the step is selected."""
        held = self.held
        self.let_go()
        if held is None:
            return
        if not held.moved:
            self.select(self.step_under(event))
            return
        lane = self._lane_for(held.step, event) if held.step else None
        if lane is not None:
            self.post_message(self.Moved(held.step, lane[0]))

    def on_click(self, event: events.Click) -> None:
        """Open the step that is clicked twice."""
        if event.chain == 2 and self.step_under(event):
            self.post_message(self.Opened())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go closer with Ctrl."""
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go farther with Ctrl."""
        self._wheel(event, -1)

    def let_go(self) -> bool:
        """Let go of what is held without doing anything; False where nothing was held."""
        held, self.held = self.held, None
        self.release_mouse()
        if held is not None and held.step and held.moved:
            self.patch({})
            self.post_message(self.Hint())
        return held is not None

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        if event.ctrl:
            event.stop()
            event.prevent_default()
            self.zoom_by(by)

    def _drag(self, step: str, event: events.MouseMove) -> None:
        """Show where the step would go."""
        lane = self._lane_for(step, event)
        row = event.y + self.scroll_offset.y
        text = f" ▸ {lane[1]} " if lane else " ✗ "
        self.patch({row: [(event.x + 1 + self.scroll_offset.x, text, "ghost")]})
        said = f"Let go to move it to {lane[1]}" if lane else "Let go here and nothing moves"
        self.post_message(self.Hint(f"{said}   Esc: leave it where it is"))

    def _lane_for(self, step: str, event: events.MouseEvent) -> tuple[str, str] | None:
        """Return id and name of the other lane under the mouse, or None."""
        drawing = self.drawing
        if drawing is None or not self.size.region.contains(event.x, event.y):
            return None
        lane = drawing.lane_at(event.y + self.scroll_offset.y)
        area = drawing.boxes.get(step)
        if lane is None or area is None or lane.top <= area.y < lane.bottom:
            return None
        return lane.lane, " ".join(lane.name) or "no lane"
