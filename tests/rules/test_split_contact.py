from __future__ import annotations

import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "split-contact"
CALL = {"lane": "sales", "channel": "phone", "work": "5m", "wait": "0m"}
DESK = {"lane": "sales", "work": "10m", "wait": "2h"}
AGAIN = {**CALL, "work": "3m", "wait": "1h", "asks": ["date"], "reads": ["request"]}
FIRST = LANES + step("take", "look", **CALL, asks=["name"], writes=["request"])
LOOK = step("look", "ask", **DESK, writes=["sheet"])
ASK = step("ask", "end", **AGAIN) + step("end", kind="end")


def test_a_second_call_that_needs_nothing_new() -> None:
    (found,) = judge(RULE, FIRST + LOOK + ASK)
    assert found.steps == ("take", "ask")
    assert found.witness.path == ("take", "look", "ask")
    assert found.message == (
        '"Ask" contacts the customer once more (phone), though it needs nothing that has happened since'
        ' "Take": one contact could do both.'
    )
    assert (found.level, found.suggest) == ("warning", "modify")


def test_one_contact_less_saves_the_wait_before_it() -> None:
    (found,) = judge(RULE, FIRST + LOOK + ASK)
    assert found.saves.minutes_per_case == pytest.approx(60)


def test_only_some_cases_have_had_the_first_contact() -> None:
    text = LANES + step("by-phone", "take", kind="start", share="60%")
    text += step("by-mail", "look", kind="start", share="40%")
    text += FIRST.removeprefix(LANES) + LOOK + ASK
    text = text.replace('id = "by-mail"', 'id = "by-mail"\nchannel = "e-mail"')
    (found,) = judge(RULE, text)
    assert dict(found.witness.numbers)["share"] == pytest.approx(0.6)
    assert "(phone) for 60 % of these cases" in found.message
    assert found.level == "note"
    assert found.saves.minutes_per_case == pytest.approx(0.6 * 60)


def test_what_comes_in_between_may_be_needed() -> None:
    look = step("look", "ask", **DESK, writes=["Request"])
    assert not judge(RULE, FIRST + look + ASK)
    delivers = {**AGAIN, "delivers": ["sheet"]}
    assert not judge(RULE, FIRST + LOOK + step("ask", **delivers))


@pytest.mark.parametrize(
    "between",
    [
        step("look", "ask", kind="wait", wait="2h", lane="sales"),
        step("look", "ask", **{**DESK, "lane": "buyer"}),
        step("look", "ask:50% end:50%", kind="decision", lane="sales"),
        step("look", "ask", **DESK, control="regulatory"),
    ],
)
def test_the_customer_must_fetch_or_decide(between: str) -> None:
    assert not judge(RULE, FIRST + between + ASK)


@pytest.mark.parametrize("channel", ["web", "on site"])
def test_another_channel_is_another_contact(channel: str) -> None:
    assert not judge(RULE, FIRST + LOOK + step("ask", **{**AGAIN, "channel": channel}))


@pytest.mark.parametrize(
    "fields", [{"tags": ["consent"]}, {"tags": ["negotiation"]}, {"control": "regulatory"}]
)
def test_some_contacts_must_come_by_themselves(fields: dict[str, object]) -> None:
    assert not judge(RULE, FIRST + LOOK + step("ask", **AGAIN, **fields))


def test_the_customers_own_step_is_the_customers_choice() -> None:
    assert not judge(RULE, FIRST + LOOK + step("ask", **{**AGAIN, "lane": "buyer"}))


def test_two_steps_without_time_between_are_one_contact() -> None:
    first = LANES + step("take", "ask", **CALL, asks=["name"])
    assert not judge(RULE, first + step("ask", **{**AGAIN, "wait": "0m"}))
    assert judge(RULE, first + step("ask", **AGAIN))


def test_a_third_contact_follows_the_second_not_the_first() -> None:
    text = LANES + step("take", "mail", **CALL) + step("mail", "ask", **{**CALL, "channel": "e-mail"})
    assert not judge(RULE, text + step("ask", **AGAIN))


def test_what_a_called_map_asks_is_not_looked_through() -> None:
    call = step("look", "ask", kind="call", call="test1")
    assert not judge(RULE, FIRST + call + ASK, step("inner", channel="web"))


def test_without_times_nobody_knows_whether_there_is_a_gap() -> None:
    text = LANES + step("take", "ask", **CALL) + step("ask", **{**AGAIN, "wait": None, "work": "3m"})
    text = text.replace('wait = "None"\n', "")
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("ask",), ("wait",))


def test_without_reads_nobody_knows_what_the_second_contact_needed() -> None:
    bare = {name: value for name, value in AGAIN.items() if name != "reads"}
    assert not judge(RULE, FIRST + LOOK + step("ask", **bare))
    (gap,) = gaps(RULE, FIRST + LOOK + step("ask", **bare))
    assert (gap.steps, gap.missing) == (("ask",), ("reads",))


def test_maps_without_channels_say_nothing() -> None:
    assert not gaps(RULE, step("a", "b") + step("b"))
