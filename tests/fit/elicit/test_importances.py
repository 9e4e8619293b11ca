from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.elicit.importances import importances


def apart(found: tuple[int, ...], shares: list[float]) -> float:
    return sum(abs(own / sum(found) - share) for own, share in zip(found, shares, strict=True))


@given(st.lists(st.integers(1, 20), min_size=2, max_size=3))
def test_free_importances_are_at_most_a_rounding_from_the_nearest(sizes: list[int]) -> None:
    shares = [size / sum(sizes) for size in sizes]
    names = dict(zip("abc", shares, strict=False))
    found = importances(names)
    assert all(1 <= own <= 5 for own in found.values())
    nearest = min(apart(each, shares) for each in product(range(1, 6), repeat=len(shares)))
    assert apart(tuple(found.values()), shares) <= nearest + 0.1
    order = sorted(names, key=lambda name: names[name])
    assert [found[name] for name in order] == sorted(found.values())


@pytest.mark.parametrize("values", [(5, 3, 1), (1, 1, 2), (4, 5, 2)])
def test_importances_give_themselves_back(values: tuple[int, ...]) -> None:
    shares = {name: own / sum(values) for name, own in zip("abc", values, strict=True)}
    assert tuple(importances(shares, sum(values)).values()) == values
    assert apart(tuple(importances(shares).values()), list(shares.values())) == pytest.approx(0)


def test_what_keeps_its_sum_is_held_between_one_and_five() -> None:
    assert importances({"a": 0.98, "b": 0.02}, 10) == {"a": 5, "b": 1}
