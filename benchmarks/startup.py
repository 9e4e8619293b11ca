"""How long a command takes from nothing: run `python benchmarks/startup.py` in the checkout.

Prints the median of several runs of the whole process beside its budget, and the time of a bare
interpreter in the same run, so that a slow machine is seen as such.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCFIT = shutil.which("procfit", path=str(Path(sys.executable).parent)) or "procfit"
RUNS = 7


def seconds(command: list[str]) -> float:
    """Return the wall time of one run."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def first_paint() -> float:
    """Return the time until the app has drawn its first screen in a real pseudo-terminal."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color", COLUMNS="160", LINES="48", COLORTERM="truecolor")
        os.execv(PROCFIT, [PROCFIT])
    seen = b""
    while b"Portfolio" not in seen and time.perf_counter() - started < 20:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            seen += os.read(terminal, 65536)
    elapsed = time.perf_counter() - started
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return elapsed


def main() -> None:
    """Print one line per budget."""
    bare = statistics.median(seconds([sys.executable, "-c", "pass"]) for _ in range(RUNS))
    print(f"{'bare interpreter':28} {1000 * bare:6.0f} ms")
    rows = {
        "procfit --help": (lambda: seconds([PROCFIT, "--help"]), 100),
        "procfit check (example)": (lambda: seconds([PROCFIT, "check"]), 400),
        "app, first paint": (first_paint, 400),
    }
    for name, (run, budget) in rows.items():
        run()
        measured = 1000 * statistics.median(run() for _ in range(RUNS))
        print(f"{name:28} {measured:6.0f} ms   budget {budget} ms   ratio {measured / budget:.2f}")


if __name__ == "__main__":
    main()
