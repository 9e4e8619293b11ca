from typing import Any

from helpers_rules import gaps, judge, report, step
from procfit.model.capability import Capability
from procfit.model.team import Settings

RULE = "replaceable"
SIGN = {"how": "Sign on screen", "capability": "e-signature"}


def text(**fields: Any) -> str:
    told = {"without": SIGN, "work": "7m", "wait": "53m", "value": 1, "benefit": "Done", **fields}
    return step("print", "send", name="Print quote", **told) + step("send", work="5m", wait="0m")


def known(have: bool) -> dict[str, Capability]:
    return {"e-signature": Capability("e-signature", "Electronic signature", have=have)}


def test_a_step_whose_replacement_is_in_house() -> None:
    (found,) = judge(RULE, text(), capabilities=known(have=True))
    assert found.steps == ("print",)
    assert found.level == "warning"
    assert found.suggest == "discard"
    assert found.message == (
        '"Print quote" could make room for "Sign on screen", and what that takes is in-house:'
        " Electronic signature."
    )
    assert found.witness.path == ("print",)


def test_a_step_whose_replacement_a_vendor_offers() -> None:
    (found,) = judge(
        RULE, text(), capabilities=known(have=False), offered={"e-signature": ("Alder", "Birch")}
    )
    assert "and Alder and Birch offer what that takes: Electronic signature." in found.message
    (one,) = judge(RULE, text(), offered={"e-signature": ("Alder",)})
    assert "Alder offers what that takes: e-signature." in one.message


def test_what_replaces_the_step_takes_no_time_and_leaves_the_value() -> None:
    (found,) = judge(RULE, text(), capabilities=known(have=True))
    assert found.saves.minutes_per_case == 60
    assert found.costs.value_per_case == 0


def test_words_without_a_capability_are_a_note() -> None:
    (found,) = judge(RULE, text(without="sign on screen"))
    assert found.level == "note"
    assert "as its team says" in found.message
    loud = Settings(rules={RULE: "error"})
    assert judge(RULE, text(without="sign on screen"), settings=loud)[0].level == "warning"


def test_what_nobody_offers_does_not_replace_anything() -> None:
    nobody = {"capabilities": known(have=False), "offered": {"e-signature": ()}}
    assert not judge(RULE, text(), **nobody)
    assert not gaps(RULE, text(), **nobody)


def test_without_an_answer_it_is_not_assessed_once_per_map() -> None:
    twice = text().replace('next = ["send"]', 'next = ["again"]') + step("again", "send", without=SIGN)
    for around in ({}, {"capabilities": known(have=False)}):
        assert not judge(RULE, twice, **around)
        (gap,) = gaps(RULE, twice, **around)
        assert (gap.steps, gap.missing) == (("print", "again"), ("capability have",))


def test_a_step_that_is_to_go_already_is_not_told_again() -> None:
    assert not judge(RULE, text(disposition="discard"), capabilities=known(have=True))
    assert judge(RULE, text(disposition="keep"), capabilities=known(have=True))


def test_a_map_that_names_no_other_way_is_left_alone() -> None:
    assert not judge(RULE, step("a", "b") + step("b"))
    assert not gaps(RULE, step("a", "b") + step("b"))


def test_what_others_need_from_the_step_alone_makes_it_a_change() -> None:
    needed = text(writes=["copy"]).replace('id = "send"', 'id = "send"\nreads = ["copy"]')
    assert judge(RULE, needed, capabilities=known(have=True))[0].suggest == "modify"
    assert judge(RULE, text(control="regulatory"), capabilities=known(have=True))[0].suggest == "modify"
    choice = step("d", "a:50% b:50%", kind="decision", without=SIGN) + step("a") + step("b")
    assert judge(RULE, choice, capabilities=known(have=True))[0].suggest == "modify"


def test_a_replaced_call_takes_its_whole_map_along() -> None:
    calling = step("a", "c", work="5m", wait="0m") + step("c", kind="call", call="test1", without=SIGN)
    inner = step("x", work="1h", wait="0m")
    (found,) = judge(RULE, calling, inner, capabilities=known(have=True))
    assert found.saves.minutes_per_case == 60


def test_a_new_offer_is_seen_although_the_map_is_the_same() -> None:
    from dataclasses import replace

    from helpers_rules import portfolio
    from procfit.rules.engine import check

    before = portfolio(text(), offered={"e-signature": ()})
    after = replace(before, offered={"e-signature": ("Alder",)})
    told = [any(found.rule == RULE for found in check(each).findings) for each in (before, after)]
    assert told == [False, True]


def test_a_step_that_no_case_comes_to_is_not_judged() -> None:
    lost = step("a", "b", kind="start") + step("b") + step("c", "b", without="by phone")
    assert not [found for found in report(lost).findings if found.rule == RULE]
