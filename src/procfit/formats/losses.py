"""What a map lost on its way into another format: told by reading the file back, never by guessing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from procfit.formats.map_import import MapImport
from procfit.formats.notices import Notice, Notices
from procfit.formats.process_write import ABSENT
from procfit.model.process import Lane, ProcessMap, Step

__all__ = ["losses"]

_PARTS = frozenset({"id", "lanes", "steps"})


def losses(process: ProcessMap, read: MapImport) -> tuple[Notice, ...]:
    """Return a notice for everything of `process` that the file read back does not hold as it was.

    Parameters
    ----------
    process
        The map that was written.
    read
        What the file that was written holds.
    """
    notices = Notices()
    if not read.maps:
        for problem in read.problems:
            notices.add(process.id, f"cannot be read back as it is: {problem.message}")
        return tuple(notices.told)
    back = read.maps[0]
    _tell_map(process, back, notices)
    _tell_parts("lane", process.lanes, back.lanes, notices)
    _tell_parts("step", process.steps, back.steps, notices)
    return tuple(notices.told)


def _tell_map(process: ProcessMap, back: ProcessMap, notices: Notices) -> None:
    if process.id != back.id:
        notices.add(process.id, f"read back it is called {back.id}")
    names = [field.name for field in fields(ProcessMap) if field.name not in _PARTS]
    changed = {
        name: getattr(back, name) for name in names if getattr(process, name) != getattr(back, name)
    }
    missing = [name for name, after in changed.items() if after in ABSENT]
    if missing:
        notices.add(process.id, f"left out: {', '.join(missing)}")
    for name in changed.keys() - set(missing):
        notices.add(process.id, f"{name} is not kept exactly")


def _tell_parts(
    word: str, before: Sequence[Step | Lane], after: Sequence[Step | Lane], notices: Notices
) -> None:
    """Tell which steps or lanes lost what; in one line what the format has no place for at all."""
    back = {part.id: part for part in after}
    known = {part.id for part in before}
    pairs = [(part, back[part.id]) for part in before if part.id in back]
    _tell_group([part.id for part in before if part.id not in back], f"{word} left out", notices)
    _tell_group(
        [name for name in back if name not in known], f"{word} put in beside the others", notices
    )
    nowhere = []
    for name in _names(pairs):
        lost = [
            old.id
            for old, new in pairs
            if _value(old, name) not in ABSENT and _value(new, name) in ABSENT
        ]
        kept = [old.id for old, new in pairs if _value(new, name) not in ABSENT]
        if lost and not kept:
            nowhere.append(name)
        else:
            _tell_group(lost, f"{name} left out", notices)
        other = [old.id for old, new in pairs if _value(old, name) != _value(new, name)]
        changed = [part for part in other if part not in lost]
        _tell_group(changed, f"{name} is not kept exactly", notices)
    if nowhere:
        notices.add(f"every {word}", f"left out: {', '.join(nowhere)}")
    if [old.id for old, _ in pairs] != [name for name in back if name in known]:
        notices.add(f"{word}s", "their order is not kept")


def _tell_group(names: list[str], message: str, notices: Notices) -> None:
    if names:
        notices.add_group(names, message)


def _names(pairs: list[tuple[Step | Lane, Step | Lane]]) -> Iterator[str]:
    """Yield the fields of steps or lanes, those of the to-be one by one."""
    if not pairs:
        return
    yield from (field.name for field in fields(pairs[0][0]) if field.name not in ("id", "to_be"))
    yield from dict.fromkeys(
        f"to_be.{key}" for pair in pairs for part in pair if isinstance(part, Step) for key in part.to_be
    )


def _value(part: Any, name: str) -> Any:
    """Return a field; of the to-be an empty value counts as one, since it is meant."""
    if not name.startswith("to_be."):
        return getattr(part, name)
    key = name.removeprefix("to_be.")
    return (part.to_be[key],) if key in part.to_be else None
