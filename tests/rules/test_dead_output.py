import pytest

from helpers_rules import gaps, judge, step

RULE = "dead-output"
READER = step("reader", reads=["order"])


def test_what_no_step_reads_and_nobody_receives() -> None:
    text = step("a", "reader", writes=["Paper copy", "order"]) + READER
    (found,) = judge(RULE, text)
    assert (found.steps, found.witness.items) == (("a",), ("Paper copy",))
    assert found.suggest == "modify"


def test_a_step_that_does_nothing_else_can_go() -> None:
    text = step("a", "reader", writes=["copy"], work="3m", wait="0m") + READER
    (found,) = judge(RULE, text)
    assert found.suggest == "discard"
    assert found.saves.minutes_per_case == 3
    for more in ({"value": 2}, {"asks": ["name"]}, {"control": "regulatory"}, {"delivers": ["letter"]}):
        (found,) = judge(RULE, step("a", "reader", writes=["copy"], **more) + READER)
        assert found.suggest == "modify"


def test_a_map_that_records_no_reading_is_not_judged_by_the_reading_of_others() -> None:
    text = step("a", "b", writes=["copy"]) + step("b")
    assert not judge(RULE, text, READER)
    (gap,) = gaps(RULE, text, READER)
    assert (gap.steps, gap.missing) == (("a",), ("reads",))
    assert judge(RULE, step("a", "b", writes=["copy"]) + step("b", delivers=["order"]), READER)


def test_a_reader_or_receiver_in_any_map_is_enough() -> None:
    text = step("a", "b", writes=["report"]) + step("b", reads=["order"])
    assert not judge(RULE, text, step("x", reads=["REPORT"]))
    assert not judge(RULE, text, step("x", delivers=["report"]))
    assert not judge(RULE, text, step("x", approves="report"))
    assert judge(RULE, text, step("x", writes=["report"]))


def test_a_reader_that_is_only_planned_does_not_help_today() -> None:
    text = step("a", "b", writes=["report"]) + step("b", "c", reads=["order"])
    assert judge(RULE, text + step("c", reads=["report"], disposition="add"))


@pytest.mark.parametrize("tag", ["archive", "legal"])
def test_archives_and_legal_records_are_left_alone(tag: str) -> None:
    assert not judge(RULE, step("a", "reader", writes=["copy"], tags=[tag]) + READER)


def test_where_no_reading_is_recorded_nothing_is_judged() -> None:
    text = step("a", writes=["copy"])
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("a",), ("reads",))
