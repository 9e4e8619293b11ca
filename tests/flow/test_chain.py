import random

import numpy as np
import pytest

from procfit.flow.chain import Chain
from procfit.model.errors import InputError


def random_chain(seed: int, states: int) -> tuple[list[list[tuple[int, float]]], list[float]]:
    dice = random.Random(seed)
    ways, ends = [], []
    for _ in range(states):
        targets = dice.sample(range(states), dice.randint(0, min(4, states)))
        weights = [dice.random() for _ in targets]
        end = dice.random() * 0.5 + 0.01
        total = sum(weights) + end
        ways.append([(target, weight / total) for target, weight in zip(targets, weights, strict=True)])
        ends.append(end / total)
    return ways, ends


def fundamental(ways: list[list[tuple[int, float]]]) -> np.ndarray:
    matrix = np.zeros((len(ways), len(ways)))
    for state, row in enumerate(ways):
        for target, chance in row:
            matrix[state, target] += chance
    return np.linalg.inv(np.eye(len(ways)) - matrix)


@pytest.mark.parametrize("seed", range(40))
def test_visits_and_repeats_are_those_of_the_fundamental_matrix(seed: int) -> None:
    ways, ends = random_chain(seed, 3 + seed % 15)
    chain, dense = Chain(ways, ends), fundamental(ways)
    arrivals = [1 / (1 + state) for state in range(len(ways))]
    np.testing.assert_allclose(chain.visits(arrivals), np.array(arrivals) @ dense, rtol=1e-12)
    np.testing.assert_allclose(chain.repeats(), np.diag(dense), rtol=1e-12)


def test_a_loop_left_once_in_a_million_million_is_exact() -> None:
    rare = 1e-12
    ways = [[(1, 1.0)], [(2, 1.0)], [(0, 1.0)]]
    ends = [0.0, 0.0, rare]
    ways[2] = [(0, 1 - rare)]
    assert Chain(ways, ends).visits([1.0, 0.0, 0.0])[0] == pytest.approx(1e12, rel=1e-14)


def test_a_loop_without_a_way_out_is_an_error() -> None:
    with pytest.raises(InputError, match="no way out"):
        Chain([[(1, 1.0)], [(0, 1.0)]], [0.0, 0.0])


def test_a_long_chain_does_not_recurse() -> None:
    states = 20_000
    ways = [[(state + 1, 1.0)] for state in range(states)] + [[(0, 0.5)]]
    assert Chain(ways, [0.0] * states + [0.5]).visits([1.0] + [0.0] * states)[7] == pytest.approx(2)
