"""A score taken apart: every part sums to the whole."""

from __future__ import annotations

from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import agreed, answer, portfolio, process, step
from procfit.fit.answers import ANYTHING
from procfit.fit.assess import Fit, assess
from procfit.fit.breakdown import by_doubt, by_process, doubt_about
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import EvaluatorScores, Settled

NAMES = ["a", "b", "c"]
CODES = [*DEFAULT_EVALUATION.codes, "blank"]
SAME = 1e-12


def fit(codes: list[str], scored: str = "", weight: float | None = None) -> Fit:
    maps = portfolio(
        process("p", 3, step("s", 4, ["a", "b"]), step("t", 1, ["c"])),
        process("q", 5, step("u", 2, ["b"])),
    )
    vendors = {"x": agreed("x", dict(zip(NAMES, codes, strict=True)))}
    scores = {"ana": EvaluatorScores("ana", {"x": {"a": Settled(scored)}})} if scored else {}
    overrides = {} if weight is None else {"c": weight}
    return assess(maps, DEFAULT_EVALUATION, vendors, {}, scores, weight_overrides=overrides)


@given(st.lists(st.sampled_from(CODES), min_size=3, max_size=3), st.none() | st.floats(0, 1))
def test_processes_and_doubts_sum_to_the_score(codes: list[str], weight: float | None) -> None:
    found = fit(codes, weight=weight)
    score, answers = found.standings[0].score, found.answers["x"]
    parts = by_process(found.weights.contributions, answers)
    assert fsum(part.points for part in parts) == pytest.approx(score.mid, abs=SAME)
    assert fsum(part.lost for part in parts) == pytest.approx(1 - score.mid, abs=SAME)
    assert fsum(part.weight for part in parts) == pytest.approx(1, abs=SAME)
    doubts = by_doubt(found.weights.shares, answers)
    assert fsum(doubt.below for doubt in doubts) == pytest.approx(score.mid - score.low, abs=SAME)
    assert fsum(doubt.above for doubt in doubts) == pytest.approx(score.high - score.mid, abs=SAME)


def test_a_process_by_hand() -> None:
    found = fit(["standard", "none", "standard"])
    parts = by_process(found.weights.contributions, found.answers["x"])
    assert [part.process for part in parts] == ["q", "p"]
    assert [part.weight for part in parts] == pytest.approx([5 / 8, 3 / 8])
    assert [part.points for part in parts] == pytest.approx([0.0, 3 / 8 * 0.6])


def test_a_doubt_is_called_after_what_makes_it() -> None:
    assert doubt_about(answer("x", "a", "blank")) == "blank"
    assert doubt_about(answer("x", "a", "standard", "documented")) == "documented"
    scored = replace(answer("x", "a", "standard"), used="evaluators")
    assert doubt_about(scored) == "evaluators"
    silent = replace(scored, code="blank", low=ANYTHING[0], high=ANYTHING[2])
    assert doubt_about(silent) == "blank"


def test_what_is_sure_is_no_doubt() -> None:
    found = fit(["none", "none", "none"])
    assert by_doubt(found.weights.shares, found.answers["x"]) == ()
