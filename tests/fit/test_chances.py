from __future__ import annotations

import pytest

from helpers_fit import answer, portfolio, process, step
from procfit.fit.chances import Chances, chances
from procfit.fit.weights import weigh
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer

WEIGHTS = weigh(
    portfolio(
        process("p", 3, step("s", 4, ["a", "b"]), step("t", 1, ["c"])),
        process("q", 1, step("u", 2, ["d"])),
    ),
    DEFAULT_EVALUATION,
)


def drawn(draws: int = 2000, **codes: str) -> Chances:
    answers = {
        vendor: {
            name: answer(vendor, name, code, "reference")
            for name, code in zip("abcd", said.split(), strict=True)
        }
        for vendor, said in codes.items()
    }
    return chances(WEIGHTS.contributions, answers, list(codes), draws)


def test_vendor_that_is_better_everywhere_is_always_first() -> None:
    found = drawn(x=" ".join(["standard"] * 4), y=" ".join(["none"] * 4))
    assert found.ranks == {"x": (1.0, 0.0), "y": (0.0, 1.0)}


def test_each_vendor_takes_one_rank_and_each_rank_is_taken_once() -> None:
    found = drawn(x="standard none blank none", y="none standard none blank", z="blank blank none none")
    assert [sum(own) for own in found.ranks.values()] == pytest.approx([1] * 3)
    assert [sum(place) for place in zip(*found.ranks.values(), strict=True)] == pytest.approx([1] * 3)


def test_equal_vendors_are_first_equally_often() -> None:
    found = drawn(x="none none none none", y="none none none none")
    assert found.first("x") == pytest.approx(0.5, abs=0.05)


def test_draws_are_the_same_in_every_run_and_converge() -> None:
    codes = {"x": "standard none none blank", "y": "none standard standard none"}
    assert drawn(**codes) == drawn(**codes)
    few, many = drawn(**codes).first("x"), drawn(40_000, **codes).first("x")
    assert few is not None
    assert few == pytest.approx(many, abs=4 * drawn(**codes).error(few))


def test_weights_are_drawn_around_those_elicited() -> None:
    # The weight of d has mean 1/4 and, by Beta(5, 15), exceeds 1/2 with a probability of 0.0096.
    lone = {
        "x": {n: Answer("x", n, "", v, v, v, "") for n, v in zip("abcd", (0, 0, 0, 1.0), strict=True)}
    }
    level = {"y": {n: Answer("y", n, "", 0.5, 0.5, 0.5, "") for n in "abcd"}}
    found = chances(WEIGHTS.contributions, {**lone, **level}, ["x", "y"], 40_000)
    assert found.first("x") == pytest.approx(0.0096, abs=0.002)


def test_blank_is_the_symmetric_triangle() -> None:
    # A triangle on 0, 1/2, 1 exceeds 0.7 with a probability of 2 × 0.3² = 0.18.
    only = weigh(portfolio(process("p", 1, step("s", 1, ["a"]))), DEFAULT_EVALUATION)
    answers = {
        "x": {"a": Answer("x", "a", "blank", 0.0, 0.5, 1.0, "none")},
        "y": {"a": Answer("y", "a", "", 0.7, 0.7, 0.7, "")},
    }
    found = chances(only.contributions, answers, ["x", "y"], 40_000)
    assert found.first("x") == pytest.approx(0.18, abs=0.01)


def test_no_race_and_a_race_of_one_need_no_draws() -> None:
    assert chances((), {}, ["x"]).first("x") is None
    assert drawn(x="none none none none").ranks == {"x": (1.0,)}
    assert drawn(x="none none none none").error(1.0) == 0
