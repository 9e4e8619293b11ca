from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_fit import answer, portfolio, process, step
from procfit.fit.assess import Fit, judge
from procfit.fit.gates import Gate
from procfit.fit.methods.catalog import METHODS
from procfit.fit.second_opinions import RELATIVE, kendall, opinions_document
from procfit.fit.weights import weigh
from procfit.model.errors import UsageError
from procfit.model.scale import DEFAULT_EVALUATION


def judged(codes: dict[str, list[str]], values: list[int], failed: tuple[str, ...] = ()) -> Fit:
    names = [f"c{number}" for number in range(len(values))]
    maps = portfolio(
        process("p", 1, *(step(f"s{n}", value, [n]) for n, value in zip(names, values, strict=True)))
    )
    answers = {
        vendor: {name: answer(vendor, name, code) for name, code in zip(names, own, strict=True)}
        for vendor, own in codes.items()
    }
    gates = {vendor: (Gate("c0", "fail", "none"),) if vendor in failed else () for vendor in codes}
    return judge(weigh(maps, DEFAULT_EVALUATION), answers, gates)


def test_every_method_puts_first_who_is_better_everywhere() -> None:
    fit = judged(
        {"a": ["standard"] * 2, "b": ["customization", "roadmap"], "c": ["none", "none"]}, [3, 1]
    )
    found = fit.opinions()
    assert list(found) == list(METHODS)
    assert {each.first for each in found.values()} == {("a",)}
    assert {each.agreement for each in found.values()} == {1.0, None}
    assert all(each.reversals == {} for each in found.values())


def test_who_fails_a_gate_takes_no_part() -> None:
    fit = judged({"a": ["standard"], "b": ["none"], "c": ["roadmap"]}, [1], failed=("a",))
    assert set(fit.opinion("topsis").values) == {"b", "c"}
    assert fit.opinion("topsis").first == ("c",)


def test_a_loser_that_turns_the_winner_is_named() -> None:
    codes = {
        "a": ["standard", "none", "roadmap"],
        "b": ["configuration", "customization", "none"],
        "c": ["none", "roadmap", "standard"],
    }
    fit = judged(codes, [4, 3, 3])
    for name, each in fit.opinions().items():
        for loser, now in each.reversals.items():
            assert loser not in each.first
            without = judged({k: v for k, v in codes.items() if k != loser}, [4, 3, 3])
            assert without.opinion(name).first == now
        kept = {loser for loser in codes if loser not in each.first} - set(each.reversals)
        for loser in kept:
            without = judged({k: v for k, v in codes.items() if k != loser}, [4, 3, 3])
            assert set(without.opinion(name).first) == set(each.first)
    assert fit.opinion("topsis").reversals == {"c": ("b",)}
    assert fit.opinion("vikor").reversals == {"c": ("a",)}


def test_silences_are_counted_both_ways() -> None:
    fit = judged({"a": ["roadmap"], "b": ["blank"]}, [1])
    found = fit.opinion("topsis")
    assert (found.first, found.silent_as_zero) == (("b",), ("a",))


@pytest.mark.parametrize(
    "codes", [{}, {"a": ["blank"]}, {"a": ["blank"], "b": ["blank"]}, {"a": ["none"], "b": ["none"]}]
)
def test_odd_races_have_an_answer(codes: dict[str, list[str]]) -> None:
    for each in judged(codes, [1]).opinions().values():
        assert set(each.first) == set(codes)
        assert each.reversals == {}


def test_without_weights_all_are_level() -> None:
    fit = judged({"a": ["none"], "b": ["standard"]}, [0])
    assert fit.weights.shares == {}
    assert fit.opinion("vikor").first == ("a", "b")


def test_the_document_always_carries_the_label() -> None:
    document = opinions_document(judged({"a": ["none"], "b": ["standard"]}, [1]).opinions())
    assert {entry["relative"] for entry in document.values()} == {RELATIVE}


def test_an_unknown_method_is_told() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        judged({}, [1]).opinion("topsi")


def test_kendall_of_a_table_worked_out_by_hand() -> None:
    """Six pairs: three in line, two against, one tied in one grading: (3 - 2) / √(6 · 5)."""
    assert kendall([1, 2, 3, 4], [1, 2, 2, 1.5]) == pytest.approx((3 - 2) / (6 * 5) ** 0.5)


def test_the_score_is_left_alone() -> None:
    fit = judged({"a": ["standard"], "b": ["none"]}, [1])
    before = replace(fit)
    fit.opinions()
    assert fit == before
