import pytest

from helpers_rules import gaps, judge, step
from procfit.model.capability import Item
from procfit.model.quantities import Duration

RULE = "repeat-ask"


def test_what_every_case_has_said_is_asked_again() -> None:
    (found,) = judge(
        RULE,
        step("enquire", "quote", asks=["Address", "Name"])
        + step("quote", "send")
        + step("send", asks=["address "], value=2, benefit="it arrives"),
    )
    assert found.steps == ("send",)
    assert found.level == "warning"
    assert found.witness.path == ("enquire", "quote", "send")
    assert found.witness.items == ("address ",)
    assert found.suggest == "modify"
    assert '"Send" asks the customer for address' in found.message


def test_what_we_have_written_counts_as_known() -> None:
    assert judge(RULE, step("log", "send", writes=["address"]) + step("send", asks=["address"]))


BRANCHES = step("split", "web:60% phone:40%", kind="decision") + step("phone", "send")


def test_what_some_cases_have_said_is_a_note_with_their_share() -> None:
    (found,) = judge(
        RULE, BRANCHES + step("web", "send", asks=["address"]) + step("send", asks=["address"])
    )
    assert found.level == "note"
    assert found.witness.numbers == (("share", pytest.approx(0.6)),)
    assert "60 %" in found.message
    assert found.witness.path == ("split", "web", "send")


def test_a_share_below_one_per_cent_is_not_said_as_none() -> None:
    rare = BRANCHES.replace("60%", "0.4%").replace("40%", "99.6%")
    (found,) = judge(RULE, rare + step("web", "send", asks=["address"]) + step("send", asks=["address"]))
    assert "0.4 % of these cases" in found.message


def test_the_share_is_that_of_the_cases_asked() -> None:
    text = (
        step("asked", "split", asks=["name"])
        + BRANCHES.replace('"send"', '"maybe"')
        + step("web", "maybe", asks=["address"])
        + step("maybe", "send:50% out:50%", kind="decision")
        + step("send", asks=["address"])
        + step("out", kind="end")
    )
    (found,) = judge(RULE, text)
    assert found.witness.numbers == (("share", pytest.approx(0.6)),)


def test_both_branches_ask_so_every_case_is_asked_again() -> None:
    text = (
        step("split", "web:60% phone:40%", kind="decision")
        + step("web", "send", asks=["address"])
        + step("phone", "send", asks=["address"])
        + step("send", asks=["address"])
    )
    (found,) = judge(RULE, text)
    assert found.level == "warning"
    assert '"Web" or "Phone"' in found.message


@pytest.mark.parametrize(
    "held", [{"tags": ["verify"]}, {"tags": ["consent"]}, {"control": "regulatory"}]
)
def test_verification_and_consent_may_ask(held: dict[str, object]) -> None:
    assert not judge(RULE, step("a", "b", asks=["name"]) + step("b", asks=["name"], **held))


def test_the_wording_verify_excuses_nothing() -> None:
    assert judge(RULE, step("a", "b", asks=["name"]) + step("b", name="Verify name", asks=["name"]))


def test_asking_again_in_a_loop_is_no_finding() -> None:
    text = (
        step("ask", "ok", asks=["name"])
        + step("ok", "ask:30% record:70%", kind="decision")
        + step("record", writes=["name"])
    )
    assert not judge(RULE, text)


def test_a_later_step_of_the_loop_does_not_count_as_before() -> None:
    text = (
        step("ask", "write", asks=["name"])
        + step("write", "ok", writes=["name"])
        + step("ok", "ask:30% end:70%", kind="decision")
        + step("end", kind="end")
    )
    assert not judge(RULE, text)


def test_what_changed_in_between_may_be_asked() -> None:
    text = step("a", "b", asks=["date"]) + step("b", "c", reads=["date"], writes=["date"])
    assert not judge(RULE, text + step("c", asks=["date"]))
    logged = text.replace('reads = ["date"]\n', "")
    assert judge(RULE, logged + step("c", asks=["date"]))


HOURS = {"running hours": Item("running hours", valid_for=Duration.fixed(480))}


def waiting(wait: str) -> str:
    between = step("b", "c", work="0m", wait=wait) if wait else step("b", "c")
    return (
        step("a", "b", asks=["running hours"]) + between + step("c", asks=["running hours"], wait="0m")
    )


def test_what_has_expired_may_be_asked() -> None:
    assert judge(RULE, waiting("7h"), items=HOURS)
    assert not judge(RULE, waiting("1d"), items=HOURS)
    assert judge(RULE, waiting("1d"))


def test_whether_it_expired_is_not_assessed_without_times() -> None:
    assert not judge(RULE, waiting(""), items=HOURS)
    (gap,) = gaps(RULE, waiting(""), items=HOURS)
    assert (gap.steps, gap.missing) == (("b",), ("work", "wait"))
    (gap,) = gaps(RULE, waiting("7h").replace('wait = "0m"\n', "", 2), items=HOURS)
    assert "c" in gap.steps


def test_steps_of_parallel_branches_are_not_before_each_other() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j", asks=["name"])
        + step("b", "j", asks=["name"])
        + step("j", kind="join")
    )
    assert not judge(RULE, text)
    (found,) = judge(
        RULE, text.replace('kind = "join"', 'kind = "join"\nnext = ["z"]') + step("z", asks=["name"])
    )
    assert (found.steps, found.level) == (("z",), "warning")


def test_a_called_map_that_asked_counts() -> None:
    called = step("inner", asks=["name"])
    text = step("c", "z", kind="call", call="test1") + step("z", asks=["name"])
    (found,) = judge(RULE, text, called)
    assert found.steps == ("z",)


@pytest.mark.parametrize("deeper", [False, True])
def test_what_a_called_map_asks_once_more_is_not_assessed(deeper: bool) -> None:
    text = step("a", "c", asks=["name"]) + step("c", kind="call", call="test1")
    asking = [step("inner", asks=["Name"])]
    maps = [step("on", kind="call", call="test2"), *asking] if deeper else asking
    assert not judge(RULE, text, *maps)
    (gap,) = gaps(RULE, text, *maps)
    assert (gap.steps, gap.missing) == (("c",), ("call",))
    assert not gaps(RULE, text.replace('name"]', 'phone"]'), *maps)
    verifying = [each.replace("asks", 'tags = ["verify"]\nasks') for each in maps]
    assert not gaps(RULE, text, *verifying)


def test_what_is_only_asked_beside_it_in_the_first_round_is_not_asked_again() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j", asks=["name"])
        + step("b", "j", asks=["name"])
        + step("j", "d", kind="join")
        + step("d", "p:20% end:80%", kind="decision")
        + step("end", kind="end")
    )
    assert not judge(RULE, text)


def test_what_is_asked_after_every_case_has_been_here_is_not_asked_again() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j", asks=["name"])
        + step("b", "j")
        + step("j", "later", kind="join")
        + step("later", "d", asks=["name"])
        + step("d", "p:20% end:80%", kind="decision")
        + step("end", kind="end")
    )
    assert {found.steps for found in judge(RULE, text)} == {("later",)}


def test_what_only_a_later_round_asks_is_asked_again_where_the_first_may_leave_it_out() -> None:
    text = (
        step("o", "a:30%", kind="inclusive")
        + step("a", "j", asks=["name"])
        + step("j", "later", kind="join")
        + step("later", "d", asks=["name"])
        + step("d", "o:50% end:50%", kind="decision")
        + step("end", kind="end")
    )
    found = next(found for found in judge(RULE, text) if found.steps == ("a",))
    assert found.witness.path[-1] == "a"
    assert "later" in found.witness.path


CALL_THEN_ASK = step("c", "z", kind="call", call="test1") + step("z", asks=["name"])


def test_what_a_called_map_may_have_asked_is_not_assessed() -> None:
    inner = step("d", "a:50% b:50%", kind="decision") + step("a", asks=["name"]) + step("b")
    assert not judge(RULE, CALL_THEN_ASK, inner)
    (gap,) = gaps(RULE, CALL_THEN_ASK, inner)
    assert (gap.steps, gap.missing) == (("z",), ("call",))


def test_what_another_step_has_surely_asked_needs_no_called_map() -> None:
    inner = step("d", "a:50% b:50%", kind="decision") + step("a", asks=["name"]) + step("b")
    text = step("first", "c", asks=["name"]) + CALL_THEN_ASK
    assert {found.steps for found in judge(RULE, text, inner)} == {("z",)}
    assert all("z" not in gap.steps for gap in gaps(RULE, text, inner))


def test_a_step_that_only_asks_again_can_go() -> None:
    text = step("a", "b", asks=["name"], work="5m", wait="0m") + step(
        "b", asks=["name"], work="3m", wait="1h", value=0
    )
    (found,) = judge(RULE, 'volume = "100/month"\n' + text)
    assert found.suggest == "discard"
    assert found.saves.minutes_per_case == 63
    assert found.saves.minutes_per_month == 6300
    assert found.saves.cost_per_case is None
    assert found.costs.value_per_case == 0


def test_an_added_step_is_not_judged_as_it_runs_today() -> None:
    text = step("a", "b", asks=["name"]) + step("b", asks=["name"], disposition="add")
    assert not judge(RULE, text)
    assert judge(RULE, text.replace('"add"', '"discard"'))
