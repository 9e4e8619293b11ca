from __future__ import annotations

import numpy as np
import pytest

from procfit.fit.money.draws import drawn, probability, spread_of


def test_draws_are_triangular() -> None:
    values = drawn("x", [(0.0, 1.0, 5.0)], 40_000)[:, 0]
    # Mean (a + b + c) / 3; below the mode lies (mode − least) / (most − least).
    assert values.mean() == pytest.approx(2.0, abs=0.03)
    assert (values < 1).mean() == pytest.approx(0.2, abs=0.01)
    assert 0 <= values.min() <= values.max() <= 5


def test_a_point_is_always_drawn_as_itself() -> None:
    assert set(drawn("x", [(3.0, 3.0, 3.0)])[:, 0].tolist()) == {3.0}


def test_one_name_has_the_same_draws_and_another_has_others() -> None:
    span = [(0.0, 1.0, 2.0)]
    assert (drawn("rate", span) == drawn("rate", span)).all()
    assert not (drawn("rate", span) == drawn("other", span)).all()


def test_nothing_to_draw_is_no_column() -> None:
    assert drawn("x", []).shape[1] == 0


def test_what_never_ends_has_no_number() -> None:
    spread = spread_of(np.array([1.0] * 6 + [np.inf] * 4))
    assert (spread.p10, spread.p50, spread.p90) == (1.0, 1.0, None)


def test_standard_error_is_that_of_a_share() -> None:
    found = probability(np.array([True] * 10 + [False] * 90))
    assert (found.share, found.error) == (pytest.approx(0.1), pytest.approx(0.03))
