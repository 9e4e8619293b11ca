"""A committee of vendors x, y and z and capabilities a (0.6), b (0.2) and c (0.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import portfolio, process, step
from procfit.fit.assess import Fit, assess
from procfit.fit.committee.absence import Without
from procfit.fit.committee.group import Committee
from procfit.model.capability import Capability
from procfit.model.process import Need
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Code, EvaluatorScores, Settled, Vendor

NAMES = ("a", "b", "c")
WEIGHTS = {"a": 0.6, "b": 0.2, "c": 0.2}
CODES = list(DEFAULT_EVALUATION.codes)
Scores = Mapping[str, Mapping[str, str]]
"""Evaluator to vendor to the initials of the codes for a, b and c; a dash is no score."""

INITIALS = {code[0]: code for code in CODES if code != "configuration"} | {"o": "configuration"}


def files(scores: Scores) -> dict[str, EvaluatorScores]:
    return {
        evaluator: EvaluatorScores(
            evaluator,
            {
                vendor: {
                    name: Settled(INITIALS.get(sign, sign), note=f"{evaluator} on {vendor}")
                    for name, sign in zip(NAMES, signs, strict=True)
                    if sign != "-"
                }
                for vendor, signs in own.items()
            },
        )
        for evaluator, own in scores.items()
    }


def fit(scores: Scores, must: str = "", agreed: Scores | None = None, **evaluation: Any) -> Fit:
    """Return the fit where nothing was answered but what evaluators scored or the committee agreed."""
    settled = files(agreed or {}).get("all", EvaluatorScores("all")).scores
    musts = {must: Capability(must, must, must=True)} if must else {}
    maps = portfolio(process("p", 3, step("s", 4, ["a", Need("b", 0.25)]), step("t", 1, ["c"])), **musts)
    vendors = {name: Vendor(name, name.upper(), agreed=settled.get(name, {})) for name in "xyz"}
    rules = replace(DEFAULT_EVALUATION, **evaluation)
    return assess(maps, rules, vendors, {}, files(scores))


def group(scores: Scores, must: str = "", agreed: Scores | None = None, **evaluation: Any) -> Committee:
    return fit(scores, must, agreed, **evaluation).group


FULL: Scores = {
    "ana": {"x": "sss", "y": "ooo", "z": "nnn"},
    "bo": {"x": "sos", "y": "soo", "z": "nnn"},
    "chandra": {"x": "nss", "y": "sss", "z": "nrn"},
}


TURNED: Scores = {"ana": {"x": "s--", "y": "n--"}, "bo": {"x": "n--", "y": "o--"}}
"""Ana takes x, Bo takes y, and together they take x by a little."""
REST: Scores = {"all": {"x": "-ss", "y": "-ss", "z": "nss"}}


def test_each_ranks_by_his_own_scores() -> None:
    ana, bo, chandra = group(FULL).evaluators
    assert [place.vendor for place in ana.standings] == ["x", "y", "z"]
    assert [place.vendor for place in chandra.standings] == ["y", "x", "z"]
    assert chandra.first == ("y",)
    scores = {place.vendor: place.score.mid for place in bo.standings}
    assert scores == pytest.approx({"x": 0.6 + 0.18 + 0.2, "y": 0.6 + 0.18 + 0.18, "z": 0.0})
    assert ana.cells == 9
    assert ana.scored == pytest.approx(1.0)


def test_where_nothing_was_scored_counts_what_was_agreed_else_the_workbook() -> None:
    found = group({"ana": {"x": "n--"}}, agreed={"all": {"x": "so-"}})
    (ana,) = found.evaluators
    scores = {place.vendor: place.score.mid for place in ana.standings}
    # Her own word before the agreed one, the agreed one for b, and c is a blank.
    assert scores["x"] == pytest.approx(0.0 + 0.2 * 0.9 + 0.2 * 0.5)
    assert ana.scored == pytest.approx(0.6 / 3)


def test_what_to_talk_about_comes_by_weight_and_distance() -> None:
    found = group(FULL)
    told = [(topic.vendor, topic.capability) for topic in found.topics]
    assert told[0] == ("x", "a")
    first = found.topics[0]
    assert first.weight == pytest.approx(0.6)
    assert first.spread == pytest.approx(1.0)
    assert first.size == pytest.approx(0.6)
    assert [(one.evaluator, one.code, one.alone) for one in first.opinions] == [
        ("ana", "standard", False),
        ("bo", "standard", False),
        ("chandra", "none", True),
    ]
    assert first.opinions[0].note == "ana on x"
    sizes = [topic.size for topic in found.topics]
    assert sizes == sorted(sizes, reverse=True)
    assert ("z", "a") not in told  # all three say none


def test_what_is_settled_is_not_talked_about_again_until_it_is_stale() -> None:
    found = group(FULL, agreed={"all": {"x": "s--"}})
    assert ("x", "a") not in [(topic.vendor, topic.capability) for topic in found.topics]
    assert found.settled == 1
    base = fit(FULL)
    vendor = Vendor("x", "X", agreed={"a": Settled("standard", stale="changed since")})
    from procfit.fit.committee.opinions import Opinions
    from procfit.fit.committee.topics import topics

    opinions = Opinions(files(FULL), base.answers, WEIGHTS, DEFAULT_EVALUATION)
    vendors = {"x": vendor, "y": Vendor("y", "Y"), "z": Vendor("z", "Z")}
    again, settled = topics(opinions, base.answers, vendors)
    assert (again[0].vendor, again[0].capability, settled) == ("x", "a", 0)


def test_gates_come_first_however_little_they_weigh() -> None:
    scores = {"ana": {"x": "ssr"}, "bo": {"x": "nso"}}
    found = group(scores, must="c")
    assert [(topic.capability, topic.gate) for topic in found.topics] == [("c", True), ("a", False)]


def test_the_winner_changes_without_one() -> None:
    found = group(TURNED, agreed=REST)
    assert found.first == ("x",)
    ana, bo = found.without
    assert (ana.evaluators, ana.changes, ana.first) == (("ana",), True, ("y",))
    assert (bo.changes, bo.first, bo.moved["z"]) == (False, ("x",), (3, 2))


def test_without_one_is_the_fit_without_that_file() -> None:
    for name in FULL:
        rest = {other: scores for other, scores in FULL.items() if other != name}
        plain = fit(rest, must="c", agreed={"all": {"y": "n--"}})
        whole = group(FULL, must="c", agreed={"all": {"y": "n--"}})
        (one,) = (each for each in whole.without if each.evaluators == (name,))
        assert same_standings(one, plain)


def test_a_gate_that_turns_with_one_is_told() -> None:
    found = group({"ana": {"x": "sso", "y": "sss"}, "bo": {"x": "ssn", "y": "sss"}}, must="c")
    ana, bo = found.without
    assert ana.gates == {"x": ("unproven", "fail")}
    assert bo.gates == {"x": ("unproven", "pass")}
    assert ana.moved["x"][1] is None


def test_vendors_that_a_gate_stops_are_not_ranked() -> None:
    found = group(FULL, must="a")
    assert (found.stopped, set(found.vendors)) == (("z",), {"x", "y"})
    assert found.majority.vendors == found.vendors
    assert found.evaluators[0].ranks["z"] is None


def test_who_counts_more_moves_the_mean_and_votes_for_more() -> None:
    scores = {"ana": {"x": "s--", "y": "n--"}, "bo": {"x": "n--", "y": "s--"}}
    even, weighted = fit(scores), fit(scores, evaluator_weights={"bo": 3.0})
    assert even.answers["x"]["a"].mid == pytest.approx(0.5)
    assert weighted.answers["x"]["a"].mid == pytest.approx(0.25)
    assert weighted.answers["x"]["a"].rule == "scored by ana standard, bo none (counts 3)"
    assert (weighted.answers["x"]["a"].low, weighted.answers["x"]["a"].high) == (0.0, 1.0)
    assert weighted.group.first == ("y",)
    assert even.group.majority.of("x", "y") == even.group.majority.of("y", "x") == 1
    assert weighted.group.majority.of("y", "x") == 3
    assert weighted.group.is_weighted
    assert not even.group.is_weighted


def test_nobody_scored() -> None:
    found = group({})
    assert found.agreement.why == "nobody has scored yet"
    assert (found.evaluators, found.topics, found.without) == ((), (), ())
    assert found.to_dict()["kendall_w"] is None


def test_one_alone_has_nobody_to_agree_with() -> None:
    found = group({"ana": FULL["ana"]})
    assert found.agreement.why == "it takes two evaluators to agree"
    assert found.evaluators[0].distance is None
    assert not found.majority.votes
    assert len(found.without) == 1


def test_two_without_anything_in_common() -> None:
    found = group({"ana": {"x": "s--"}, "bo": {"y": "-s-"}})
    assert [one.distance for one in found.evaluators] == [None, None]
    assert found.topics == ()


def test_all_alike_agree_entirely() -> None:
    found = group(dict.fromkeys(["ana", "bo", "chandra"], FULL["ana"]))
    assert found.agreement.w == pytest.approx(1.0)
    assert found.agreement.p == pytest.approx(1 / 36)
    assert found.topics == ()
    assert [one.distance for one in found.evaluators] == [0.0, 0.0, 0.0]
    assert not any(one.changes for one in found.without)


def test_all_level_is_not_assessed() -> None:
    same = {"x": "sss", "y": "sss", "z": "sss"}
    found = group({"ana": same, "bo": same})
    assert found.agreement.why == "every evaluator ranks all vendors level"
    assert found.first == ("x", "y", "z")
    assert found.majority.winner is None
    assert len(found.majority.level) == 3


def test_a_file_without_a_score_that_weighs_counts_for_nothing() -> None:
    for empty in ({}, {"x": "---"}, {"gone": "sss"}):
        found = group({**FULL, "dora": empty})
        assert found.agreement == group(FULL).agreement
        dora = found.evaluators[-1]
        assert (dora.cells, dora.standings, dora.first, dora.distance) == (0, (), (), None)


def test_a_blank_is_no_opinion_even_where_the_scale_declares_one() -> None:
    codes = {**DEFAULT_EVALUATION.codes, "blank": Code("blank", (0.0, 0.0, 0.0))}
    blank = files({"ana": {"x": "s--"}}) | {"bo": EvaluatorScores("bo", {"x": {"a": Settled("blank")}})}
    maps = portfolio(process("p", 3, step("s", 4, ["a"])))
    rules = replace(DEFAULT_EVALUATION, codes=codes)
    found = assess(maps, rules, {"x": Vendor("x", "X")}, {}, blank).group
    assert (found.topics, found.evaluators[1].cells) == ((), 0)


def test_a_blank_is_no_opinion() -> None:
    base = {"ana": {"x": "s--"}, "bo": {"x": "n--"}}
    blank = files(base)
    blank["bo"] = EvaluatorScores("bo", {"x": {"a": Settled("blank")}})
    maps = portfolio(process("p", 3, step("s", 4, ["a"])))
    found = assess(maps, DEFAULT_EVALUATION, {"x": Vendor("x", "X")}, {}, blank).group
    assert found.topics == ()
    assert found.evaluators[1].cells == 0


def test_who_scored_one_vendor_only_ranks_it_among_the_others() -> None:
    found = group({**FULL, "dora": {"x": "sss"}})
    dora = found.evaluators[-1]
    assert dora.scored == pytest.approx(1 / 3)
    assert dora.first == ("x",)
    assert dora.ranks == {"x": 1, "y": 2, "z": 2}


def test_what_the_buyer_leaves_out_is_not_talked_about() -> None:
    found = group(FULL, not_applicable={"a": "not needed"})
    assert "a" not in {topic.capability for topic in found.topics}


def test_nobody_passes_the_gates() -> None:
    signs = dict.fromkeys("xyz", "nss")
    found = group({"ana": signs, "bo": {**signs, "x": "nos"}}, must="a")
    assert (found.vendors, found.first, set(found.stopped)) == ((), (), set("xyz"))
    assert found.agreement.why == "there are not two vendors to rank"
    assert not found.majority.votes
    json.dumps(found.to_dict(), allow_nan=False)


def test_nothing_weighs() -> None:
    maps = portfolio(process("p", 1, step("s", 0, ["a"])))
    found = assess(maps, DEFAULT_EVALUATION, {"x": Vendor("x", "X")}, {}, files(FULL)).group
    assert found.agreement.why == "nothing has a weight: no step has a value and needs"
    assert found.without == ()
    assert [one.scored for one in found.evaluators] == [None, None, None]


def test_the_document_is_plain_and_whole() -> None:
    document = json.loads(json.dumps(group(FULL, must="c").to_dict(), allow_nan=False))
    assert {
        "kendall_w",
        "p",
        "p_error",
        "evaluators",
        "talk_about",
        "without",
        "majority",
        "cycles",
    } <= set(document)
    assert document["evaluators"]["ana"]["first"] == ["x"]
    assert document["talk_about"][0]["opinions"][0]["evaluator"] == "ana"
    assert document["without"]["ana"]["changes"] is False
    assert fit(FULL).to_dict()["group"]["kendall_w"] == group(FULL).agreement.w


def test_frames() -> None:
    found = group(FULL, must="a")
    frame = found.to_frame()
    assert list(frame.columns) == ["ana", "bo", "chandra"]
    assert frame.loc["x", "chandra"] == 2
    assert frame["ana"].isna()["z"]
    talk = found.talk_frame()
    assert talk.loc[0, "ana"] == "standard"
    assert list(group({}).talk_frame().columns)[:2] == ["vendor", "capability"]
    assert group({}).to_frame().shape == (3, 0)


def same_standings(one: Without, plain: Fit) -> bool:
    """Tell whether ranks and scores are the same; level vendors may be listed in another order."""
    found = {place.vendor: place for place in one.standings}
    return len(found) == len(plain.standings) and all(
        found[place.vendor].rank == place.rank
        and astuple(found[place.vendor].score) == pytest.approx(astuple(place.score), abs=1e-12)
        for place in plain.standings
    )


def test_the_winner_changes_without_two_of_four() -> None:
    scores = {
        "ana": {"x": "s--", "y": "n--"},
        "bo": {"x": "s--", "y": "n--"},
        "chandra": {"x": "s--", "y": "n--"},
        "dora": {"x": "n--", "y": "o--"},
    }
    found = group(scores, agreed=REST, evaluator_weights={"dora": 1.5})
    assert not any(one.changes for one in found.without)
    pairs = [one.evaluators for one in found.without_two]
    assert pairs == [("ana", "bo"), ("ana", "chandra"), ("bo", "chandra")]
    assert {one.first for one in found.without_two} == {("y",)}
    assert group({name: scores[name] for name in ("ana", "bo", "dora")}, agreed=REST).without_two == ()
    assert found.to_dict()["without_two"][0]["evaluators"] == ["ana", "bo"]


CODE = st.sampled_from("sotcrn-".replace("c", ""))
CELLS = st.text(CODE, min_size=3, max_size=3)
ALL = st.dictionaries(
    st.sampled_from(["ana", "bo", "chandra"]),
    st.fixed_dictionaries({"x": CELLS, "y": CELLS, "z": CELLS}),
)


@given(ALL)
def test_every_committee_has_a_document(scores: Scores) -> None:
    found = group(scores, must="c")
    json.dumps(found.to_dict(), allow_nan=False)
    for topic in found.topics:
        assert topic.size == pytest.approx(topic.weight * topic.spread)
        assert sum(one.alone for one in topic.opinions) <= 1
    for one in found.evaluators:
        assert one.scored is not None
        given = fsum(
            WEIGHTS[name]
            for signs in scores[one.name].values()
            for name, sign in zip(NAMES, signs, strict=True)
            if sign != "-"
        )
        assert one.scored == pytest.approx(given / 3)


@given(ALL, st.sampled_from(["", "c"]), ALL.map(lambda found: {"all": found.get("ana", {})}))
def test_every_own_view_and_every_absence_is_a_fit_of_its_own(
    scores: Scores, must: str, agreed: Scores
) -> None:
    counts = {"evaluator_weights": {"bo": 2.5}}
    found = group(scores, must, agreed, **counts)
    for one in found.without:
        (name,) = one.evaluators
        rest = {other: own for other, own in scores.items() if other != name}
        assert same_standings(one, fit(rest, must, agreed, **counts))
    for own in found.evaluators:
        if own.standings:
            alone = fit({own.name: scores[own.name]}, agreed=_unsaid(agreed, scores[own.name]))
            mine = {place.vendor: astuple(place.score) for place in alone.standings}
            for place in own.standings:
                assert astuple(place.score) == pytest.approx(mine[place.vendor], abs=1e-12)


def _unsaid(agreed: Scores, own: Mapping[str, str]) -> Scores:
    """Return what was agreed where an evaluator has said nothing."""
    return {
        "all": {
            vendor: "".join(
                "-" if mine != "-" else sign for sign, mine in zip(signs, own[vendor], strict=True)
            )
            for vendor, signs in agreed["all"].items()
        }
    }


@given(ALL, st.floats(0.01, 100))
def test_equal_weights_change_nothing(scores: Scores, counts: float) -> None:
    plain = fit(scores)
    same = fit(scores, evaluator_weights=dict.fromkeys(["ana", "bo", "chandra"], counts))
    for vendor, own in plain.answers.items():
        for name, answer in own.items():
            assert same.answers[vendor][name].mid == pytest.approx(answer.mid, abs=1e-12)
            assert answer.low <= same.answers[vendor][name].mid <= answer.high
