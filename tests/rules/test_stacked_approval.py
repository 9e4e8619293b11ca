import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "stacked-approval"
FIRST = step("first", "second", name="Approve discount", work="5m", wait="4h")
SECOND = step("second", name="Sign off discount", work="3m", wait="1d", value=0)


def test_two_approvals_with_nothing_written_between() -> None:
    (found,) = judge(RULE, FIRST + SECOND)
    assert found.steps == ("first", "second")
    assert found.witness.path == ("first", "second")
    assert found.suggest == "discard"
    assert found.saves.minutes_per_case == 483


@pytest.mark.parametrize(
    "name",
    [
        "Authorise discount",
        "Authorize discount",
        "Discount release",
        "Countersign discount",
        "Sign-off of discount",
    ],
)
def test_the_words_for_an_approval(name: str) -> None:
    assert judge(RULE, FIRST + SECOND.replace("Sign off discount", name))


def test_german_approvals() -> None:
    text = step("a", "b", name="Rabatt genehmigen") + step("b", name="Freigabe Rabatt")
    from procfit.model.team import Settings

    assert judge(RULE, text, settings=Settings(language="de"))


def test_approves_names_the_object_before_the_label_does() -> None:
    text = step("a", "b", name="Look it over", approves="goodwill") + step(
        "b", name="Authorize goodwill"
    )
    assert judge(RULE, text)
    assert not judge(RULE, text.replace('approves = "goodwill"', 'approves = "price"'))


def test_three_in_a_row_are_one_finding() -> None:
    text = (
        FIRST
        + SECOND.replace("value = 0", 'value = 0\nnext = ["third"]')
        + step("third", name="Release discount")
    )
    (found,) = judge(RULE, text)
    assert found.steps == ("first", "second", "third")


def test_something_written_between_gives_the_second_something_to_see() -> None:
    first = FIRST.replace('"second"', '"m"')
    assert not judge(RULE, first + step("m", "second", writes=["terms"]) + SECOND)
    assert judge(RULE, first + step("m", "second", reads=["terms"]) + SECOND)


def test_rework_behind_the_first_approval_is_not_between() -> None:
    text = (
        step("first", "ok", name="Approve discount")
        + step("ok", "fix:10% second:90%", kind="decision", name="Fine?")
        + step("fix", "first", writes=["quote"])
        + SECOND
    )
    assert judge(RULE, text)


@pytest.mark.parametrize("control", ["segregation", "regulatory"])
@pytest.mark.parametrize("place", [0, 1])
def test_controls_must_stay(control: str, place: int) -> None:
    parts = [FIRST, SECOND]
    parts[place] = parts[place].replace("name =", f'control = "{control}"\nname =')
    assert not judge(RULE, "".join(parts))


def sorted_by(question: str, when: str, otherwise: str = "else") -> str:
    ways = f'next = [{{to = "second", when = "{when}"}}, {{to = "end", when = "{otherwise}"}}]\n'
    return (
        step("first", "big", name="Approve discount")
        + step("big", name=question, kind="decision")
        + ways
        + SECOND.replace("value = 0", 'value = 0\nnext = ["end"]')
        + step("end", kind="end")
    )


@pytest.mark.parametrize(
    "when", ["10,000 EUR", "over the limit", "More than usual", "über Limit", "> x"]
)
def test_thresholds_that_only_some_cases_pass(when: str) -> None:
    assert not judge(RULE, sorted_by("How much?", when))
    assert not gaps(RULE, sorted_by("How much?", when))


def test_a_yes_answers_the_question_of_the_decision() -> None:
    assert not judge(RULE, sorted_by("Over 10,000?", "yes"))
    assert judge(RULE, sorted_by("Strategic customer?", "Yes"))


def test_a_figure_elsewhere_is_no_threshold() -> None:
    assert judge(RULE, sorted_by("Form 12 checked?", "strategic customer"))
    assert judge(RULE, sorted_by("Whose?", "strategic customer", otherwise="1 other"))


def test_a_decision_that_does_not_say_who_goes_on_is_not_assessed() -> None:
    text = sorted_by("Over 10,000?", "")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("big",), ("next when",))


def test_thresholds_named_in_the_objects() -> None:
    text = step("a", "b", approves="discount up to 10 %") + step("b", approves="discount over 10 %")
    assert not judge(RULE, text)


def test_exclusive_branches_approve_once() -> None:
    text = (
        step("d", "a:50% b:50%", kind="decision")
        + step("a", name="Approve discount")
        + step("b", name="Sign off discount")
    )
    assert not judge(RULE, text)


def test_the_decision_behind_an_approval_is_part_of_it() -> None:
    text = (
        LANES
        + step("a", "b", name="Approve discount", lane="sales")
        + step("b", "y:90% n:10%", name="Discount approved?", kind="decision", lane="sales")
        + step("y")
        + step("n")
    )
    assert not judge(RULE, text)
    assert judge(
        RULE, text.replace('kind = "decision"\nlane = "sales"', 'kind = "decision"\nlane = "finance"')
    )


def test_approvals_of_nobody_knows_what_are_not_assessed() -> None:
    text = step("a", "b", name="Approve") + step("b", name="Sign off")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("a", "b"), ("approves",))
