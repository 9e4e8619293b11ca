from __future__ import annotations

import numpy as np
import pytest

from helpers_cases import published
from procfit.fit.methods.tables import toward_more, vector_normalized
from procfit.fit.methods.topsis import topsis


def test_fighter_aircraft_of_hwang_and_yoon() -> None:
    """Hwang and Yoon (1981): four aircraft by speed, range, payload, cost (less is better), two scales."""
    raw = np.array(
        [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ]
    )
    table = toward_more(vector_normalized(raw), [1, 1, 1, -1, 1, 1])
    closeness = topsis(table, np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3]))
    assert closeness == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=2e-3)


def test_published_table() -> None:
    case = published("topsis_tzeng_huang_2011")
    closeness = topsis(vector_normalized(np.array(case["matrix"])), np.array(case["weights"]))
    assert closeness == pytest.approx(case["expected"]["similarity"], abs=case["tolerance"])
    ranks = [int((closeness > own).sum()) + 1 for own in closeness]
    assert ranks == case["expected"]["rank"]


def test_where_all_are_alike_nobody_is_nearer() -> None:
    assert topsis(np.full((3, 2), 0.4), np.array([0.5, 0.5])).tolist() == [0.5] * 3
