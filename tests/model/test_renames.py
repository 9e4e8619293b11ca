from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from helpers_maps import process as map_of
from procfit.model.capability import Capability, Item
from procfit.model.edits import (
    EditError,
    Everything,
    rename_capability_everywhere,
    rename_item_everywhere,
    rename_map_everywhere,
    rename_step,
    rename_step_everywhere,
)
from procfit.model.process import Flow, Message, Need, ProcessMap, Step, Without
from procfit.model.team import Accepted, TeamAnswers
from procfit.model.vendor import (
    Evaluation,
    EvaluatorScores,
    ExtraPrice,
    Link,
    LinkNote,
    Price,
    Settled,
    Vendor,
)

ORDER = ProcessMap(
    "order",
    "Order",
    steps=(
        Step("ask", "Ask", asks=("Customer  Address", "age"), next=(Flow("again", 1.0, "so"),)),
        Step(
            "again",
            "Ask again",
            needs=(Need("forms", 0.3), Need("quotes")),
            without=Without("a form", "forms"),
            disposition="modify",
            to_be={
                "next": (Flow("ask"),),
                "needs": (Need("forms"),),
                "without": Without("nothing", "forms"),
                "reads": ("customer address",),
            },
            next=(Flow("check"),),
        ),
        Step("check", "Check", kind="call", call="credit"),
    ),
    messages=(Message("order#ask", "credit#ask", "letter"),),
)
CREDIT = ProcessMap(
    "credit",
    "Credit",
    steps=(Step("ask", "Ask", writes=("customer address",), to_be={"call": "order"}),),
    messages=(Message("credit#ask", "order#ask"), Message("order", "credit")),
)
SCORE = Settled("standard")
ALL = Everything(
    maps={"order": ORDER, "credit": CREDIT},
    capabilities={"forms": Capability("forms", "Forms"), "quotes": Capability("quotes", "Quotes")},
    items={"customer address": Item("Customer address", held_in="CRM"), "age": Item("age")},
    answers=TeamAnswers(
        accepted=(
            Accepted("repeat-ask", "order", ("ask", "again"), "we must"),
            Accepted("repeat-ask", "credit", ("ask", "order#ask"), "so"),
        )
    ),
    vendors={
        "alder": Vendor(
            "alder",
            "Alder",
            links={"quotes": (Link("1"),), "forms": (Link("2"),)},
            link_notes={"forms": LinkNote("best", "Ana")},
            price=Price(extra=(ExtraPrice("forms", (1, 2, 3), "once"),)),
            agreed={"forms": SCORE},
        )
    },
    scores={"bo": EvaluatorScores("bo", {"alder": {"forms": SCORE, "quotes": SCORE}})},
    evaluation=Evaluation(not_applicable={"forms": "not here"}),
)


def test_a_step_takes_its_flows_and_messages_along() -> None:
    after = rename_step(ORDER, "ask", "first")
    assert [step.id for step in after.steps] == ["first", "again", "check"]
    assert after.step("again").to_be["next"] == (Flow("first"),)
    assert after.messages == (Message("order#first", "credit#ask", "letter"),)
    after = rename_step(ORDER, "again", "second")
    assert after.step("ask").next == (Flow("second", 1.0, "so"),)


def test_a_step_takes_messages_and_accepted_findings_of_all_maps_along() -> None:
    after = rename_step_everywhere(ALL, "order", "ask", "first")
    assert after.maps["order"] == rename_step(ORDER, "ask", "first")
    assert after.maps["credit"].steps == CREDIT.steps
    assert after.maps["credit"].messages[0] == Message("credit#ask", "order#first")
    assert [accepted.steps for accepted in after.answers.accepted] == [
        ("first", "again"),
        ("ask", "order#first"),
    ]


def test_a_map_takes_calls_messages_and_accepted_findings_along() -> None:
    after = rename_map_everywhere(ALL, "credit", "rating")
    assert list(after.maps) == ["order", "rating"]
    assert after.maps["rating"].id == "rating"
    assert after.maps["order"].step("check").call == "rating"
    assert after.maps["order"].messages[0].target == "rating#ask"
    assert after.maps["rating"].messages == (
        Message("rating#ask", "order#ask"),
        Message("order", "rating"),
    )
    assert [accepted.process for accepted in after.answers.accepted] == ["order", "rating"]
    other = rename_map_everywhere(ALL, "order", "sale")
    assert other.maps["credit"].steps[0].to_be == {"call": "sale"}
    assert other.answers.accepted[1].steps == ("ask", "sale#ask")


def test_a_capability_takes_needs_and_all_that_vendors_and_evaluators_said_along() -> None:
    after = rename_capability_everywhere(ALL, "forms", "web-forms")
    assert list(after.capabilities) == ["web-forms", "quotes"]
    assert after.capabilities["web-forms"].id == "web-forms"
    step = after.maps["order"].step("again")
    assert step.needs == (Need("web-forms", 0.3), Need("quotes"))
    assert step.without == Without("a form", "web-forms")
    assert step.to_be["needs"] == (Need("web-forms"),)
    assert step.to_be["without"] == Without("nothing", "web-forms")
    assert after.maps["credit"] is CREDIT
    assert after.vendors["alder"].links == {"quotes": (Link("1"),), "web-forms": (Link("2"),)}
    assert after.vendors["alder"].link_notes == {"web-forms": LinkNote("best", "Ana")}
    assert [extra.capability for extra in after.vendors["alder"].price.extra] == ["web-forms"]
    assert after.vendors["alder"].agreed == {"web-forms": SCORE}
    assert after.scores["bo"].scores == {"alder": {"web-forms": SCORE, "quotes": SCORE}}
    assert after.evaluation.not_applicable == {"web-forms": "not here"}


def test_an_item_is_renamed_in_every_spelling_of_it() -> None:
    after = rename_item_everywhere(ALL, "customer ADDRESS", "Delivery address")
    assert after.maps["order"].step("ask").asks == ("Delivery address", "age")
    assert after.maps["order"].step("again").to_be["reads"] == ("Delivery address",)
    assert after.maps["credit"].step("ask").writes == ("Delivery address",)
    assert list(after.items) == ["delivery address", "age"]
    assert after.items["delivery address"] == Item("Delivery address", held_in="CRM")


def test_an_item_can_change_its_spelling_only() -> None:
    after = rename_item_everywhere(ALL, "customer address", "CUSTOMER address")
    assert after.maps["credit"].step("ask").writes == ("CUSTOMER address",)
    assert list(after.items) == list(ALL.items)


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (
            lambda all_: rename_step_everywhere(all_, "order", "ask", "x"),
            lambda all_: rename_step_everywhere(all_, "order", "x", "ask"),
        ),
        (
            lambda all_: rename_map_everywhere(all_, "order", "x"),
            lambda all_: rename_map_everywhere(all_, "x", "order"),
        ),
        (
            lambda all_: rename_capability_everywhere(all_, "forms", "x"),
            lambda all_: rename_capability_everywhere(all_, "x", "forms"),
        ),
    ],
)
def test_there_and_back_changes_nothing(
    there: Callable[[Everything], Everything], back: Callable[[Everything], Everything]
) -> None:
    assert there(ALL) != ALL
    assert back(there(ALL)) == ALL


def test_the_same_name_changes_nothing() -> None:
    assert rename_step(ORDER, "ask", "ask") is ORDER
    assert rename_map_everywhere(ALL, "order", "order") is ALL
    assert rename_capability_everywhere(ALL, "forms", "forms") is ALL
    assert rename_step_everywhere(ALL, "order", "ask", "ask") == ALL


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda: rename_step(ORDER, "ask", "again"), 'there is a step "again" already'),
        (lambda: rename_step(ORDER, "ask", "Ask me"), '"Ask me" is not an id'),
        (lambda: rename_step(ORDER, "asks", "x"), 'order has no step "asks"'),
        (lambda: rename_step_everywhere(ALL, "sale", "ask", "x"), 'there is no map "sale"'),
        (
            lambda: rename_map_everywhere(ALL, "order", "credit"),
            'there is a file or map "credit" already',
        ),
        (lambda: rename_map_everywhere(ALL, "order", "items"), 'there is a file or map "items" already'),
        (lambda: rename_map_everywhere(ALL, "order", "a b"), '"a b" is not an id'),
        (lambda: rename_capability_everywhere(ALL, "form", "x"), 'there is no capability "form"'),
        (lambda: rename_capability_everywhere(ALL, "forms", "quotes"), 'capability "quotes" already'),
        (lambda: rename_item_everywhere(ALL, "street", "x"), 'there is no item "street"'),
        (lambda: rename_item_everywhere(ALL, "age", "Customer address"), "already"),
        (lambda: rename_item_everywhere(ALL, "age", "  "), "is not the name of an item"),
        (lambda: rename_item_everywhere(ALL, "age", "a\x1bb"), "is not the name of an item"),
    ],
)
def test_a_rename_is_refused_with_the_reason(edit: Callable[[], object], reason: str) -> None:
    with pytest.raises(EditError) as caught:
        edit()
    assert reason in caught.value.message


def test_a_renamed_map_is_still_sound() -> None:
    order = map_of('[[step]]\nid = "a"\nname = "A"\nnext = ["b"]\n[[step]]\nid = "b"\nname = "B"\n')
    after = rename_map_everywhere(Everything({"test": order}), "test", "new").maps["new"]
    assert after == replace(order, id="new")
