import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from helpers_flow import Tree, executions, trees, without, written
from helpers_rules import gaps, judge, step
from procfit.model.portfolio import Portfolio
from procfit.model.team import SameWork, TeamAnswers
from procfit.rules.engine import check

RULE = "benefit-elsewhere"
KNOWN = {"benefit": "I know it is not lost", "work": "5m", "wait": "0m"}
LETTER = {"benefit": "I know it is not lost", "work": "20m", "wait": "3d"}


def flagged(*texts: str) -> set[str]:
    return {name for found in judge(RULE, *texts) for name in found.steps}


def test_a_benefit_that_an_earlier_step_gives_on_every_path() -> None:
    (found,) = judge(
        RULE, step("tell", "letter", **KNOWN) + step("letter", name="Send letter", **LETTER)
    )
    assert found.steps == ("letter",)
    assert found.message == (
        '"Send letter" is there for "I know it is not lost", which every such case also gets from "Tell".'
    )
    assert found.suggest == "discard"
    assert found.witness.path == ("tell", "letter")
    assert found.saves.minutes_per_case == 1460


def test_a_benefit_that_a_later_step_gives() -> None:
    (found,) = judge(RULE, step("letter", "tell", **LETTER) + step("tell", **KNOWN))
    assert (found.steps, found.witness.path) == (("letter",), ("letter", "tell"))
    assert found.level == "note"
    assert "also gets, later, from" in found.message


def test_several_steps_may_give_it_between_them() -> None:
    text = (
        step("d", "phone:50% mail:50%", kind="decision")
        + step("phone", "letter", **KNOWN)
        + step("mail", "letter", **KNOWN)
        + step("letter", **LETTER)
    )
    (found,) = judge(RULE, text)
    assert found.steps == ("letter",)
    assert '"Phone" or "Mail"' in found.message


def test_a_benefit_that_some_cases_get_from_this_step_alone() -> None:
    text = (
        step("d", "phone:50% letter:50%", kind="decision")
        + step("phone", "letter", **KNOWN)
        + step("letter", **LETTER)
    )
    assert flagged(text) == {"phone"}
    exclusive = step("d", "phone:50% letter:50%", kind="decision")
    exclusive += step("phone", **KNOWN) + step("letter", **LETTER)
    assert not judge(RULE, exclusive)


def parallel(kind: str, shares: str) -> str:
    return (
        step("p", shares, kind=kind)
        + step("tell", "j", **KNOWN)
        + step("letter", "j", **LETTER)
        + step("j", kind="join")
    )


def test_a_branch_that_runs_beside_gives_it_as_well() -> None:
    (found,) = judge(RULE, parallel("parallel", "tell letter"))
    assert found.steps == ("letter",)
    assert found.witness.path == ("p", "letter")
    assert judge(RULE, parallel("inclusive", "tell:100% letter:50%"))
    assert flagged(parallel("inclusive", "tell:50% letter:100%")) == {"tell"}
    assert not judge(RULE, parallel("inclusive", "tell:50% letter:50%"))


def test_of_two_long_steps_one_stays() -> None:
    three = step("a", "b", **LETTER) + step("b", "c", **LETTER) + step("c", **LETTER)
    assert [found.steps for found in judge(RULE, three)] == [("c",), ("b",)]


def test_a_step_that_is_to_go_gives_nothing() -> None:
    going = step("tell", "letter", disposition="discard", **KNOWN) + step("letter", **LETTER)
    assert [found.steps for found in judge(RULE, going)] == [("tell",)]


def test_a_control_or_a_choice_stays() -> None:
    for extra in ({"control": "segregation"}, {"control": "regulatory"}):
        text = step("tell", "letter", control="regulatory", **KNOWN) + step("letter", **LETTER, **extra)
        assert not judge(RULE, text)
    choice = step("tell", "d", **KNOWN, control="regulatory")
    choice += step("d", "a:50% b:50%", kind="decision", **LETTER) + step("a") + step("b")
    assert not judge(RULE, choice)


def test_what_only_the_step_writes_and_somebody_needs_later_keeps_it() -> None:
    def text(reads: str, before: str = "") -> str:
        told = step("tell", "letter", writes=[before or "nothing"], **KNOWN)
        letter = step("letter", "use", writes=["copy"], **LETTER)
        return told + letter + step("use", reads=[reads])

    assert flagged(text("copy")) == {"tell"}
    assert [found.steps for found in judge(RULE, text("order"))] == [("letter",)]
    assert [found.steps for found in judge(RULE, text("copy", before="copy"))] == [("letter",)]


def test_what_another_map_needs_from_the_step_alone_keeps_it() -> None:
    text = step("tell", "letter", reads=["x"], **KNOWN) + step("letter", writes=["copy"], **LETTER)
    assert flagged(text, step("a", reads=["copy"])) == {"tell"}
    assert flagged(text, step("a", reads=["order"])) == {"letter"}


def test_an_item_that_the_step_changes_is_known_from_it_alone() -> None:
    text = (
        step("tell", "letter", writes=["file"], **KNOWN)
        + step("letter", "use", reads=["file"], writes=["file"], **LETTER)
        + step("use", reads=["file"])
    )
    assert not judge(RULE, text)


def test_handing_over_what_another_step_has_made_is_not_in_vain() -> None:
    make = step("make", "send", writes=["login"], **KNOWN)
    assert not judge(RULE, make + step("send", delivers=["login"], **LETTER))
    assert judge(RULE, make + step("send", delivers=["letter"], **LETTER))


def test_without_any_reads_nobody_can_say_what_is_needed() -> None:
    text = step("tell", "letter", **KNOWN) + step("letter", writes=["copy"], **LETTER)
    assert flagged(text) == {"tell"}
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("letter",), ("reads",))


def test_other_words_for_the_same_benefit_and_what_the_team_says_of_them() -> None:
    text = step("tell", "letter", **KNOWN) + step(
        "letter", **{**LETTER, "benefit": "They take it seriously"}
    )
    assert not judge(RULE, text)
    same = TeamAnswers(same=(SameWork("I know it is not lost", "They take it seriously"),))
    assert judge(RULE, text, answers=same)
    twice = step("tell", "letter", **KNOWN) + step(
        "letter", **{**LETTER, "benefit": "I know it is not  lost"}
    )
    assert judge(RULE, twice)


def test_steps_without_a_benefit_are_left_alone() -> None:
    text = step("a", "b", value=2) + step("b", adds="nothing")
    assert not judge(RULE, text)
    assert not gaps(RULE, text)


def test_a_loop_around_both_and_loose_work() -> None:
    loop = step("tell", "letter", **KNOWN) + step("letter", "d", **LETTER)
    loop += step("d", "tell:20% end:80%", kind="decision") + step("end", kind="end")
    assert [found.steps for found in judge(RULE, loop)] == [("letter",)]
    loose = step("p", "tell letter", kind="parallel") + step("tell", "x", **KNOWN)
    loose += step("letter", "x", **LETTER) + step("x")
    assert not judge(RULE, loose)


@given(trees, st.randoms(use_true_random=False))
def test_without_the_flagged_steps_every_execution_still_gives_the_benefit(
    tree: Tree, dice: random.Random
) -> None:
    made, _ = written(without(tree, "loop"))
    steps = tuple(
        replace(each, benefit=dice.choice(["", "calm", "speed"])) if each.kind == "task" else each
        for each in made.steps
    )
    process = replace(made, steps=steps)
    gone = {found.steps[0] for found in check(Portfolio({"m": process})).findings if found.rule == RULE}
    for run in executions(process, most=100):
        given_by = {name: process.step(name).benefit for name, _ in run if process.step(name).benefit}
        left = {benefit for name, benefit in given_by.items() if name not in gone}
        assert left == set(given_by.values())


def test_what_a_called_map_reads_later_keeps_the_step_that_asks_for_it() -> None:
    text = (
        step("tell", "letter", **KNOWN)
        + step("letter", "c", asks=["wish"], reads=["a"], **LETTER)
        + step("c", kind="call", call="test1")
    )
    assert flagged(text, step("inner", reads=["something"])) == {"letter"}
    assert flagged(text, step("inner", reads=["wish"])) == {"tell"}


def test_what_the_calling_map_reads_later_keeps_the_step_that_asks_for_it() -> None:
    text = step("tell", "letter", **KNOWN) + step("letter", asks=["wish"], reads=["a"], **LETTER)
    calling = step("c", "z", kind="call", call="test") + step("z", reads=["a"])
    assert flagged(text, calling) == {"letter"}
    assert flagged(text, calling.replace('"a"', '"wish"')) == {"tell"}
