from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_fit import answer, portfolio, process, step
from procfit.fit.drawn.chances import Chances, chances
from procfit.fit.drawn.document import chances_document
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
    return chances(WEIGHTS.contributions, answers, list(codes), draws, codes=DEFAULT_EVALUATION.codes)


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


GOOD = "standard configuration none blank"
POOR = "none standard standard third-party"


def test_other_vendors_change_nothing_between_two() -> None:
    two = drawn(x=GOOD, y=POOR)
    more = drawn(z="blank standard none none", x=GOOD, w=POOR, y=POOR)
    assert more.pairwise["x"]["y"] == two.pairwise["x"]["y"]
    assert more.pairwise["y"]["x"] == two.pairwise["y"]["x"]
    assert two.pairwise["x"]["y"] + two.pairwise["y"]["x"] == pytest.approx(1)
    assert 0.05 < two.pairwise["x"]["y"] < 0.95


said = st.lists(st.sampled_from([*DEFAULT_EVALUATION.codes, "blank"]), min_size=4, max_size=4)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from("uvwxyz"), said.map(" ".join), min_size=2))
def test_who_is_ahead_of_whom_is_a_matter_of_the_two(table: dict[str, str]) -> None:
    everybody = drawn(150, **table)
    one, *others = sorted(table)
    for other in others:
        two = drawn(150, **{other: table[other], one: table[one]})
        assert two.pairwise[one][other] == everybody.pairwise[one][other]
        assert two.pairwise[one][other] + two.pairwise[other][one] == pytest.approx(1)


def test_copy_without_doubts_shares_the_ties_and_takes_nothing_else() -> None:
    sure = {"x": "standard none none configuration", "y": "none standard standard none"}
    two, three = drawn(**sure), drawn(**sure, copy=sure["y"])
    assert three.first("x") == two.first("x")
    assert three.first("y") == three.first("copy") == (two.first("y") or 0) / 2
    assert three.pairwise["y"]["copy"] == 0.5


def test_chance_of_first_of_two_is_the_one_of_being_ahead() -> None:
    found = drawn(x=GOOD, y=POOR)
    assert found.pairwise["x"] == {"y": found.first("x")}


def test_central_weights_favor_what_a_vendor_is_good_at() -> None:
    found = drawn(x="standard none none none", y="none none none standard")
    x, y = found.central["x"], found.central["y"]
    assert x.draws + y.draws == found.draws
    for central in (x, y):
        assert sum(central.processes.values()) == pytest.approx(1)
        assert sum(central.capabilities.values()) == pytest.approx(1)
    assert x.capabilities["a"] > WEIGHTS.shares["a"] > y.capabilities["a"]
    assert y.processes["q"] > 0.25 > x.processes["q"]
    assert y.processes["q"] == pytest.approx(y.capabilities["d"])


def test_doubt_is_told_apart_by_where_it_comes_from() -> None:
    weights = drawn(x="standard none none none", y="none none none standard")
    assert 0 < weights.only_weights["y"] < 0.5
    assert weights.only_answers == {"x": 1.0, "y": 0.0}
    answers = drawn(
        x="blank blank blank blank", y="customization customization customization customization"
    )
    assert answers.only_weights == {"x": 0.5, "y": 0.5}
    assert 0 < answers.only_answers["x"] < 1


def test_confidence_is_the_chance_under_the_weights_that_suit_best() -> None:
    sure = drawn(x="standard none none none", y="none none none standard")
    assert [central.confidence for central in sure.central.values()] == [1, 1]
    unsure = drawn(x="standard none none none", y="none blank none standard")
    for vendor in "xy":
        assert (unsure.first(vendor) or 0) < unsure.central[vendor].confidence < 1


def test_kappa_says_how_sure_the_weights_are() -> None:
    codes = {"x": "standard none none none", "y": "none none none standard"}
    answers = {
        vendor: {
            name: answer(vendor, name, code, "reference")
            for name, code in zip("abcd", said.split(), strict=True)
        }
        for vendor, said in codes.items()
    }
    firsts = [
        chances(WEIGHTS.contributions, answers, ["x", "y"], kappa=kappa).first("x") or 0
        for kappa in (2.0, 20.0, 500.0)
    ]
    assert firsts == sorted(firsts)
    assert firsts[0] < 0.65
    assert firsts[-1] > 0.95


def test_flat_view_forgets_the_weights() -> None:
    found = drawn(x="standard none none none", y="none none none standard")
    assert found.flat["x"][0] == pytest.approx(0.5, abs=4 * found.error(0.5))
    assert (found.first("x") or 0) > 0.6


@pytest.mark.parametrize(
    "codes",
    [
        ["none none none none"] * 3,
        ["standard standard standard standard"] * 2,
        ["blank blank blank blank"] * 3,
        ["standard none blank roadmap", "standard none blank third-party"],
        ["unheard of this code"] * 2,
    ],
)
def test_tables_with_nothing_to_tell_apart_are_defined(codes: list[str]) -> None:
    found = drawn(300, **dict(zip("xyz", codes, strict=False)))
    for ranks in (found.ranks, found.flat):
        assert [sum(own) for own in ranks.values()] == pytest.approx([1] * len(codes))
    assert json.dumps(chances_document(found, WEIGHTS.shares), allow_nan=False)


def test_one_capability_is_defined() -> None:
    only = weigh(portfolio(process("p", 1, step("s", 1, ["a"]))), DEFAULT_EVALUATION)
    answers = {vendor: {"a": answer(vendor, "a", "standard")} for vendor in "xy"}
    found = chances(only.contributions, answers, ["x", "y"], 500, codes=DEFAULT_EVALUATION.codes)
    assert found.central["x"].capabilities == {"a": pytest.approx(1)}
    assert found.only_weights == {"x": 0.5, "y": 0.5}
    assert json.dumps(chances_document(found, only.shares), allow_nan=False)


def test_document_names_every_probability_with_its_error() -> None:
    document = chances_document(drawn(x=GOOD, y=POOR), WEIGHTS.shares)
    assert document is not None
    assert (document["draws"], document["kappa"]) == (2000, 20.0)
    first = document["pairwise"][0]
    assert (first["vendor"], first["ahead_of"]) == ("x", "y")
    assert first["error"] == pytest.approx((first["p"] * (1 - first["p"]) / 2000) ** 0.5)
    central = document["central_weights"][0]
    assert [entry["elicited"] for entry in central["capabilities"]] == [
        WEIGHTS.shares[n] for n in "abcd"
    ]
    assert [own["vendor"] for own in document["confidence"]] == ["x", "y"]
    assert document["flat"]["meaning"] == "if nothing were known of the weights"


def test_no_race_and_a_race_of_one_need_no_draws() -> None:
    assert chances((), {}, ["x"]).first("x") is None
    assert drawn(x="none none none none").ranks == {"x": (1.0,)}
    assert drawn(x="none none none none").error(1.0) == 0
    assert chances_document(drawn(x="none none none none"), WEIGHTS.shares) is None
