from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from procfit.fit.flip import flip

NAMES = "abcde"
units = st.lists(st.integers(0, 100).map(lambda part: part / 100), min_size=5, max_size=5)
raw_weights = st.lists(st.floats(0.01, 1), min_size=5, max_size=5)


def table(values: list[float]) -> dict[str, float]:
    return dict(zip(NAMES, values, strict=True))


def test_by_hand() -> None:
    # The lead is 0.2 on a, so that b must gain: every unit moved from a to b costs it 1.5.
    found = flip({"a": 0.6, "b": 0.4}, {"a": 1.0, "b": 0.5}, {"a": 0.0, "b": 1.0}, "rival")
    assert found.distance == pytest.approx(0.4 / 1.5)
    assert found.challenger == "rival"
    assert found.capability == "b"
    assert dict(found.taken) == pytest.approx({"a": 0.4 / 1.5})


def test_dead_heat_needs_no_move() -> None:
    assert flip({"a": 1.0}, {"a": 0.5}, {"a": 0.5}).distance == 0


def test_nothing_to_weigh_is_a_dead_heat() -> None:
    assert flip({}, {}, {}).distance == 0


def test_leader_as_good_everywhere_cannot_be_overtaken() -> None:
    assert flip({"a": 0.5, "b": 0.5}, {"a": 1.0, "b": 0.5}, {"a": 0.4, "b": 0.5}).distance is None


@given(raw_weights, units, units)
def test_moving_the_weight_ties_the_two(raw: list[float], one: list[float], two: list[float]) -> None:
    weights = table([weight / sum(raw) for weight in raw])
    leader, other = table(one), table(two)
    found = flip(weights, leader, other)
    if not found.distance:
        return
    moved = dict(weights)
    for name, share in found.taken:
        moved[name] -= share
        moved[found.capability] += share
    assert min(moved.values()) >= -1e-12
    assert sum(moved[name] * (leader[name] - other[name]) for name in NAMES) == pytest.approx(
        0, abs=1e-9
    )
    assert sum(abs(moved[name] - weights[name]) for name in NAMES) / 2 == pytest.approx(found.distance)


@settings(deadline=None)
@given(raw_weights, units, units)
def test_greedy_transfer_equals_the_linear_programme(
    raw: list[float], one: list[float], two: list[float]
) -> None:
    weights = [weight / sum(raw) for weight in raw]
    lead = [a - b for a, b in zip(one, two, strict=True)]
    found = flip(table(weights), table(one), table(two))
    size = len(NAMES)
    # New weights = weights - taken + given; half the L1 distance is the sum of what is taken.
    answer = optimize.linprog(
        [1.0] * size + [0.0] * size,
        A_ub=[[-value for value in lead] + lead],
        b_ub=[-sum(w * value for w, value in zip(weights, lead, strict=True))],
        A_eq=[[1.0] * size + [-1.0] * size],
        b_eq=[0.0],
        bounds=[(0, weight) for weight in weights] + [(0, 1)] * size,
    )
    if found.distance is None:
        assert min(lead) > -1e-12
    else:
        assert answer.fun == pytest.approx(found.distance, abs=1e-7)
