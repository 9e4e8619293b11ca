"""Steps as figures on paper: how big each kind is, and what it is drawn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procfit.diagrams.geometry import Extent, Rect
from procfit.diagrams.grid import Layout, Side
from procfit.diagrams.palette import (
    BORDER,
    CALL,
    DECISION,
    EVENT,
    MARK,
    PAPER,
    SIZE_LABEL,
    SIZE_NAME,
    TASK,
)
from procfit.diagrams.scene import Form, Item, Line, Shape, Text
from procfit.diagrams.text_width import one_line, points, wrap
from procfit.model.process import ProcessMap, Step

__all__ = ["Figure", "draw_figure", "figures", "kind_title"]

TASK_WIDTH, TASK_HEIGHT = 104.0, 46.0
DECISION_WIDTH, DECISION_HEIGHT = 116.0, 70.0
EVENT_SIZE = 24.0
GATEWAY_SIZE = 36.0
NAME_WIDTH = 92.0
SIZE_SIGN = 16.0
LINE_HEIGHT = 1.2
MARK_SIZE = 14.0
DOUBLE = 3.0

_LOOKS: dict[str, tuple[Form, str, float]] = {
    "task": ("rounded", TASK, 1.2),
    "call": ("rounded", CALL, 1.2),
    "decision": ("diamond", DECISION, 1.2),
    "inclusive": ("diamond", DECISION, 1.2),
    "parallel": ("diamond", EVENT, 1.2),
    "join": ("diamond", EVENT, 1.2),
    "start": ("circle", EVENT, 1.2),
    "end": ("circle", EVENT, 2.2),
    "wait": ("circle", EVENT, 1.2),
}
_GATEWAY_SIGNS = {"parallel": "+", "join": "+", "inclusive": "O"}
_TITLES = {
    "task": "task",
    "start": "start",
    "end": "end",
    "decision": "decision",
    "inclusive": "inclusive split",
    "parallel": "parallel split",
    "join": "join",
    "wait": "wait",
    "call": "call of another map",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A step's form: its size, the lines of its name, and on which side of it these stand."""

    step: Step
    width: float
    height: float
    lines: tuple[str, ...]
    name_at: Side | None = None

    @property
    def extent(self) -> Extent:
        """The room it needs around its middle, with its name."""
        half = self.height / 2
        if self.name_at is None or not self.lines:
            return Extent(self.width, half, half)
        name = len(self.lines) * SIZE_LABEL * LINE_HEIGHT + 3
        width = max(self.width, *(points(line, SIZE_LABEL) + 4 for line in self.lines))
        above, below = (name, 0.0) if self.name_at == "top" else (0.0, name)
        return Extent(width, half + above, half + below)


def figures(process: ProcessMap, layout: Layout) -> dict[str, Figure]:
    """Return the figure of each step."""
    used: dict[str, set[Side]] = {step.id: set() for step in process.steps}
    for route in layout.routes:
        used[route.source].add(route.exit)
        used[route.target].add(route.entry)
    return {step.id: _figure(step, used[step.id]) for step in process.steps}


def kind_title(step: Step) -> str:
    """Return what a kind of step is called."""
    return _TITLES[step.kind]


def _figure(step: Step, used: set[Side]) -> Figure:
    name = step.name or step.id
    if step.kind == "decision":
        return Figure(step, DECISION_WIDTH, DECISION_HEIGHT, _in_diamond(name))
    if step.kind in _GATEWAY_SIGNS:
        free: list[Side] = [side for side in ("bottom", "top") if side not in used]
        lines = _lines(name, SIZE_LABEL, 2) if free else ()
        return Figure(step, GATEWAY_SIZE, GATEWAY_SIZE, lines, free[0] if free else None)
    if step.kind in ("start", "end", "wait"):
        return Figure(step, EVENT_SIZE, EVENT_SIZE, _lines(name, SIZE_LABEL, 3), "bottom")
    return Figure(step, TASK_WIDTH, TASK_HEIGHT, _lines(name, SIZE_NAME, 3))


def _lines(name: str, size: float, most: int) -> tuple[str, ...]:
    return tuple(wrap(name, NAME_WIDTH, most, lambda text: points(text, size)))


def _in_diamond(name: str) -> tuple[str, ...]:
    """Return the lines that fit into a diamond: the more lines, the narrower."""
    words = one_line(name)
    lines: list[str] = []
    for count in (1, 2, 3):
        height = count * SIZE_LABEL * LINE_HEIGHT
        width = DECISION_WIDTH * (1 - height / DECISION_HEIGHT) + 2
        lines = wrap(words, width, count, lambda text: points(text, SIZE_LABEL))
        if " ".join(lines) == words:
            break
    return tuple(lines)


def draw_figure(figure: Figure, box: Rect, mark: str = "") -> Iterator[Item]:
    """Return what a step is drawn of.

    Parameters
    ----------
    figure
        How it looks.
    box
        Where it stands.
    mark
        A letter or two for its corner, such as that of a finding.
    """
    kind = figure.step.kind
    yield _outline(figure, box)
    if kind == "call":
        yield _inner_border(box)
    elif kind == "wait":
        yield _hourglass(box)
    elif kind == "end":
        yield _dot(box)
    if figure.name_at is not None and figure.lines:
        yield _name_beside(figure, box)
    if mark:
        yield _mark(figure, box, mark)


def _outline(figure: Figure, box: Rect) -> Shape:
    step = figure.step
    form, fill, stroke_width = _LOOKS.get(step.kind, _LOOKS["task"])
    sign = _GATEWAY_SIGNS.get(step.kind)
    lines = (sign,) if sign else () if figure.name_at else figure.lines
    size = SIZE_SIGN if sign else SIZE_LABEL if step.kind == "decision" else SIZE_NAME
    x, y = _middle(box)
    return Shape(
        form,
        x,
        y,
        box.width,
        box.height,
        lines=lines,
        size=size,
        is_bold=bool(sign),
        fill=fill,
        stroke_width=stroke_width,
        id=f"step-{step.id}",
        classes=f"step {step.kind}",
        title=f"{one_line(step.name or step.id)} ({kind_title(step)})",
        data=(("step", step.id), ("lane", step.lane)),
    )


def _inner_border(box: Rect) -> Line:
    left, top = box.x + DOUBLE, box.y + DOUBLE
    right, bottom = box.x + box.width - DOUBLE, box.y + box.height - DOUBLE
    middle = box.x + box.width / 2
    around = (
        (middle, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, top),
        (middle, top),
    )
    return Line(around, stroke=BORDER, radius=9.0, classes="step call")


def _hourglass(box: Rect) -> Line:
    x, y = _middle(box)
    wide, high = box.width * 0.2, box.height * 0.27
    corners = ((x - wide, y - high), (x + wide, y - high), (x - wide, y + high), (x + wide, y + high))
    return Line((*corners, corners[0]), stroke=BORDER, stroke_width=1.3, classes="step wait")


def _dot(box: Rect) -> Shape:
    x, y = _middle(box)
    return Shape("circle", x, y, box.width * 0.5, box.height * 0.5, fill=BORDER, classes="step end")


def _name_beside(figure: Figure, box: Rect) -> Text:
    x, y = _middle(box)
    away = box.height / 2 + 2 + len(figure.lines) * SIZE_LABEL * LINE_HEIGHT / 2
    y += away if figure.name_at == "bottom" else -away
    return Text(x, y, figure.lines, size=SIZE_LABEL, classes="name", data=(("step", figure.step.id),))


def _mark(figure: Figure, box: Rect, mark: str) -> Shape:
    """Return the badge on a step's upper right corner."""
    width = max(MARK_SIZE, points(mark, SIZE_LABEL, is_bold=True) + 6)
    x, y = box.x + box.width - 4, box.y
    if figure.step.kind == "decision":
        x, y = box.x + box.width * 0.78, box.y + box.height * 0.2
    return Shape(
        "rounded",
        x,
        y,
        width,
        MARK_SIZE,
        lines=(mark,),
        size=SIZE_LABEL,
        is_bold=True,
        color=PAPER,
        fill=MARK,
        stroke=MARK,
        classes="mark",
        title=f"findings: {mark}",
    )


def _middle(box: Rect) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2
