import pytest

from helpers_rules import gaps, judge, step

RULE = "rework-loop"


def loop(again: str, **check: object) -> str:
    rest = f"{100 - float(again.rstrip('%')):g}%"
    return (
        step("start", "build", kind="start")
        + step("build", "check")
        + step("check", f"build:{again} send:{rest}", kind="decision", **check)
        + step("send")
    )


def test_a_loop_with_many_passes() -> None:
    (found,) = judge(RULE, loop("27%"))
    assert found.steps == ("check",)
    assert found.witness.numbers == (("passes", pytest.approx(1 / 0.73)),)
    assert found.witness.path == ("start", "build", "check", "build")
    assert "1.37 times" in found.message
    assert found.suggest == "modify"


def test_the_limit_is_1_2_passes() -> None:
    assert judge(RULE, loop("16.7%"))
    assert not judge(RULE, loop("16.6%"))


def test_a_negotiation_may_take_rounds() -> None:
    assert not judge(RULE, loop("40%", tags=["negotiation"]))
    assert not judge(RULE, loop("40%").replace('id = "build"', 'id = "build"\ntags = ["negotiation"]'))


def test_shares_that_nobody_gave_are_not_assessed() -> None:
    text = step("build", "check") + step("check", "build send", kind="decision") + step("send")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("check",), ("next shares",))


def test_each_of_two_nested_loops_is_judged_by_its_own_passes() -> None:
    text = (
        step("a", "b")
        + step("b", "inner")
        + step("inner", "b:10% outer:90%", kind="decision")
        + step("outer", "a:30% end:70%", kind="decision")
        + step("end", kind="end")
    )
    assert [found.steps for found in judge(RULE, text)] == [("outer",)]


def test_work_without_end_is_not_assessed() -> None:
    text = (
        step("a", "p")
        + step("p", "a a2 end", kind="parallel")
        + step("a2", "a")
        + step("end", kind="end")
    )
    assert not judge(RULE, text)
    assert [gap.missing for gap in gaps(RULE, text)] == [("join",)]


def test_a_loop_around_parallel_work_with_a_loop_in_a_branch_is_judged() -> None:
    text = (
        step("check", "p:60% end:40%", kind="decision")
        + step("p", "a b", kind="parallel")
        + step("a", "again")
        + step("again", "a:50% j:50%", kind="decision")
        + step("b", "j")
        + step("j", "check", kind="join")
        + step("end", kind="end")
    )
    outer = next(found for found in judge(RULE, text) if "check" in found.steps)
    assert outer.saves.minutes_per_case is None
