"""What each step gives the customer against the time it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from procfit.diagrams.dress import badge, bar, dots
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Bar, Dots, Dress, Entry, Overlay
from procfit.diagrams.palette import (
    GRID,
    INK,
    MARK,
    MUTED,
    QUIET,
    SIZE_LABEL,
    SIZE_LANE,
    SIZE_SMALL,
)
from procfit.diagrams.panels import Figured, figured
from procfit.diagrams.scene import Item, Line, Scene, Shape, Text
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.text_width import one_line, points, shorten
from procfit.diagrams.wanted import Wanted
from procfit.model import sayings
from procfit.model.process import TIMELESS, ProcessMap, Step

__all__ = ["ValueFacts", "scene"]

NO_VALUE = "0"
ELSEWHERE = "time: see its own map"
NOT_ASSESSED = "not assessed"
ROW = 13.0
COLUMN = 470.0
GAP = 22.0
NAME = 150.0
SAID = 110.0


@dataclass(frozen=True)
class ValueFacts:
    """The figures of the view, as people read them."""

    figures: tuple[Figured, ...] = ()


def scene(wanted: Wanted) -> Scene:
    """Return the map in lanes with value and time in every box, and the time per step below."""
    process = wanted.shown
    facts = wanted.facts or ValueFacts()
    longest = max((_time(process, step) or 0.0 for step in process.steps), default=0.0)
    panels = [partial(_strip, process, longest)]
    overlay = Overlay(
        dresses={step.id: _dress(process, step, longest) for step in process.steps},
        word=f"Value and time · {wanted.view}",
        note=_note(process),
        entries=list(_entries(process)),
        panels=[figured("A case", facts.figures), *panels] if facts.figures else panels,
        links=wanted.links,
    )
    return lanes(process, wanted.view, {}, wanted.ratio, overlay)


def is_worthless(step: Step) -> bool:
    """Tell whether a step gives the customer nothing: its value is 0, or it adds nothing."""
    return step.value == 0 or (step.value is None and step.adds == "nothing")


def _note(process: ProcessMap) -> str:
    if any(step.value is not None or step.adds for step in process.steps):
        return ""
    return "Value is not assessed: no step of this map has a value."


def _is_counted(step: Step) -> bool:
    return step.kind not in TIMELESS or step.work is not None or step.wait is not None


def _time(process: ProcessMap, step: Step) -> float | None:
    """Return the minutes of one execution as far as known; None = neither work nor wait is assessed."""
    parts = [each.mean for each in (process.work_of(step), process.wait_of(step)) if each is not None]
    return sum(parts) if parts and _is_counted(step) else None


def _dress(process: ProcessMap, step: Step, longest: float) -> Dress:
    if step.kind not in ("task", "call"):
        return Dress()
    worthless = is_worthless(step)
    value = _said_value(step)
    work, wait = (_minutes(each) for each in (process.work_of(step), process.wait_of(step)))
    said = _said_time(process, step)
    marks = Dots(step.value) if step.value is not None else f"value: {value}"
    if step.kind == "call":
        own = marks if step.value is not None else ""
        return Dress(rows=("", own, ELSEWHERE), said=ELSEWHERE)
    shares = [(each or 0.0) / longest if longest else 0.0 for each in (work, wait)]
    return Dress(
        rows=(marks, Bar(*shares), said),
        badge=NO_VALUE if worthless else "",
        fill=MUTED if worthless else "",
        is_dashed=worthless,
        said=f"value {value}, {said}",
    )


def _minutes(duration: object) -> float | None:
    return getattr(duration, "mean", None)


def _said_value(step: Step) -> str:
    if step.value is not None:
        return f"{step.value} of 5"
    words = {"nothing": "adds nothing", "business": "for the business", "customer": NOT_ASSESSED}
    return words.get(step.adds or "", NOT_ASSESSED)


def _said_time(process: ProcessMap, step: Step) -> str:
    work, wait = (_minutes(each) for each in (process.work_of(step), process.wait_of(step)))
    if work is None and wait is None:
        return f"time {NOT_ASSESSED}"
    said = [sayings.minutes(each) if each is not None else "?" for each in (work, wait)]
    return f"work {said[0]} · wait {said[1]}"


def _entries(process: ProcessMap) -> Iterator[Entry]:
    yield Entry("value for the customer, 0 to 5", lambda x, y: dots(Dots(2, most=3), x, y))
    yield Entry("work", lambda x, y: bar(Bar(0.7, 0), x, y, SIGN_WIDTH))
    yield Entry("wait", lambda x, y: bar(Bar(0, 0.7), x, y, SIGN_WIDTH))
    if any(map(is_worthless, process.steps)):
        yield Entry(
            "no value for the customer: dashed",
            lambda x, y: [badge(NO_VALUE, x + SIGN_WIDTH / 2, y, MARK)],
        )
    if any(_lacks_a_time(process, step) for step in process.steps):
        yield Entry("not assessed", lambda x, y: [Text(x + SIGN_WIDTH / 2, y, ("?",), SIZE_LABEL)])


def _lacks_a_time(process: ProcessMap, step: Step) -> bool:
    return _is_counted(step) and None in (process.work_of(step), process.wait_of(step))


def _strip(
    process: ProcessMap, longest: float, left: float, top: float, width: float
) -> tuple[list[Item], float]:
    """Return the time of one execution of each step as bars to one scale, in columns."""
    steps = [step for step in process.steps if _is_counted(step)]
    items: list[Item] = [
        Text(
            left, top + 7, ("Time of one execution, to one scale",), SIZE_LANE, "left", True, INK,
            "heading",
        ),
        Line(((left, top + 17), (left + width, top + 17)), GRID, 0.8, classes="rule"),
    ]  # fmt: skip
    count = max(1, min(int((width + GAP) // (COLUMN + GAP)), -(-len(steps) // 4)))
    column = (width - GAP * (count - 1)) / count
    deep = -(-len(steps) // count)
    for number, step in enumerate(steps):
        place, row = divmod(number, deep)
        x, y = left + place * (column + GAP), top + 30 + row * ROW
        items.extend(_strip_row(process, step, longest, (x, y, column)))
    return items, 30 + deep * ROW


def _strip_row(
    process: ProcessMap, step: Step, longest: float, place: tuple[float, float, float]
) -> Iterator[Item]:
    x, y, width = place
    name = shorten(one_line(step.name or step.id), NAME - 8, lambda text: points(text, SIZE_LABEL))
    yield Text(x, y, (name,), SIZE_LABEL, "left", color=INK, classes="strip name")
    if step.value is not None:
        yield from dots(Dots(step.value), x + NAME, y)
    elif is_worthless(step):
        yield Text(x + NAME, y, ("no value",), SIZE_SMALL, "left", True, MARK, "strip value")
    elif step.kind == "task":
        word = "for us" if step.adds == "business" else NOT_ASSESSED
        yield Text(x + NAME, y, (word,), SIZE_SMALL, "left", color=QUIET, classes="strip value")
    start, room = x + NAME + 56, width - NAME - 56 - SAID
    if _time(process, step) is None:
        yield Text(start, y, (NOT_ASSESSED,), SIZE_SMALL, "left", color=QUIET, classes="strip time")
        return
    shares = [
        (_minutes(each) or 0.0) / longest if longest else 0.0
        for each in (process.work_of(step), process.wait_of(step))
    ]
    yield from (item for item in bar(Bar(*shares), start, y, room) if isinstance(item, Shape))
    said = _said_time(process, step)
    yield Text(x + width, y, (said,), SIZE_SMALL, "right", color=QUIET, classes="strip time")
