"""The exact figures of a fit on made-up tables, and the peer's bounds of weights to set beside them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

import numpy
from numpy.typing import NDArray

from procfit.fit.exact.knowing import worth_knowing
from procfit.fit.exact.moves import least_moves
from procfit.fit.exact.race import Race
from procfit.fit.exact.stability import stable_intervals
from procfit.fit.exact.turning import fewest_to_turn

VENDORS, CAPABILITIES, RUNS = 50, 2000, 9
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


def stability_and_flips() -> Callable[[], object]:
    """Find how far every weight may go, and the least move of weight that ties each other vendor."""
    made = race()
    leads = leads_of(made, int((made.mid @ made.weights).argmax()))
    return lambda: (
        least_moves(made.weights, leads),
        stable_intervals(made.weights, leads, made.fixed),
    )


def what_if() -> Callable[[], object]:
    """Find scores, order, flips and intervals once one weight has changed."""
    made = race()
    return lambda: made.with_weight("capability-0007", 0.1).outlook()


def worth() -> Callable[[], object]:
    """Find what knowing each answer is worth, and the fewest answers that turn the lead."""
    made = race()
    spans = (
        made.weights,
        made.low,
        made.mid,
        made.high,
        int((made.mid @ made.weights).argmax()),
    )
    return lambda: (worth_knowing(*spans), fewest_to_turn(*spans))


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(python: str) -> None:
    """Print what the peer takes at the size at which it is still bearable, and what we take.

    It solves two linear programs per weight and vendor, and lets all other weights move freely; ours keep
    their proportions, and are found for every vendor as if it led.
    """
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
