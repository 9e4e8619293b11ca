from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers_fit import portfolio, process, step
from procfit.fit.elicit.effects import effects
from procfit.fit.elicit.eliciting import elicit, reason_of
from procfit.fit.weights import weigh
from procfit.model.capability import Capability
from procfit.model.errors import InputError
from procfit.model.judgment import Judgment, Pair
from procfit.model.scale import DEFAULT_EVALUATION

MAPS = portfolio(
    process("p", 4, step("s", 2, ["a", "b"]), step("t", 2, ["c"])),
    process("q", 2, step("u", 1, ["d"])),
    e=Capability("e", "e"),
)
SWING = Judgment("capabilities", "swing", "Ana", points={"a": 100, "b": 50, "c": 50})


def test_the_judged_keep_together_what_they_hold() -> None:
    found = effects(elicit(SWING), MAPS, DEFAULT_EVALUATION)
    assert found.before.shares == pytest.approx({"a": 1 / 6, "b": 1 / 6, "c": 1 / 3, "d": 1 / 3})
    assert found.after.shares == pytest.approx(
        {"a": 1 / 3, "b": 1 / 6, "c": 1 / 6, "d": 1 / 3}, abs=2e-6
    )
    assert found.moved == pytest.approx(1 / 6, abs=2e-6)
    assert {each.item: each.share for each in found.changes} == {"a": 0.5, "b": 0.25, "c": 0.25}
    assert found.capabilities["a"].reason == "swing weighting by Ana"
    written = [each.weight or 0 for each in found.capabilities.values()]
    assert sum(written) == pytest.approx(0.666667, abs=1e-12)


def test_taking_it_twice_changes_nothing_more() -> None:
    once = effects(elicit(SWING), MAPS, DEFAULT_EVALUATION)
    taken = replace(MAPS, capabilities={**MAPS.capabilities, **once.capabilities})
    twice = effects(elicit(SWING), taken, DEFAULT_EVALUATION)
    assert twice.capabilities == once.capabilities
    assert twice.moved == pytest.approx(0)
    assert [each.from_maps for each in twice.changes] == [each.from_maps for each in once.changes]


def test_a_share_of_their_own_scales_the_others() -> None:
    found = effects(elicit(replace(SWING, share=0.9)), MAPS, DEFAULT_EVALUATION)
    assert found.after.shares == pytest.approx({"a": 0.45, "b": 0.225, "c": 0.225, "d": 0.1})


def test_what_no_step_needs_can_be_judged_only_with_a_share() -> None:
    points = replace(SWING, points={"e": 100})
    with pytest.raises(InputError, match="no weight in the maps"):
        effects(elicit(points), MAPS, DEFAULT_EVALUATION)
    found = effects(elicit(replace(points, share=0.2)), MAPS, DEFAULT_EVALUATION)
    assert found.after.shares["e"] == pytest.approx(0.2)


def test_maps_and_lists_are_left_alone() -> None:
    effects(elicit(SWING), MAPS, DEFAULT_EVALUATION)
    assert weigh(MAPS, DEFAULT_EVALUATION).overrides == ()


def test_processes_become_importances_and_keep_what_was_asked_before() -> None:
    asked = replace(MAPS.maps["p"], importance_source="survey")
    maps = replace(MAPS, maps={**MAPS.maps, "p": asked})
    judgment = Judgment("processes", "order", "Bo", date(2026, 4, 2), order=(("q",), ("p",)))
    found = effects(elicit(judgment), maps, DEFAULT_EVALUATION)
    assert {name: each.importance for name, each in found.maps.items()} == {"q": 3, "p": 1}
    reason = "rank order (centroid) by Bo, 2026-04-02"
    assert found.maps["q"].importance_source == reason
    assert found.maps["p"].importance_source == f"{reason}; before: 4, survey"
    assert found.after.shares["d"] == pytest.approx(0.75)
    again = effects(elicit(judgment), replace(maps, maps=found.maps), DEFAULT_EVALUATION)
    assert again.maps == found.maps


def test_some_processes_keep_their_weight_against_the_others() -> None:
    maps = portfolio(
        process("p", 5, step("s", 1, ["a"])),
        process("q", 1, step("t", 1, ["b"])),
        process("r", 3, step("u", 1, ["c"])),
    )
    judgment = Judgment("processes", "direct", "Bo", points={"p": 1, "q": 1})
    found = effects(elicit(judgment), maps, DEFAULT_EVALUATION)
    assert {name: each.importance for name, each in found.maps.items()} == {"p": 3, "q": 3}


def test_the_answers_that_contradict_each_other_are_named_in_words() -> None:
    pairs = (Pair("a", "b", 2), Pair("b", "c", 3), Pair("c", "a", 1))
    consistency = elicit(Judgment("capabilities", "pairwise", "Ana", pairs=pairs)).consistency
    assert consistency is not None
    assert consistency.fine is False
    assert consistency.worst == (
        "a matters 2 times as much as b and b matters 3 times as much as c; so a matters 6 times as much as "
        "c, but the answer was that a matters as much as c"
    )


def test_best_worst_names_the_item_that_does_not_fit() -> None:
    judgment = Judgment(
        "capabilities",
        "best-worst",
        "A",
        best="a",
        worst="c",
        best_over={"b": 3, "c": 4},
        over_worst={"b": 3},
    )
    elicited = elicit(judgment)
    assert judgment.items == ("a", "b", "c")
    assert set(elicited.shares) == {"a", "b", "c"}
    assert elicited.consistency is not None
    assert elicited.consistency.fine is None
    assert "so a matters 9 times as much as c" in elicited.consistency.worst


def test_points_and_orders_cannot_contradict_themselves() -> None:
    assert elicit(SWING).consistency is None
    assert reason_of(replace(SWING, reason="workshop")) == "swing weighting by Ana: workshop"
