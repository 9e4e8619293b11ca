"""How long it takes to say how sure a ranking is: run `python benchmarks/fit.py [--with-peers]`.

Each line is one piece of work on a made-up table of answers, in a process of its own: wall seconds (the best
of the rounds) with the budget for two quiet cores, processor seconds, and the peak memory of the process.

With peers, pysensmcda, pymcdm and scikit-criteria (installed into a throw-away environment, or found by
`--peers PYTHON`) rank the same table under weights of which nothing is known, the only ones they draw, in
turns with ours. They do fewer draws, which are counted up: their time grows with the draws.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy
from fit_exact import compare as compare_bounds
from fit_peers import PEERS, seconds_a_draw, throw_away
from fit_works import WORKS, made

SHORT = 0.1
"""Work under so many seconds is done several times, and the best counts."""

Taken = tuple[float, float, float]
"""Wall seconds, processor seconds and peak memory in MB."""


def one(name: str) -> None:
    """Do one piece of work and print what it took."""
    work = WORKS[name]
    run = work.prepare(made(work.vendors, work.requirements))
    taken = min(_taken(run) for _ in range(1 if work.budget > SHORT else 9))
    print(*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _taken(run: Callable[[], object]) -> tuple[float, float]:
    begun, worked = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - begun, time.process_time() - worked


def ours(name: str) -> Taken:
    """Return what one piece of our work takes in a process of its own."""
    command = [sys.executable, __file__, "--one", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr.strip().splitlines()[-1]}")
    wall, processor, memory = map(float, done.stdout.split())
    return wall, processor, memory


def compare(python: str, rounds: int, scratch: Path) -> None:
    """Do all works in turns and print a line for each, with one for every peer below it."""
    arrays = made(10, 500).arrays
    table = scratch / "table.npz"
    numpy.savez(table, low=arrays.low, mid=arrays.mid, high=arrays.high)
    peers = PEERS if python else ()
    own: dict[str, Taken] = {}
    draw: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        for name in WORKS:
            taken = ours(name)
            own[name] = min(taken, own.get(name, taken))
        for kind, peer in peers:
            each = seconds_a_draw(python, kind, peer, table)
            draw[kind, peer] = min(each, draw.get((kind, peer), each))
    print(f"{'':34} {'seconds':>9} {'budget':>7} {'processor':>10} {'memory':>9}")
    for name, work in WORKS.items():
        wall, processor, memory = own[name]
        print(f"{name:34} {wall:9.4f} {work.budget:7g} {processor:10.4f} {memory:6.0f} MB")
        for (kind, peer), each in draw.items():
            if kind == work.peers:
                seconds = each * work.draws
                print(f"    {peer:30} {seconds:9.1f}   {seconds / wall:,.0f} × ours")
    if python:
        compare_bounds(python)


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--with-peers", action="store_true", help="install the peers into a throw-away environment"
    )
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has them")
    parser.add_argument("--one", choices=WORKS, help="do one piece of work and print what it took")
    options = parser.parse_args()
    if options.one:
        one(options.one)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        python = options.peers or (throw_away(folder / "peers") if options.with_peers else "")
        compare(python, options.rounds, folder)


if __name__ == "__main__":
    main()
