"""How long others take for the same table, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FRAME = """
import sys, time, warnings
import numpy
warnings.simplefilter("ignore")
stored = numpy.load(sys.argv[1])
matrix, low, high = stored["mid"], stored["low"], stored["high"]
types = numpy.ones(matrix.shape[1])
dice = numpy.random.default_rng(1)
{setup}
work({few})
begun = time.perf_counter()
work({draws})
print(time.perf_counter() - begun)
"""
LOOP = """
def work(draws):
    ranks = numpy.zeros((len(matrix), len(matrix)))
    for weights in dice.dirichlet(types, draws):
        ranks[numpy.arange(len(matrix)), rank(weights) - 1] += 1
"""
PYSENSMCDA = """
from pysensmcda.smaa import rank_acceptability, simulate
def score(matrix, weights, types): return matrix @ weights
def work(draws):
    rank_acceptability(simulate(score, matrix, types, num_samples=draws, store="accumulate", seed=1))
"""
PYSENSMCDA_CELLS = """
from pysensmcda.smaa import rank_acceptability, simulate
top = numpy.maximum(high, low + 1e-9)
def score(matrix, weights, types): return matrix @ weights
def work(draws):
    cells = dice.triangular(low, numpy.clip(matrix, low, top), top, (draws, *matrix.shape))
    told = dict(num_samples=draws, matrix_samples=cells, store="accumulate", seed=1)
    rank_acceptability(simulate(score, matrix, types, **told))
"""
PYMCDM = """
from pymcdm.methods import WSM
from pymcdm.normalizations import linear_normalization
positive, method = matrix + 1e-9, WSM(normalization_function=linear_normalization)
def rank(weights): return method.rank(method(positive, weights, types)).astype(int)
"""
SCIKIT_CRITERIA = """
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
best = [max] * len(types)
def rank(weights):
    return WeightedSumModel().evaluate(skcriteria.mkdm(matrix, best, weights=weights)).rank_.astype(int)
"""
PEERS = {
    ("weights", "pysensmcda"): (PYSENSMCDA, 50_000),
    ("weights", "pymcdm"): (PYMCDM + LOOP, 500),
    ("weights", "scikit-criteria"): (SCIKIT_CRITERIA + LOOP, 50),
    ("cells", "pysensmcda"): (PYSENSMCDA_CELLS, 2_000),
}
"""Kind of work and peer to the function that does it, and how many draws are timed."""


def seconds_a_draw(python: str, kind: str, peer: str, table: Path) -> float:
    """Return the seconds that one draw takes a peer."""
    setup, draws = PEERS[kind, peer]
    script = FRAME.format(setup=setup, few=max(draws // 50, 1), draws=draws)
    done = subprocess.run(
        [python, "-c", script, str(table)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{peer}: {done.stderr.strip().splitlines()[-1]}")
    return float(done.stdout.split()[-1]) / draws


def throw_away(folder: Path) -> str:
    """Return the interpreter of a new environment that holds the peers."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "pysensmcda", "pymcdm", "scikit-criteria"]
    subprocess.run(install, check=True)
    return python
