from helpers_rules import gaps, judge, step

RULE = "no-value"


def test_a_step_that_adds_nothing_can_go() -> None:
    text = step("log", "end", adds="nothing", work="5m", wait="2h", value=0) + step("end", kind="end")
    (found,) = judge(RULE, text)
    assert (found.steps, found.suggest) == (("log",), "discard")
    assert found.saves.minutes_per_case == 125
    assert found.costs.value_per_case == 0


def test_the_only_source_of_what_others_need_is_changed_instead() -> None:
    text = step("log", "use", adds="nothing", writes=["enquiry"]) + step(
        "use", reads=["enquiry"], adds="customer", benefit="an answer"
    )
    (found,) = judge(RULE, text)
    assert found.suggest == "modify"
    twice = text + step("first", "log", kind="start", writes=["enquiry"])
    (found,) = judge(RULE, twice)
    assert found.suggest == "discard"


def test_value_needs_a_benefit_and_business_a_reason() -> None:
    text = (
        step("a", "b", adds="customer")
        + step("b", "c", value=2)
        + step("c", "d", adds="business")
        + step("d", "e", adds="customer", benefit="I know the price")
        + step("e", adds="business", reason="tax law")
    )
    found = judge(RULE, text)
    assert [each.steps for each in found] == [("a",), ("b",), ("c",)]
    assert {each.suggest for each in found} == {"modify"}
    assert "no benefit is named" in found[0].message
    assert "must stay" in found[2].message


def test_what_the_regulator_demands_is_left_alone() -> None:
    assert not judge(RULE, step("a", adds="nothing", control="regulatory"))
    assert judge(RULE, step("a", adds="nothing", control="segregation"))


def test_a_task_nobody_has_judged_is_not_assessed() -> None:
    text = step("a", "b") + step("b", "c", kind="decision") + step("c", value=3, benefit="advice")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("a",), ("adds",))


def test_a_step_no_case_reaches_is_not_judged() -> None:
    text = step("a", "end", kind="start") + step("lost", "end", adds="nothing") + step("end", kind="end")
    assert not judge(RULE, text)
