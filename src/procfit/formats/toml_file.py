"""TOML files read safely: every problem at once, each with its line; nothing a hostile file can do."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from procfit.formats.blocks import MAX_DEPTH, Blocks
from procfit.model.errors import Level, Place, Problem
from procfit.model.quantities import Calendar
from procfit.model.validate import Fault, Path

__all__ = ["FORMAT", "Reading", "TomlFile", "read_bytes", "read_toml"]

FORMAT = 1
"""The version of the file formats this procfit writes and reads."""

MAX_BYTES = 32 * 1024 * 1024
MOST_PROBLEMS = 100
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
_MERGE = re.compile(r"^(<<<<<<<|>>>>>>>|=======$)", re.MULTILINE)
_MANY_DOTS = re.compile(rf"^[ \t\[]*[\w-]++(?:[ \t]*\.[ \t]*[\w-]++){{{MAX_DEPTH}}}", re.MULTILINE)


@dataclass(slots=True)
class Reading:
    """The problems of one file as it is being read, with the lines and keys they stand at.

    `kept` tells for each array which members of the file were read, so that a fault found in the model
    is reported at the member it came from.
    """

    file: str
    blocks: Blocks
    calendar: Calendar = field(default_factory=Calendar)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Path] = field(default_factory=list)
    kept: dict[Path, list[int]] = field(default_factory=dict)

    def report(self, path: Path, message: str, hint: str = "", level: Level = "error") -> None:
        """Add a problem at the key `path`."""
        self.refused.append(path)
        if len(self.problems) > MOST_PROBLEMS:
            return
        place = self.place(path)
        if len(self.problems) == MOST_PROBLEMS:
            message, hint = f"more than {MOST_PROBLEMS} problems", "mend those above first"
        self.problems.append(Problem(message, hint, place, level))

    def place(self, path: Path) -> Place:
        """Return where the key `path` stands."""
        return Place(self.file, self.blocks.line_of(path))

    def report_faults(self, faults: list[Fault]) -> None:
        """Add what validation found."""
        for fault in faults:
            self.report(self._in_file(fault.path), fault.message, fault.hint, fault.level)

    def _in_file(self, path: Path) -> Path:
        kept = self.kept.get(path[:1])
        if kept is None or len(path) < 2 or not isinstance(path[1], int):
            return path
        return (path[0], kept[path[1]], *path[2:])

    @property
    def failed(self) -> bool:
        """Whether a problem of level error was found."""
        return any(problem.level == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML text with what it holds; `data` is as much as could be read."""

    data: dict[str, Any]
    reading: Reading


def read_toml(path: FilePath, shown: str = "", calendar: Calendar | None = None) -> TomlFile:
    """Read a TOML file; problems are collected, not raised.

    Parameters
    ----------
    path
        The file.
    shown
        The name to use in messages; the path itself by default.
    calendar
        The working calendar for days and weeks.
    """
    shown = shown or str(path)
    raw, problem = read_bytes(path, shown)
    if problem:
        return _unreadable(shown, problem)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unreadable(
            shown, Problem("not UTF-8 text", "save the file as UTF-8", Place(shown, line))
        )
    return parse_toml(text, shown, calendar)


def parse_toml(text: str, shown: str, calendar: Calendar | None = None) -> TomlFile:
    """Read a TOML text; problems are collected, not raised."""
    blocks = Blocks(text)
    reading = Reading(shown, blocks, calendar or Calendar())
    deep = _MANY_DOTS.search(text)
    if deep:
        _refuse_depth(reading, blocks.line(deep.start()))
        return TomlFile({}, reading)
    try:
        return TomlFile(tomllib.loads(text), reading)
    except RecursionError:
        _refuse_depth(reading, blocks.deepest_line())
        return TomlFile({}, reading)
    except ValueError as error:
        return TomlFile(_what_can_be_read(text, blocks, error, reading), reading)


def read_bytes(path: FilePath, shown: str) -> tuple[bytes, Problem | None]:
    """Return the bytes of a file, or the problem that kept it from being read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1024 // 1024} MB"
            return b"", Problem(
                f"the file has {size:,} bytes, more than {limit}", "split it", Place(shown)
            )
        return path.read_bytes(), None
    except OSError as error:
        reason = error.strerror or str(error)
        return b"", Problem(f"cannot be read: {reason}", "check the path and its rights", Place(shown))


def check_format(data: dict[str, Any], reading: Reading, noun: str, optional: bool = False) -> bool:
    """Check ``format = 1``; report and return False when the rest must not be read."""
    version = data.get("format")
    if version is None and optional:
        return True
    if version is None:
        if not reading.failed:
            reading.report((), f"not {noun}: no format", f"begin the file with format = {FORMAT}")
        return False
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        reading.report(("format",), "format must be a whole number", f"write format = {FORMAT}")
        return False
    if version > FORMAT:
        reading.report(
            ("format",), f"made by a newer version of procfit (format {version})", "update procfit"
        )
        return False
    return True


def _unreadable(shown: str, problem: Problem) -> TomlFile:
    return TomlFile({}, Reading(shown, Blocks(""), problems=[problem]))


def _refuse_depth(reading: Reading, line: int) -> None:
    reading.problems.append(
        Problem(
            f"nested deeper than {MAX_DEPTH} levels", "flatten the values", Place(reading.file, line)
        )
    )


def _what_can_be_read(text: str, blocks: Blocks, error: ValueError, reading: Reading) -> dict[str, Any]:
    """Report every broken block of a text that is not TOML, and return what the others hold."""
    merge = _MERGE.search(text)
    if merge:
        line = blocks.line(merge.start())
        problem = Problem(
            "the file holds the marks of an unfinished merge",
            "choose a side and delete the <<<<<<<, ======= and >>>>>>> lines",
            Place(reading.file, line),
        )
        reading.problems.append(problem)
        return {}
    kept = list(text)
    for block in blocks.blocks:
        part = text[block.start : block.end]
        fault = _fault_in(part)
        if fault:
            first_line = blocks.line(block.start)
            reading.problems.append(_syntax_problem(fault, reading.file, first_line - 1))
            kept[block.start : block.end] = [mark if mark == "\n" else " " for mark in part]
    if not reading.problems:
        reading.problems.append(_syntax_problem(error, reading.file, 0))
        return {}
    rest = "".join(kept)
    reading.blocks = Blocks(rest)
    try:
        return tomllib.loads(rest)
    except (ValueError, RecursionError) as left:
        reading.problems.append(_syntax_problem(left, reading.file, 0))
        return {}


def _fault_in(part: str) -> Exception | None:
    try:
        tomllib.loads(part)
    except (ValueError, RecursionError) as error:
        return error
    return None


def _syntax_problem(error: Exception, file: str, lines_above: int) -> Problem:
    message = str(error)
    found = _AT.search(message)
    if isinstance(error, RecursionError):
        message = f"nested deeper than {MAX_DEPTH} levels"
    elif "integer string conversion" in message:
        message = "a number has too many digits"
    place = Place(file, lines_above + (int(found[1]) if found else 1))
    if found:
        place = Place(file, lines_above + int(found[1]), int(found[2]))
        message = message[: found.start()]
    return Problem(
        f"not TOML: {_in_plain_words(message)}", "check quotes, brackets and commas here", place
    )


def _in_plain_words(message: str) -> str:
    if message.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return "this key or table is there twice"
    if message == "Illegal character '\\n'":
        return "a quote is not closed on this line"
    return message[:1].lower() + message[1:200]
