"""Changes of maps as pure functions, map in and map out; references follow everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from procfit.model.process import Message, ProcessMap, Step

__all__ = ["rename_maps"]


def rename_maps(maps: Sequence[ProcessMap], names: Mapping[str, str]) -> tuple[ProcessMap, ...]:
    """Return the maps under new ids, calls and messages between them following.

    Parameters
    ----------
    maps
        The maps.
    names
        New ids by old ids; a map that is not named keeps its id.
    """
    if all(old == new for old, new in names.items()):
        return tuple(maps)
    return tuple(
        replace(
            process,
            id=names.get(process.id, process.id),
            steps=tuple(_call_renamed(step, names) for step in process.steps),
            messages=tuple(_ends_renamed(message, names) for message in process.messages),
        )
        for process in maps
    )


def _call_renamed(step: Step, names: Mapping[str, str]) -> Step:
    later = step.to_be.get("call", "")
    if later in names:
        step = replace(step, to_be={**step.to_be, "call": names[later]})
    return replace(step, call=names[step.call]) if step.call in names else step


def _ends_renamed(message: Message, names: Mapping[str, str]) -> Message:
    return replace(
        message, source=_end_renamed(message.source, names), target=_end_renamed(message.target, names)
    )


def _end_renamed(end: str, names: Mapping[str, str]) -> str:
    process, mark, step = end.partition("#")
    return f"{names.get(process, process)}{mark}{step}"
