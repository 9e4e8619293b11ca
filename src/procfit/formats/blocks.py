"""The blocks of a TOML text: where each table and key stands, with the comments above it.

A block is a table header with the comment lines right above it, down to the next block. The index
gives every key its line for messages, and lets an edit replace whole blocks and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from procfit.model.validate import Path

__all__ = ["TOKEN", "Block", "Blocks", "Statement", "own_end"]

_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_KEY_PART}(?:[ \t]*\.[ \t]*{_KEY_PART})*")
_PARTS = re.compile(_KEY_PART)
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY.pattern})[ \t]*\]\]?")
TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)
"""What decides where a value ends: strings, comments, brackets and line ends."""

_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SPACE = re.compile(r"[ \t\r\n]*")
MAX_DEPTH = 32
"""How deep values may nest in a file."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Where one ``key = value`` stands: its first offset, its value, and the start of the next line."""

    start: int
    value: int
    value_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a TOML text.

    `path` names the table with its index where it is one of an array (``("step", 3)``); the block of
    the keys before the first header has the empty path. `start` and `end` are offsets into the text,
    comments above the header included; `header` is the offset of the header itself. `keys` gives each
    statement by its key, dotted keys as tuples.
    """

    path: Path
    start: int
    header: int
    end: int
    keys: dict[tuple[str, ...], Statement] = field(default_factory=dict)


class Blocks:
    """The index of one TOML text; it never fails, however broken the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in the order of the text."""
        return tuple(self._scan())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _offsets(self) -> dict[Path, int]:
        offsets: dict[Path, int] = {}
        for block in self.blocks:
            if block.path:
                offsets.setdefault(block.path, block.header)
            for key, statement in block.keys.items():
                offsets.setdefault((*block.path, *key), statement.start)
        return offsets

    def line(self, offset: int) -> int:
        """Return the line number, from 1, of an offset."""
        return bisect_right(self._line_starts, offset)

    def line_of(self, path: Path) -> int:
        r"""Return the line where `path` is written, or its nearest parent, or 1.

        Examples
        --------
        >>> Blocks('a = 1\n[[step]]\nid = "x"\n').line_of(("step", 0, "id"))
        3
        """
        for length in range(len(path), 0, -1):
            offset = self._offsets.get(path[:length])
            if offset is not None:
                return self.line(offset)
        return 1

    def deepest_line(self) -> int:
        """Return the line where brackets nest deepest."""
        depth = deepest = at = 0
        for token in TOKEN.finditer(self.text):
            mark = token.group()
            if mark in "[{":
                depth += 1
                if depth > deepest:
                    deepest, at = depth, token.start()
            elif mark in "]}":
                depth = max(0, depth - 1)
        return self.line(at)

    def _scan(self) -> Iterator[Block]:
        text, position = self.text, 0
        counts: dict[Path, int] = {}
        path: Path = ()
        start = header = 0
        keys: dict[tuple[str, ...], Statement] = {}
        comments: int | None = None
        while True:
            space = position
            position = _end(_SPACE.match(text, position), position)
            if "\n" in text[space:position]:
                comments = None
            if position >= len(text):
                break
            if text[position] == "#":
                comments = self._line_start(position) if comments is None else comments
                position = self._next_line(position)
                continue
            found = _HEADER.match(text, position)
            if found:
                above = self._line_start(position) if comments is None else comments
                yield Block(path, start, header, above, keys)
                path, start, header, keys = self._resolve(found, counts), above, position, {}
                position = self._next_line(found.end())
            else:
                key = _KEY.match(text, position)
                if key:
                    statement = self._statement(position, key.end())
                    keys.setdefault(_split(key.group()), statement)
                    position = statement.end
                else:
                    position = self._next_line(position)
            comments = None
        yield Block(path, start, header, len(text), keys)

    def _resolve(self, found: re.Match[str], counts: dict[Path, int]) -> Path:
        parts = _split(found[2])
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in counts:
                path = (*path, counts[path] - 1)
        path = (*path, parts[-1])
        if found[1] == "[[":
            counts[path] = counts.get(path, 0) + 1
            return (*path, counts[path] - 1)
        return path

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _next_line(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end + 1

    def _statement(self, start: int, key_end: int) -> Statement:
        text = self.text
        value = _end(_EQUALS.match(text, key_end), key_end)
        depth, value_end = 0, None
        for token in TOKEN.finditer(text, value):
            mark = token.group()
            if mark in "[{":
                depth += 1
            elif mark in "]}":
                depth -= 1
            elif depth <= 0 and mark[0] in "#\n":
                value_end = token.start() if value_end is None else value_end
                if mark == "\n":
                    return Statement(start, value, _trimmed(text, value, value_end), token.end())
        end = len(text)
        return Statement(start, value, _trimmed(text, value, value_end or end), end)


def own_end(text: str, block: Block) -> int:
    """Return where a block's own text ends: after its last statement and the comment right under it."""
    last = max((statement.end for statement in block.keys.values()), default=None)
    end = text.find("\n", block.header) + 1 if last is None and block.path else last or block.start
    while end < block.end:
        line_end = text.find("\n", end, block.end) + 1 or block.end
        if not text[end:line_end].lstrip().startswith("#"):
            break
        end = line_end
    return end


def _end(found: re.Match[str] | None, fallback: int) -> int:
    return found.end() if found else fallback


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(
        part[1:-1].replace('\\"', '"') if part[0] in "\"'" else part for part in _PARTS.findall(dotted)
    )
