from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_compare import maps, relabeled
from helpers_maps import process
from procfit.compare.pairs import paired_steps
from procfit.matching.stems import Wordings
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import SameWork, TeamAnswers

WORDINGS = Wordings()


def line(*steps: tuple[str, str], lane: str = "") -> ProcessMap:
    """Return a chain of steps, each an id and a name."""
    targets = [*(name for name, _ in steps[1:]), ""]
    return ProcessMap(
        "p",
        "P",
        lanes=(Lane("l", "Sales"),),
        steps=tuple(
            Step(name, label, lane=lane, next=(Flow(target),) if target else ())
            for (name, label), target in zip(steps, targets, strict=True)
        ),
    )


def pairs(before: ProcessMap, after: ProcessMap, wordings: Wordings = WORDINGS) -> dict[str, str]:
    return paired_steps(before, after, wordings)


def test_an_id_is_trusted_even_under_a_new_name() -> None:
    assert pairs(line(("a", "Log enquiry")), line(("a", "Greet the caller"))) == {"a": "a"}


def test_a_step_with_another_id_is_found_by_its_wording() -> None:
    before = line(("a", "Approve credit limit"), ("b", "Send quote"))
    after = line(("x", "Send the quote"), ("y", "Credit limit approval"))
    assert pairs(before, after) == {"a": "y", "b": "x"}


def test_a_step_whose_id_and_name_changed_a_little_is_found_between_its_neighbors() -> None:
    before = line(("start", "Call"), ("log-enquiry", "Log enquiry"), ("quote", "Send quote"))
    after = line(("start", "Call"), ("log-inquiry", "Log inquiry"), ("quote", "Send quote"))
    assert pairs(before, after)["log-enquiry"] == "log-inquiry"


def test_other_work_in_the_same_place_is_another_step() -> None:
    before = line(("start", "Call"), ("log", "Approve quote"), ("end", "Leave"))
    after = line(("start", "Call"), ("pay", "Send quote"), ("end", "Leave"))
    assert "log" not in pairs(before, after)


def test_opposites_are_never_one_step() -> None:
    before = line(("start", "Call"), ("yes", "Accept the order today"), ("end", "Leave"))
    after = line(("start", "Call"), ("no", "Reject the order today"), ("end", "Leave"))
    assert "yes" not in pairs(before, after)


def test_steps_numbered_anew_keep_to_their_wording() -> None:
    before = line(("s1", "Log enquiry"), ("s2", "Check credit"), ("s3", "Send quote"))
    after = line(
        ("s1", "Log enquiry"), ("s2", "Ask address"), ("s3", "Check credit"), ("s4", "Send quote")
    )
    assert pairs(before, after) == {"s1": "s1", "s2": "s3", "s3": "s4"}


def test_two_steps_that_swapped_ids_keep_to_their_wording() -> None:
    before = line(("a", "Log enquiry"), ("b", "Send quote"))
    after = line(("b", "Log enquiry"), ("a", "Send quote"))
    assert pairs(before, after) == {"a": "b", "b": "a"}


def test_of_steps_with_one_name_the_neighbors_tell_which_is_which() -> None:
    before = line(("log", "Log"), ("c1", "Check"), ("quote", "Quote"), ("c2", "Check"), ("bill", "Bill"))
    after = line(("quote", "Quote"), ("x", "Check"), ("bill", "Bill"), ("log", "Log"), ("y", "Check"))
    assert pairs(before, after)["c2"] == "x"
    assert pairs(before, after)["c1"] == "y"


def test_an_event_is_not_taken_for_the_task_of_the_same_words() -> None:
    before = ProcessMap(
        "p", "P", steps=(Step("t", "Confirm order"), Step("e", "Order confirmed", kind="end"))
    )
    after = ProcessMap(
        "p", "P", steps=(Step("x", "Order confirmed", kind="end"), Step("y", "Confirm order"))
    )
    assert pairs(before, after) == {"t": "y", "e": "x"}


def test_what_a_step_holds_speaks_for_it() -> None:
    text = (
        '[[step]]\nid = "pay"\nname = "Pay"\nnext = ["{0}"]\n[[step]]\nid = "{0}"\nname = "{1}"\n{2}\n'
    )
    held = 'work = "7m"\nsystem = "CRM"\nasks = ["address"]'

    def found(fields: str) -> dict[str, str]:
        before = process(text.format("a", "Verify address", fields))
        return pairs(before, process(text.format("b", "Validate address", fields)))

    assert found("") == {"pay": "pay"}
    assert found(held) == {"pay": "pay", "a": "b"}


def test_answers_of_the_team_decide_about_wordings() -> None:
    before, after = line(("a", "Log enquiry")), line(("b", "Take down the request"))
    said = SameWork("Log enquiry", "Take down the request")
    assert pairs(before, after) == {}
    assert pairs(before, after, Wordings(answers=TeamAnswers(same=(said,)))) == {"a": "b"}
    alike = line(("a", "Log the enquiry")), line(("b", "Log enquiry"))
    different = TeamAnswers(different=(SameWork("Log the enquiry", "Log enquiry"),))
    assert pairs(*alike, Wordings(answers=different)) == {}


@given(maps())
@settings(deadline=None)
def test_every_step_of_a_map_is_itself(found: ProcessMap) -> None:
    assert pairs(found, found) == {step.id: step.id for step in found.steps}


@given(maps(), maps())
@settings(deadline=None)
def test_swapping_the_maps_gives_the_same_pairs(before: ProcessMap, after: ProcessMap) -> None:
    there, back = pairs(before, after), pairs(after, before)
    assert {new: old for old, new in there.items()} == back


@given(maps(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_new_ids_alone_hide_no_step(found: ProcessMap, dice: Random) -> None:
    names = [f"n{number}" for number in range(len(found.steps))]
    dice.shuffle(names)
    ids = {step.id: name for step, name in zip(found.steps, names, strict=True)}
    assert pairs(found, relabeled(found, ids)) == ids


@pytest.mark.parametrize("count", [400])
def test_hundreds_of_steps_of_one_name_are_paired_in_order(count: int) -> None:
    before = line(*((f"a{number}", "Check") for number in range(count)))
    after = line(*((f"b{number}", "Check") for number in range(count)))
    assert pairs(before, after) == {f"a{number}": f"b{number}" for number in range(count)}


def test_a_time_that_stayed_is_no_wording() -> None:
    before = ProcessMap("p", "P", steps=(Step("a", "Pack", work=Duration.fixed(5)),))
    after = ProcessMap("p", "P", steps=(Step("b", "Refund", work=Duration.fixed(5)),))
    assert pairs(before, after) == {}
