from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import answer
from procfit.fit.score import Score, rank, score
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer

CODES = [*DEFAULT_EVALUATION.codes, "blank", "unreadable"]


def answers(vendor: str, codes: list[str]) -> dict[str, Answer]:
    return {f"c{place}": answer(vendor, f"c{place}", code) for place, code in enumerate(codes)}


def fixed(mid: float, silent_as_zero: float | None = None) -> Score:
    return Score(mid, mid, mid, mid if silent_as_zero is None else silent_as_zero)


def test_score_by_hand() -> None:
    weights = {"c0": 0.5, "c1": 0.3, "c2": 0.2}
    found = score(weights, answers("v", ["standard", "third-party", "blank"]))
    assert found.mid == pytest.approx(0.5 * 1.0 + 0.3 * 0.6 + 0.2 * 0.5, abs=1e-12)
    assert found.low == pytest.approx(0.5 * 0.5 + 0.3 * 0.3 + 0.2 * 0.0, abs=1e-12)
    assert found.high == pytest.approx(0.5 * 1.0 + 0.3 * 0.8 + 0.2 * 1.0, abs=1e-12)
    assert found.silent_as_zero == pytest.approx(0.5 * 1.0 + 0.3 * 0.6, abs=1e-12)


def test_failed_vendors_stand_last_without_rank_but_keep_their_score() -> None:
    places = rank({"a": fixed(0.5), "b": fixed(0.9), "c": fixed(0.7)}, frozenset("b"))
    assert [(place.vendor, place.rank) for place in places] == [("c", 1), ("a", 2), ("b", None)]
    assert places[-1].score.mid == 0.9


def test_vendors_that_silence_would_reorder_share_a_rank() -> None:
    scores = {"a": fixed(0.9), "b": fixed(0.8, 0.5), "c": fixed(0.7, 0.6), "d": fixed(0.6, 0.1)}
    assert [(place.vendor, place.rank) for place in rank(scores)] == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("d", 4),
    ]


def test_a_far_vendor_can_tie_all_between() -> None:
    scores = {"a": fixed(0.9, 0.1), "b": fixed(0.8, 0.05), "c": fixed(0.7, 0.6)}
    assert {place.rank for place in rank(scores)} == {1}


def test_equal_scores_share_a_rank() -> None:
    places = rank({"a": fixed(0.5), "b": fixed(0.5), "c": fixed(0.4)})
    assert [place.rank for place in places] == [1, 1, 3]


codes = st.lists(st.sampled_from(CODES), min_size=3, max_size=3)
raw_weights = st.lists(st.floats(0.01, 1), min_size=3, max_size=3)


def normal(raw: list[float]) -> dict[str, float]:
    return {f"c{place}": weight / sum(raw) for place, weight in enumerate(raw)}


@given(raw_weights, codes, st.integers(0, 2))
def test_a_better_answer_never_lowers_a_score(raw: list[float], given_codes: list[str], at: int) -> None:
    weights = normal(raw)
    scale = ["none", "roadmap", "customization", "third-party", "configuration", "standard"]
    climbing = [
        score(weights, answers("v", [*given_codes[:at], code, *given_codes[at + 1 :]])) for code in scale
    ]
    for worse, better in pairwise(climbing):
        assert worse.low <= better.low + 1e-12
        assert worse.mid <= better.mid + 1e-12
        assert worse.high <= better.high + 1e-12


@given(raw_weights, codes)
def test_low_usual_and_high_are_in_order(raw: list[float], given_codes: list[str]) -> None:
    found = score(normal(raw), answers("v", given_codes))
    assert 0 <= found.low <= found.mid <= found.high <= 1 + 1e-12
    assert found.silent_as_zero <= found.mid


@given(raw_weights, st.lists(codes, min_size=2, max_size=5))
def test_a_blank_never_outranks_by_its_midpoint(raw: list[float], table: list[list[str]]) -> None:
    weights = normal(raw)
    scores = {f"v{row}": score(weights, answers(f"v{row}", own)) for row, own in enumerate(table)}
    places = {place.vendor: place for place in rank(scores)}
    for one in places.values():
        for other in places.values():
            if (one.rank or 0) < (other.rank or 0):
                assert one.score.silent_as_zero >= other.score.silent_as_zero - 1e-12


@given(raw_weights, codes, st.floats(0.05, 0.95))
def test_splitting_a_capability_leaves_scores_as_they_were(
    raw: list[float], given_codes: list[str], share: float
) -> None:
    weights = normal(raw)
    own = answers("v", given_codes)
    parts = {**weights, "c0": weights["c0"] * share, "c0b": weights["c0"] * (1 - share)}
    whole, split = score(weights, own), score(parts, {**own, "c0b": own["c0"]})
    assert split.low == pytest.approx(whole.low, abs=1e-12)
    assert split.mid == pytest.approx(whole.mid, abs=1e-12)
    assert split.high == pytest.approx(whole.high, abs=1e-12)
