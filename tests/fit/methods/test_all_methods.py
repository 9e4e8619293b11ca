"""What holds for every method, also on tables that no textbook has."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.fit.methods.electre import electre
from procfit.fit.methods.promethee import flows, linear, preferences
from procfit.fit.methods.topsis import topsis
from procfit.fit.methods.vikor import vikor

Grade = Callable[[np.ndarray, np.ndarray], np.ndarray]


def net_flow(table: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return flows(preferences(table, weights, [linear(0.05, 0.5)] * table.shape[1])).net


GRADES: dict[str, Grade] = {
    "topsis": topsis,
    "vikor": lambda table, weights: -vikor(table, weights).q,
    "promethee": net_flow,
}
ODD = {
    "one vendor": np.array([[0.2, 0.9]]),
    "one capability": np.array([[0.2], [0.9]]),
    "all alike": np.full((3, 4), 0.5),
    "all nothing": np.zeros((3, 4)),
    "a constant column": np.array([[0.3, 1.0], [0.3, 0.0], [0.3, 0.5]]),
    "no vendor": np.zeros((0, 2)),
    "no capability": np.zeros((2, 0)),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_have_defined_results(name: str) -> None:
    """NumPy's warnings are errors in these tests."""
    table = ODD[name]
    rows, columns = table.shape
    weights = np.full(columns, 1 / max(columns, 1))
    for grade in GRADES.values():
        values = grade(table, weights)
        assert values.shape == (rows,)
        assert np.isfinite(values).all()
    assert set(electre(table, weights).kernel) <= set(range(rows))
    if len({tuple(row) for row in table}) == 1:
        assert all(len(set(grade(table, weights).tolist())) == 1 for grade in GRADES.values())
        assert vikor(table, weights).compromise == tuple(range(rows))


@pytest.mark.parametrize("weights", [[0.0, 0.0], [0.0, 1.0]])
def test_weights_of_nothing(weights: list[float]) -> None:
    table = np.array([[1.0, 0.0], [0.0, 0.0]])
    for grade in GRADES.values():
        assert len(set(grade(table, np.array(weights)).tolist())) == 1


tables = st.integers(2, 5).flatmap(
    lambda columns: st.tuples(
        st.lists(
            st.lists(st.integers(0, 10).map(lambda n: n / 10), min_size=columns, max_size=columns),
            min_size=2,
            max_size=5,
        ),
        st.lists(st.integers(1, 9), min_size=columns, max_size=columns),
    )
)


@given(tables, st.data())
def test_the_order_of_vendors_and_capabilities_does_not_matter(
    given_table: tuple[list[list[float]], list[int]], data: st.DataObject
) -> None:
    table, weights = np.array(given_table[0]), np.array(given_table[1], float)
    rows = data.draw(st.permutations(range(len(table))))
    columns = data.draw(st.permutations(range(len(weights))))
    for grade in GRADES.values():
        moved = grade(table[np.ix_(rows, columns)], weights[list(columns)])
        assert moved == pytest.approx(grade(table, weights)[list(rows)], abs=1e-9)
    kept = electre(table, weights).kernel
    moved_kernel = electre(table[np.ix_(rows, columns)], weights[list(columns)]).kernel
    assert {rows[row] for row in moved_kernel} == set(kept)


@given(tables)
def test_who_is_better_everywhere_is_never_behind(
    given_table: tuple[list[list[float]], list[int]],
) -> None:
    table, weights = np.array(given_table[0]), np.array(given_table[1], float)
    better = np.vstack([table, table.max(axis=0)])
    for grade in GRADES.values():
        values = grade(better, weights)
        assert values[-1] >= values.max() - 1e-9


@given(tables)
def test_the_kernel_beats_all_others_and_none_of_its_own(
    given_table: tuple[list[list[float]], list[int]],
) -> None:
    """Vendors that outrank each other in a circle count as one."""
    table, weights = np.array(given_table[0]), np.array(given_table[1], float)
    found = electre(table, weights, 0.7, 0.6)
    reach = found.outranks | np.eye(len(table), dtype=bool)
    for middle in range(len(reach)):
        reach |= np.outer(reach[:, middle], reach[middle])
    circle = reach & reach.T
    beaten = found.outranks & ~circle
    inside = list(found.kernel)
    assert inside
    assert not beaten[np.ix_(inside, inside)].any()
    for outsider in set(range(len(table))) - set(inside):
        assert beaten[np.ix_(inside, circle[outsider])].any()
