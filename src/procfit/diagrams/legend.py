"""What the signs of a picture mean: only those that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from procfit.diagrams.figures import Figure, draw_figure, kind_title
from procfit.diagrams.geometry import Rect
from procfit.diagrams.message_figures import Envelope, draw_envelopes, envelopes
from procfit.diagrams.overlay import Entry
from procfit.diagrams.palette import ACCENT, FLOW, FLOW_BACK, MARK, PAPER, QUIET, SIZE_LABEL
from procfit.diagrams.scene import Item, Line, Shape, Text
from procfit.diagrams.text_width import points, shorten
from procfit.model.process import ProcessMap, Step, StepKind

__all__ = ["LINES", "SIGN_WIDTH", "legend", "put_entries"]

ROW = 20.0
SIGN_WIDTH = 26.0
GAP = 16.0

LINES: Mapping[str, tuple[str, float, bool]] = {
    "usual way": (FLOW, 1.8, False),
    "way back": (FLOW_BACK, 1.0, True),
    "line of interaction": (ACCENT, 1.6, False),
    "line of visibility": (ACCENT, 1.4, True),
    "line of internal interaction": (QUIET, 1.2, True),
}
"""Color, width and dashes of the lines that are explained."""

_SIZES = {"task": (22, 13), "call": (22, 13), "decision": (22, 14)}
_ORDER: tuple[StepKind, ...] = (
    "start",
    "end",
    "task",
    "call",
    "decision",
    "inclusive",
    "parallel",
    "join",
    "wait",
)


def legend(
    process: ProcessMap,
    lines: set[str],
    marks: Mapping[str, str],
    place: tuple[float, float, float],
    more: Sequence[Entry] = (),
) -> tuple[list[Item], float]:
    """Return the items of the legend, and how high it is.

    Parameters
    ----------
    lines
        Which of `LINES` are drawn.
    marks
        Badge letters with what they stand for.
    place
        Left end, top, and the width there is.
    more
        What a style explains besides.
    """
    usual = [Entry(text, partial(_sign, sign, text)) for sign, text in _entries(process, lines, marks)]
    return put_entries([*usual, *more], place)


def put_entries(entries: Iterable[Entry], place: tuple[float, float, float]) -> tuple[list[Item], float]:
    """Return signs with what they mean, in as many rows as they need, and how high these are."""
    left, top, width = place
    items: list[Item] = []
    x, y = left, top + ROW / 2
    for entry in entries:
        text = shorten(entry.text, width - SIGN_WIDTH - 4, lambda part: points(part, SIZE_LABEL))
        needed = SIGN_WIDTH + 4 + points(text, SIZE_LABEL) + GAP
        if x > left and x + needed > left + width:
            x, y = left, y + ROW
        items.extend(entry.draw(x, y))
        items.append(
            Text(x + SIGN_WIDTH + 4, y, (text,), SIZE_LABEL, "left", color=QUIET, classes="legend")
        )
        x += needed
    return items, (y + ROW / 2 - top if items else 0.0)


def _entries(
    process: ProcessMap, lines: set[str], marks: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Return what kind of sign each entry shows, and its text."""
    kinds = {step.kind for step in process.steps}
    for kind in _ORDER:
        if kind in kinds:
            yield kind, kind_title(Step("x", "", kind=kind))
    for line in LINES:
        if line in lines:
            yield "line", line
    for letter, meaning in marks.items():
        yield f"mark {letter}", meaning
    for envelope in envelopes(process):
        yield f"message {envelope.number} {'sent' * envelope.is_sent}", envelope.text


def _sign(sign: str, text: str, x: float, y: float) -> Iterator[Item]:
    middle = x + SIGN_WIDTH / 2
    if sign == "line":
        color, width, is_dashed = LINES[text]
        yield Line(((x, y), (x + SIGN_WIDTH, y)), color, width, is_dashed, classes="legend")
        return
    if sign.startswith("mark "):
        letter = (sign.removeprefix("mark "),)
        yield Shape(
            "rounded", middle, y, 14, 14, letter, SIZE_LABEL, True, PAPER, MARK, MARK, classes="legend"
        )
        return
    if sign.startswith("message "):
        number, is_sent = sign.split(" ")[1:]
        place = Rect(x + SIGN_WIDTH - 18, y, 40, 0)
        for item in draw_envelopes([Envelope(number, "", bool(is_sent), "")], place):
            yield replace(item, title="", data=()) if isinstance(item, Shape) else item
        return
    kind = next(kind for kind in _ORDER if kind == sign)
    width, height = _SIZES.get(kind, (14, 14))
    figure = Figure(Step("legend", "", kind=kind), width, height, ())
    for item in draw_figure(figure, Rect(middle - width / 2, y - height / 2, width, height)):
        if isinstance(item, Shape):
            yield replace(item, id="", title="", classes="legend", data=(), size=9.0)
        else:
            yield item
