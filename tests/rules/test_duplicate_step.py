import pytest

from helpers_rules import gaps, judge, step
from procfit.model.team import SameWork, TeamAnswers

RULE = "duplicate-step"

FIRST = step(
    "first",
    "middle",
    name="Check customer credit",
    reads=["order"],
    writes=["result"],
    work="10m",
    wait="0m",
)
AGAIN = step(
    "again", name="Credit check of the customer", reads=["order"], work="20m", wait="1h", value=1
)


def test_the_same_work_twice_with_nothing_changed() -> None:
    (found,) = judge(RULE, FIRST + step("middle", "again", work="0m", wait="0m") + AGAIN)
    assert found.steps == ("first", "again")
    assert found.witness.path == ("first", "middle", "again")
    assert found.suggest == "discard"
    assert found.saves.minutes_per_case == 80
    assert found.costs.value_per_case == 1
    assert '"Credit check of the customer" does again' in found.message


def test_a_change_in_between_asks_for_a_second_look() -> None:
    assert not judge(RULE, FIRST + step("middle", "again", writes=["order"]) + AGAIN)
    assert judge(RULE, FIRST + step("middle", "again", writes=["letter"]) + AGAIN)


def test_a_change_inside_a_called_map_counts() -> None:
    middle = step("middle", "again", kind="call", call="test1")
    assert not judge(RULE, FIRST + middle + AGAIN, step("x", writes=["order"]))
    assert judge(RULE, FIRST + middle + AGAIN, step("x", writes=["letter"]))


def test_exclusive_branches_do_the_work_once() -> None:
    text = (
        step("d", "a:50% b:50%", kind="decision")
        + step("a", name="Thank buyer", reads=["order"])
        + step("b", name="Thank buyer", reads=["order"])
    )
    assert not judge(RULE, text)


def test_work_that_only_some_cases_have_done_is_no_duplicate() -> None:
    text = (
        step("d", "a:50% b:50%", kind="decision")
        + step("a", "b", name="Thank buyer", reads=["order"])
        + step("b", name="Thank buyer", reads=["order"])
    )
    assert not judge(RULE, text)


def test_work_of_a_parallel_branch_is_done_behind_the_join() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j", name="Check order", reads=["order"])
        + step("b", "j")
        + step("j", "z", kind="join")
        + step("z", name="Order check", reads=["order"])
    )
    (found,) = judge(RULE, text)
    assert found.steps == ("a", "z")


@pytest.mark.parametrize("control", ["segregation", "regulatory"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_second_pair_of_eyes_is_wanted(control: str, place: int) -> None:
    parts = [FIRST, AGAIN]
    parts[place] = parts[place].replace("name =", f'control = "{control}"\nname =')
    assert not judge(RULE, parts[0] + step("middle", "again") + parts[1])


def test_a_control_in_the_middle_hides_no_repetition() -> None:
    text = (
        step("first", "eyes", name="Check order", reads=["order"])
        + step("eyes", "third", name="Check order", reads=["order"], control="segregation")
        + step("third", name="Check order", reads=["order"])
    )
    (found,) = judge(RULE, text)
    assert found.steps == ("first", "third")
    assert found.witness.path == ("first", "eyes", "third")


def test_the_same_step_in_a_loop_is_no_duplicate() -> None:
    text = (
        step("check", "ok", name="Check order", reads=["order"])
        + step("ok", "check:20% end:80%", kind="decision")
        + step("end", kind="end")
    )
    assert not judge(RULE, text)


def test_other_things_are_other_work() -> None:
    text = step("a", "b", name="File copy", writes=["paper quote"]) + step(
        "b", name="File copy", writes=["signed report"]
    )
    assert not judge(RULE, text)
    other = step("a", "b", name="Approve", approves="price") + step(
        "b", name="Approve", approves="terms"
    )
    assert not judge(RULE, other)


def test_what_the_team_called_the_same_counts_and_what_it_called_different_does_not() -> None:
    text = step("a", "b", name="Take call") + step("b", name="Answer phone")
    same = TeamAnswers(same=(SameWork("take CALL", "Answer phone"),))
    assert not judge(RULE, text)
    assert judge(RULE, text, answers=same)
    alike = step("a", "b", name="Confirm order") + step("b", name="Order confirmation")
    assert judge(RULE, alike)
    different = TeamAnswers(different=(SameWork("Confirm order", "Order confirmation"),))
    assert not judge(RULE, alike, answers=different)


def test_whether_the_object_changed_is_not_assessed_without_items() -> None:
    text = (
        step("a", "m", name="Check order")
        + step("m", "b", writes=["letter"])
        + step("b", name="Check order")
    )
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("b",), ("reads", "writes"))


def test_numbers_and_negations_are_part_of_the_work() -> None:
    for first, second in [
        ("Send reminder 1", "Send reminder 2"),
        ("Inform buyer", "Do not inform buyer"),
    ]:
        assert not judge(RULE, step("a", "b", name=first) + step("b", name=second))


def test_a_question_about_the_result_is_no_second_time() -> None:
    text = step("a", "b", name="Approve invoice") + step("c") + step("d")
    question = step("b", "c:90% d:10%", name="Invoice approved?", kind="decision")
    assert not judge(RULE, text + question)
    checked = step("b", "c:90% d:10%", name="Invoice approved?", kind="decision", work="10m")
    (found,) = judge(RULE, text + checked)
    assert found.suggest == "modify"


def test_steps_that_nobody_has_named_are_not_assessed() -> None:
    text = step("a", "b", name="Task 1") + step("b", name="Task 1")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("a", "b"), ("name",))
