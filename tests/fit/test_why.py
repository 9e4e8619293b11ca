"""Why one vendor scores more than another: parts that sum to the gap."""

from __future__ import annotations

import json
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import agreed, portfolio, process, step
from procfit.fit.assess import Fit, assess
from procfit.fit.why import MOST_PARTS, why
from procfit.model.errors import UsageError
from procfit.model.scale import DEFAULT_EVALUATION

MANY = [f"c{number:02}" for number in range(14)]
CODES = [*DEFAULT_EVALUATION.codes, "blank"]
SAME = 1e-12


def fit(*tables: list[str]) -> Fit:
    steps = [step(f"s{number}", number % 5 + 1, [name, MANY[0]]) for number, name in enumerate(MANY)]
    vendors = {
        name: agreed(name, dict(zip(MANY, codes, strict=True)))
        for name, codes in zip("xyz", tables, strict=False)
    }
    return assess(portfolio(process("p", 3, *steps)), DEFAULT_EVALUATION, vendors, {}, {})


tables = st.lists(st.sampled_from(CODES), min_size=len(MANY), max_size=len(MANY))


@given(tables, tables)
def test_parts_and_others_sum_to_the_gap_of_the_scores(one: list[str], two: list[str]) -> None:
    found = fit(one, two)
    scores = {place.vendor: place.score.mid for place in found.standings}
    told = found.why("x", "y")
    assert told.gap == pytest.approx(scores["x"] - scores["y"], abs=SAME)
    assert fsum([*(part.points for part in told.parts), told.others]) == pytest.approx(
        told.gap, abs=SAME
    )
    assert len(told.parts) <= MOST_PARTS
    assert len(told.parts) + told.others_count == len(MANY)
    document = told.to_dict()
    points = [*(part["points"] for part in document["parts"]), document["others"]["points"]]
    assert fsum(points) == pytest.approx(document["gap"], abs=SAME)
    json.dumps(document, allow_nan=False)
    assert told.to_frame()["points"].sum() == pytest.approx(told.gap, abs=SAME)


@given(tables, tables)
def test_the_other_way_round_is_the_same_with_other_signs(one: list[str], two: list[str]) -> None:
    found = fit(one, two)
    there, back = found.why("x", "y"), found.why("y", "x")
    assert back.gap == -there.gap
    assert [(part.capability, -part.points) for part in back.parts] == [
        (part.capability, part.points) for part in there.parts
    ]


@given(tables, tables)
def test_parts_are_worked_out_from_weight_and_answers(one: list[str], two: list[str]) -> None:
    found = fit(one, two)
    told = found.why("x", "y")
    for part in told.parts:
        assert part.points == part.weight * (part.first.mid - part.second.mid)
        assert (part.first.vendor, part.second.vendor) == ("x", "y")
        assert fsum(own.weight for own in part.steps) == pytest.approx(part.weight, abs=SAME)
    least = min((abs(part.points) for part in told.parts), default=0.0)
    named = {part.capability for part in told.parts}
    for name in set(MANY) - named:
        gap = found.answers["x"][name].mid - found.answers["y"][name].mid
        assert abs(found.weights.shares[name] * gap) <= least


@given(tables, tables, tables)
def test_a_third_vendor_changes_nothing(one: list[str], two: list[str], three: list[str]) -> None:
    assert fit(one, two, three).why("x", "y") == fit(one, two).why("x", "y")


def test_where_there_is_no_gap_no_share_of_it_is_told() -> None:
    found = fit(["standard", "none"] * 7, ["standard", "none"] * 7).why("x", "y")
    assert (found.gap, found.parts, found.others, found.others_count) == (0.0, (), 0.0, 14)
    assert found.of_gap(0.1) is None


def test_fewer_can_be_asked_for() -> None:
    found = fit(["standard"] * 14, ["none"] * 14)
    told = why(found.weights, found.answers, "x", "y", most=1)
    assert [part.capability for part in told.parts] == ["c00"]
    assert told.parts[0].of_gap == pytest.approx(found.weights.shares["c00"])


def test_wrong_names_are_refused() -> None:
    found = fit(["standard"] * 14, ["none"] * 14)
    with pytest.raises(UsageError, match='no vendor "q"'):
        found.why("x", "q")
    with pytest.raises(UsageError, match="compared with itself"):
        found.why("x", "x")


def test_waterfall_frame_sums_to_the_score() -> None:
    found = fit(["standard", "blank"] * 7, ["none"] * 14)
    scores = {place.vendor: place.score.mid for place in found.standings}
    frame = found.waterfall_frame("x")
    assert frame["points"].sum() == pytest.approx(scores["x"], abs=SAME)
    assert frame["weight"].sum() == pytest.approx(1, abs=SAME)
    assert set(frame["capability"]) == set(MANY)
