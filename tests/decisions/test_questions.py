from __future__ import annotations

from pathlib import Path

from helpers_questions import workspace_in
from procfit.api import questions
from procfit.decisions.questions import Why, benefits_of


def test_what_planned_steps_need_is_asked_by_weight_area_by_area(tmp_path: Path) -> None:
    asked = questions(workspace_in(tmp_path))
    assert [(each.number, each.area, each.capability) for each in asked] == [
        ("Q-001", "Talking", "mail"),
        ("Q-002", "Talking", "calls"),
        ("Q-003", "Knowing: 'all' of it?", "record"),
        ("Q-004", "Other requirements", "audit"),
    ]


def test_a_must_have_that_no_step_needs_is_asked_for_its_gate_would_stay_open(tmp_path: Path) -> None:
    (audit,) = [each for each in questions(workspace_in(tmp_path)) if each.capability == "audit"]
    assert (audit.must, audit.weight, audit.why) == (True, None, ())


def test_what_only_today_needs_or_the_buyer_left_out_is_not_asked(tmp_path: Path) -> None:
    asked = {each.capability for each in questions(workspace_in(tmp_path))}
    assert asked.isdisjoint({"typing", "fax"})


def test_every_question_says_which_steps_need_it_and_what_the_customer_gets(tmp_path: Path) -> None:
    (record,) = [each for each in questions(workspace_in(tmp_path)) if each.capability == "record"]
    assert [(why.step_name, why.benefit) for why in record.why] == [
        ("Take the call", "Somebody listens"),
        ("Check it", "No surprises"),
    ]
    assert record.why[0].weight >= record.why[1].weight > 0
    assert sum(why.weight for why in record.why) == record.weight


def test_each_benefit_is_told_once_the_weightiest_step_first() -> None:
    steps = [
        Why("p", name, "P", name, "", benefit) for name, benefit in (("a", "X"), ("b", "X"), ("c", "Y"))
    ]
    silent = Why("p", "d", "P", "d", "", "")
    assert [why.step for why in benefits_of([silent, *steps], 3)] == ["a", "c"]
    assert benefits_of([silent], 3) == [silent]
