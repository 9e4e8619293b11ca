from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import agreed, portfolio, process, step
from procfit import Workspace, open_workspace
from procfit.fit.assess import Fit, assess
from procfit.model.capability import Capability
from procfit.model.errors import UsageError
from procfit.model.portfolio import Portfolio
from procfit.model.process import Need
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import EvaluatorScores, Settled, Vendor

ROOT = Path(__file__).parents[2]
NAMES = ["a", "b", "c"]
CODES = [*DEFAULT_EVALUATION.codes, "blank"]


def maps(must: str = "") -> Portfolio:
    needs = [step("s", 4, ["a", Need("b", 0.25)]), step("t", 1, ["c"])]
    musts = {must: Capability(must, must, must=True)} if must else {}
    return portfolio(process("p", 3, *needs), **musts)


def fit(table: dict[str, list[str]], must: str = "", **more: Any) -> Fit:
    vendors = {name: agreed(name, dict(zip(NAMES, codes, strict=True))) for name, codes in table.items()}
    return assess(maps(must), DEFAULT_EVALUATION, vendors, {}, {}, **more)


def test_scores_by_hand() -> None:
    # Weights: a 0.8 × 0.75 = 0.6, b 0.8 × 0.25 = 0.2, c 0.2.
    found = fit(
        {"x": ["standard", "none", "blank"], "y": ["customization", "standard", "configuration"]}
    )
    scores = {place.vendor: place.score for place in found.standings}
    assert scores["x"].mid == pytest.approx(0.6 + 0.0 + 0.1, abs=1e-12)
    assert scores["x"].low == pytest.approx(0.3, abs=1e-12)
    assert scores["x"].high == pytest.approx(0.8, abs=1e-12)
    assert scores["y"].mid == pytest.approx(0.3 + 0.2 + 0.18, abs=1e-12)
    assert found.coverage == {"x": pytest.approx(0.8), "y": pytest.approx(1.0)}
    assert [place.rank for place in found.standings] == [1, 1]
    assert not found.decided


def test_waterfall_leads_from_process_to_cell() -> None:
    row = fit({"x": ["standard", "third-party", "none"]}).waterfall("x", "b")[0]
    assert (row.process, row.step, row.code) == ("p", "s", "third-party")
    assert (row.process_weight, row.step_share, row.need_share) == pytest.approx((1.0, 0.8, 0.25))
    assert row.points == pytest.approx(0.2 * 0.6)


def test_waterfall_adds_up_to_the_score() -> None:
    found = fit({"x": ["standard", "third-party", "roadmap"]})
    points = sum(row.points for name in NAMES for row in found.waterfall("x", name))
    assert points == pytest.approx(found.standings[0].score.mid, abs=1e-12)


def test_gate_stops_a_vendor_whatever_it_weighs() -> None:
    table = {"x": ["standard", "standard", "none"], "y": ["none", "none", "standard"]}
    for overrides in ({}, {"c": 0.0}, {"c": 1.0}):
        found = fit(table, must="c", weight_overrides=overrides)
        assert [(place.vendor, place.rank) for place in found.standings] == [("y", 1), ("x", None)]


def test_names_nobody_knows_are_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match='no vendor "z"'):
        fit({"x": ["standard"] * 3}, without_vendors=["z"])
    with pytest.raises(UsageError, match='no evaluator "ana"'):
        fit({"x": ["standard"] * 3}, without_evaluators=["ana"])
    with pytest.raises(UsageError, match='no capability "d"'):
        fit({"x": ["standard"] * 3}, weight_overrides={"d": 0.5})
    with pytest.raises(UsageError, match='no capability "d"'):
        fit({"x": ["standard"] * 3}).waterfall("x", "d")


def test_an_evaluator_left_out_no_longer_counts() -> None:
    scores = {
        "ana": EvaluatorScores("ana", {"x": {"a": Settled("none")}}),
        "bo": EvaluatorScores("bo", {"x": {"a": Settled("standard")}}),
    }
    vendors = {"x": Vendor("x", "X")}
    both = assess(maps(), DEFAULT_EVALUATION, vendors, {}, scores)
    alone = assess(maps(), DEFAULT_EVALUATION, vendors, {}, scores, without_evaluators=["ana"])
    assert both.answers["x"]["a"].mid == 0.5
    assert alone.answers["x"]["a"].mid == 1.0


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"x": ["standard"] * 3},
        {"x": ["blank"] * 3, "y": ["blank"] * 3},
        {"x": ["none"] * 3, "y": ["none"] * 3},
    ],
)
def test_degenerate_tables_are_defined(table: dict[str, list[str]]) -> None:
    for must in ("", "a"):
        document = fit(table, must=must).to_dict()
        assert len(document["ranking"]) == len(table)
        assert document["why"]
        json.dumps(document, allow_nan=False)


def test_nothing_to_weigh_is_defined() -> None:
    found = assess(Portfolio(), DEFAULT_EVALUATION, {"x": Vendor("x", "X")}, {}, {})
    document = found.to_dict()
    assert document["weights"] == []
    place = document["ranking"][0]
    assert (place["low"], place["score"], place["high"], place["p_rank"]) == (None,) * 4
    assert not found.decided


def test_unlikely_leader_is_undecided_and_the_chances_are_told() -> None:
    table = {"x": ["standard", "none", "none"], "y": ["none", "standard", "standard"]}
    found = fit(table)
    place = found.to_dict()["ranking"][0]
    first, error = place["p_rank"][0], place["p_rank_error"][0]
    assert 0.5 < first < 0.95
    assert error == pytest.approx((first * (1 - first) / 2000) ** 0.5)
    strict = replace(DEFAULT_EVALUATION, undecided_below=0.95)
    vendors = {name: agreed(name, dict(zip(NAMES, own, strict=True))) for name, own in table.items()}
    refused = assess(maps(), strict, vendors, {}, {})
    assert f"P(first) of x is {first:.2f}, under 0.95" in refused.verdict.why


def test_kappa_of_the_evaluation_is_the_one_drawn_with() -> None:
    table = {"x": ["standard", "none", "none"], "y": ["none", "standard", "standard"]}
    vendors = {name: agreed(name, dict(zip(NAMES, own, strict=True))) for name, own in table.items()}
    sure = assess(maps(), replace(DEFAULT_EVALUATION, kappa=500.0), vendors, {}, {})
    assert sure.chances.kappa == 500
    assert sure.chances.only_weights["x"] > fit(table).chances.only_weights["x"]


def test_failed_vendors_are_not_drawn() -> None:
    found = fit({"x": ["standard"] * 3, "y": ["none"] * 3, "z": ["standard"] * 3}, must="a")
    assert {entry["vendor"]: entry["p_rank"] is None for entry in found.to_dict()["ranking"]} == {
        "x": False,
        "z": False,
        "y": True,
    }


def test_weight_of_nothing_or_all_can_be_drawn() -> None:
    table = {"x": ["standard", "none", "blank"], "y": ["none", "standard", "standard"]}
    for overrides in ({"c": 0.0}, {"c": 1.0}, {"a": 0.3, "b": 0.1}):
        assert fit(table, weight_overrides=overrides).chances.first("x") is not None


codes = st.lists(st.sampled_from(CODES), min_size=3, max_size=3)
tables = st.dictionaries(st.sampled_from("vwxyz"), codes, min_size=2)


@given(tables)
def test_other_vendors_never_change_a_score(table: dict[str, list[str]]) -> None:
    everybody = {place.vendor: place.score for place in fit(table).standings}
    first = next(iter(table))
    without = fit(table, without_vendors=[first])
    assert {place.vendor: place.score for place in without.standings} == {
        name: score for name, score in everybody.items() if name != first
    }
    cloned = {place.vendor: place.score for place in fit({**table, "clone": table[first]}).standings}
    assert cloned == {**everybody, "clone": everybody[first]}


@given(tables, st.floats(0, 1))
def test_gates_do_not_depend_on_weights(table: dict[str, list[str]], weight: float) -> None:
    plain = fit(table, must="b")
    shifted = fit(table, must="b", weight_overrides={"b": weight})
    assert plain.gates == shifted.gates
    assert {p.vendor for p in plain.standings if p.rank is None} == {
        p.vendor for p in shifted.standings if p.rank is None
    }


@given(tables, st.floats(0.05, 0.95))
def test_splitting_a_capability_in_the_maps_changes_no_score(
    table: dict[str, list[str]], share: float
) -> None:
    whole = portfolio(
        process("p", 3, step("s", 4, [Need("a", 0.6), Need("b", 0.4)]), step("t", 1, ["c"]))
    )
    parts = [Need("a", 0.6 * share), Need("a2", 0.6 * (1 - share)), Need("b", 0.4)]
    split = portfolio(process("p", 3, step("s", 4, parts), step("t", 1, ["c"])))
    vendors = {name: agreed(name, dict(zip(NAMES, own, strict=True))) for name, own in table.items()}
    doubled = {
        name: replace(vendor, agreed={**vendor.agreed, "a2": vendor.agreed["a"]})
        for name, vendor in vendors.items()
    }
    before = {
        place.vendor: place.score
        for place in assess(whole, DEFAULT_EVALUATION, vendors, {}, {}).standings
    }
    for place in assess(split, DEFAULT_EVALUATION, doubled, {}, {}).standings:
        assert place.score.low == pytest.approx(before[place.vendor].low, abs=1e-12)
        assert place.score.mid == pytest.approx(before[place.vendor].mid, abs=1e-12)
        assert place.score.high == pytest.approx(before[place.vendor].high, abs=1e-12)


def test_frame_has_a_row_per_vendor() -> None:
    frame = fit({"x": ["standard"] * 3, "y": ["none"] * 3}).to_frame()
    assert list(frame.index) == ["x", "y"]
    assert frame.loc["x", "score"] == pytest.approx(1.0)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return open_workspace(ROOT)


def assess_example(example: Workspace, **answers: str) -> Fit:
    vendors = dict(example.vendors)
    for name, code in answers.items():
        settled = {**vendors[name].agreed, "offline-visits": Settled(code, "demonstrated")}
        vendors[name] = replace(vendors[name], agreed=settled)
    return assess(example.portfolio, example.evaluation, vendors, example.rows, example.scores)


def test_example_is_undecided_and_names_the_cell_that_decides(example: Workspace) -> None:
    found = assess_example(example)
    assert [place.vendor for place in found.standings[:2]] == ["cedar", "alder"]
    assert not found.decided
    first = found.verdict.cells[0]
    assert (first.answer.vendor, first.answer.capability, first.why) == (
        "cedar",
        "offline-visits",
        "gate",
    )
    stopped = [place for place in found.standings if place.rank is None]
    assert [place.vendor for place in stopped] == ["dogwood"]
    assert stopped[0].score.mid > found.standings[1].score.mid


def test_example_is_decided_by_that_cell_either_way(example: Workspace) -> None:
    shown = assess_example(example, cedar="standard")
    refuted = assess_example(example, cedar="none")
    assert (shown.decided, shown.verdict.leader) == (True, "cedar")
    assert (shown.chances.first("cedar") or 0) > 0.95
    assert (refuted.decided, refuted.verdict.leader) == (True, "alder")


def test_document_of_the_example_is_whole(example: Workspace) -> None:
    document = assess_example(example).to_dict()
    json.dumps(document, allow_nan=False)
    assert sum(entry["weight"] for entry in document["weights"]) == pytest.approx(1)
    for entry in document["weights"]:
        if entry["from"]:
            assert sum(source["share"] for source in entry["from"]) == pytest.approx(entry["weight"])
    assert list(document["group"]["evaluators"]) == ["ana", "bo", "chandra"]
    assert [entry["vendor"] for entry in document["smaa"]["only_weights"]] == [
        entry["vendor"] for entry in document["ranking"] if entry["rank"]
    ]
    assert document["cost"] is None
    assert [left["process"] for left in document["left_out"]] == ["win-back"]
