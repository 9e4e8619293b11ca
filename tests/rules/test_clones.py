from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from helpers_random_maps import valid_maps
from helpers_rules import portfolio, step
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.team import SameWork, TeamAnswers
from procfit.rules.clones import clones_of
from procfit.rules.context import RuleContext
from procfit.rules.engine import check

HERE = step("a", "b", name="Check order") + step("b", name="Book order")


def exact(found: Portfolio) -> dict[str, list[tuple[str, ...]]]:
    clones = clones_of(RuleContext(found)).exact
    return {name: [clone.here.steps for clone in each] for name, each in clones.items()}


def test_an_edited_map_is_looked_at_again_and_the_others_are_not() -> None:
    before = portfolio(HERE, HERE)
    assert exact(before) == {"test": [("a", "b")], "test1": [("a", "b")]}
    edited = portfolio(HERE.replace("Book", "Refuse")).maps["test"]
    assert exact(replace(before, maps={**before.maps, "test": edited})) == {}
    assert exact(before) == {"test": [("a", "b")], "test1": [("a", "b")]}


def test_a_new_answer_of_the_team_counts_at_once() -> None:
    before = portfolio(HERE, HERE.replace("Book order", "Enter it"))
    assert exact(before) == {}
    answers = TeamAnswers(same=(SameWork("Book order", "Enter it"),))
    assert exact(replace(before, answers=answers)) == {"test": [("a", "b")], "test1": [("a", "b")]}


@given(valid_maps(), valid_maps())
@settings(deadline=None, max_examples=50)
def test_strange_maps_are_judged_and_every_finding_names_steps_that_are_there(
    one: ProcessMap, other: ProcessMap
) -> None:
    named = (("test", one), ("more", other), ("copy", one))
    maps = {name: replace(each, id=name) for name, each in named}
    for found in check(Portfolio(maps)).findings:
        assert isinstance(found, Finding)
        assert set(found.steps) <= {each.id for each in maps[found.process].steps}
        for place in found.witness.path:
            name, _, own = place.rpartition("#")
            assert own in maps[name or found.process]
