from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers_fit import answer
from procfit.fit.decide import FLIP_MARGIN, Verdict, decide
from procfit.fit.drawn.chances import Chances
from procfit.fit.gates import Gate, Relaxing, overall
from procfit.fit.score import rank, score
from procfit.model.vendor import Answer, Evidence

NAMES = ["a", "b", "c"]


def verdict(
    codes: dict[str, list[str]],
    weights: list[float] | None = None,
    gates: Mapping[str, tuple[Gate, ...]] | None = None,
    evidence: Evidence = "reference",
    relaxing: Relaxing | None = None,
    **more: Any,
) -> Verdict:
    shares = dict(zip(NAMES, weights or [0.5, 0.3, 0.2], strict=True))
    answers = {
        vendor: {
            name: answer(vendor, name, code, evidence) for name, code in zip(NAMES, own, strict=True)
        }
        for vendor, own in codes.items()
    }
    checked = {vendor: (gates or {}).get(vendor, ()) for vendor in codes}
    failed = frozenset(vendor for vendor, own in checked.items() if overall(own) == "fail")
    standings = rank({vendor: score(shares, own) for vendor, own in answers.items()}, failed)
    return decide(shares, standings, answers, checked, relaxing, **more)


GOOD = ["standard", "standard", "standard"]
POOR = ["none", "none", "roadmap"]


def test_clear_leader_wins() -> None:
    found = verdict({"x": GOOD, "y": POOR})
    assert (found.decided, found.leader) == (True, "x")
    assert "at least as good as the others everywhere" in found.why


def test_unproven_leader_decides_nothing_and_its_gate_is_named() -> None:
    gates = {"x": (Gate("c", "unproven", "blank"),)}
    found = verdict({"x": ["standard", "standard", "blank"], "y": POOR}, gates=gates)
    assert not found.decided
    assert "has not proven c (blank)" in found.why
    assert (found.cells[0].answer.capability, found.cells[0].why) == ("c", "gate")


def test_lead_that_rests_on_silence_decides_nothing() -> None:
    found = verdict({"x": ["standard", "blank", "blank"], "y": ["standard", "none", "roadmap"]})
    assert not found.decided
    assert "if silences were worth nothing" in found.why


def test_small_change_of_weights_that_turns_the_order_decides_nothing() -> None:
    close = {"x": ["standard", "none", "standard"], "y": ["none", "standard", "standard"]}
    near = verdict(close, [0.42, 0.38, 0.2], evidence="claimed")
    assert not near.decided
    assert "moving 2.0 % of the weight would bring y level" in near.why
    assert verdict(close, [0.6, 0.2, 0.2], evidence="claimed").decided


def test_overlap_and_small_flip_must_be_those_of_one_rival() -> None:
    # y is close but wholly below x; z overlaps with x but is far off.
    shares, spans = {"a": 0.5, "b": 0.5}, {"x": [0.9, 0.5], "y": [0.4, 0.91], "z": [0.1, 0.1]}
    answers = {
        vendor: {
            name: Answer(vendor, name, "standard", mid, mid, 1.0 if vendor == "z" else mid, "workbook")
            for name, mid in zip("ab", mids, strict=True)
        }
        for vendor, mids in spans.items()
    }
    standings = rank({vendor: score(shares, own) for vendor, own in answers.items()})
    found = decide(shares, standings, answers, dict.fromkeys(answers, ()))
    assert found.flip is not None
    assert found.flip.challenger == "y"
    assert found.flip.distance is not None
    assert found.flip.distance < FLIP_MARGIN
    assert found.decided


def test_leader_that_is_too_seldom_first_decides_nothing() -> None:
    drawn = Chances(2000, {"x": (0.62, 0.38), "y": (0.38, 0.62)})
    found = verdict({"x": GOOD, "y": POOR}, chances=drawn, undecided_below=0.7)
    assert (found.decided, found.why) == (False, "P(first) of x is 0.62, under 0.70")
    assert verdict({"x": GOOD, "y": POOR}, chances=drawn, undecided_below=0.6).decided


def test_file_that_could_not_be_read_decides_nothing() -> None:
    found = verdict({"x": GOOD, "y": POOR}, unreadable=["vendors/z.toml"])
    assert (found.decided, found.why) == (False, "vendors/z.toml could not be read")


def test_dead_heat_is_undecided() -> None:
    found = verdict({"x": GOOD, "y": GOOD})
    assert not found.decided
    assert "x and y are level" in found.why


def test_deciding_cells_are_the_fewest_that_turn_the_order() -> None:
    found = verdict(
        {"x": GOOD, "y": ["standard", "blank", "standard"]}, [0.5, 0.3, 0.2], evidence="claimed"
    )
    assert [(cell.answer.vendor, cell.answer.capability) for cell in found.cells] == [("x", "a")]


def test_stopped_vendors_take_no_part() -> None:
    gates = {"x": (Gate("a", "fail", "none"),)}
    found = verdict({"x": GOOD, "y": POOR}, gates=gates)
    assert (found.decided, found.leader) == (True, "y")
    assert "only one that passes" in found.why


def test_nobody_nothing_and_no_weights_are_defined() -> None:
    gates = {"x": (Gate("a", "fail", "none"),)}
    found = verdict({"x": POOR}, gates=gates, relaxing=Relaxing("x", ("a",)))
    assert (found.decided, found.leader) == (False, None)
    assert "relaxing a would let x in" in found.why
    assert verdict({}).why == "there is no vendor to compare"
    answers = {"x": {"a": answer("x", "a", "blank")}}
    assert "no step has a value" in decide({}, rank({"x": score({}, {})}), answers, {"x": ()}).why
