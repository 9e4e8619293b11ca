from __future__ import annotations

import numpy as np
import pytest

from procfit.fit.methods.electre import electre, kernel
from procfit.fit.methods.tables import sum_normalized, toward_more

SITES = np.array(
    [
        [6, 5, 28, 5, 5],
        [4, 2, 25, 10, 9],
        [5, 7, 35, 9, 6],
        [6, 1, 27, 6, 7],
        [6, 8, 30, 7, 9],
        [5, 6, 26, 4, 8],
    ]
)


def test_sites_in_aragon() -> None:
    """Cebrián and Porcar (2009), Localización empresarial en Aragón, Rev. Métodos Cuantitativos 7, 31-56."""
    table = toward_more(sum_normalized(SITES), [1, 1, -1, 1, 1])
    longest = float(np.ptp(table, axis=0).max())
    found = electre(table, np.array([0.25, 0.25, 0.1, 0.2, 0.2]), scale=longest)
    other = ~np.eye(6, dtype=bool)
    concordance = [
        [0, 0.50, 0.35, 0.50, 0.35, 0.45],
        [0.50, 0, 0.50, 0.75, 0.50, 0.50],
        [0.65, 0.50, 0, 0.45, 0.20, 0.70],
        [0.75, 0.25, 0.55, 0, 0.35, 0.45],
        [0.90, 0.70, 0.80, 0.90, 0, 0.90],
        [0.55, 0.50, 0.55, 0.55, 0.10, 0],
    ]
    discordance = [
        [0, 0.5052, 0.4042, 0.1883, 0.42857, 0.2825],
        [0.4286, 0, 0.7143, 0.2589, 0.8571, 0.5714],
        [0.1696, 0.2825, 0, 0.1938, 0.2825, 0.2180],
        [0.5714, 0.4042, 0.8571, 0, 1.0, 0.7143],
        [0.0485, 0.3031, 0.2021, 0.0727, 0, 0.0969],
        [0.1295, 0.6063, 0.5052, 0.2021, 0.3031, 0],
    ]
    assert found.concordance[other] == pytest.approx(np.array(concordance)[other], abs=1e-3)
    assert found.discordance[other] == pytest.approx(np.array(discordance)[other], abs=1e-3)
    assert found.kernel == (4,)


@pytest.mark.parametrize(
    ("beats", "kept"),
    [
        ([], (0, 1, 2, 3)),
        ([(0, 1), (1, 2), (2, 3)], (0, 2)),
        ([(3, 2), (2, 1), (1, 0)], (1, 3)),
        ([(0, 1), (1, 0), (0, 2)], (0, 1, 3)),
        ([(0, 1), (1, 2), (2, 0), (3, 1)], (3,)),
        ([(0, 1), (1, 2), (2, 0), (2, 3)], (0, 1, 2)),
    ],
)
def test_kernel(beats: list[tuple[int, int]], kept: tuple[int, ...]) -> None:
    relation = np.zeros((4, 4), bool)
    for better, worse in beats:
        relation[better, worse] = True
    assert kernel(relation) == kept


def test_a_single_column_can_veto() -> None:
    table, weights = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.9, 0.1])
    assert electre(table, weights, discordance=0.5).kernel == (0, 1)
    assert electre(table, weights, discordance=1.0).kernel == (0,)
