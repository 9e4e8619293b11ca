from __future__ import annotations

import pytest

from helpers_rules import judge, report, step
from procfit.model.team import SameWork, TeamAnswers

RULE = "exact-clone"
TWO = step("find", "copy", name="Find customer in ERP") + step("copy", name="Copy data to ticket")
OTHER = step("new", "look", name="Take complaint")
OTHER += step("look", "data", name="Find the customer in the ERP") + step(
    "data", name="Copy data to ticket"
)


def test_the_same_steps_in_two_maps() -> None:
    (found,) = judge(RULE, TWO, OTHER)
    assert found.steps == ("find", "copy")
    assert found.witness.path == ("find", "copy", "test1#look", "test1#data")
    assert dict(found.witness.numbers) == {"maps": 2}
    assert found.message == (
        '"Find customer in ERP" and "Copy data to ticket" are done, step for step, also in "Other":'
        " one shared map that each calls would keep them alike."
    )
    assert found.suggest == "modify"


def test_a_called_map_saves_nothing_per_case() -> None:
    (found,) = judge(RULE, TWO, OTHER)
    assert (found.saves.minutes_per_case, found.saves.cost_per_case) == (0, 0)
    assert found.costs.value_per_case == 0


def test_the_same_steps_twice_in_one_map_are_one_finding() -> None:
    text = step("s", "find:50% find2:50%", kind="decision", name="Which?") + TWO
    text += step("find2", "copy2", name="Find customer in ERP") + step(
        "copy2", name="Copy data to ticket"
    )
    (found,) = judge(RULE, text)
    assert sorted(found.steps) == ["copy", "copy2", "find", "find2"]
    assert "2 times here" in found.message
    (both,) = judge(RULE, text, OTHER)
    assert '2 times here and also in "Other"' in both.message


def test_only_the_longest_repeat_is_told() -> None:
    longer = step("in", "find", name="Take call") + TWO
    again = longer.replace('name = "Take call"', 'name = "Taking the call"')
    (found,) = judge(RULE, longer, again)
    assert found.steps == ("in", "find", "copy")


def test_what_lies_inside_a_repeat_is_not_told_again() -> None:
    branches = step("q", "find:50% z:50%", kind="decision", name="Known?")
    branches += TWO.replace('name = "Copy data to ticket"', 'name = "Copy data to ticket"\nnext = ["z"]')
    branches += step("z", name="Answer")
    (found,) = judge(RULE, branches, branches)
    assert set(found.steps) == {"q", "find", "copy", "z"}


def test_a_part_with_other_branches_is_another_part() -> None:
    both = step("x", "z", name="Pay") + step("y", "z", name="Refuse") + step("z", name="Write letter")
    one = step("q", "x:50% y:50%", kind="decision", name="Entitled?") + both
    other = step("q", "x:50% z:50%", kind="decision", name="Entitled?") + both
    assert not judge(RULE, one, other)


def test_many_maps_are_counted_not_listed() -> None:
    (found,) = judge(RULE, TWO, *[OTHER] * 5)
    assert 'also in "Other" and 4 more:' in found.message


def test_one_step_is_no_process_of_its_own() -> None:
    one = step("a", "b", name="Find customer in ERP")
    assert not judge(RULE, one + step("b", name="Answer"), one + step("b", name="Refuse"))


def test_a_call_is_shared_already() -> None:
    text = step("review", "next", kind="call", call="test2", name="Review credit")
    text += step("next", name="Answer customer")
    assert not judge(RULE, text, text.replace('"next"', '"on"'), step("a"))


@pytest.mark.parametrize("tag", ["legal", "regional"])
def test_what_differs_by_law_or_region_may_be_a_copy(tag: str) -> None:
    tagged = TWO + f'tags = ["{tag}"]\n'
    assert not judge(RULE, tagged, OTHER)
    assert not judge(RULE, TWO, OTHER + f'tags = ["{tag}"]\n')


def test_names_that_a_drawing_tool_gave_are_not_the_same_work() -> None:
    text = step("a", "b", name="Task 1") + step("b", "c", name="Task 2") + step("c", name="Task 3")
    found = report(text, text)
    assert not [each for each in found.findings if each.rule == RULE]


def test_gateways_without_a_name_do_not_keep_a_repeat_apart() -> None:
    text = step("x", "g", name="Check claim") + step(
        "g", "y:50% z:50%", kind="decision", name="Gateway 7"
    )
    text += step("y", "z", name="Ask for proof") + step("z", name="Decide claim")
    (found,) = judge(RULE, text, text.replace("Gateway 7", "Exclusive gateway"))
    assert set(found.steps) == {"x", "g", "y", "z"}


def test_answers_of_the_team_say_what_is_the_same() -> None:
    other = OTHER.replace("Copy data to ticket", "Fill in ticket")
    assert not judge(RULE, TWO, other)
    answers = TeamAnswers(same=(SameWork("Fill in ticket", "Copy data to ticket"),))
    assert judge(RULE, TWO, other, answers=answers)
    apart = TeamAnswers(different=(SameWork("Find customer in ERP", "Find the customer in the ERP"),))
    assert not judge(RULE, TWO, OTHER, answers=apart)
