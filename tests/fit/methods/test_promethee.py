from __future__ import annotations

import numpy as np
import pytest

from helpers_cases import published
from procfit.fit.methods import promethee
from procfit.fit.methods.tables import toward_more

KINDS = {
    "usual": promethee.usual,
    "ushape": promethee.u_shape,
    "vshape": promethee.v_shape,
    "level": promethee.level,
    "linear": promethee.linear,
    "gauss": promethee.gauss,
}


def test_hydroelectric_example_with_all_six_functions() -> None:
    case = published("promethee_hydro_1986")
    functions = [KINDS[kind](**parameters) for kind, parameters in case["functions"]]
    table = toward_more(np.array(case["matrix"]), case["objectives"])
    preferred = promethee.preferences(table, np.array(case["weights"]), functions)
    flows = promethee.flows(preferred)
    expected, near = case["computed"], {"abs": case["tolerance"]}
    assert preferred == pytest.approx(np.array(expected["pi"]), **near)
    assert flows.plus == pytest.approx(expected["phi_plus"], **near)
    assert flows.minus == pytest.approx(expected["phi_minus"], **near)
    assert flows.net == pytest.approx(expected["phi"], **near)


@pytest.mark.parametrize(
    ("function", "degrees"),
    [
        (promethee.usual(), [0, 0, 1, 1, 1, 1]),
        (promethee.u_shape(2), [0, 0, 0, 0, 1, 1]),
        (promethee.v_shape(4), [0, 0, 0.25, 0.5, 0.75, 1]),
        (promethee.level(1, 3), [0, 0, 0, 0.5, 0.5, 1]),
        (promethee.linear(1, 3), [0, 0, 0, 0.5, 1, 1]),
        (promethee.gauss(2), [0, 0, *(1 - np.exp(-np.array([1, 4, 9, 16]) / 8))]),
    ],
)
def test_each_preference_function(function: promethee.Preference, degrees: list[float]) -> None:
    """Brans, Vincke and Mareschal (1986), figures of the six types of generalized criteria."""
    assert function(np.array([-1.0, 0, 1, 2, 3, 4])) == pytest.approx(degrees)


def test_a_threshold_of_nothing_is_any_difference() -> None:
    assert promethee.v_shape(0)(np.array([-1.0, 0.0, 0.1])).tolist() == [0, 0, 1]


def test_flows_that_disagree_leave_two_apart() -> None:
    flows = promethee.Flows(np.array([0.5, 0.4, 0.1]), np.array([0.3, 0.1, 0.6]))
    assert flows.incomparable[0, 1]
    assert flows.incomparable[1, 0]
    assert not flows.outranks[0, 1]
    assert flows.outranks[:2, 2].all()
    assert not flows.incomparable[0, 2]


def test_linear_preference_over_the_whole_scale_orders_as_the_weighted_sum_does() -> None:
    table, weights = np.random.default_rng(7).random((6, 9)), np.full(9, 1 / 9)
    flows = promethee.flows(promethee.preferences(table, weights, [promethee.v_shape(1)] * 9))
    scores = table @ weights
    assert flows.net == pytest.approx(6 / 5 * (scores - scores.mean()))
