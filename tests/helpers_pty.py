"""The app in a real terminal of its own: keys go in as bytes, the screen is read back from what it writes."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

__all__ = ["DEADLINE", "TerminalApp"]

DEADLINE = 40.0
"""Seconds to wait for something before it is taken to never come: generous, for a busy machine."""

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+s": "\x13",
    "ctrl+z": "\x1a",
    "ctrl+y": "\x19",
}

_CODE = re.compile(
    r"\x1b\[(?P<args>[0-9:;?<>=]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b[^\[\]P]"
)


class _Screen:
    """As much of a terminal as the app needs: it prints at places and clears."""

    def __init__(self, width: int, height: int) -> None:
        self._blank = [" "] * width
        self._lines = [list(self._blank) for _ in range(height)]
        self._row = self._column = 0
        self._rest = ""

    def feed(self, text: str) -> None:
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._print(text[at])
                at += 1
                continue
            found = _CODE.match(text, at)
            if found is None:
                self._rest = text[at:]
                return
            self._obey(found["final"] or "", found["args"] or "")
            at = found.end()

    def text(self) -> str:
        return "\n".join("".join(line).rstrip() for line in self._lines)

    def _print(self, letter: str) -> None:
        if letter == "\r":
            self._column = 0
        elif letter == "\n":
            self._row += 1
        elif letter >= " " and self._row < len(self._lines):
            width = cell_len(letter)
            for place in range(self._column, min(self._column + width, len(self._blank))):
                self._lines[self._row][place] = letter if place == self._column else ""
            self._column += width

    def _obey(self, final: str, args: str) -> None:
        numbers = [int(part) for part in args.split(";") if part.isdigit()]
        if final in ("H", "f"):
            row, column = (*numbers, 1, 1)[:2] if len(numbers) > 1 else ((numbers or [1])[0], 1)
            self._row, self._column = row - 1, column - 1
        elif final == "J":
            self._lines = [list(self._blank) for _ in self._lines]
        elif final == "C":
            self._column += (numbers or [1])[0]


class TerminalApp:
    """One run of the app in a terminal; use it as a context."""

    def __init__(self, root: Path, width: int = 160, height: int = 48) -> None:
        self.root = root
        self.keys = 0
        self._screen = _Screen(width, height)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("COLUMNS", "LINES", "NO_COLOR")
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", "import sys; from procfit.cli import main; sys.exit(main([]))"],
            cwd=root,
            env={**environment, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> TerminalApp:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._master)

    def press(self, *keys: str) -> None:
        """Press keys by name or letter, as a person would: one after the other."""
        for key in keys:
            self.keys += 1
            os.write(self._master, KEYS.get(key, key).encode())
            if key == "esc":  # a terminal tells escape from the start of a code by the pause behind it
                self.read(0.15)

    def type(self, text: str) -> None:
        """Type a text and Enter."""
        self.keys += len(text) + 1
        os.write(self._master, f"{text}\r".encode())

    def read(self, seconds: float = 0.02) -> bool:
        """Take in what the app writes for so long at most; return whether it wrote anything."""
        try:
            ready = select.select([self._master], [], [], seconds)[0]
            data = os.read(self._master, 65536) if ready else b""
        except OSError:
            data = b""
        self._screen.feed(self._decoder.decode(data))
        return bool(data)

    @property
    def shown(self) -> str:
        return self._screen.text()

    def wait(self, wanted: str | Callable[[], bool], seconds: float = DEADLINE) -> str:
        """Wait until something stands on the screen, or is so; return the screen."""
        end = time.monotonic() + seconds
        is_there = wanted if callable(wanted) else lambda: wanted in self.shown
        while not is_there():
            assert time.monotonic() < end, f"never came: {wanted}\n{self.shown}"
            assert self.process.poll() is None or self.read(), f"ended before: {wanted}\n{self.shown}"
            self.read()
        return self.shown

    def dump(self) -> str:
        while self.read(0.3):
            pass
        return self.shown

    def wait_end(self) -> int:
        """Wait until the app has ended and return its exit code."""
        end = time.monotonic() + DEADLINE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"never ended\n{self.shown}"
            self.read()
        return self.process.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
