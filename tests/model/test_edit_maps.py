from __future__ import annotations

import pytest

from procfit.model.edit_maps import copy_map, map_id, new_lanes, refuse_lost_map, rename_map
from procfit.model.errors import EditError
from procfit.model.process import Flow, Message, ProcessMap, Step
from procfit.model.team import Accepted, TeamAnswers

CALLED = ProcessMap("check", "Check", steps=(Step("a", "A"),))
CALLER = ProcessMap(
    "order",
    "Order",
    steps=(
        Step("begin", "Begin", next=(Flow("look"),)),
        Step("look", "Look", kind="call", call="check"),
    ),
    messages=(Message("order#begin", "check#a"),),
)
LATER = ProcessMap("later", "Later", steps=(Step("x", "X", to_be={"call": "check"}),))
MAPS = {process.id: process for process in (CALLED, CALLER, LATER)}


def test_an_id_is_made_of_the_name_and_never_that_of_another_file() -> None:
    assert map_id("Prüfung", ()) == "prufung"
    assert map_id("Answers", ()) == "answers-2"
    assert map_id("Order", {"order", "order-2"}) == "order-3"
    assert map_id("注文", ()) == "process"


def test_lanes_are_each_made_once_and_the_customers_is_known() -> None:
    lanes = new_lanes(" Workshop ,Sales,, Sales", customer="workshop")
    assert [(lane.id, lane.name, lane.kind) for lane in lanes] == [
        ("workshop", "Workshop", "customer"),
        ("sales", "Sales", None),
    ]
    assert new_lanes(" , ") == ()


def test_lanes_with_the_same_id_are_told_apart() -> None:
    assert [lane.id for lane in new_lanes("A-B, A B")] == ["a-b", "a-b-2"]


def test_a_copy_sends_its_own_messages() -> None:
    made = copy_map(CALLER, "Order (copy)", MAPS)
    assert (made.id, made.name) == ("order-copy", "Order (copy)")
    assert made.messages[0].source == "order-copy#begin"
    assert made.messages[0].target == "check#a"
    assert made.steps == CALLER.steps


def test_another_name_leaves_every_other_map_alone() -> None:
    changed = rename_map(MAPS, "check", "Check it", "check", (), TeamAnswers())
    assert set(changed) == {"check"}
    assert changed["check"] is not None
    assert changed["check"].name == "Check it"


def test_calls_and_messages_follow_another_id_as_is_and_to_be() -> None:
    changed = rename_map(MAPS, "check", "Check", "look-up", MAPS, TeamAnswers())
    assert set(changed) == {"check", "look-up", "order", "later"}
    assert changed["check"] is None
    order, later = changed["order"], changed["later"]
    assert order is not None
    assert later is not None
    assert order.step("look").call == "look-up"
    assert order.messages[0].target == "look-up#a"
    assert later.step("x").to_be == {"call": "look-up"}


@pytest.mark.parametrize("taken", ["order", "gone", "capabilities"])
def test_an_id_that_a_file_has_is_refused(taken: str) -> None:
    with pytest.raises(EditError, match="already"):
        rename_map(MAPS, "check", "Check", taken, {"gone"}, TeamAnswers())


def test_accepted_findings_keep_the_id_of_their_map() -> None:
    answers = TeamAnswers(accepted=(Accepted("no-value", "check", ("a",), "the law"),))
    with pytest.raises(EditError, match="accepted"):
        rename_map(MAPS, "check", "Check", "other", (), answers)
    assert rename_map(MAPS, "check", "New", "check", (), answers)["check"] is not None


def test_a_map_that_others_use_is_not_taken_out() -> None:
    with pytest.raises(EditError, match='"order", "later"'):
        refuse_lost_map(MAPS, "check")
    refuse_lost_map(MAPS, "order")


def test_a_message_is_a_use_too() -> None:
    linked = {
        "a": ProcessMap("a", "A", steps=(Step("s", "S"),)),
        "b": ProcessMap("b", "B", steps=(Step("t", "T"),), messages=(Message("a#s", "b#t"),)),
    }
    with pytest.raises(EditError):
        refuse_lost_map(linked, "a")
