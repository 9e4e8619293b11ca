"""A changed map put into its own file: what did not change keeps its bytes, comments and all.

Every ``[[step]]`` (or lane, KPI, message) with its sub-tables and the comment lines right above it is one
segment. A changed field is a changed statement inside its segment; adding, deleting and moving touch
only the segment itself. Comments that stand apart, between blank lines, stay where they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.map_arrays import ARRAYS, Array, Key, Part, by_key, fields_of, renamed
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import HEAD_KEYS
from procfit.formats.statements import with_fields
from procfit.model.errors import OutputError
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar

__all__ = ["updated_text"]


@dataclass(frozen=True)
class _Segment:
    """A piece of the file: its own text, and what stands between it and the next piece."""

    array: str
    key: Key
    own: str
    tail: str


def updated_text(text: str, old: ProcessMap, new: ProcessMap, calendar: Calendar | None = None) -> str:
    """Return the file's text with a changed map put in.

    Parameters
    ----------
    text
        The text of the file.
    old
        The map as it was read from `text`.
    new
        The map to be read from the result.
    calendar
        The working calendar that `old` was read with.

    Raises
    ------
    OutputError
        When the result would not read back as `new`; nothing is lost then, the file is as it was.
    """
    if new == old:
        return text
    if "\r\n" in text:
        return updated_text(text.replace("\r\n", "\n"), old, new, calendar).replace("\n", "\r\n")
    segments = list(_segments(text, old))
    head, rest = segments[0], segments[1:]
    own = with_fields(head.own, (), fields_of(old, HEAD_KEYS), fields_of(new, HEAD_KEYS), HEAD_KEYS)
    segments = [_Segment("", (), own, head.tail), *rest]
    for array in ARRAYS:
        before, after = getattr(old, array.field), getattr(new, array.field)
        if before != after:
            segments = _with_parts(segments, array, before, after)
    written = "".join(segment.own + segment.tail for segment in segments)
    read, problems = read_process_text(written, new.id, calendar=calendar)
    if read != new:
        reason = next((str(problem) for problem in problems if problem.level == "error"), "it differs")
        raise OutputError(
            f"the changed map {new.id} would not read back the same ({reason})",
            "undo the last change; the file is as it was",
        )
    return written


def _segments(text: str, process: ProcessMap) -> Iterator[_Segment]:
    """Yield the head, then a segment per table of an array, covering the text whole."""
    keys: dict[str, list[Key]] = {
        array.name: list(by_key(array, getattr(process, array.field))) for array in ARRAYS
    }
    group: list[Block] = []
    for block in Blocks(text).blocks:
        if group and block.path[:2] != group[0].path[:2]:
            yield _segment(text, group, keys)
            group = []
        group.append(block)
    yield _segment(text, group, keys)


def _segment(text: str, group: Sequence[Block], keys: dict[str, list[Key]]) -> _Segment:
    start, end = group[0].start, group[-1].end
    end_of_own = own_end(text, group[-1])
    path = group[0].path
    name = str(path[0]) if path else ""
    key = keys[name][path[1]] if name in keys and isinstance(path[1], int) else ()
    return _Segment(name, key, text[start:end_of_own], text[end_of_own:end])


def _with_parts(
    segments: list[_Segment], array: Array, before: Sequence[Part], after: Sequence[Part]
) -> list[_Segment]:
    """Return the segments with the parts of one array changed, removed, moved and added."""
    old, new = by_key(array, before), by_key(array, after)
    names = renamed(array, old, new)
    old = {names.get(key, key): part for key, part in old.items()}
    segments = [
        replace(segment, key=names.get(segment.key, segment.key))
        if segment.array == array.name
        else segment
        for segment in segments
    ]
    kept = [
        _changed(segment, array, old[segment.key], new[segment.key])
        if segment.array == array.name and segment.key in new
        else segment
        for segment in segments
    ]
    gone = old.keys() - new.keys()
    stay = _longest_in_order([key for key in old if key in new], list(new))
    moved = {
        segment.key: segment.own
        for segment in kept
        if segment.array == array.name and segment.key in new and segment.key not in stay
    }
    result = _without(kept, array.name, gone | moved.keys())
    for position, (key, part) in enumerate(new.items()):
        if key not in stay:
            own = moved.get(key) or array.write(part)
            _insert(result, array, own, key, list(new)[:position])
    return result


def _changed(segment: _Segment, array: Array, old: Part, new: Part) -> _Segment:
    if old == new:
        return segment
    own = with_fields(
        segment.own,
        (array.name, 0),
        fields_of(old, array.keys),
        fields_of(new, array.keys),
        array.keys,
    )
    return _Segment(segment.array, segment.key, own, segment.tail)


def _without(segments: Sequence[_Segment], array: str, keys: set[Key]) -> list[_Segment]:
    """Return the segments without some parts; comments that stood apart behind them stay."""
    result: list[_Segment] = []
    for segment in segments:
        if segment.array != array or segment.key not in keys:
            result.append(segment)
        elif segment.tail.strip() and result:
            last = result[-1]
            result[-1] = _Segment(last.array, last.key, last.own, last.tail + segment.tail.lstrip("\n"))
    return result


def _insert(segments: list[_Segment], array: Array, own: str, key: Key, before: Sequence[Key]) -> None:
    """Insert a part behind the nearest part that goes before it."""
    places = {
        segment.key: index for index, segment in enumerate(segments) if segment.array == array.name
    }
    ahead = [places[name] for name in before if name in places]
    if ahead:
        at = ahead[-1] + 1
    elif places:
        at = min(places.values())
    else:
        at = _end_of_earlier(segments, array.name)
    last = segments[at - 1]
    if not (last.own + last.tail).endswith("\n\n"):
        missing = "\n" if (last.own + last.tail).endswith("\n") else "\n\n"
        segments[at - 1] = _Segment(last.array, last.key, last.own, last.tail + missing)
    segments.insert(at, _Segment(array.name, key, own, "\n" if at < len(segments) else ""))


def _end_of_earlier(segments: Sequence[_Segment], name: str) -> int:
    """Return the place behind all arrays that come before `name` in a file."""
    order = ["", *(array.name for array in ARRAYS)]
    return max(
        index + 1
        for index, segment in enumerate(segments)
        if segment.array in order[: order.index(name)]
    )


def _longest_in_order(old: Sequence[Key], new: Sequence[Key]) -> set[Key]:
    """Return the most keys that can stay where they are: the longest increasing run of new places."""
    place = {key: index for index, key in enumerate(new)}
    tails: list[int] = []
    chain: list[tuple[Key, int]] = []
    for key in old:
        at = bisect_left(tails, place[key])
        tails[at : at + 1] = [place[key]]
        chain.append((key, at))
    stay: set[Key] = set()
    wanted = len(tails) - 1
    for key, at in reversed(chain):
        if at == wanted:
            stay.add(key)
            wanted -= 1
    return stay
