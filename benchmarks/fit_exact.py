"""How long it takes to tell exactly how sure a ranking is: run ``python benchmarks/fit_exact.py``.

Prints the milliseconds of processor time for all flips and all stability intervals, for what knowing each
answer is worth, and for trying another weight, at 50 vendors and 2,000 capabilities. ``--with-pysensmcda``
installs pysensmcda into a throw-away environment and lets both find the exact bounds of 60 weights for 10
vendors. It solves two linear programs per weight and vendor, and lets all other weights move freely; ours
keep their proportions, and are found for every vendor as if it led.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy
from numpy.typing import NDArray

from procfit.fit.exact.knowing import worth_knowing
from procfit.fit.exact.moves import least_moves, pair_distances
from procfit.fit.exact.race import Race
from procfit.fit.exact.stability import stable_intervals
from procfit.fit.exact.turning import fewest_to_turn

VENDORS, CAPABILITIES, RUNS, BUDGET = 50, 2000, 9, 20
PEER_VENDORS, PEER_CAPABILITIES = 10, 60
PEER = f"""
import time
import numpy
from pysensmcda.smaa import exact_weight_bounds
table = numpy.random.default_rng(1).random(({PEER_VENDORS}, {PEER_CAPABILITIES}))
start = time.process_time()
exact_weight_bounds(table, numpy.ones({PEER_CAPABILITIES}), scaling="none")
print(time.process_time() - start)
"""


def race(vendors: int = VENDORS, capabilities: int = CAPABILITIES) -> Race:
    """Return made-up answers: sure ones, claims and blanks."""
    dice = numpy.random.default_rng(1)
    spans = numpy.sort(dice.random((vendors, capabilities, 3)), axis=2)
    low, mid, high = (numpy.ascontiguousarray(spans[:, :, part]) for part in range(3))
    blank = dice.random((vendors, capabilities)) < 0.1
    low[blank], mid[blank], high[blank] = 0.0, 0.5, 1.0
    return Race(
        tuple(f"vendor-{number:03}" for number in range(vendors)),
        tuple(f"capability-{number:04}" for number in range(capabilities)),
        dice.dirichlet(numpy.ones(capabilities)),
        low,
        mid,
        high,
        numpy.where(blank, 0.0, mid),
        dice.random(capabilities) < 0.01,
    )


def leads_of(made: Race, leader: int) -> NDArray[numpy.float64]:
    """Return the leader's utilities less those of each other vendor."""
    found: NDArray[numpy.float64] = made.mid[leader] - numpy.delete(made.mid, leader, axis=0)
    return found


def figures(runs: int) -> None:
    """Print a line per figure."""
    made = race()
    leader = int((made.mid @ made.weights).argmax())

    def stability_and_flips() -> None:
        leads = leads_of(made, leader)
        least_moves(made.weights, leads)
        stable_intervals(made.weights, leads, made.fixed)

    spans = made.weights, made.low, made.mid, made.high, leader
    show("stability intervals and flips of the leader", runs, stability_and_flips, BUDGET)
    show(
        "what if one weight changes",
        runs,
        lambda: made.with_weight("capability-0007", 0.1).outlook(),
        BUDGET,
    )
    show("what knowing each answer is worth", runs, lambda: worth_knowing(*spans))
    show("fewest answers that turn the lead", runs, lambda: fewest_to_turn(*spans))
    show("flips of all pairs", runs, lambda: pair_distances(made.weights, made.mid))


def show(what: str, runs: int, work: Callable[[], object], budget: int | None = None) -> None:
    """Print how many milliseconds something takes."""
    taken = [seconds(work) * 1000 for _ in range(runs)]
    within = f", budget {budget} ms" if budget else ""
    print(
        f"{what}, {VENDORS} × {CAPABILITIES}: median {statistics.median(taken):.1f} ms "
        f"(best {min(taken):.1f}, worst {max(taken):.1f}){within}"
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(python: str) -> None:
    """Print what the peer takes at the size at which it is still bearable, and what we take."""
    asked = subprocess.run([python, "-c", PEER], check=True, capture_output=True, text=True)
    peer = float(asked.stdout)
    made = race(PEER_VENDORS, PEER_CAPABILITIES)

    def ours() -> None:
        for leader in range(PEER_VENDORS):
            stable_intervals(made.weights, leads_of(made, leader))

    own = min(seconds(ours) for _ in range(RUNS))
    print(
        f"bounds of weights, {PEER_VENDORS} × {PEER_CAPABILITIES}: ours {own * 1000:.2f} ms, "
        f"pysensmcda {peer * 1000:.0f} ms, ratio {peer / own:.0f}"
    )


def throw_away(folder: Path) -> str:
    """Return the interpreter of a new environment that holds pysensmcda."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pysensmcda"], check=True)
    return python


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument(
        "--with-pysensmcda", action="store_true", help="install pysensmcda into a throw-away environment"
    )
    parser.add_argument("--pysensmcda", metavar="PYTHON", help="an interpreter that has pysensmcda")
    options = parser.parse_args()
    figures(options.runs)
    with tempfile.TemporaryDirectory() as scratch:
        if options.pysensmcda or options.with_pysensmcda:
            compare(options.pysensmcda or throw_away(Path(scratch) / "environment"))


if __name__ == "__main__":
    main()
