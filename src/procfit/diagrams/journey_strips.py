"""The strips of a customer's journey: a row per channel, a card per contact, and the same to scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from procfit.diagrams.dress import dots
from procfit.diagrams.overlay import Dots
from procfit.diagrams.palette import (
    ACCENT,
    BAND_CUSTOMER,
    BAND_HEAD_CUSTOMER,
    FLOW,
    GRID,
    INK,
    MARK,
    PAPER,
    QUIET,
    SIZE_LABEL,
    SIZE_NAME,
    SIZE_SMALL,
    WAITING,
)
from procfit.diagrams.scene import Item, Line, Shape, Text
from procfit.diagrams.sheet import MARGIN
from procfit.diagrams.text_width import one_line, points, wrap
from procfit.diagrams.wanted import Wanted
from procfit.model import sayings
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["COLUMN", "HEAD", "JourneyStrips", "Touch", "Way"]

HEAD = 92.0
COLUMN = 136.0
AXIS = 30.0
CHANNEL = 34.0
CARD = 70.0
LINE = 10.5
POINT = 20.0
NO_CHANNEL = "channel not assessed"
NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Touch:
    """A contact on the way: which step, when, and how long the customer waited for it."""

    step: str
    begin: float
    end: float
    waited: float
    asks: tuple[str, ...] = ()
    asks_again: tuple[str, ...] = ()
    lane: str = ""
    is_served: bool = True
    """Whether somebody else than the customer stands in the lane."""


@dataclass(frozen=True)
class Way:
    """One way of a case through the map.

    Attributes
    ----------
    name
        Which way it is, with its chance, in words.
    contacts
        The contacts in the order they begin.
    minutes
        How long it takes.
    at_least
        Whether times are missing on it.
    """

    name: str
    contacts: tuple[Touch, ...]
    minutes: float
    at_least: bool = False


class JourneyStrips:
    """Draws strips of contacts; a row per channel in each of them."""

    def __init__(self, process: ProcessMap, way: Way, width: float, wanted: Wanted, prefix: str) -> None:
        self.process, self.way, self.contacts, self.width = process, way, way.contacts, width
        self.links, self.prefix = wanted.links, prefix
        self.channels: dict[str, str] = {}
        for touch in self.contacts:
            channel = process.step(touch.step).channel or NO_CHANNEL
            self.channels.setdefault(item_key(channel), channel)
        self.card = max(CARD + LINE * len(self._said(touch)) for touch in self.contacts)
        self.height = AXIS + CHANNEL * len(self.channels) + self.card

    def strip(self, first: int, last: int, top: float) -> Iterator[Item]:
        """Return the contacts from one to another in a strip."""
        left, right = MARGIN + HEAD, self.width - MARGIN
        yield from self._bands(left, right, top)
        points_at = [self._point(number, first, top) for number in range(first, last)]
        for one, other in pairwise(points_at):
            yield Line(_between(one, other), FLOW, 1.6, has_arrow=True, classes="journey")
        for number in range(first, last):
            x, y = points_at[number - first]
            yield from self._contact(number, x, y, top)

    def _bands(self, left: float, right: float, top: float) -> Iterator[Item]:
        middle, width = (left + right) / 2, right - left
        for number, channel in enumerate(self.channels.values()):
            y = top + AXIS + (number + 0.5) * CHANNEL
            fill = BAND_CUSTOMER if number % 2 == 0 else PAPER
            yield Shape(
                "box", middle, y, width, CHANNEL, fill=fill, stroke=GRID, stroke_width=0.5,
                classes="channel",
            )  # fmt: skip
            lines = wrap(channel, HEAD - 8, 2, lambda text: points(text, SIZE_LABEL, is_bold=True))
            yield Shape(
                "box", MARGIN + HEAD / 2, y, HEAD, CHANNEL, tuple(lines), SIZE_LABEL, True,
                fill=BAND_HEAD_CUSTOMER, stroke=GRID, stroke_width=0.5, classes="channel head",
                title=f"channel {one_line(channel)}",
            )  # fmt: skip

    def _point(self, number: int, first: int, top: float) -> tuple[float, float]:
        channel = item_key(self.process.step(self.contacts[number].step).channel or NO_CHANNEL)
        row = list(self.channels).index(channel)
        x = MARGIN + HEAD + (number - first + 0.5) * COLUMN
        return x, top + AXIS + (row + 0.5) * CHANNEL

    def _contact(self, number: int, x: float, y: float, top: float) -> Iterator[Item]:
        touch = self.contacts[number]
        step = self.process.step(touch.step)
        when = "start" if touch.begin <= 0 else f"after {sayings.minutes(touch.begin)}"
        yield Text(x, top + 20, (when,), SIZE_LABEL, "middle", True, INK, "when")
        if touch.waited > 0:
            yield Shape(
                "rounded", x - COLUMN / 2, top + 10, 86, 14,
                (f"waits {sayings.minutes(touch.waited)}",), SIZE_SMALL, fill=WAITING, stroke=QUIET,
                stroke_width=0.6, classes="wait", title=f"waits {sayings.minutes(touch.waited)}",
            )  # fmt: skip
        yield self._circle(number, step, x, y)
        yield from self._card(touch, step, x, top + self.height - self.card)

    def _circle(self, number: int, step: Step, x: float, y: float) -> Shape:
        is_unexpected = step.expected is False
        return Shape(
            "diamond" if is_unexpected else "circle", x, y,
            POINT + (10 if is_unexpected else 0), POINT + (8 if is_unexpected else 0),
            (str(number + 1),), SIZE_LABEL, True,
            fill=PAPER, stroke=MARK if is_unexpected else ACCENT,
            stroke_width=2.0, is_dashed=step.expected is None,
            id=f"{self.prefix}contact-{number + 1}-{step.id}",
            classes="step contact", link=self.links.get(step.id, ""),
            title=f"contact {number + 1}: {one_line(step.name or step.id)}, {_told(step)}",
        )  # fmt: skip

    def _card(self, touch: Touch, step: Step, x: float, top: float) -> Iterator[Item]:
        width = COLUMN - 12
        left = x - width / 2
        lines = wrap(step.name or step.id, width, 2, lambda text: points(text, SIZE_NAME, is_bold=True))
        middle = top + 10 + len(lines) * SIZE_NAME * 0.6
        yield Text(left, middle, tuple(lines), SIZE_NAME, "left", True, INK, "name")
        y = top + 42
        for label, value in (("value", step.value), ("effort", step.effort)):
            yield Text(left, y, (label,), SIZE_SMALL, "left", color=QUIET, classes="label")
            if value is None:
                text = Text(
                    left + 34, y, (NOT_ASSESSED,), SIZE_SMALL, "left", color=QUIET, classes="row"
                )
                yield text
            else:
                yield from dots(Dots(value), left + 34, y)
            y += 12
        for line in self._said(touch):
            yield Text(left, y, (line,), SIZE_SMALL, "left", color=QUIET, classes="row")
            y += LINE

    def _said(self, touch: Touch) -> list[str]:
        """Return the lines below the dots of a contact."""
        step = self.process.step(touch.step)
        lines = _lines(touch, step)
        width = COLUMN - 12
        return [
            part
            for line in lines
            for part in wrap(line, width, 3, lambda text: points(text, SIZE_SMALL))
        ]

    def to_scale(self, top: float) -> Iterator[Item]:
        """Return the same way on a line to scale, so that the waiting shows."""
        left, width = MARGIN + HEAD, self.width - 2 * MARGIN - HEAD - 8
        lines = ("The same,", "time to scale")
        yield Text(MARGIN, top + 18, lines, SIZE_LABEL, "left", True, INK, "heading")
        total = max(self.way.minutes, max(touch.end for touch in self.contacts), 1e-9)
        y = top + 26
        yield Shape("box", left + width / 2, y, width, 8, fill=WAITING, stroke=QUIET, stroke_width=0.6)
        ends = -1e9
        level = 0
        for number, touch in enumerate(self.contacts):
            x = left + width * touch.begin / total
            long = max(width * (touch.end - touch.begin) / total, 2.0)
            bar_x = min(x + long / 2, left + width - long / 2)
            yield Shape("box", bar_x, y, long, 8, fill=ACCENT, stroke=ACCENT, classes="contact")
            level = level + 1 if x - ends < 12 else 0
            ends = x
            at = x + level % 5 * 11
            at = min(at, left + width)
            yield Text(at, y - 12, (str(number + 1),), SIZE_SMALL, "middle", True, INK, "when")
        yield Text(left, y + 14, ("0",), SIZE_SMALL, "left", color=QUIET)
        said = sayings.minutes(total, self.way.at_least)
        yield Text(left + width, y + 14, (f"{said} of working time",), SIZE_SMALL, "right", color=QUIET)


def _between(one: tuple[float, float], other: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Return the line from one sign to the next that stays clear of both."""
    across, down = other[0] - one[0], other[1] - one[1]
    share = (POINT / 2 + 5) / max(hypot(across, down), 1.0)
    shift = across * share, down * share
    return (one[0] + shift[0], one[1] + shift[1]), (other[0] - shift[0], other[1] - shift[1])


def _told(step: Step) -> str:
    value = NOT_ASSESSED if step.value is None else f"{step.value} of 5"
    return f"value {value}, {_expected(step)}"


def _expected(step: Step) -> str:
    if step.expected is None:
        return f"expected: {NOT_ASSESSED}"
    return "expected" if step.expected else "not expected"


def _lines(touch: Touch, step: Step) -> Iterator[str]:
    yield _expected(step)
    if touch.lane:
        yield f"{'with' if touch.is_served else 'by'}: {touch.lane}"
    if touch.asks_again:
        yield f"asked AGAIN: {', '.join(touch.asks_again)}"
    fresh = [item for item in touch.asks if item not in touch.asks_again]
    if fresh:
        yield f"asks: {', '.join(fresh)}"
    if step.benefit:
        yield f"“{one_line(step.benefit)}”"
