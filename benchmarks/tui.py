"""How fast the terminal app answers: run `python -m benchmarks.tui` in the checkout.

Runs the app in a real pseudo-terminal of 180 × 50 and takes the time from a key to the last byte of what it
changes on screen. Beside it stands the processor time of the app's main thread, which a busy machine
does not change much. `--steps 1000` takes other maps, `--moves 100` more keys.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from benchmarks.made_maps import write_maps

ROOT = Path(__file__).resolve().parents[1]
PROCFIT = shutil.which("procfit", path=str(Path(sys.executable).parent)) or "procfit"
COLUMNS, LINES = 180, 50
QUIET = 0.12
"""Seconds without a byte after which a repaint is over; the cursor of a line blinks each half second."""
LONGEST = 240.0
PATIENCE = 2.0
"""Seconds that a key may take until its first byte."""
MOVES = ("\x1b[C", "\x1b[C", "\x1b[C", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[C")


class Terminal:
    """The app in a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.started = self.last = time.perf_counter()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.update(COLUMNS=str(COLUMNS), LINES=str(LINES))
            os.execv(PROCFIT, [PROCFIT])
        ioctl(self.terminal, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def wait_for(self, text: str) -> float:
        """Return the seconds from the start until a text is on screen."""
        self.read_until(text)
        return time.perf_counter() - self.started

    def write(self, keys: str) -> None:
        """Press keys."""
        os.write(self.terminal, keys.encode())

    def read_until(self, text: str) -> None:
        """Read until a text is on screen."""
        seen, begun = b"", time.perf_counter()
        while text.encode() not in seen:
            if time.perf_counter() - begun > LONGEST:
                raise TimeoutError(f"{text} did not appear")
            seen += self._read(0.05)

    def answer(self, keys: str, quiet: float = QUIET) -> tuple[float, float, int]:
        """Return the milliseconds from keys to the last byte they change, processor time, and bytes."""
        used, begun = self.used, time.perf_counter()
        self.write(keys)
        self.last, count = begun, 0
        while time.perf_counter() - self.last < (quiet if count or not keys else PATIENCE):
            read = self._read(quiet / 4)
            if read:
                self.last, count = time.perf_counter(), count + len(read)
        return 1000 * (self.last - begun), self.used - used, count

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self.terminal], [], [], patience)
        return os.read(self.terminal, 1 << 16) if ready else b""

    @property
    def used(self) -> float:
        """The processor time of the main thread so far, in milliseconds."""
        return int(Path(f"/proc/{self.child}/schedstat").read_text().split()[0]) / 1e6

    @property
    def memory(self) -> float:
        """The most memory used so far, in megabytes."""
        status = Path(f"/proc/{self.child}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


@contextmanager
def app(folder: Path) -> Iterator[Terminal]:
    """Run the app on a folder."""
    terminal = Terminal(folder)
    try:
        yield terminal
    finally:
        os.kill(terminal.child, signal.SIGKILL)
        os.waitpid(terminal.child, 0)
        os.close(terminal.terminal)


def told(name: str, figures: Sequence[tuple[float, float, int]], budget: str = "") -> None:
    """Print the spread of some answers."""
    wall = sorted(figure[0] for figure in figures)
    used = sorted(figure[1] for figure in figures)
    sent = statistics.median(figure[2] for figure in figures)
    print(
        f"{name:34} p50 {_at(wall, 0.5):6.1f} ms  p95 {_at(wall, 0.95):6.1f} ms"
        f"   processor p50 {_at(used, 0.5):6.1f} ms  p95 {_at(used, 0.95):6.1f} ms"
        f"   {sent:6.0f} bytes   {budget}"
    )


def _at(values: Sequence[float], share: float) -> float:
    return values[min(int(share * len(values)), len(values) - 1)]


def first_paint(runs: int = 5) -> None:
    """Print how long the example takes until its first screen stands."""
    taken = []
    for _ in range(runs):
        with app(ROOT) as terminal:
            taken.append(1000 * terminal.wait_for("Portfolio"))
    print(f"{'first paint of the example':34} p50 {statistics.median(taken):6.0f} ms   budget 400 ms")


def measured(steps: int, moves: int) -> None:
    """Print how a map of that many steps answers."""
    with tempfile.TemporaryDirectory() as made:
        write_maps(Path(made), 1, steps=steps)
        settings = Path(made) / "procfit.toml"
        settings.write_text(f'name = "All is worked out"\n{settings.read_text()}')
        with app(Path(made)) as terminal:
            terminal.wait_for("All is worked out")
            terminal.answer("", 1.0)
            print(f"\nA map of {steps} steps")
            told("open the map", [terminal.answer("2", 1.5)])
            walked = [terminal.answer(MOVES[place % len(MOVES)]) for place in range(moves)]
            told("move the selection", walked, "budget 20 / 40 ms" if steps <= 200 else "")
            told("pan", [terminal.answer("\x1b[1;2C") for _ in range(moves // 4)])
            told("zoom", [terminal.answer(key, 0.3) for key in "-=" * (moves // 16)])
            edits(terminal, max(moves // 10, 3), steps)
            print(f"{'most memory':34} {terminal.memory:6.0f} MB   budget 200 MB")


def edits(terminal: Terminal, times: int, steps: int) -> None:
    """Print how long a typed step takes until it is drawn, and until the findings are new."""
    drawn, all_new = [], []
    terminal.answer("\x1b[H", 0.3)
    terminal.answer("a", 0.3)
    for number in range(times):
        terminal.answer(f"Call {number} back 5m", 0.3)
        used, begun = terminal.used, time.perf_counter()
        terminal.write("\r")
        terminal.read_until(f"After Call {number} back")
        now = 1000 * (time.perf_counter() - begun)
        drawn.append((now, terminal.used - used, 0))
        _, _, count = terminal.answer("", 0.4)
        all_new.append((1000 * (terminal.last - begun), terminal.used - used, count))
    told("type a step, until it is drawn", drawn, "budget 120 ms" if steps <= 200 else "")
    told("… and until the findings are new", all_new)


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--steps", type=int, nargs="*", default=[200, 1000])
    asked.add_argument("--moves", type=int, default=80)
    given = asked.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    first_paint()
    for steps in given.steps:
        measured(steps, given.moves)


if __name__ == "__main__":
    main()
