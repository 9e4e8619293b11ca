from __future__ import annotations

import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "context-break"
WEB = LANES + step("report", "call", lane="buyer", channel="web", asks=["fault"], writes=["ticket"])


def call(**fields: object) -> str:
    return step("call", **{"lane": "sales", "channel": "phone", "reads": ["script"], **fields})


def test_nothing_of_the_web_reaches_the_phone() -> None:
    (found,) = judge(RULE, WEB + call())
    assert found.steps == found.witness.path == ("report", "call")
    assert found.witness.items == ("ticket", "fault")
    assert found.message == (
        'After "Report" (web) the customer meets "Call" (phone), where nobody reads ticket, fault'
        " or anything that came of it."
    )
    assert found.suggest == "modify"
    assert found.saves.minutes_per_case is None


@pytest.mark.parametrize("uses", [{"reads": ["Ticket"]}, {"reads": ["fault"]}, {"delivers": ["ticket"]}])
def test_what_comes_along_is_used(uses: dict[str, object]) -> None:
    assert not judge(RULE, WEB + call(**uses))


def test_what_has_come_of_it_is_enough() -> None:
    text = WEB.replace('next = ["call"]', 'next = ["sort"]')
    text += step("sort", "call", lane="sales", reads=["ticket"], writes=["case"])
    assert not judge(RULE, text + call(reads=["case"]))
    assert judge(RULE, text.replace('reads = ["ticket"]', 'reads = ["rules"]') + call(reads=["case"]))


def test_contacts_that_run_side_by_side_do_not_follow_each_other_in_a_loop() -> None:
    text = LANES + step("p", "write call", kind="parallel")
    text += step("write", "j", lane="sales", channel="mail", writes=["letter"])
    text += call().replace('reads = ["script"]', 'reads = ["script"]\nnext = ["j"]')
    text += step("j", "d", kind="join") + step("d", "p:20% end:80%", kind="decision")
    assert not judge(RULE, text + step("end", kind="end"))


def test_an_earlier_contact_of_every_case_is_enough() -> None:
    first = LANES + step("first", "report", lane="sales", channel="phone", asks=["name"], reads=["x"])
    text = first + WEB.removeprefix(LANES)
    assert not judge(RULE, text + call(reads=["name"]))


def test_the_same_channel_and_system_are_no_break() -> None:
    assert not judge(RULE, WEB + call(channel="Web"))
    tools = WEB.replace('channel = "web"', 'channel = "phone"\nsystem = "CRM"')
    assert not judge(RULE, tools + call(system="CRM"))
    (found,) = judge(RULE, tools + call(system="ERP"))
    assert "(phone, CRM)" in found.message


def test_anonymous_contacts_leave_nothing() -> None:
    assert not judge(RULE, WEB + call(tags=["anonymous"]))


def test_the_customer_decides_in_between() -> None:
    text = WEB.replace('next = ["call"]', 'next = ["think"]') + step("think", "call", lane="buyer")
    assert not judge(RULE, text + call())


def test_the_customers_own_step_brings_what_the_customer_brings() -> None:
    assert not judge(RULE, WEB + call(lane="buyer"))


def test_without_reads_nobody_knows_what_came_along() -> None:
    bare = call().replace('reads = ["script"]\n', "")
    assert not judge(RULE, WEB + bare)
    (gap,) = gaps(RULE, WEB + bare)
    assert (gap.steps, gap.missing) == (("call",), ("reads",))


def test_without_items_nobody_knows_what_the_first_contact_left() -> None:
    text = LANES + step("report", "call", lane="buyer", channel="web") + call()
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("report",), ("writes",))


def test_maps_without_channels_say_nothing() -> None:
    text = step("a", "b", writes=["x"]) + step("b")
    assert not judge(RULE, text)
    assert not gaps(RULE, text)


def test_a_loop_back_to_the_first_contact_does_not_hang() -> None:
    text = WEB + call(kind="decision").rstrip() + '\nnext = { report = "50%", end = "50%" }\n'
    assert len(judge(RULE, text + step("end", kind="end"))) == 1
