"""Messages between maps: a numbered envelope at the step, and in the legend from whom or to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procfit.diagrams.geometry import Rect
from procfit.diagrams.palette import BORDER, INK, PAPER, SIZE_LABEL
from procfit.diagrams.scene import Item, Line, Shape, Text
from procfit.diagrams.text_width import one_line, points, shorten
from procfit.model.process import Message, ProcessMap

__all__ = ["Envelope", "draw_envelopes", "envelopes"]

WIDTH, HEIGHT = 12.0, 8.0
PAD = 3.0
LONGEST = 220.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """One end of a message in a map: its number, its step, and what the legend says."""

    number: str
    step: str
    is_sent: bool
    text: str


def envelopes(process: ProcessMap) -> list[Envelope]:
    """Return the ends of a map's messages that stand at its steps, numbered by message.

    Examples
    --------
    >>> from procfit.model.process import Step
    >>> sent = Message("p#a", "buyer#read", "Quote")
    >>> envelopes(ProcessMap("p", "P", steps=(Step("a", "A"),), messages=(sent,)))[0].text
    'to buyer: Quote'
    """
    found: list[Envelope] = []
    count = 0
    for message in process.messages:
        ends = list(_ends(message, process))
        count += bool(ends)
        found += [Envelope(str(count), step, is_sent, text) for step, is_sent, text in ends]
    return found


def _ends(message: Message, process: ProcessMap) -> Iterator[tuple[str, bool, str]]:
    for own, other, is_sent in (
        (message.source, message.target, True),
        (message.target, message.source, False),
    ):
        home, _, step = own.partition("#")
        if home == process.id and step in process:
            words = f"{'to' if is_sent else 'from'} {other.partition('#')[0]}"
            name = one_line(message.name)
            text = f"{words}: {name}" if name else words
            yield step, is_sent, shorten(text, LONGEST, lambda part: points(part, SIZE_LABEL))


def draw_envelopes(at_step: Sequence[Envelope], box: Rect) -> Iterator[Item]:
    """Return the envelopes of a step that stands at `box`: filled when it sends, open when it receives."""
    right = min(box.x + 18, box.x + box.width / 2 - 2)
    for envelope in at_step:
        width = WIDTH + points(envelope.number, SIZE_LABEL, is_bold=True) + 3 * PAD
        yield from _envelope(envelope, right - width, box.y, width)
        right -= width + 1


def _envelope(envelope: Envelope, left: float, y: float, width: float) -> Iterator[Item]:
    ink, fill = (PAPER, INK) if envelope.is_sent else (INK, PAPER)
    yield Shape(
        "rounded",
        left + width / 2,
        y,
        width,
        HEIGHT + 2 * PAD,
        fill=fill,
        stroke=BORDER,
        classes=f"message {'sent' if envelope.is_sent else 'received'}",
        title=f"message {envelope.number} {envelope.text}",
        data=(("at", envelope.step),),
    )
    x, top = left + PAD, y - HEIGHT / 2
    around = ((x, top), (x + WIDTH, top), (x + WIDTH, top + HEIGHT), (x, top + HEIGHT), (x, top))
    flap = ((x, top), (x + WIDTH / 2, y + 0.5), (x + WIDTH, top))
    for corners in (around, flap):
        yield Line(corners, stroke=ink, stroke_width=0.8, classes="message")
    yield Text(
        x + WIDTH + PAD,
        y,
        (envelope.number,),
        SIZE_LABEL,
        "left",
        is_bold=True,
        color=ink,
        classes="message",
    )
