"""What our own fields make of a map as a whole: its head, its lanes and its messages."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from procfit.formats.bpmn.document import LaneElement, MessageFlow, Scope
from procfit.formats.bpmn.own import shown_line, still_says
from procfit.model.process import Lane, Message

__all__ = ["PlacedMessage", "head_of", "in_places", "own_lane", "own_message"]

PlacedMessage = tuple[int | None, Message]

_SAID_BY_BPMN = ("id", "name", "description", "messages")


def head_of(scope: Scope) -> dict[str, Any]:
    """Return the fields of a map's head and its measures that our own fields give."""
    return {key: value for key, value in scope.fields.items() if key not in _SAID_BY_BPMN}


def own_lane(lane: Lane, element: LaneElement, lanes: Collection[str]) -> Lane:
    """Return a lane with our own fields put in; `lanes` are the ids of all lanes."""
    fields = element.fields
    if still_says(fields, "name", element.name, lambda name: shown_line(name) or lane.id):
        lane = replace(lane, name=fields["name"])
    if not lane.parent and fields.get("parent") in lanes:
        lane = replace(lane, parent=fields["parent"])
    return replace(lane, department=fields.get("department", ""), kind=fields.get("kind"))


def own_message(message: Message, flow: MessageFlow, steps: Collection[str]) -> Message:
    """Return a message with our own fields put in; `steps` are the ends that message flows can show."""
    fields = flow.fields
    source = _own_end(message.source, fields.get("source", ""), steps)
    target = _own_end(message.target, fields.get("target", ""), steps)
    is_named = still_says(fields, "name", flow.name, shown_line)
    return Message(source, target, fields["name"] if is_named else message.name)


def _own_end(drawn: str, written: str, steps: Collection[str]) -> str:
    """Return the end as it was written, where its map is all that a drawing can show of it."""
    is_same = written.partition("#")[0] == drawn and written not in steps
    return written if is_same else drawn


def in_places(drawn: Iterable[PlacedMessage], others: Iterable[Message]) -> tuple[Message, ...]:
    """Return all messages of a map, those without a message flow in the gaps between the drawn ones.

    Examples
    --------
    >>> a, b, c = (Message("p#a", "q", name) for name in "abc")
    >>> "".join(message.name for message in in_places([(1, b), (2, c)], [a]))
    'abc'
    """
    waiting = deque(others)
    messages: list[Message] = []
    for place, message in drawn:
        while waiting and place is not None and len(messages) < place:
            messages.append(waiting.popleft())
        messages.append(message)
    return (*messages, *waiting)
