"""Which messages of maps a drawing can show, and between which elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procfit.model.process import Message, ProcessMap

__all__ = ["DrawnMessage", "drawn_messages", "outside_maps", "undrawn_messages"]


@dataclass(frozen=True, slots=True)
class DrawnMessage:
    """A message between two pools, with the map it is written in and its place there.

    The ends are those that a message flow can show: a step where the file holds it, else its map.
    """

    message: Message
    home: str
    place: int
    source: str
    target: str


def drawn_messages(maps: Sequence[ProcessMap]) -> list[DrawnMessage]:
    """Return the messages that can be message flows: those between two different maps."""
    known = {process.id: process for process in maps}
    return [
        DrawnMessage(
            message, process.id, place, _shown(message.source, known), _shown(message.target, known)
        )
        for process in maps
        for place, message in enumerate(process.messages)
        if _is_drawn(message)
    ]


def undrawn_messages(process: ProcessMap) -> list[Message]:
    """Return the messages of a map that no message flow can show."""
    return [message for message in process.messages if not _is_drawn(message)]


def outside_maps(messages: Sequence[DrawnMessage], maps: Sequence[ProcessMap]) -> list[str]:
    """Return the maps that messages come from or go to and that are not among `maps`, each once."""
    known = {process.id for process in maps}
    ends = (end.partition("#")[0] for part in messages for end in (part.source, part.target))
    return [name for name in dict.fromkeys(ends) if name not in known]


def _is_drawn(message: Message) -> bool:
    source, target = (end.partition("#")[0] for end in (message.source, message.target))
    return bool(source and target and source != target)


def _shown(end: str, maps: dict[str, ProcessMap]) -> str:
    name, _, step = end.partition("#")
    return end if name in maps and step in maps[name] else name
