"""The customer's contacts over time: channel, value, waiting, what is asked, expected or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from procfit.diagrams.dress import dots
from procfit.diagrams.journey_strips import COLUMN, HEAD, JourneyStrips, Touch, Way
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Dots, Entry
from procfit.diagrams.palette import (
    ACCENT,
    INK,
    MARK,
    QUIET,
    SIZE_LABEL,
    SIZE_NAME,
)
from procfit.diagrams.scene import Form, Item, Scene, Shape, Text
from procfit.diagrams.sheet import MARGIN, put_on_sheet, titled
from procfit.diagrams.text_width import points, wrap
from procfit.diagrams.wanted import Wanted
from procfit.model import sayings
from procfit.model.process import ProcessMap

__all__ = ["JourneyFacts", "scene"]

MOST_COLUMNS = 8
LEAST_COLUMNS = 5
STRIP_GAP = 22.0
SCALE = 52.0
NOTHING = "Not assessed: no step on the way has a channel or asks the customer something."
WAY_GAP = 18.0


@dataclass(frozen=True)
class JourneyFacts:
    """The ways to show, and the steps of contact that lie on none of them."""

    ways: tuple[Way, ...] = ()
    elsewhere: tuple[str, ...] = ()


def scene(wanted: Wanted) -> Scene:
    """Return the contacts of a typical case, from left to right in the order of time, and of a long one."""
    process = wanted.shown
    facts: JourneyFacts = wanted.facts or JourneyFacts()
    ways = [way for way in facts.ways if way.contacts]
    columns = max((_columns(len(way.contacts), wanted.ratio) for way in ways), default=1)
    width = 2 * MARGIN + HEAD + max(columns, LEAST_COLUMNS) * COLUMN
    word = f"Customer journey · {wanted.view}"
    note = "" if ways else NOTHING
    head, y = titled(process.name or process.id, _promise(process), word, width, note)
    items: list[Item] = []
    for number, way in enumerate(ways):
        drawn, y = _way(process, way, (number, columns), (y, width), wanted)
        items.extend(drawn)
    drawn, y = _elsewhere(process, facts, y, width)
    items.extend(drawn)
    name = process.name or process.id
    contacts = [touch for way in ways for touch in way.contacts]
    return put_on_sheet(
        head, items, y, _entries(process, contacts), (width, name, _told_ways(word, ways))
    )


def _told_ways(word: str, ways: Sequence[Way]) -> str:
    return f"{word}: {'; '.join(map(_summary, ways)) or NOTHING}"


def _summary(way: Way) -> str:
    count = len(way.contacts)
    contacts = f"{count} contact{'' if count == 1 else 's'}"
    return f"{way.name}: {contacts} in {sayings.minutes(way.minutes, way.at_least)}"


def _way(
    process: ProcessMap,
    way: Way,
    place: tuple[int, int],
    sheet: tuple[float, float],
    wanted: Wanted,
) -> tuple[list[Item], float]:
    """Return a way in strips and to scale, and where it ends."""
    (number, columns), (y, width) = place, sheet
    y += WAY_GAP if number else 0.0
    items: list[Item] = [
        Text(MARGIN, y + 6, (_summary(way),), SIZE_NAME, "left", True, INK, "heading way")
    ]
    y += 16
    drawing = JourneyStrips(process, way, width, wanted, f"way-{number + 1}-" if number else "")
    for start in range(0, len(way.contacts), columns):
        items.extend(drawing.strip(start, min(start + columns, len(way.contacts)), y))
        y += drawing.height + STRIP_GAP
    items.extend(drawing.to_scale(y))
    return items, y + SCALE


def _elsewhere(
    process: ProcessMap, facts: JourneyFacts, y: float, width: float
) -> tuple[list[Item], float]:
    others = [process.step(step).name or step for step in facts.elsewhere if step in process]
    if not others:
        return [], y
    said = f"Contacts on other ways: {', '.join(others)}"
    lines = wrap(said, width - 2 * MARGIN, 3, lambda text: points(text, SIZE_LABEL))
    high = len(lines) * SIZE_LABEL * 1.25
    text = Text(MARGIN, y + high / 2, tuple(lines), SIZE_LABEL, "left", False, QUIET, "others")
    return [text], y + high


def _columns(count: int, ratio: float | None) -> int:
    if ratio is None:
        return max(count, 1)
    rows = -(-count // MOST_COLUMNS) or 1
    return max(-(-count // rows), 1)


def _promise(process: ProcessMap) -> str:
    return " — ".join(part for part in (process.customer, process.outcome) if part)


def _entries(process: ProcessMap, contacts: Sequence[Touch]) -> Iterator[Entry]:
    found = {process.step(touch.step).expected for touch in contacts}
    signs: tuple[tuple[bool | None, Form, str, str], ...] = (
        (True, "circle", ACCENT, "contact the customer expects"),
        (False, "diamond", MARK, "contact the customer does not expect"),
        (None, "circle", ACCENT, "contact, if expected is not assessed"),
    )
    for expected, form, stroke, text in signs:
        if expected in found:
            yield Entry(text, partial(_sign, form, stroke, expected is None))
    if contacts:
        yield Entry("value or effort, 0 to 5", lambda x, y: dots(Dots(2, most=3), x, y))


def _sign(form: Form, stroke: str, is_dashed: bool, x: float, y: float) -> list[Item]:
    middle = x + SIGN_WIDTH / 2
    return [
        Shape(
            form,
            middle,
            y,
            13,
            13,
            stroke=stroke,
            stroke_width=1.8,
            is_dashed=is_dashed,
            classes="legend",
        )
    ]
