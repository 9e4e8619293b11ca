"""How often a method changes its winner when a losing vendor is dropped, on random tables.

Run ``python -m benchmarks.rank_reversal``. Answers are drawn from the codes of the scale, weights evenly over
all that are possible. The figures stand in ``docs/second-opinions.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from procfit.fit.methods.catalog import FULL, INDIFFERENCE
from procfit.fit.methods.promethee import flows, linear, preferences
from procfit.fit.methods.tables import vector_normalized
from procfit.fit.methods.topsis import topsis
from procfit.fit.methods.vikor import vikor
from procfit.model.scale import default_codes

Matrix = NDArray[np.float64]
TABLES = 1000
SIZES = ((5, 8), (5, 30), (5, 80))


def main() -> None:
    """Print a line per method and a column per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=TABLES)
    count = parser.parse_args().tables
    sizes = "  ".join(f"{vendors} × {columns}" for vendors, columns in SIZES)
    print(f"{'winner changes, vendors × capabilities':<40}{sizes}")
    for name, grade in METHODS.items():
        shares = [reversals(grade, *size, count) / count for size in SIZES]
        print(f"{name:<40}" + "  ".join(f"{share:>6.1%}" for share in shares))


def reversals(grade: Callable[[Matrix, Matrix], Matrix], rows: int, columns: int, count: int) -> int:
    """Return in how many tables dropping one of the losers changes the first."""
    generator = np.random.default_rng(1)
    worth = np.array([code.utility[1] for code in default_codes().values()])
    found = 0
    for _ in range(count):
        table, weights = generator.choice(worth, (rows, columns)), generator.dirichlet(np.ones(columns))
        first = int(grade(table, weights).argmax())
        rest = [[row for row in range(rows) if row != gone] for gone in range(rows) if gone != first]
        found += any(kept[int(grade(table[kept], weights).argmax())] != first for kept in rest)
    return found


def _stretched(table: Matrix, weights: Matrix) -> Matrix:
    span = np.ptp(table, axis=0)
    moved: Matrix = (table - table.min(axis=0)) / np.where(span == 0, 1, span)
    return moved @ weights


def _net_flow(table: Matrix, weights: Matrix) -> Matrix:
    functions = [linear(INDIFFERENCE, FULL)] * table.shape[1]
    return flows(preferences(table, weights, functions)).net


METHODS: dict[str, Callable[[Matrix, Matrix], Matrix]] = {
    "weighted sum (the score)": lambda table, weights: table @ weights,
    "PROMETHEE II": _net_flow,
    "TOPSIS": topsis,
    "TOPSIS, columns vector-normalized": lambda table, weights: topsis(
        vector_normalized(table), weights
    ),
    "weighted sum, columns stretched": _stretched,
    "VIKOR": lambda table, weights: -vikor(table, weights).q,
}


if __name__ == "__main__":
    main()
