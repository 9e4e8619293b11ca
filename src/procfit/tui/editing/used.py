"""What the maps already say in their fields, for completing what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procfit.model.process import ProcessMap, Step

__all__ = ["ITEMS", "part_of", "used"]

ITEMS = ("asks", "reads", "writes", "delivers")
"""The fields that name items; what one of them names, the others may name too."""

_KEYS = ("system", "channel", "approves", "source", "rival.who", "rival.source")


def part_of(step: Step, key: str) -> Any:
    """Return what a step says in a field, or in a part of one such as ``rival.time``."""
    table, _, inner = key.partition(".")
    value = getattr(step, table)
    return getattr(value, inner) if inner and value is not None else value


def used(maps: Iterable[ProcessMap], key: str) -> tuple[str, ...]:
    """Return what maps say in a field, each once; nothing for fields that are not completed."""
    wanted = "items" if key in ITEMS else key
    return tuple(dict.fromkeys(word for process in maps for word in _words(process).get(wanted, ())))


def _words(process: ProcessMap) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a map by field; read once."""
    known: dict[str, Mapping[str, tuple[str, ...]]] = vars(process).setdefault("_words_used", {})
    if "words" not in known:
        known["words"] = {
            "items": tuple(dict.fromkeys(_items(process))),
            **{key: tuple(dict.fromkeys(_texts(process, key))) for key in _KEYS},
        }
    return known["words"]


def _items(process: ProcessMap) -> Iterator[str]:
    for step in process.steps:
        for key in ITEMS:
            yield from getattr(step, key)


def _texts(process: ProcessMap, key: str) -> Iterator[str]:
    for step in process.steps:
        if text := part_of(step, key):
            yield text
