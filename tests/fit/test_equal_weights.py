from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_fit import agreed, portfolio, process, step
from procfit.fit.assess import assess
from procfit.fit.equal_weights import EQUAL_BY_STEP, EQUAL_EACH
from procfit.fit.weights import weigh
from procfit.model.capability import Capability
from procfit.model.portfolio import Portfolio
from procfit.model.scale import DEFAULT_EVALUATION

IMPORTED = portfolio(
    process("p", None, step("s", None, ["a", "b"]), step("t", None, ["a"])),
    process("q", None, step("u", None, ["c"]), step("v", None)),
)


def test_maps_without_values_weigh_alike_and_say_so() -> None:
    weights = weigh(IMPORTED, DEFAULT_EVALUATION)
    assert weights.equal
    assert weights.equal_because == EQUAL_BY_STEP
    assert weights.shares == pytest.approx({"c": 0.5, "a": 0.375, "b": 0.125})
    part = weights.of("b")[0]
    assert (part.process, part.process_weight, part.step_share, part.need_share) == ("p", 0.5, 0.5, 0.5)
    assert weights.rests_on == 0
    assert {(each.step, each.missing) for each in weights.not_assessed} >= {
        ("s", "value"),
        ("u", "value"),
    }


def test_maps_that_need_nothing_weigh_every_capability_alike() -> None:
    known = {name: Capability(name, name) for name in "abcd"}
    evaluation = replace(DEFAULT_EVALUATION, not_applicable={"d": "no"})
    weights = weigh(Portfolio({}, known), evaluation, overrides={"a": 0.5})
    assert weights.equal_because == EQUAL_EACH
    assert weights.shares == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})
    assert weights.overrides[0].from_maps == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "maps",
    [
        portfolio(process("p", 1, step("s", 1, ["a"]), step("t", None, ["b"]))),
        portfolio(process("p", 1, step("s", 0, ["a"]))),
        Portfolio(),
    ],
)
def test_whatever_somebody_has_valued_is_never_called_equal(maps: Portfolio) -> None:
    assert not weigh(maps, DEFAULT_EVALUATION).equal


def test_equal_weights_decide_nothing() -> None:
    vendors = {
        "x": agreed("x", dict.fromkeys("abc", "standard"), "reference"),
        "y": agreed("y", dict.fromkeys("abc", "none"), "reference"),
    }
    fit = assess(IMPORTED, DEFAULT_EVALUATION, vendors, {}, {})
    assert fit.verdict.leader == "x"
    assert not fit.decided
    assert fit.verdict.reasons == (EQUAL_BY_STEP,)
    document = fit.to_dict()
    assert (document["equal_weights"], document["equal_because"]) == (True, EQUAL_BY_STEP)
