import pytest

from helpers_rules import gaps, judge, step

RULE = "slow-without-offset"
QUICK = step("quick", "slow", work="30m", wait="7h", benefit="advice", expected=True, source="survey")


def test_a_slow_step_without_a_benefit() -> None:
    (found,) = judge(RULE, QUICK + step("slow", work="3m", wait="1d", adds="business"))
    assert found.steps == ("slow",)
    assert dict(found.witness.numbers)["share"] == pytest.approx(483 / 933)
    assert "takes 8.1 h of an average case, 52 % of the lead time" in found.message
    assert found.suggest == "modify"


def test_a_benefit_that_customers_do_not_expect_for_the_time() -> None:
    slow = {"work": "3m", "wait": "1d", "benefit": "a stamp"}
    (found,) = judge(RULE, QUICK + step("slow", expected=False, **slow))
    assert "would not expect" in found.message
    assert not judge(RULE, QUICK + step("slow", expected=True, source="survey", **slow))


def test_a_benefit_is_not_assessed_before_somebody_asked_the_customers() -> None:
    slow = {"work": "3m", "wait": "1d", "benefit": "a stamp"}
    for known, missing in [({}, ("expected",)), ({"expected": True}, ("source",))]:
        text = QUICK + step("slow", **slow, **known)
        assert not judge(RULE, text)
        (gap,) = gaps(RULE, text)
        assert (gap.steps, gap.missing) == (("slow",), missing)
    assert not gaps(RULE, QUICK + step("slow", **slow, expected=False))
    quick = step("slow", work="3m", wait="0m", benefit="a stamp")
    assert not gaps(RULE, QUICK + quick)


def test_a_slow_step_that_adds_nothing_can_go() -> None:
    (found,) = judge(RULE, QUICK + step("slow", work="3m", wait="1d", adds="nothing", value=0))
    assert found.suggest == "discard"
    assert found.saves.minutes_per_case == 483


def test_less_than_a_tenth_of_the_lead_time_is_not_slow() -> None:
    assert not judge(RULE, QUICK + step("slow", work="0m", wait="49m", adds="business"))
    assert judge(RULE, QUICK + step("slow", work="0m", wait="51m", adds="business"))


def test_seldom_taken_steps_count_by_their_share() -> None:
    text = (
        step("d", "rare:5% often:95%", kind="decision")
        + step("rare", work="0m", wait="8h", adds="business")
        + step("often", work="0m", wait="8h", benefit="advice")
    )
    assert not judge(RULE, text)


def test_only_the_critical_branch_holds_the_case_up() -> None:
    text = (
        step("p", "long short", kind="parallel")
        + step("long", "j", work="2h", wait="0m", adds="business")
        + step("short", "j", work="1h", wait="0m", adds="business")
        + step("j", kind="join")
    )
    assert [found.steps for found in judge(RULE, text)] == [("long",)]


def test_a_call_is_judged_in_the_called_map() -> None:
    text = QUICK.replace('"slow"', '"c"') + step("c", kind="call", call="test1")
    inner = step("inner", work="5h", wait="0m", benefit="x")
    assert not judge(RULE, text, inner)
    assert not judge(RULE, text + 'wait = "1m"\nadds = "business"\n', inner)
    assert judge(RULE, text + 'wait = "1d"\nadds = "business"\n', inner)


def test_what_nobody_has_looked_at_is_not_assessed() -> None:
    text = QUICK + step("slow", work="3m", wait="1d")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("slow",), ("benefit", "expected"))


def test_without_times_there_is_no_verdict() -> None:
    text = QUICK + step("slow", work="3m", adds="business")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("slow",), ("work", "wait"))


def test_a_share_of_an_incomplete_lead_time_says_so() -> None:
    text = QUICK.replace('"slow"', '"untimed"') + step("untimed", "slow", benefit="x")
    (found,) = judge(RULE, text + step("slow", work="3m", wait="1d", adds="business"))
    assert "of the known lead time" in found.message


def test_parallel_work_that_leaves_its_block_is_not_assessed() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j:50% out:50%", kind="decision", work="5h")
        + step("b", "j", work="5h", wait="0m", adds="business")
        + step("j", kind="join")
        + step("out", kind="end")
    )
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert gap.missing == ("join",)
