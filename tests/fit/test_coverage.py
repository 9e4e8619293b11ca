from __future__ import annotations

import pytest

from helpers_fit import answer
from procfit.fit.coverage import coverage


def test_coverage_is_the_answered_share_of_the_weight() -> None:
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}
    codes = {"a": "none", "b": "blank", "c": "unreadable"}
    answers = {name: answer("v", name, code) for name, code in codes.items()}
    assert coverage(weights, answers) == pytest.approx(0.5)


def test_coverage_of_nothing_is_nothing() -> None:
    assert coverage({}, {}) == 0.0
