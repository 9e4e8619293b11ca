"""Made-up tables of answers, and the work of saying how sure a ranking is that is timed on them.

A work is a function that gets the table and returns what is timed; add a line to `WORKS` for another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy
from fit_exact import stability_and_flips, what_if, worth

from procfit.fit.answers import utility_range
from procfit.fit.arrays import FitArrays, arrays_of
from procfit.fit.contributions import Contribution
from procfit.fit.drawn.answers import Doubts, doubts_of
from procfit.fit.drawn.chances import KAPPA, chances
from procfit.fit.drawn.smaa import count
from procfit.fit.drawn.weights import evenly
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, Evidence

STEPS = 10
CODES = [*DEFAULT_EVALUATION.codes, "blank"]
EVIDENCE: tuple[Evidence, ...] = ("claimed", "documented", "demonstrated", "reference")


@dataclass(frozen=True)
class Table:
    """Random answers and weights: ten steps in each process, three or four requirements in each step."""

    contributions: list[Contribution]
    answers: dict[str, dict[str, Answer]]

    @property
    def arrays(self) -> FitArrays:
        """The table as arrays."""
        return arrays_of(self.contributions, self.answers, list(self.answers))

    def doubts(self, arrays: FitArrays) -> Doubts:
        """Return what is not known of the answers."""
        return doubts_of(arrays, self.answers, DEFAULT_EVALUATION.codes)


@dataclass(frozen=True)
class Work:
    """A piece of work: what it is, the size of its table, and the seconds it may take.

    `prepare` gets the table and returns what is timed. `peers` names the work of theirs to set beside it, and
    `draws` how many it is counted up to.
    """

    prepare: Callable[[Table], Callable[[], object]]
    vendors: int
    requirements: int
    budget: float
    peers: str = ""
    draws: int = 0


def made(vendors: int, requirements: int) -> Table:
    """Return a random table, the same in every run."""
    dice = numpy.random.default_rng(1)
    names = [f"r{number:04}" for number in range(requirements)]
    processes = max(requirements * 2 // 62, 1)
    needs = numpy.array_split(dice.permutation(requirements), processes * STEPS)
    parts = []
    held = dice.dirichlet(numpy.full(processes, 4.0))
    for process in range(processes):
        for step, share in enumerate(dice.dirichlet(numpy.full(STEPS, 4.0))):
            own = needs[process * STEPS + step]
            parts += [
                Contribution(
                    f"p{process}",
                    f"s{step}",
                    names[number],
                    held[process],
                    share,
                    1 / len(own),
                    held[process] * share / len(own),
                )
                for number in own
            ]
    return Table(parts, {f"v{number}": _answers(dice, f"v{number}", names) for number in range(vendors)})


def _answers(dice: numpy.random.Generator, vendor: str, names: list[str]) -> dict[str, Answer]:
    codes = dice.choice(CODES, len(names), p=dice.dirichlet([16, 16, 8, 8, 4, 4, 4]))
    proofs = dice.integers(len(EVIDENCE), size=len(names))
    return {
        name: Answer(
            vendor,
            name,
            str(code),
            *utility_range(str(code), EVIDENCE[proof], DEFAULT_EVALUATION),
            used="workbook",
        )
        for name, code, proof in zip(names, codes, proofs, strict=True)
    }


def weights_drawn(draws: int) -> Callable[[Table], Callable[[], object]]:
    """Draw weights in two stages around those elicited; answers are worth what is usual."""

    def prepare(table: Table) -> Callable[[], object]:
        arrays = table.arrays
        return lambda: count(arrays, KAPPA, draws)

    return prepare


def flat_drawn(draws: int) -> Callable[[Table], Callable[[], object]]:
    """Draw weights of which nothing is known, as the peers do."""

    def prepare(table: Table) -> Callable[[], object]:
        arrays, kappa = evenly(table.arrays)
        return lambda: count(arrays, kappa, draws)

    return prepare


def cells_drawn(draws: int) -> Callable[[Table], Callable[[], object]]:
    """Draw weights in two stages, and every answer."""

    def prepare(table: Table) -> Callable[[], object]:
        arrays = table.arrays
        doubts = table.doubts(arrays)
        return lambda: count(arrays, KAPPA, draws, doubts)

    return prepare


def all_of_it(table: Table) -> Callable[[], object]:
    """Find all that `procfit fit` tells of chances, from answers to central weights and confidence."""
    codes = DEFAULT_EVALUATION.codes
    return lambda: chances(table.contributions, table.answers, list(table.answers), codes=codes)


WORKS = {
    "100,000 draws of weights": Work(weights_drawn(100_000), 10, 500, 0.5, "weights", 100_000),
    "1,000,000 draws of weights": Work(weights_drawn(1_000_000), 10, 500, 3.0, "weights", 1_000_000),
    "100,000 flat draws": Work(flat_drawn(100_000), 10, 500, 1.0, "weights", 100_000),
    "10,000 draws with all cells": Work(cells_drawn(10_000), 10, 500, 1.0, "cells", 10_000),
    "10,000 draws, cells, 50 × 2,000": Work(cells_drawn(10_000), 50, 2000, 30.0),
    "all that fit tells of chances": Work(all_of_it, 10, 500, 1.0),
    "stability and flips, 50 × 2,000": Work(lambda _: stability_and_flips(), 2, 62, 0.02),
    "what if, 50 × 2,000": Work(lambda _: what_if(), 2, 62, 0.02),
    "worth of answers, 50 × 2,000": Work(lambda _: worth(), 2, 62, 0.02),
}
