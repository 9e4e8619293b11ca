import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "ping-pong"
OUT = LANES + step("out", "away", lane="sales")
BACK = step("back", lane="sales", reads=["order"])


def test_there_and_back_with_nothing_gained() -> None:
    (found,) = judge(RULE, OUT + step("away", "back", lane="finance", writes=["note"]) + BACK)
    assert found.steps == ("out", "away", "back")
    assert found.witness.path == ("out", "away", "back")
    assert "from Sales to Finance and back" in found.message
    assert found.suggest == "modify"


def test_several_steps_away_are_one_visit() -> None:
    text = OUT + step("away", "more", lane="finance") + step("more", "back", lane="finance") + BACK
    (found,) = judge(RULE, text)
    assert found.steps == ("out", "away", "more", "back")


@pytest.mark.parametrize("brings", [{"writes": ["Order"]}, {"asks": ["order"]}])
def test_what_comes_back_is_read(brings: dict[str, object]) -> None:
    assert not judge(RULE, OUT + step("away", "back", lane="finance", **brings) + BACK)


def test_a_review_that_decides_changes_something() -> None:
    away = step("away", "back:80% end:20%", lane="finance", kind="decision")
    assert not judge(RULE, OUT + away + BACK + step("end", kind="end"))


@pytest.mark.parametrize("control", ["segregation", "regulatory"])
def test_a_control_must_be_made_by_others(control: str) -> None:
    assert not judge(RULE, OUT + step("away", "back", lane="finance", control=control) + BACK)


@pytest.mark.parametrize("lane", ["buyer", "crm"])
def test_customers_and_systems_are_no_teams(lane: str) -> None:
    assert not judge(RULE, OUT + step("away", "back", lane=lane) + BACK)


def test_a_wait_or_a_gateway_is_nobodys_work() -> None:
    assert not judge(RULE, OUT + step("away", "back", lane="finance", kind="wait") + BACK)
    text = LANES + step("out", "p", lane="sales") + step("p", "away x", kind="parallel") + step("x", "j")
    text += step("away", "j", lane="finance") + step("j", "back", kind="join") + BACK
    (found,) = judge(RULE, text)
    assert found.steps == ("out", "away", "back")
    assert found.witness.path == ("out", "p", "away", "j", "back")


def test_going_on_to_a_third_team_is_no_ping_pong() -> None:
    text = OUT + step("away", "third", lane="finance") + step("third", "back") + BACK
    assert not judge(RULE, text)


def test_without_reads_nobody_knows_what_came_back() -> None:
    text = OUT + step("away", "back", lane="finance", writes=["note"]) + step("back", lane="sales")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("back",), ("reads",))
