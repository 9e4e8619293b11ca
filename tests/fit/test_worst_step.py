from __future__ import annotations

import pytest

from helpers_fit import answer, portfolio, process, step
from procfit.fit.contributions import Contribution
from procfit.fit.weights import weigh
from procfit.fit.worst_step import worst_step
from procfit.model.process import Need
from procfit.model.scale import DEFAULT_EVALUATION

SALES = process("sales", 5, step("ask", 1, ["a", Need("b", 0.25)]), step("quote", 5, ["a"]))
SERVICE = process("service", 1, step("visit", 5, ["c"]))


def test_worst_served_step_of_the_heaviest_process_is_found() -> None:
    weights = weigh(portfolio(SALES, SERVICE), DEFAULT_EVALUATION)
    codes = {"a": "standard", "b": "blank", "c": "none"}
    found = worst_step(weights.contributions, {name: answer("v", name, codes[name]) for name in codes})
    assert found is not None
    assert (found.process, found.step) == ("sales", "ask")
    assert (found.low, found.mid, found.high) == pytest.approx((0.375, 0.875, 1.0))


def test_step_with_more_weight_comes_first_among_equally_bad_ones() -> None:
    weights = weigh(portfolio(SALES), DEFAULT_EVALUATION)
    answers = {name: answer("v", name, "none") for name in "ab"}
    found = worst_step(weights.contributions, answers)
    assert found is not None
    assert found.step == "quote"


def test_nothing_to_weigh_has_no_worst_step() -> None:
    assert worst_step((), {}) is None


def test_steps_of_all_processes_that_weigh_most_count() -> None:
    level = process("service", 5, step("visit", 5, ["c"]))
    answers = {
        name: answer("v", name, code)
        for name, code in {"a": "standard", "b": "blank", "c": "none"}.items()
    }
    for maps in ((SALES, level), (level, SALES)):
        found = worst_step(weigh(portfolio(*maps), DEFAULT_EVALUATION).contributions, answers)
        assert found is not None
        assert (found.process, found.step) == ("service", "visit")


def test_what_was_set_by_hand_without_a_step_is_no_step() -> None:
    by_hand = Contribution("", "", "c", 0.0, 0.0, 0.0, 0.5)
    served = Contribution("p", "s", "a", 1.0, 1.0, 1.0, 0.5)
    answers = {"a": answer("v", "a", "standard"), "c": answer("v", "c", "none")}
    found = worst_step([by_hand, served], answers)
    assert found is not None
    assert found.step == "s"
    assert worst_step([by_hand], answers) is None
