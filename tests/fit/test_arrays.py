from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import agreed, portfolio, process, step
from procfit.fit.answers import answers_of
from procfit.fit.arrays import FitArrays, arrays_of
from procfit.fit.score import score
from procfit.fit.weights import weigh
from procfit.model.process import Need
from procfit.model.scale import DEFAULT_EVALUATION

MAPS = portfolio(
    process("p", 3, step("s", 4, ["a", Need("b", 0.25)]), step("t", 1, ["c", "a"])),
    process("q", 1, step("s", 2, ["d"]), step("u", 0, ["e"])),
)
CODES = [*DEFAULT_EVALUATION.codes, "blank"]


def made(overrides: dict[str, float] | None = None, **codes: str) -> FitArrays:
    weights = weigh(MAPS, DEFAULT_EVALUATION, overrides=overrides)
    answers = {
        name: answers_of(
            agreed(name, dict(zip("abcde", said.split(), strict=True))),
            (),
            {},
            DEFAULT_EVALUATION,
            "abcde",
        )
        for name, said in codes.items()
    }
    return arrays_of(weights.contributions, answers, list(codes))


def test_stages_by_hand() -> None:
    found = made(x="standard none none none none")
    assert found.processes == ("p", "q")
    assert found.process_weights.tolist() == pytest.approx([0.75, 0.25])
    assert found.steps == (("p", "s"), ("p", "t"), ("q", "s"))
    assert found.step_process.tolist() == [0, 0, 1]
    assert found.step_shares.tolist() == pytest.approx([0.8, 0.2, 1.0])
    assert found.capabilities == ("a", "b", "c", "d")
    # a: 0.75 × (0.8 × 0.75 + 0.2 × 0.5).
    assert found.weights.tolist() == pytest.approx([0.525, 0.15, 0.075, 0.25])
    assert found.by_step(found.mid).tolist() == [pytest.approx([0.75, 0.5, 0.0])]
    assert found.by_process(found.mid).tolist() == [pytest.approx([0.7, 0.0])]


def test_every_way_to_the_score_agrees() -> None:
    overrides = {"a": 0.3, "e": 0.2}
    found = made(
        overrides, x="standard blank roadmap none third-party", y="none none none none standard"
    )
    weights = weigh(MAPS, DEFAULT_EVALUATION, overrides=overrides)
    assert dict(zip(found.capabilities, found.weights, strict=True)) == pytest.approx(weights.shares)
    whole = found.mid @ found.weights
    assert found.by_step(found.mid) @ found.step_weights == pytest.approx(whole)
    assert found.by_process(found.mid) @ found.process_weights == pytest.approx(whole)
    assert found.capability_weights(found.step_weights) == pytest.approx(found.weights)


def test_override_that_no_step_supports_is_a_step_of_its_own() -> None:
    found = made({"e": 0.2}, x="none none none none none")
    assert found.processes[-1] == ""
    assert found.steps[-1] == ("", "e")
    assert found.process_weights[-1] == pytest.approx(0.2)


def test_nothing_to_weigh_is_defined() -> None:
    found = arrays_of((), {"x": {}}, ["x"])
    assert found.mid.shape == (1, 0)
    assert found.by_process(found.mid).shape == (1, 0)
    assert found.capability_weights(found.step_weights).shape == (0,)
    assert arrays_of((), {}, []).mid.shape == (0, 0)


@given(st.dictionaries(st.sampled_from("abcde"), st.floats(0, 0.2), max_size=3))
def test_shares_of_every_stage_sum_to_one(overrides: dict[str, float]) -> None:
    found = made(overrides, x="standard blank roadmap none third-party")
    ones = numpy.ones((1, len(found.capabilities)))
    assert found.weights.sum() == pytest.approx(1)
    assert found.process_weights.sum() == pytest.approx(1)
    assert found.by_step(ones) == pytest.approx(1)
    assert found.by_process(ones) == pytest.approx(1)


@given(st.lists(st.sampled_from(CODES), min_size=5, max_size=5))
def test_scores_are_those_of_the_fit(codes: list[str]) -> None:
    found = made(x=" ".join(codes))
    weights = weigh(MAPS, DEFAULT_EVALUATION)
    answers = answers_of(
        agreed("x", dict(zip("abcde", codes, strict=True))), (), {}, DEFAULT_EVALUATION, "abcde"
    )
    whole = score(weights.shares, answers)
    spans = (found.low, found.mid, found.high)
    assert [float((span @ found.weights)[0]) for span in spans] == pytest.approx(
        [whole.low, whole.mid, whole.high]
    )
