from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from helpers_fit import agreed, portfolio, process, step
from procfit import Workspace, open_workspace
from procfit.fit.assess import Fit, assess
from procfit.fit.exact.steady import stable_capabilities, stable_processes
from procfit.model.capability import Capability
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Settled

ROOT = Path(__file__).parents[3]
MUST = {name: Capability(name, name, must=True) for name in ("a", "b")}


def assess_with(example: Workspace, vendor: str = "", capability: str = "", code: str = "") -> Fit:
    """Return the fit of the example with one answer agreed."""
    vendors = dict(example.vendors)
    if vendor:
        settled = {**vendors[vendor].agreed, capability: Settled(code, "demonstrated")}
        vendors[vendor] = replace(vendors[vendor], agreed=settled)
    return assess(example.portfolio, example.evaluation, vendors, example.rows, example.scores)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return open_workspace(ROOT)


def test_every_open_gate_that_is_named_decides_as_it_says(example: Workspace) -> None:
    found = assess_with(example)
    assert not found.decided
    gates = [cell for cell in found.verdict.cells if cell.why == "gate"]
    assert gates
    assert found.settling
    for cell in gates:
        outcomes = found.settling.by_code(found, cell)
        assert {outcome.code for outcome in outcomes} == set(example.evaluation.codes)
        for outcome in outcomes:
            again = assess_with(example, cell.answer.vendor, cell.answer.capability, outcome.code or "")
            assert (again.verdict.leader, again.decided) == (outcome.leader, outcome.decided)


def test_answers_most_worth_knowing_are_named_first(example: Workspace) -> None:
    cells = [cell for cell in assess_with(example).verdict.cells if cell.why == "score"]
    urgency = [(cell.worth.value, cell.swing) for cell in cells if cell.worth]
    assert len(urgency) == len(cells) > 1
    assert urgency == sorted(urgency, reverse=True)


def test_shown_or_refuted_another_vendor_has_won(example: Workspace) -> None:
    (entry, *_) = assess_with(example).to_dict()["deciding_cells"]
    assert entry["capability"] == "offline-visits"
    assert (entry["if_best"]["leader"], entry["if_best"]["decided"]) == ("cedar", True)
    assert (entry["if_worst"]["leader"], entry["if_worst"]["decided"]) == ("alder", True)
    assert entry["value_of_information"] is None


def test_answers_that_turn_out_together_unseat_the_leader_and_one_fewer_does_not(
    example: Workspace,
) -> None:
    found = assess_with(example)
    assert found.settling
    together = found.settling.together(found)
    assert together
    assert together.leader != found.verdict.leader
    fewer = replace(found, verdict=replace(found.verdict, cells=found.verdict.cells[:-1]))
    kept = found.settling.together(fewer)
    assert kept
    assert kept.leader == found.verdict.leader


def small(
    must: dict[str, Capability] | None = None, undecided_below: float = 0.7, **codes: list[str]
) -> Fit:
    maps = portfolio(
        process("p", 3, step("s", 3, ["a"])), process("q", 1, step("t", 3, ["b"])), **(must or {})
    )
    vendors = {
        name: agreed(name, dict(zip("ab", own, strict=True)), "reference") for name, own in codes.items()
    }
    return assess(maps, replace(DEFAULT_EVALUATION, undecided_below=undecided_below), vendors, {}, {})


def test_an_answer_says_who_leads_at_its_least_and_at_its_most() -> None:
    # x leads by 0.25 × 0.5, which is what y's blank may still be worth above where it is drawn.
    found = small(x=["standard", "standard"], y=["standard", "blank"])
    (cell,) = found.verdict.cells
    assert found.settling
    worst, best = found.settling.at_ends(found, cell)
    assert (cell.answer.vendor, worst.leader, worst.decided) == ("y", "x", True)
    assert best.decided is False
    assert cell.worth
    assert cell.worth.swing == pytest.approx(0.125)


def test_a_silence_that_is_put_in_at_its_most_is_a_silence_no_more() -> None:
    found = small(x=["blank", "standard"], y=["roadmap", "standard"])
    assert not found.decided
    (cell,) = found.verdict.cells
    assert found.settling
    _, best = found.settling.at_ends(found, cell)
    assert (cell.answer.vendor, best.leader, best.decided) == ("x", "x", True)


def test_draws_count_in_what_an_open_gate_decides() -> None:
    must = {"b": Capability("b", "b", must=True)}
    codes = {"x": ["standard", "blank"], "y": ["third-party", "standard"]}
    for undecided_below, decided in ((0.0, True), (1.0, False)):
        found = small(must, undecided_below, **codes)
        assert found.settling
        outcomes = found.settling.by_code(found, found.verdict.cells[0])
        assert {end.code: end.decided for end in outcomes}["third-party"] is decided


def test_a_leader_that_is_not_proven_says_which_gates_would_prove_it() -> None:
    entry = small(MUST, x=["blank", "roadmap"], y=["none", "none"]).to_dict()
    assert entry["to_prove"] == {
        "vendor": "x",
        "gates": ["a", "b"],
        "if_shown": {"code": "standard", "leader": "x", "decided": True},
    }
    both = small(MUST, x=["blank", "roadmap"], y=["standard", "standard"]).to_dict()
    assert both["to_prove"] is None
    for cell in entry["deciding_cells"]:
        assert cell["if_best"] == {"code": "standard", "leader": "x", "decided": False}
        assert cell["if_worst"]["leader"] is None
    assert small(MUST, x=["standard", "standard"]).to_dict()["to_prove"] is None
    assert small(MUST, x=["none", "standard"]).to_dict()["to_prove"] is None


def test_a_file_that_cannot_be_read_leaves_it_open_whatever_is_shown(example: Workspace) -> None:
    found = assess(
        example.portfolio,
        example.evaluation,
        example.vendors,
        example.rows,
        example.scores,
        unreadable=["vendors/fir.toml"],
    )
    assert found.settling
    outcomes = found.settling.by_code(found, found.verdict.cells[0])
    assert not any(outcome.decided for outcome in outcomes)


def test_nobody_is_left_when_the_only_vendor_fails() -> None:
    found = small(MUST, x=["blank", "standard"])
    (cell,) = found.verdict.cells
    assert found.settling
    outcomes = {end.code: (end.leader, end.decided) for end in found.settling.by_code(found, cell)}
    assert outcomes["standard"] == ("x", True)
    assert outcomes["roadmap"] == ("x", False)
    assert outcomes["none"] == (None, False)


def test_weight_that_is_set_just_beyond_its_interval_changes_the_leader(example: Workspace) -> None:
    found = assess_with(example)
    near = sorted(
        (own for own in stable_capabilities(found) if own.above),
        key=lambda own: own.highest - own.weight,
    )
    for own in near[:3]:
        for weight, leader in ((own.highest - 1e-6, "cedar"), (own.highest + 1e-6, own.above)):
            again = assess(
                example.portfolio,
                example.evaluation,
                example.vendors,
                example.rows,
                example.scores,
                weight_overrides={own.name: weight},
            )
            assert again.verdict.leader == leader
            tried = found.race.with_weight(own.name, weight).outlook()
            assert found.race.vendors[tried.order[0]] == leader


def test_weight_of_a_process_may_go_until_the_other_is_better() -> None:
    # x is worth 1 in p and 0.2 in q, y 0.5 and 0.9: level at p = 7/12.
    found = small(x=["standard", "roadmap"], y=["customization", "configuration"])
    p, q = stable_processes(found)
    assert (p.name, p.weight, p.highest, p.below, p.above) == ("p", 0.75, 1.0, "y", None)
    assert p.lowest == pytest.approx(7 / 12)
    assert (q.name, q.lowest, q.below, q.above) == ("q", 0.0, None, "y")
    assert q.highest == pytest.approx(5 / 12)


def test_a_race_without_weights_or_vendors_has_no_intervals() -> None:
    for found in (small(), small(MUST, x=["none", "none"])):
        with numpy.errstate(all="raise"):
            document = found.to_dict()
        assert (document["stability"], document["process_stability"], document["flips"]) == ([], [], [])
        json.dumps(document, allow_nan=False)


def test_document_tells_every_two_vendors_and_every_weight(example: Workspace) -> None:
    found = assess_with(example)
    document = found.to_dict()
    assert [(entry["better"], entry["vendor"]) for entry in document["flips"]][:2] == [
        ("cedar", "alder"),
        ("cedar", "birch"),
    ]
    assert document["flips"][0]["distance"] == pytest.approx(document["flip"]["distance"])
    assert [entry["capability"] for entry in document["stability"]] == list(found.weights.shares)
    for entry in (*document["stability"], *document["process_stability"]):
        assert 0 <= entry["from"] <= entry["weight"] <= entry["to"] <= 1
